"""Which pieces of one language stand for which of another, by how often they meet in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from train.pieces import chunks

__all__ = ["associate"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

CHUNK = 5_000  # pairs
FEWEST = 2  # meetings
BEST = 3  # partners


def associate(
    pairs: Iterable[tuple[Sequence[int], Sequence[int]]], sizes: tuple[int, int]
) -> tuple[Ints, Floats]:
    """Find the partners of each of `sizes[0]` ids among `sizes[1]` others.

    pairs: ids of a sentence and of its translation. Gives partners and their weights, both
    (sizes[0], 3); weights sum to 1, or are all 0 where an id met nothing twice. A weight goes with
    n(a, b)^2 / (n(a) n(b)), where n counts sentences: a common word is no partner of a rare one.
    """
    width = sizes[1]
    keys: Ints = np.zeros(0, np.int64)
    meetings: Ints = np.zeros(0, np.int64)
    alone = np.zeros(sizes[0], np.int64), np.zeros(width, np.int64)
    for chunk in chunks(pairs, CHUNK):
        met = [keys]
        for pair in chunk:
            left, right = (np.unique(np.asarray(side, np.int64)) for side in pair)
            alone[0][left] += 1
            alone[1][right] += 1
            met.append((left[:, None] * width + right).ravel())
        counts = [meetings, *(np.ones(len(each), np.int64) for each in met[1:])]
        keys, places = np.unique(np.concatenate(met), return_inverse=True)
        meetings = np.bincount(places, np.concatenate(counts)).astype(np.int64)
    often = meetings >= FEWEST
    left, right = np.divmod(keys[often], width)
    score = meetings[often] ** 2 / (alone[0][left] * alone[1][right])
    return _best(left, right, score, sizes[0])


def _best(
    left: Ints, right: Ints, score: npt.NDArray[np.float64], size: int
) -> tuple[Ints, Floats]:
    order = np.lexsort((-score, left))
    left, right, score = left[order], right[order], score[order]
    starts = np.searchsorted(left, np.arange(size))
    partners = np.zeros((size, BEST), np.int64)
    weights = np.zeros((size, BEST), np.float32)
    for place in range(BEST):
        at = np.minimum(starts + place, max(len(left) - 1, 0))
        there = (starts + place < len(left)) & (left[at] == np.arange(size)) if len(left) else []
        rows = np.flatnonzero(there)
        partners[rows, place], weights[rows, place] = right[at[rows]], score[at[rows]]
    total = weights.sum(1, keepdims=True)
    return partners, np.divide(weights, total, out=weights, where=total > 0)
