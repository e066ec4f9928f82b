"""How the commands of this package speak and end: a mistake is one sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from dwibahasa.errors import DwibahasaError

__all__ = ["run", "say"]


def run(main: Callable[..., None]) -> None:
    """Run a command with the arguments of the process, as the command line does with its own."""
    try:
        typer.run(main)
    except DwibahasaError as error:
        say(f"error: {error}")
        sys.exit(error.exit_code)


def say(line: str) -> None:
    """Tell the person at the terminal, or the log."""
    print(line, file=sys.stderr, flush=True)
