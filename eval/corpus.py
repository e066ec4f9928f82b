"""What a metric measures: texts, their references and their sources, segment by segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dwibahasa.errors import EvaluationError

__all__ = ["Corpus"]


@dataclass(frozen=True)
class Corpus:
    """One system's texts beside what they are measured against.

    `hypotheses` holds a text a segment (a sentence, a paragraph or a summary). `references` holds
    one sequence a *reference set*, each with a text a segment: references[k][i] is the k-th
    reference of segment i, as sacrebleu has it. `sources` holds what each hypothesis was made from.
    `language` is that of hypotheses and references, `source_language` that of the sources
    (ISO 639-1).

    Raises EvaluationError where the numbers of segments differ or there are none.
    """

    hypotheses: Sequence[str]
    references: Sequence[Sequence[str]] = ()
    sources: Sequence[str] | None = None
    language: str = "en"
    source_language: str = "id"

    def __post_init__(self) -> None:
        # A string is a sequence of strings too: the classic way to score only the first segment.
        if isinstance(self.hypotheses, str) or any(isinstance(r, str) for r in self.references):
            raise EvaluationError(
                "hypotheses must be a list of texts and references a list of such lists: "
                "wrap a single reference set in a list"
            )
        if not self.hypotheses:
            raise EvaluationError("there are no hypotheses to score")
        expected = len(self.hypotheses)
        beside = {f"reference set {k}": r for k, r in enumerate(self.references, start=1)}
        if self.sources is not None:
            beside["the sources"] = self.sources
        for name, texts in beside.items():
            if len(texts) != expected:
                raise EvaluationError(
                    f"{expected} hypotheses but {len(texts)} segments in {name}: "
                    "they must match one to one"
                )

    def references_for(self, metric: str) -> Sequence[Sequence[str]]:
        """Return the references; raise EvaluationError in the metric's name without any."""
        if not self.references:
            raise EvaluationError(f"{metric} compares with references: give some (--reference)")
        return self.references

    def sources_for(self, metric: str) -> Sequence[str]:
        """Return the sources; raise EvaluationError in the metric's name without any."""
        if self.sources is None:
            raise EvaluationError(f"{metric} looks at the sources: give them (--source)")
        return self.sources
