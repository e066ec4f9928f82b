"""How the commands of this package speak and end: a mistake is one sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from dwibahasa.errors import DwibahasaError

__all__ = ["Minutes", "Rate", "State", "Steps", "run", "say"]

# What every command that trains lets one change.
Minutes = Annotated[float | None, typer.Option(help="How long to train.", min=0.01)]
Steps = Annotated[int | None, typer.Option(help="How many steps, instead.", min=1)]
Rate = Annotated[float | None, typer.Option(help="The learning rate.")]
State = Annotated[Path | None, typer.Option(help="Where a stopped run lies; OUTPUT.state.")]


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
