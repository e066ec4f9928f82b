"""How sure a score is, and whether one system is better than another.

- Confidence intervals by the bootstrap percentile method (Koehn 2004, "Statistical significance
  tests for machine translation evaluation").
- Two paired tests (Riezler & Maxwell 2005, "On some pitfalls in automatic evaluation and
  significance testing for MT"): bootstrap resampling with the shift method, and approximate
  randomisation. Both draw and count as sacrebleu does, so that its command gives the same figures;
  systems that score the same everywhere get p = 1.
- Holm's step-down correction where several systems are compared (Holm 1979, "A simple sequentially
  rejective multiple test procedure").

All work on sums of per-segment statistics, for every metric alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from eval.metrics.statistics import Array, Statistics

__all__ = [
    "RESAMPLES",
    "SEED",
    "TRIALS",
    "approximate_randomization",
    "bootstrap_interval",
    "holm",
    "paired_bootstrap",
]

RESAMPLES = 1000
TRIALS = 10_000
SEED = 12345  # sacrebleu's
CHUNK = 1000  # trials whose masks are held at once: 8 MB for a thousand segments
TOLERANCE = 1e-9  # scores closer than this are equal


def bootstrap_interval(
    statistics: Statistics, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[float, float]:
    """Return the 95 % confidence interval of the corpus score."""
    scores = np.sort(_resampled(statistics, resamples, seed))
    outside = resamples // 40
    return float(scores[outside]), float(scores[resamples - outside - 1])


def paired_bootstrap(
    system: Statistics, baseline: Statistics, resamples: int = RESAMPLES, seed: int = SEED
) -> float:
    """Return the p-value of the difference between two systems on the same segments."""
    observed = abs(system.value - baseline.value)
    differences = np.abs(
        _resampled(system, resamples, seed) - _resampled(baseline, resamples, seed)
    )
    return _p_value(differences - differences.mean(), observed)


def approximate_randomization(
    system: Statistics, baseline: Statistics, trials: int = TRIALS, seed: int = SEED
) -> float:
    """Return the two-sided p-value of the difference: outputs swapped at random, segment-wise."""
    observed = abs(system.value - baseline.value)
    total = system.rows.sum(axis=0) + baseline.rows.sum(axis=0)
    differences = []
    for swapped in _masks(len(system.rows), trials, seed):
        one = swapped @ baseline.rows + (1.0 - swapped) @ system.rows
        differences.append(np.abs(system.aggregate(one) - system.aggregate(total - one)))
    return _p_value(np.concatenate(differences), observed)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for as many tests as there are, in the order given."""
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(np.argsort(p_values, kind="stable").tolist()):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted


def _resampled(statistics: Statistics, resamples: int, seed: int) -> Array:
    """Return the scores of corpora drawn with replacement from this one."""
    return statistics.aggregate(_draws(len(statistics.rows), resamples, seed) @ statistics.rows)


@lru_cache(maxsize=1)
def _draws(segments: int, resamples: int, seed: int) -> Array:
    """Return how often each resample draws each segment, (resamples, segments)."""
    generator = np.random.default_rng(seed)
    drawn = generator.choice(segments, size=(resamples, segments), replace=True)
    return np.stack([np.bincount(row, minlength=segments) for row in drawn]).astype(np.float64)


def _masks(segments: int, trials: int, seed: int) -> Iterator[Array]:
    """Yield fair coins, (up to CHUNK, segments) at a time, `trials` rows in all."""
    generator = np.random.default_rng(seed)
    coins: NDArray[np.bool_] = generator.integers(2, size=(trials, segments), dtype=bool)
    for start in range(0, trials, CHUNK):
        yield coins[start : start + CHUNK].astype(np.float64)


def _p_value(differences: Array, observed: float) -> float:
    extreme = int(np.count_nonzero(differences >= observed - TOLERANCE))
    return (extreme + 1) / (len(differences) + 1)
