"""The command line: one file a verb, nothing heavy imported before it is needed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dwibahasa import __version__
from dwibahasa.cli.benchmark import benchmark
from dwibahasa.cli.models import models
from dwibahasa.cli.score import score
from dwibahasa.cli.several import SeveralValues
from dwibahasa.cli.summarize import summarize
from dwibahasa.cli.translate import translate
from dwibahasa.errors import DwibahasaError

__all__ = ["app", "main"]

INTERRUPTED = 130  # 128 + SIGINT, as shells count it

app = typer.Typer(
    name="dwibahasa",
    help="Indonesian news into English, and into a summary of exactly three sentences.",
    epilog="Try: dwibahasa summarize article.txt",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(translate)
app.command()(summarize)
app.command(cls=SeveralValues)(benchmark)
app.command(cls=SeveralValues)(score)
app.add_typer(models)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dwibahasa {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Indonesian news into English, and into a summary of exactly three sentences."""


def main() -> None:
    """Run the command; a DwibahasaError becomes one sentence on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Indonesian and typographic text must come out whatever the locale says.
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except DwibahasaError as error:
        typer.echo(f"dwibahasa: {error}", err=True)
        sys.exit(error.exit_code)
    except SystemExit as stop:
        if stop.code == INTERRUPTED:
            typer.echo("dwibahasa: interrupted; what was finished before is kept", err=True)
        raise
