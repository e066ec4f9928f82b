"""dwibahasa score: existing outputs, of any system, against references."""

from __future__ import annotations

from typing import Annotated, Literal, Optional

import typer

__all__ = ["score"]


def score(
    hypothesis: Annotated[
        list[str],
        typer.Option("--hypothesis", metavar="FILE ...", help="Outputs, a file a system."),
    ],
    reference: Annotated[
        list[str],
        typer.Option("--reference", metavar="FILE ...", help="References, a file a set."),
    ] = [],  # noqa: B006 (Typer's way of "none")
    source: Annotated[
        Optional[str],  # noqa: UP045 (Typer, Python 3.10)
        typer.Option("--source", metavar="FILE", help="What was translated or summarised."),
    ] = None,
    metrics: Annotated[
        list[str],
        typer.Option(
            "--metrics",
            metavar="NAME ...",
            help="bleu, chrf, ter, comet, rouge, coverage, support, exact_sentences, redundancy, "
            "length.",
        ),
    ] = ["bleu", "chrf"],  # noqa: B006
    baseline: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            help="The hypothesis that others are compared with.",
            show_default="the first",
        ),
    ] = None,
    language: Annotated[
        str, typer.Option(help="Of hypotheses and references: it chooses tokenisers.")
    ] = "en",
    source_language: Annotated[str, typer.Option(help="Of the sources.")] = "id",
    format_: Annotated[
        Literal["table", "json", "latex"],
        typer.Option("--format", "-f", help="json has the scores of single segments too."),
    ] = "table",
) -> None:
    """Score outputs against references, with confidence intervals and significance tests.

    A plain file holds a text a line. A file ending in .jsonl holds an object a line, with the
    fields "hypothesis", "reference" (or a list, "references") and "source"; FILE.jsonl:FIELD takes
    another field. - is standard input.

    \b
    Examples:
      dwibahasa score --hypothesis mine.en --reference ref.en
      dwibahasa score --hypothesis old.en new.en --reference ref1.en ref2.en --metrics bleu chrf ter
      dwibahasa score --hypothesis out.jsonl:summary --reference set.jsonl --metrics rouge length
      zcat out.en.gz | dwibahasa score --hypothesis - --reference ref.en --format latex
    """
    from dwibahasa.errors import EvaluationError, UsageError
    from eval.render_scores import FORMATS
    from eval.scoring import score as score_systems
    from eval.segments import read_references, read_segments, short_names

    if [*hypothesis, *reference, source].count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    names = short_names(hypothesis)
    if baseline is not None:
        baseline = names.get(baseline, baseline)
    systems = {names[file]: read_segments(file, "hypothesis") for file in hypothesis}
    counts = {file: len(systems[names[file]]) for file in hypothesis}
    references = []
    for file in reference:
        sets = read_references(file)
        references += sets
        counts[file] = len(sets[0])
    sources = None
    if source is not None:
        sources = read_segments(source, "source")
        counts[source] = len(sources)
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{file} {count}" for file, count in counts.items())
        raise EvaluationError(f"the files differ in their numbers of lines: {listed}")
    scores = score_systems(
        systems,
        references,
        sources,
        metrics=[name for each in metrics for name in each.split(",") if name],
        baseline=baseline,
        language=language,
        source_language=source_language,
    )
    typer.echo(FORMATS[format_](scores), nl=False)
