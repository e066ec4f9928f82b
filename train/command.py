"""How the commands of this package end: an error on purpose is one sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from dwibahasa.errors import DwibahasaError

__all__ = ["run"]


def run(main: Callable[..., None]) -> None:
    """Run a command with the arguments of the process, as the command line does with its own."""
    try:
        typer.run(main)
    except DwibahasaError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
