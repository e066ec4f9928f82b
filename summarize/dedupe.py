"""Near-duplicates: a sentence whose words another has said already."""

from __future__ import annotations

from collections.abc import Iterable

from summarize.words import content_words, overlap

__all__ = ["redundant"]

# Share of a sentence's content words; ROUGE-1 of lead and textrank on development articles is
# slightly better with it than without.
NEAR_DUPLICATE = 0.5


def redundant(sentence: str, others: Iterable[str]) -> bool:
    """Tell whether one of `others` holds at least half of the content words of `sentence`."""
    words = content_words(sentence)
    return any(overlap(words, content_words(other)) >= NEAR_DUPLICATE for other in others)
