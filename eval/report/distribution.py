"""How a system's segment scores are spread: a small histogram, as SVG, over a shared axis."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

from eval.report.axis import Axis

__all__ = ["histogram", "quartiles"]

BINS = 40
HEIGHT = 34


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the first quartile, the median and the third quartile of one or more values."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    first, median, third = quantiles(values, n=4, method="inclusive")
    return first, median, third


def histogram(values: Sequence[float], along: Axis) -> str:
    """Draw a histogram as wide as its container, its median and the middle half below it."""
    counts = [0] * BINS
    for value in values:
        counts[min(int(along.place(value) * BINS), BINS - 1)] += 1
    highest = max(counts)
    parts = []
    for index, count in enumerate(counts):
        if count:
            height = max(1.5, count / highest * HEIGHT)
            parts.append(
                f'<rect class="bin" x="{index * 100 / BINS:.2f}%" y="{HEIGHT - height:.1f}" '
                f'width="{100 / BINS - 0.35:.2f}%" height="{height:.1f}"/>'
            )
    first, median, third = (f"{along.place(value) * 100:.2f}%" for value in quartiles(values))
    level = HEIGHT + 5
    parts.append(
        f'<line class="stroke" x1="0" x2="100%" y1="{HEIGHT}" y2="{HEIGHT}"/>'
        f'<line class="half" x1="{first}" x2="{third}" y1="{level}" y2="{level}"/>'
        f'<circle class="median" cx="{median}" cy="{level}" r="3.5"/>'
    )
    return (
        f'<svg class="spread" height="{HEIGHT + 10}" role="img" '
        f'aria-label="histogram of {len(values)} segment scores">{"".join(parts)}</svg>'
    )
