"""What the gains of an article's sentences say of them (see train.labels)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "likely", "standard"]

Floats = NDArray[np.float64]

SHARPNESS = 2.0  # of the softmax, a standard deviation


def standard(values: Sequence[float] | Floats) -> Floats:
    """Give values in standard deviations from their mean."""
    values = np.asarray(values, np.float64)
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-6))


def likely(gains: Sequence[float] | Floats) -> Floats:
    """Tell how likely a summary has each sentence, by what it gains alone; the sum is 1."""
    weights = np.exp(SHARPNESS * standard(gains))
    return np.asarray(weights / weights.sum())
