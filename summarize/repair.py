"""What a model wrote, with sentences of the article in the place of what it does not bear out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.dedupe import redundant
from summarize.grounding import ground
from summarize.result import Replacement, SourceSentence, SummarySentence
from summarize.selection import fill

if TYPE_CHECKING:
    from summarize.abstractive import Draft

__all__ = ["extracted", "extracts", "ground_drafts"]


def ground_drafts(
    drafts: Sequence[Draft],
    sources: Sequence[SourceSentence],
    article: str,
    scores: Sequence[float],
    count: int,
    language: str,
) -> tuple[tuple[SummarySentence, ...], tuple[Replacement, ...]]:
    """Keep what the article bears out, put a source sentence in the place of what it does not.

    At most `count` sentences, those with the best ranked support; near-duplicates are dropped.
    """
    score_of = dict(zip(sources, scores, strict=True))
    candidates = []
    for draft in drafts:
        for sentence in draft.sentences:
            grounding = ground(sentence, sources, article, language)
            nearest = grounding.support or draft.part
            candidates.append((max(map(score_of.__getitem__, nearest)), sentence, grounding, draft))
    written: list[SummarySentence] = []
    replacements = []
    for _, sentence, grounding, draft in sorted(candidates, key=lambda c: -c[0]):
        if len(written) == count:
            break
        if redundant(sentence, [other.text for other in written]):
            continue
        if grounding.reason is None:
            copied = [source for source in grounding.support if source.text == sentence]
            made = extracted(copied[0]) if copied else None
            written.append(made or SummarySentence(sentence, "model", grounding.support))
            continue
        # What came nearest to saying it, or else the best of the part the model was given.
        near = [s for s in grounding.support or draft.part if not extracts(s, written)]
        unused = near or [s for s in sources if not extracts(s, written)]
        standing_in = fill([w.text for w in written], unused, [score_of[s] for s in unused], 1)
        if standing_in:
            written.append(SummarySentence(standing_in[0].text, "replaced", (standing_in[0],)))
            replacements.append(Replacement(sentence, standing_in[0].text, grounding.reason))
    return tuple(written), tuple(replacements)


def extracted(source: SourceSentence) -> SummarySentence:
    """Make a sentence of the article one of the summary; it supports itself."""
    return SummarySentence(source.text, "extracted", (source,))


def extracts(source: SourceSentence, sentences: Sequence[SummarySentence]) -> bool:
    """Tell whether one of `sentences` is `source` itself."""
    return any(s.origin != "model" and s.support == (source,) for s in sentences)
