"""The oracle: the sentences of an article that come closest to a reference summary.

No system can know them; they bound what any choice of sentences can score, and are the labels that
one learns to choose from.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from dwibahasa.article import Article
from dwibahasa.progress import Progress
from summarize.sentences import SEVERAL

if TYPE_CHECKING:
    from summarize import Summarizer

__all__ = ["SENTENCES", "gains", "greedy_oracle", "oracle_summaries"]

SENTENCES = 3

_WORD = re.compile(r"\w+")


def greedy_oracle(sentences: Sequence[str], references: Sequence[str], count: int) -> list[int]:
    """Choose `count` sentences (all, where there are fewer) for what they share with a reference.

    Returns their places in the order chosen: each adds most to the F-measures of ROUGE-1 and
    ROUGE-2 of all chosen so far (Nallapati et al. 2017, SummaRuNNer), summed, by the reference that
    suits best; among equals the earlier. Unlike there, the search goes on when no sentence adds
    anything, until there are `count`. Words are compared in lower case and not stemmed; pairs of
    words are those within a sentence.
    """
    likenesses = _likenesses(sentences, references)
    left = list(range(len(sentences)))
    chosen: list[int] = []
    while left and len(chosen) < count:
        best = max(left, key=partial(_gain, likenesses))
        left.remove(best)
        chosen.append(best)
        for both in likenesses:
            for each in both:
                each.take(best)
    return chosen


def gains(sentences: Sequence[str], references: Sequence[str]) -> list[float]:
    """Give what each sentence shares with a reference by itself: `greedy_oracle`'s first step."""
    likenesses = _likenesses(sentences, references)
    return [_gain(likenesses, place) for place in range(len(sentences))]


def oracle_summaries(
    summarizer: Summarizer,
    articles: Sequence[Article],
    references: Sequence[Sequence[str]],
    progress: Progress | None = None,
) -> list[str]:
    """Summarise articles by the oracle, each with its own references; a line a sentence.

    The `summarizer`, an extractive one, says what there is to choose from: all sentences of the
    article, translated where it would translate it.
    """
    texts = []
    wholes = summarizer.summarize_articles(articles, sys.maxsize, progress=progress)
    for whole, wanted in zip(wholes, references, strict=True):
        # No ranker takes what would make a summary of N sentences one of more.
        sentences = [
            each.text
            for each in whole.sentences
            if not any(SEVERAL in source.flags for source in each.support)
        ]
        chosen = greedy_oracle(sentences, wanted, SENTENCES)
        texts.append("\n".join(sentences[place] for place in sorted(chosen)))
    return texts


class _Likeness:
    """The F-measure of what was taken against one reference, kept up as sentences are taken."""

    def __init__(self, reference: Counter[str], parts: Sequence[Counter[str]]) -> None:
        self._sizes = [part.total() for part in parts]
        self._parts = [
            {gram: number for gram, number in part.items() if gram in reference} for part in parts
        ]
        self._wanting = dict(reference)
        self._matched = 0
        self._length = reference.total()

    def after(self, place: int) -> float:
        """Tell what the F-measure would be with one sentence more."""
        length = self._length + self._sizes[place]
        return 2 * (self._matched + self._matches(place)) / length if length else 0.0

    def take(self, place: int) -> None:
        """Count a sentence as taken."""
        self._matched += self._matches(place)
        self._length += self._sizes[place]
        for gram, number in self._parts[place].items():
            self._wanting[gram] = max(0, self._wanting[gram] - number)

    def _matches(self, place: int) -> int:
        return sum(min(n, self._wanting[gram]) for gram, n in self._parts[place].items())


def _likenesses(sentences: Sequence[str], references: Sequence[str]) -> list[list[_Likeness]]:
    """For each reference, the likeness in words and in pairs of words."""
    parts = [list(_grams(sentence)) for sentence in sentences]
    return [
        [
            _Likeness(whole, [part[order] for part in parts])
            for order, whole in enumerate(_grams(reference))
        ]
        for reference in references
    ]


def _gain(likenesses: Sequence[Sequence[_Likeness]], place: int) -> float:
    return max((sum(each.after(place) for each in both) for both in likenesses), default=0.0)


def _grams(text: str) -> tuple[Counter[str], Counter[str]]:
    """Count the words and the pairs of neighbouring words."""
    words = _WORD.findall(text.lower())
    return Counter(words), Counter(map(" ".join, pairwise(words)))
