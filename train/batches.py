"""Batches of about the same number of tokens, in an order that depends on the seed alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

from train.encoding import Encoded, Ids

__all__ = ["Batches", "pad"]

# Pairs are sorted by length within blocks of so many, so that batches are even but epochs differ.
BLOCK = 20_000


class Batches:
    """An endless stream of batches from several corpora, each drawn `weights[name]` times an epoch.

    A batch is a list of (corpus, index); padded to its longest side it has at most `tokens` tokens.
    The stream is the same for the same seed, so that a resumed run can skip what it has seen.
    """

    def __init__(
        self, lengths: Mapping[str, Sequence[npt.NDArray[np.int64]]], weights: Mapping[str, float],
        tokens: int, seed: int,
    ) -> None:  # fmt: skip
        self._names = sorted(lengths)
        self._longest = [np.maximum(*lengths[name]) for name in self._names]
        self._target = [lengths[name][1] for name in self._names]
        self._weights = [weights[name] for name in self._names]
        self._tokens = tokens
        self._seed = seed

    @classmethod
    def of(
        cls, corpora: Mapping[str, Encoded], weights: Mapping[str, float], tokens: int, seed: int
    ) -> Batches:
        """Make batches of encoded corpora."""
        return cls(
            {name: corpus.lengths for name, corpus in corpora.items()}, weights, tokens, seed
        )

    def __iter__(self) -> Iterator[list[tuple[str, int]]]:
        return self.after(0)

    def after(self, skip: int) -> Iterator[list[tuple[str, int]]]:
        """Yield the batches that follow the first `skip`."""
        for number in count():
            epoch = self._epoch(random.Random(f"{self._seed} {number}"))
            yield from epoch[skip:]
            skip = max(0, skip - len(epoch))

    def _epoch(self, chance: random.Random) -> list[list[tuple[str, int]]]:
        drawn: list[tuple[int, int]] = []
        for corpus, (weight, longest) in enumerate(zip(self._weights, self._longest, strict=True)):
            whole, part = divmod(weight, 1)
            indices = range(len(longest))
            sample = chance.sample(indices, round(part * len(longest)))
            drawn += [(corpus, i) for i in [*indices] * int(whole) + sample]
        chance.shuffle(drawn)
        batches: list[list[tuple[str, int]]] = []
        for start in range(0, len(drawn), BLOCK):
            block = self._even(drawn[start : start + BLOCK])
            chance.shuffle(block)
            batches += block
        return batches

    def _even(self, drawn: list[tuple[int, int]]) -> list[list[tuple[str, int]]]:
        """Cut a block into batches of pairs of like length."""
        longest, target = self._longest, self._target
        drawn = sorted(drawn, key=lambda at: (longest[at[0]][at[1]], target[at[0]][at[1]]))
        batches: list[list[tuple[str, int]]] = [[]]
        for corpus, index in drawn:
            if (len(batches[-1]) + 1) * longest[corpus][index] > self._tokens and batches[-1]:
                batches.append([])
            batches[-1].append((self._names[corpus], index))
        return batches


def pad(rows: Sequence[Sequence[int] | Ids], padding: int) -> npt.NDArray[np.int64]:
    """Lay rows of ids under each other, shape (rows, longest), filled with `padding`."""
    table = np.full((len(rows), max(map(len, rows))), padding, np.int64)
    for row, ids in zip(table, rows, strict=True):
        row[: len(ids)] = ids
    return table
