"""What a metric yields: a row of counts a segment, from whose sums the corpus score follows.

Every score here is a function of sums over segments, so that a bootstrap resample costs a sum and
no second look at the texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Aggregate", "Array", "Better", "Statistics", "ratio", "signature"]

Array = NDArray[np.float64]
Aggregate = Callable[[Array], Array]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Statistics:
    """The sufficient statistics of one score over one corpus.

    `rows` is (segments, counts); `aggregate` turns sums of rows, shaped (samples, counts), into
    scores, shaped (samples,). `signature` says how the score was computed; `better` which way is
    good ("neither" for a description such as length).
    """

    name: str
    rows: Array
    aggregate: Aggregate
    signature: str
    better: Better = "higher"

    @property
    def value(self) -> float:
        """The corpus score."""
        return float(self.aggregate(self.rows.sum(axis=0, keepdims=True))[0])

    @property
    def segment_values(self) -> tuple[float, ...]:
        """Each segment scored as if it were a corpus (BLEU is rough there; prefer chrF)."""
        return tuple(self.aggregate(self.rows).tolist())


def ratio(scale: float = 100.0, empty: float = 100.0) -> Aggregate:
    """Aggregate rows (part, whole) to scale x part / whole, or `empty` where there is no whole."""

    def aggregate(sums: Array) -> Array:
        part, whole = sums[:, 0], sums[:, 1]
        scores = np.full(len(sums), empty)
        np.divide(scale * part, whole, out=scores, where=whole > 0)
        return scores

    return aggregate


def signature(**facts: Any) -> str:
    """Write facts as sacrebleu's signatures do: "nrefs:1|case:mixed"."""
    return "|".join(f"{key}:{value}" for key, value in facts.items())
