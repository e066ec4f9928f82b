"""A sentence too long for a model, cut at its clauses."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["clauses"]

# Places to cut, best first; a match's end is the cut, except that a conjunction opens its clause.
_CONJUNCTIONS = (
    "dan|atau|tetapi|tapi|namun|sedangkan|serta|yang|karena|sehingga|bahwa|ketika|saat|agar|"
    "and|or|but|while|which|that|because|so|when|who|since|although"
)
_BOUNDARIES = (
    re.compile(r"[.!?…][\"'”’)]*\s+"),
    re.compile(r"[;:]\s+"),
    re.compile(r",[\"'”’)]*\s+|\s[-–—]+\s+|—"),
    re.compile(rf"\s+(?=(?:{_CONJUNCTIONS})\s)"),
    re.compile(r"\s+"),
)


def clauses(segment: str, limit: int, count: Callable[[str], int]) -> list[str]:
    """Cut `segment` into pieces of at most `limit` tokens; joined they are the segment.

    `count` gives the tokens of a string and should not fall as the string grows. Each piece is the
    longest one that ends at a boundary of the best kind within reach: sentence ends, then `;` `:`,
    commas and dashes, before conjunctions, white space, and inside a word last. A boundary that
    would leave a piece of less than half the reach gives way to the next kind. A single
    character is never cut, whatever it counts.
    """
    pieces = []
    start = 0
    while start < len(segment):
        reach = _reach(segment, start, limit, count)
        end = reach if reach == len(segment) else _cut(segment, start, reach)
        while end > start + 1 and count(segment[start:end]) > limit:  # a count that fell
            end -= 1
        pieces.append(segment[start:end])
        start = end
    return pieces


def _reach(segment: str, start: int, limit: int, count: Callable[[str], int]) -> int:
    """Return the end of the longest piece from `start` that keeps the limit."""
    step = 4 * max(limit, 1)  # about four characters a token, so that no count reads far ahead
    good = start + 1
    bad = start + step
    while bad < len(segment) and count(segment[start:bad]) <= limit:
        good, step = bad, 2 * step
        bad = start + step
    if bad >= len(segment):
        bad = len(segment)
        if count(segment[start:bad]) <= limit:
            return bad
    while bad - good > 1:
        middle = (good + bad) // 2
        if count(segment[start:middle]) <= limit:
            good = middle
        else:
            bad = middle
    return good


def _cut(segment: str, start: int, reach: int) -> int:
    window = segment[start:reach]
    for boundary in _BOUNDARIES:
        ends = [match.end() for match in boundary.finditer(window)]
        if ends and 2 * ends[-1] >= len(window):
            return start + ends[-1]
    return start + ends[-1] if ends else reach
