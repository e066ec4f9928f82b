"""Where to write the names of points so that none covers another name or point."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Box", "place_labels"]

GAP = 9.0  # pixels from a point's centre to its name
DISTANCES = (1.0, 1.6, 2.4, 3.4, 4.6, 6.0, 7.6, 9.4, 11.4, 13.6, 16.0, 19.0, 23.0, 28.0, 34.0)


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Return the area both cover, in square pixels."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def within(self, other: Box) -> bool:
        """Say whether it lies wholly inside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    area: Box,
    radius: float = 5.0,
) -> list[Box]:
    """Place a label of (width, height) for each point, in the area, near its point.

    Greedy: each takes the nearest free of eight directions at growing distances (Hirsch 1982, "An
    algorithm for automatic name placement around point data"); where all are taken, the least
    covered one.
    """
    taken = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    placed: list[Box] = []
    for point, size in zip(points, sizes, strict=True):
        best, least = None, math.inf
        for box in _candidates(point, size, area):
            covered = sum(box.overlap(other) for other in taken)
            if covered < least:
                best, least = box, covered
            if covered == 0:
                break
        if best is None:  # wider than the area: at the left edge, on its point's height
            best = Box(area.left, point[1], area.left + size[0], point[1] + size[1])
        placed.append(best)
        taken.append(best)
    return placed


def _candidates(point: tuple[float, float], size: tuple[float, float], area: Box) -> Iterator[Box]:
    """Yield places inside the area, near ones first: right, left, above, below, corners."""
    (x, y), (width, height) = point, size
    for distance in DISTANCES:
        gap = GAP * distance
        slant = gap * 0.7
        for centre_x, centre_y in (
            (x + gap + width / 2, y),
            (x - gap - width / 2, y),
            (x, y - gap - height / 2),
            (x, y + gap + height / 2),
            (x + slant + width / 2, y - slant - height / 2),
            (x + slant + width / 2, y + slant + height / 2),
            (x - slant - width / 2, y - slant - height / 2),
            (x - slant - width / 2, y + slant + height / 2),
        ):
            box = Box(
                centre_x - width / 2,
                centre_y - height / 2,
                centre_x + width / 2,
                centre_y + height / 2,
            )
            if box.within(area):
                yield box
