"""lead: the first sentences are the summary, the baseline that news is hard to beat with."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["rank"]


def rank(sentences: Sequence[str]) -> list[float]:
    """Score the sentence at place i (from 0) with 1 / (i + 1)."""
    return [1 / (place + 1) for place in range(len(sentences))]
