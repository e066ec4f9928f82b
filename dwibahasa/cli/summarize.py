"""dwibahasa summarize: articles into exactly N sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dwibahasa.cli.options import (
    Beam,
    Device,
    EngineName,
    Force,
    Inputs,
    Offline,
    Output,
    Precision,
    Quiet,
    Revision,
    Threads,
)

if TYPE_CHECKING:
    pass

__all__ = ["summarize"]


def summarize(
    inputs: Inputs = None,
    output: Output = None,
    sentences: Annotated[
        int, typer.Option("-n", "--sentences", min=1, help="Exactly so many sentences.")
    ] = 3,
    model: Annotated[
        str,
        typer.Option(
            "-m",
            "--model",
            help="textrank, lead, or the hub id or directory of an mT5 or T5 summarizer.",
        ),
    ] = "textrank",
    translator: Annotated[
        str, typer.Option(help="Shipped name, hub id or directory of the translator.")
    ] = "mini",
    language: Annotated[Literal["en", "id"], typer.Option(help="Language of the summary.")] = "en",
    format_: Annotated[
        Literal["text", "markdown", "json", "html"], typer.Option("-f", "--format")
    ] = "text",
    show_translation: Annotated[
        bool, typer.Option("--show-translation", help="Give the English article as well.")
    ] = False,
    engine: EngineName = "ctranslate2",
    beam: Beam = 4,
    precision: Precision = "int8",
    device: Device = "auto",
    threads: Threads = 0,
    offline: Offline = False,
    revision: Revision = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Summarise articles in exactly three sentences, Indonesian ones in English.

    \b
    Examples:
      dwibahasa summarize article.txt
      dwibahasa summarize -n 1 --language id https://example.org/berita
      dwibahasa summarize --show-translation -f html -o article.html article.docx
      dwibahasa summarize -m csebuetnlp/mT5_multilingual_XLSum news/ -o summaries/
    """
