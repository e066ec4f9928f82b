"""Parts of an article for models that write one sentence: one part for each sentence wanted."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from summarize.result import SourceSentence
from summarize.words import content_words

__all__ = ["plan"]

# A model that gets less than this invents the rest (xl-sum issue 4).
MIN_PART_WORDS = 40

_COHESION = 0.5  # how much a cut inside a topic costs, against parts of unequal weight
_FORBIDDEN = 1e6

# The search for the cuts takes the square of the sentences; news articles have far fewer.
_MAX_SENTENCES = 300


def plan(
    sources: Sequence[SourceSentence],
    count: int,
    tokens: Callable[[str], int],
    max_tokens: int,
) -> list[list[SourceSentence]]:
    """Cut the article into at most `count` runs of sentences, in order.

    The runs carry about equal weight, where a word weighs less the later it stands (news puts first
    what matters most), and the cuts fall where the vocabulary changes (TextTiling, Hearst 1997).
    `tokens` counts a text's tokens for the model; a run loses its last sentences until it has at
    most `max_tokens` (a first sentence longer than that stays). There are fewer runs than `count`,
    down to none, where they would have fewer than MIN_PART_WORDS words.
    """
    words = [len(source.text.split()) for source in sources]
    parts = min(count, len(sources), sum(words) // MIN_PART_WORDS)
    lengths = [tokens(source.text) for source in sources]
    # No part can hold more than `max_tokens`; what lies beyond all of them need not be weighed.
    reach = max(parts, min(_fitting(lengths, parts * max_tokens), _MAX_SENTENCES))
    cuts = _cuts(sources[:reach], words[:reach], parts)
    runs = [range(begin, end) for begin, end in pairwise(cuts)]
    return [
        [sources[place] for place in run[: _fitting([lengths[i] for i in run], max_tokens)]]
        for run in runs
    ]


def _fitting(lengths: Sequence[int], limit: int) -> int:
    """Count the leading lengths whose sum is at most `limit`, at least one where there is one."""
    total = 0
    for count, length in enumerate(lengths):
        total += length
        if total > limit:
            return max(count, 1)
    return len(lengths)


def _cuts(sources: Sequence[SourceSentence], words: Sequence[int], parts: int) -> list[int]:
    """Find the boundaries of the best `parts` runs, 0 and the end among them, by dynamic search."""
    n = len(sources)
    weights = [count / math.sqrt(place + 1) for place, count in enumerate(words)]
    share = sum(weights) / max(parts, 1)
    weight_to, words_to = [0.0], [0]
    for weight, count in zip(weights, words, strict=True):
        weight_to.append(weight_to[-1] + weight)
        words_to.append(words_to[-1] + count)
    cohesion = _cohesion(sources)

    def cost(begin: int, end: int) -> float:
        uneven = (weight_to[end] - weight_to[begin]) / share - 1
        short = words_to[end] - words_to[begin] < MIN_PART_WORDS
        return uneven**2 + _COHESION * cohesion[begin] + _FORBIDDEN * short

    # best[end]: the cost of the runs so far, which end at `end`, and their boundaries.
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for left in reversed(range(parts)):
        ends = range(1, n + 1) if left else (n,)
        best = {
            end: min(
                (total + cost(begin, end), [*cuts, end])
                for begin, (total, cuts) in best.items()
                if begin < end
            )
            for end in ends
            if min(best) < end
        }
    return best[n][1] if parts else []


def _cohesion(sources: Sequence[SourceSentence]) -> list[float]:
    """Tell for each boundary before a sentence how alike its two sides are, two sentences each."""
    bags = [set(content_words(source.text)) for source in sources]
    alike = [0.0]
    for place in range(1, len(bags)):
        before = set().union(*bags[max(0, place - 2) : place])
        after = set().union(*bags[place : place + 2])
        alike.append(len(before & after) / max(1, min(len(before), len(after))))
    return alike
