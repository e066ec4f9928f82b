"""dwibahasa translate: articles into English, or into Indonesian."""

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
    MaxBatchTokens,
    Offline,
    Output,
    Precision,
    Quiet,
    Revision,
    Threads,
)

if TYPE_CHECKING:
    from dwibahasa.article import Article
    from translate.result import ArticleTranslation

__all__ = ["translate"]


def translate(
    inputs: Inputs = None,
    output: Output = None,
    model: Annotated[
        str | None,
        typer.Option(
            "-m",
            "--model",
            help="Shipped name, hub id or directory of a translator.",
            show_default="mini; mini-en-id with --to id",
        ),
    ] = None,
    into: Annotated[
        Literal["en", "id"], typer.Option("--to", help="Language translated into.")
    ] = "en",
    format_: Annotated[
        Literal["text", "bilingual", "markdown", "json", "html"],
        typer.Option(
            "-f", "--format", help="bilingual and html show what to check beside its source."
        ),
    ] = "text",
    engine: EngineName = "ctranslate2",
    beam: Beam = 4,
    max_batch_tokens: MaxBatchTokens = 1024,
    precision: Precision = "int8",
    device: Device = "auto",
    threads: Threads = 0,
    offline: Offline = False,
    revision: Revision = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Translate Indonesian articles into English, or English ones into Indonesian (--to id).

    \b
    Examples:
      dwibahasa translate article.txt
      dwibahasa translate https://example.org/berita -f html -o article.html
      dwibahasa translate news/ 'archive/**/*.docx' -o english/
      pdftotext report.pdf - | dwibahasa translate -f bilingual
      dwibahasa translate --to id article.en.txt
    """
    from dwibahasa.cli.destination import Destination
    from dwibahasa.cli.run import note, run, sources_of
    from dwibahasa.progress import progress_bar
    from translate.render import FORMATS, render
    from translate.translator import Translator, check_language

    sources, failures = sources_of(inputs)
    if not sources:
        raise typer.Exit(1)
    plain_ending = ".bilingual.txt" if format_ == "bilingual" else FORMATS[format_][1]
    destination = Destination(output, sources, f".{into}{plain_ending}")
    translator = Translator(
        model,
        into=into,
        engine=engine,
        beam=beam,
        max_batch_tokens=max_batch_tokens,
        device=device,
        precision=precision,
        threads=threads,
        offline=offline,
        revision=revision,
    )

    def work(articles: list[Article]) -> list[str]:
        with progress_bar("Translating", quiet=quiet) as progress:
            translations = translator.translate_articles(articles, force=force, progress=progress)
        if not quiet:
            for translation in translations:
                for remark in remarks(translation):
                    note(f"{translation.article.source}: {remark}")
        return [render(translation, format_) for translation in translations]

    def check(article: Article) -> None:
        if not force:
            check_language(article, into)

    failures += run(sources, destination, work, check)
    if failures:
        raise typer.Exit(1)


def remarks(translation: ArticleTranslation) -> list[str]:
    """Say what a reader should know of a translation: notes, what was left out, what to check."""
    said = list(translation.notes)
    if removed := len(translation.article.removed):
        said.append(f"left out {removed} line(s) that are not the article's, such as 'Baca Juga:'")
    segments = [segment for block in translation.blocks for segment in block.segments]
    flagged = [segment for segment in segments if segment.flags]
    if flagged:
        kinds = Counter(kind for s in flagged for kind in {f.split(":")[0] for f in s.flags})
        listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        said.append(
            f"{len(flagged)} of {len(segments)} sentences should be checked ({listed}); "
            "--format bilingual shows them"
        )
    return said
