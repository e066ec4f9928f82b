"""dwibahasa score: existing outputs, of any system, against references."""

from __future__ import annotations

from typing import Annotated, Literal, Optional

import typer

__all__ = ["score"]


def score(
    hypothesis: Annotated[
        list[str],
        typer.Option("--hypothesis", "-h", metavar="FILE ...", help="Outputs, a file a system."),
    ],
    reference: Annotated[
        list[str],
        typer.Option("--reference", "-r", metavar="FILE ...", help="References, a file a set."),
    ] = [],  # noqa: B006 (Typer's way of "none")
    source: Annotated[
        Optional[str],  # noqa: UP045 (Typer, Python 3.10)
        typer.Option("--source", "-s", metavar="FILE", help="What was translated or summarised."),
    ] = None,
    metrics: Annotated[
        list[str],
        typer.Option(
            "--metrics",
            "-m",
            metavar="NAME ...",
            help="bleu, chrf, ter, comet, rouge, coverage, support, exact_sentences, length.",
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

    A plain file holds a text a line. A file ending in .jsonl holds an object a line, with the fields
    "hypothesis", "reference" (or a list, "references") and "source"; FILE:FIELD takes another field.
    - is standard input.

    \b
    Examples:
      dwibahasa score --hypothesis mine.en --reference ref.en
      dwibahasa score --hypothesis old.en new.en --reference ref1.en ref2.en --metrics bleu chrf ter
      dwibahasa score --hypothesis out.jsonl:summary --reference set.jsonl --metrics rouge length
      dwibahasa translate - < news.id | dwibahasa score --hypothesis - --reference news.en
    """
    from dwibahasa.errors import EvaluationError, UsageError
    from eval.render_scores import FORMATS
    from eval.scoring import score as score_systems
    from eval.segments import read_references, read_segments, short_names

    given = [*hypothesis, *reference, *([source] if source else [])]
    if given.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    names = short_names(hypothesis)
    if baseline is not None and baseline not in names and baseline not in names.values():
        raise UsageError(f"the baseline '{baseline}' is not among the hypotheses")
    systems = {names[each]: read_segments(each, "hypothesis") for each in hypothesis}
    references = [texts for each in reference for texts in read_references(each)]
    sources = read_segments(source, "source") if source else None
    counts = {each: len(texts) for each, texts in zip(hypothesis, systems.values(), strict=True)}
    if references:
        counts |= {each: len(texts) for each, texts in _labelled(reference, references)}
    if sources is not None and source:
        counts[source] = len(sources)
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{name} has {count}" for name, count in counts.items())
        raise EvaluationError(f"the numbers of lines differ: {listed}")
    scores = score_systems(
        systems,
        references,
        sources,
        metrics=[name for each in metrics for name in each.split(",") if name],
        baseline=None if baseline is None else names.get(baseline, baseline),
        language=language,
        source_language=source_language,
    )
    typer.echo(FORMATS[format_](scores), nl=False)
