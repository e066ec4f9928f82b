"""Cleaning text: Unicode, spaces, and characters that nobody sees."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

__all__ = ["clean", "clean_line"]

LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028]")
SPACES = re.compile(r"[^\S\n]+")
AROUND_LINE_ENDS = re.compile(r" ?\n ?")
BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Give `text` in NFC with "\\n" line ends, single spaces and at most one blank line in a row.

    Soft hyphens, zero-width and control characters and direction marks are removed, special spaces
    (no-break, thin, tabs) become spaces. Cleaning what is clean changes nothing.
    """
    text = LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", text.translate(_invisible()))
    text = AROUND_LINE_ENDS.sub("\n", SPACES.sub(" ", text))
    return BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """Clean `text` and put it on one line."""
    return " ".join(clean(text).split("\n")).replace("  ", " ")


@cache
def _invisible() -> dict[int, None]:
    """Controls (Cc), formats such as zero-width and soft hyphens (Cf), lone surrogates (Cs)."""
    return {
        code: None
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs") and chr(code) not in "\n\t\x1f"
    }
