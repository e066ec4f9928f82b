"""The plot of quality against speed, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from eval.report.axis import Axis, axis
from eval.report.labels import Box, place_labels
from eval.report.text import number, safe, short

__all__ = ["Point", "frontier", "scatter"]

LETTER = 7.6  # pixels: a generous mean width of a letter at 12.5 px
LINE = 15.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 14.0, 46.0
BAND = 92.0  # the width kept for systems whose speed is not known


@dataclass(frozen=True)
class Point:
    """A system: its score with the 95 % interval, and its speed where it was timed."""

    name: str
    quality: float
    low: float
    high: float
    speed: float | None
    baseline: bool = False


def frontier(points: Sequence[Point], *, higher: bool = True) -> list[Point]:
    """Return the timed systems that no other beats in both respects, slowest first."""
    sign = 1 if higher else -1
    best: list[Point] = []
    for point in sorted(
        (each for each in points if each.speed is not None),
        key=lambda each: (-(each.speed or 0.0), -sign * each.quality),
    ):
        if not best or sign * point.quality > sign * best[-1].quality:
            best.append(point)
    return best[::-1]


def scatter(
    points: Sequence[Point], *, width: int, quality: str, speed: str, higher: bool = True
) -> str:
    """Draw systems by speed (logarithmic where it spans much) and quality, `width` pixels wide.

    At least one point must have a speed. Systems without one stand in a band at the left. A line
    joins the systems that none beats in both respects.
    """
    height = 380 + 13 * max(0, len(points) - 8)
    timed = [point.speed for point in points if point.speed is not None]
    across = axis(timed, logarithmic=True, ticks=5 if width > 500 else 3)
    along = axis(list(chain.from_iterable((p.low, p.quality, p.high) for p in points)))
    band = BAND if len(timed) < len(points) else 0.0
    frame = Box(LEFT + band, TOP, width - RIGHT, height - BOTTOM)

    def x(point: Point) -> float:
        if point.speed is None:
            return LEFT + 16
        return frame.left + across.place(point.speed) * (frame.right - frame.left)

    def y(value: float) -> float:
        return frame.bottom - along.place(value) * (frame.bottom - frame.top)

    parts = _frame(across, along, frame, quality, speed, higher=higher)
    if band:
        parts.append(
            f'<line class="fence" x1="{frame.left:.1f}" x2="{frame.left:.1f}" y1="{TOP}" '
            f'y2="{frame.bottom:.1f}"/><text class="tick" x="{LEFT + 4:.1f}" '
            f'y="{frame.bottom + 18:.1f}">not timed</text>'
        )
    best = [f"{x(each):.1f},{y(each.quality):.1f}" for each in frontier(points, higher=higher)]
    if len(best) > 1:
        parts.append(f'<polyline class="frontier" points="{" ".join(best)}"/>')
    places = [(x(point), y(point.quality)) for point in points]
    names = [short(point.name, 26 if width > 500 else 18) for point in points]
    boxes = place_labels(
        places,
        [(len(name) * LETTER, LINE) for name in names],
        Box(LEFT + 2, TOP - 8, width - 2, frame.bottom - 2),
    )
    for point, name, place, box in zip(points, names, places, boxes, strict=True):
        parts.append(_point(point, name, place, box, y(point.low), y(point.high)))
    return (
        f'<svg class="plot" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{safe(quality)} against {safe(speed)}; the figures are in the tables">'
        + "".join(parts)
        + "</svg>"
    )


def _frame(
    across: Axis, along: Axis, frame: Box, quality: str, speed: str, *, higher: bool
) -> list[str]:
    parts = []
    for tick in along.ticks:
        level = frame.bottom - along.place(tick) * (frame.bottom - frame.top)
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{frame.right:.1f}" y1="{level:.1f}" '
            f'y2="{level:.1f}"/><text class="tick" text-anchor="end" x="{LEFT - 6}" '
            f'y="{level + 4:.1f}">{tick:g}</text>'
        )
    for tick in across.ticks:
        place = frame.left + across.place(tick) * (frame.right - frame.left)
        parts.append(
            f'<line class="stroke" x1="{place:.1f}" x2="{place:.1f}" y1="{frame.bottom:.1f}" '
            f'y2="{frame.bottom + 4:.1f}"/><text class="tick" text-anchor="middle" '
            f'x="{place:.1f}" y="{frame.bottom + 18:.1f}">{_tick(tick)}</text>'
        )
    scale = ", logarithmic" if across.logarithmic else ""
    parts.append(
        f'<line class="stroke" x1="{LEFT}" x2="{frame.right:.1f}" y1="{frame.bottom:.1f}" '
        f'y2="{frame.bottom:.1f}"/><text class="name" text-anchor="end" x="{frame.right:.1f}" '
        f'y="{frame.bottom + 38:.1f}">{safe(speed)}{scale} →</text>'
        f'<text class="name" x="0" y="{frame.bottom + 38:.1f}">{"↑" if higher else "↓"} '
        f"{safe(quality)}</text>"
    )
    return parts


def _point(
    point: Point, name: str, place: tuple[float, float], box: Box, low: float, high: float
) -> str:
    x, y = place
    anchor, at = "middle", (box.left + box.right) / 2
    if box.left > x:
        anchor, at = "start", box.left
    elif box.right < x:
        anchor, at = "end", box.right
    kind = "hollow" if point.speed is None else "dot"
    line = ""
    nearest_x = min(max(x, box.left), box.right)
    nearest_y = min(max(y, box.top), box.bottom)
    if (nearest_x - x) ** 2 + (nearest_y - y) ** 2 > 14**2:
        line = (
            f'<line class="leader" x1="{x:.1f}" y1="{y:.1f}" x2="{nearest_x:.1f}" '
            f'y2="{nearest_y:.1f}"/>'
        )
    speed = "not timed" if point.speed is None else number(point.speed)
    shape = f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.5">'
    if point.baseline:
        shape = (
            f'<rect class="{kind} base" x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9">'
        )
    return (
        f'<line class="whisker" x1="{x:.1f}" x2="{x:.1f}" y1="{high:.1f}" y2="{low:.1f}"/>{line}'
        f"{shape}<title>{safe(point.name)}: {point.quality:.1f} "
        f"[{point.low:.1f}, {point.high:.1f}], {speed}</title></{shape[1:].split()[0]}>"
        f'<text class="label" text-anchor="{anchor}" x="{at:.1f}" y="{box.bottom - 4:.1f}">'
        f"{safe(name)}</text>"
    )


def _tick(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:g}"
