"""Which sentences of an article say what a summary sentence says."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.result import SourceSentence
from summarize.words import content_words

__all__ = ["MAX_SUPPORT", "support"]

MAX_SUPPORT = 3

# A further sentence is named only where it adds at least so much of the words.
_GAIN = 0.1

# Words are compared by their beginnings, so that "reported" meets "reporting" and "laporan"
# "laporannya" (truncation stemming, as in McNamee and Mayfield 2004).
_STEM_CHARACTERS = 6


def support(
    sentence: str, sources: Sequence[SourceSentence]
) -> tuple[tuple[SourceSentence, ...], float]:
    """Find the one to three `sources` that hold most of the content words of `sentence`.

    Returns them in the article's order, and the share (0 to 1) of the words they hold together;
    no sources and 0 where no word is found, no sources and 1 where there are no words.
    """
    wanted = _stems(sentence)
    if not wanted:
        return (), 1.0
    found = {source: wanted & _stems(source.text) for source in sources}
    covered: set[str] = set()
    named: list[SourceSentence] = []
    while len(named) < MAX_SUPPORT:
        best = max(found, key=lambda source: (len(found[source] - covered), -source.index))
        gain = len(found[best] - covered)
        if gain == 0 or (named and gain < max(2, _GAIN * len(wanted))):
            break
        named.append(best)
        covered |= found[best]
    return tuple(sorted(named, key=lambda source: source.index)), len(covered) / len(wanted)


def _stems(text: str) -> set[str]:
    return {word[:_STEM_CHARACTERS] for word in content_words(text)}
