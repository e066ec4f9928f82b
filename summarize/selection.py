"""Which sentences of an article are taken, best first, without saying a thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarize.dedupe import redundant
from summarize.result import SourceSentence
from summarize.sentences import SEVERAL
from summarize.words import has_words

__all__ = ["doubts", "fill"]

MIN_WORDS = 4

_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")

# Weights for what a translator flagged. A loop or an impossible length makes a sentence unreadable,
# so almost any other is better. A lost name or number is worth passing over only for a sentence
# that is about as good: most flags are harmless, and the lead is the lead.
SPOILED, DOUBTFUL = 0.25, 0.9
_SPOILING = {"loop", "length"}
_HARMLESS = {"cut", "repaired"}


def fill(
    taken: Sequence[str], sources: Sequence[SourceSentence], scores: Sequence[float], count: int
) -> list[SourceSentence]:
    """Choose `count` of `sources` to stand beside the summary sentences `taken`, best first.

    `scores` are the ranker's, one a source. Subheads and fragments come after all sentences, and
    among equals a near-duplicate of what is taken comes last; fewer are chosen only where there are
    no more.
    """
    order = sorted(
        zip(sources, scores, strict=True),
        key=lambda pair: (_fragment(pair[0]), -pair[1] * _trust(pair[0].flags), pair[0].index),
    )
    texts = list(taken)
    chosen: list[SourceSentence] = []
    for fragments in (False, True):
        tier = [source for source, _ in order if _fragment(source) is fragments]
        repeated = []
        for source in tier:
            if len(chosen) == count:
                return chosen
            if redundant(source.text, texts):
                repeated.append(source)
            else:
                chosen.append(source)
                texts.append(source.text)
        chosen += repeated[: count - len(chosen)]
    return chosen


def _fragment(source: SourceSentence) -> bool:
    """A subhead, a caption or a scrap: no full stop, or hardly any words; a part of a quotation
    that another sentence begins or ends; or more than a sentence, which would make a summary of N
    sentences one of more.
    """
    text = source.text
    return (
        SEVERAL in source.flags
        or not has_words(text, MIN_WORDS)
        or _ENDS.search(text) is None
        or text.count('"') % 2 == 1
        or text.count("“") != text.count("”")
    )


def doubts(flags: Iterable[str]) -> list[str]:
    """List the flags of a translated sentence that a reader should know of."""
    return [flag for flag in flags if flag.split(":")[0] not in _HARMLESS]


def _trust(flags: Iterable[str]) -> float:
    found = doubts(flags)
    if _SPOILING.intersection(found):
        return SPOILED
    return DOUBTFUL if found else 1.0
