"""Axes of the plots: from values to places, with round numbers as ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Axis", "axis"]

WIDE = 8.0  # a span of this ratio or more is drawn on a logarithmic axis, where that is allowed


@dataclass(frozen=True)
class Axis:
    """A range of values, `low` < `high`, with round numbers in it."""

    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool

    def place(self, value: float) -> float:
        """Return where a value lies: 0 at the low end, 1 at the high end."""
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float], *, logarithmic: bool = False, ticks: int = 5) -> Axis:
    """Choose a range around finite values, with about `ticks` round numbers in it.

    logarithmic: allowed where all values are above 0 and span a wide enough ratio.
    """
    low, high = min(values), max(values)
    if logarithmic and low > 0 and high / low >= WIDE:
        low, high = low / 1.25, high * 1.25
        choices = [_marks(low, high, leads) for leads in ((1, 2, 5), (1, 3), (1,))]
        marks = next((each for each in choices if len(each) <= ticks + 2), choices[-1])
        return Axis(low, high, marks, logarithmic=True)
    margin = (high - low) * 0.06 or max(abs(high) * 0.05, 0.5)
    low, high = low - margin, high + margin
    step = _round_step((high - low) / ticks)
    first, last = math.ceil(low / step), math.floor(high / step)
    # 39 * 0.2 is a little more than 7.8.
    marks = tuple(min(max(n * step, low), high) for n in range(first, last + 1))
    return Axis(low, high, marks, logarithmic=False)


def _marks(low: float, high: float, leads: Sequence[int]) -> tuple[float, ...]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    every = (lead * 10.0**power for power in powers for lead in leads)
    return tuple(mark for mark in every if low <= mark <= high)


def _round_step(rough: float) -> float:
    """Return the smallest of 1, 2, 5 x 10^n that is at least `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(lead * power for lead in (1, 2, 5, 10) if lead * power >= rough * 0.999)
