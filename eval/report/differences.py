"""Word-level differences between a reference and a system's text, for marking them in a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Piece", "differences", "nearest"]

# A word (with inner hyphens, apostrophes, points and commas: "8.5", "so-called") or a single mark.
TOKEN = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text, white space included, and whether the other text lacks it here."""

    text: str
    differs: bool


def differences(reference: str, hypothesis: str) -> tuple[list[Piece], list[Piece]]:
    """Cut both texts into pieces that agree and pieces that differ (longest matching blocks).

    The pieces of each text joined are that text; a piece that differs starts and ends with a word
    or mark, never with white space.
    """
    one, two = _spans(reference), _spans(hypothesis)
    matcher = SequenceMatcher(
        a=[reference[start:end] for start, end in one],
        b=[hypothesis[start:end] for start, end in two],
        autojunk=False,
    )
    operations = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return (
        _pieces(reference, [one[i:j] for _, i, j, _, _ in operations if j > i]),
        _pieces(hypothesis, [two[i:j] for _, _, _, i, j in operations if j > i]),
    )


def nearest(references: Sequence[str], hypothesis: str) -> int:
    """Return which reference shares most words, in order, with the hypothesis."""
    words = TOKEN.findall(hypothesis)
    likeness = [
        SequenceMatcher(a=TOKEN.findall(text), b=words, autojunk=False).ratio()
        for text in references
    ]
    return likeness.index(max(likeness))


def _spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in TOKEN.finditer(text)]


def _pieces(text: str, differing: Sequence[Sequence[tuple[int, int]]]) -> list[Piece]:
    pieces, position = [], 0
    for spans in differing:
        start, end = spans[0][0], spans[-1][1]
        if start > position:
            pieces.append(Piece(text[position:start], differs=False))
        pieces.append(Piece(text[start:end], differs=True))
        position = end
    if position < len(text):
        pieces.append(Piece(text[position:], differs=False))
    return pieces
