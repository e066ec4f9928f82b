"""dwibahasa summarize: articles into exactly N sentences."""

from __future__ import annotations

from collections import Counter
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
    from dwibahasa.article import Article
    from summarize.result import Summary

__all__ = ["summarize"]


def summarize(
    inputs: Inputs = None,
    output: Output = None,
    sentences: Annotated[
        int, typer.Option("-n", "--sentences", min=1, help="Exactly so many sentences.")
    ] = 3,
    model: Annotated[
        str | None,
        typer.Option(
            "-m",
            "--model",
            help="Shipped name, hub id or directory of a summarizer (mT5, T5, BART, PEGASUS), "
            "textrank or lead.",
            show_default="mini-summarizer for Indonesian articles, textrank for English ones",
        ),
    ] = None,
    translator: Annotated[
        str | None,
        typer.Option(
            help="Shipped name, hub id or directory of the translator.",
            show_default="mini; mini-en-id with --language id",
        ),
    ] = None,
    language: Annotated[Literal["en", "id"], typer.Option(help="Language of the summary.")] = "en",
    format_: Annotated[
        Literal["text", "markdown", "json", "html"], typer.Option("-f", "--format")
    ] = "text",
    show_translation: Annotated[
        bool, typer.Option("--show-translation", help="Give the translated article as well.")
    ] = False,
    verbatim: Annotated[
        bool,
        typer.Option(
            "--verbatim",
            help="Leave extracted sentences as they stand: 'However, ', datelines and 'he'.",
        ),
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
    """Summarise articles in exactly three sentences, in English or Indonesian.

    \b
    Examples:
      dwibahasa summarize article.txt
      dwibahasa summarize -n 1 --language id https://example.org/berita
      dwibahasa summarize --show-translation -f html -o article.html article.docx
      dwibahasa summarize -m csebuetnlp/mT5_multilingual_XLSum news/ -o summaries/
    """
    from dwibahasa.cli.destination import Destination
    from dwibahasa.cli.run import note, run, sources_of
    from dwibahasa.progress import progress_bar
    from summarize.render import FORMATS, render
    from summarize.summarizer import Summarizer

    sources, failures = sources_of(inputs)
    if not sources:
        raise typer.Exit(1)
    destination = Destination(output, sources, f".summary.{language}{FORMATS[format_][1]}")
    summarizer = Summarizer(
        model,
        language=language,
        translator=translator,
        engine=engine,
        beam=beam,
        precision=precision,
        device=device,
        threads=threads,
        offline=offline,
        revision=revision,
        verbatim=verbatim,
    )

    def work(articles: list[Article]) -> list[str]:
        with progress_bar("Summarising", quiet=quiet) as progress:
            summaries = summarizer.summarize_articles(
                articles, sentences, force=force, progress=progress
            )
        if not quiet:
            for article, summary in zip(articles, summaries, strict=True):
                for remark in remarks(summary):
                    note(f"{article.source}: {remark}")
        return [
            render(summary, format_, show_translation=show_translation) for summary in summaries
        ]

    def check(article: Article) -> None:
        if not force:
            summarizer.check_language(article)

    failures += run(sources, destination, work, check)
    if failures:
        raise typer.Exit(1)


def remarks(summary: Summary) -> list[str]:
    """Say what a reader should know of a summary: how it was made, what was put in whose place."""
    origins = Counter(sentence.origin for sentence in summary.sentences)
    made = ", ".join(f"{count} {origin}" for origin, count in origins.items())
    said = [f"{len(summary.sentences)} sentence(s) by {summary.summarizer} ({made})"]
    cleaned = sum(bool(sentence.changes) for sentence in summary.sentences)
    if cleaned:
        said.append(
            f"{cleaned} sentence(s) were changed at the beginning, to stand alone (--verbatim)"
        )
    said += [
        f"'{r.rejected}' is not borne out by the article ({r.reason}); "
        f"its place took: {r.replacement}"
        for r in summary.replacements
    ]
    return said + list(summary.notes)
