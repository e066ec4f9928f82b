"""Cleaning text: Unicode, spaces, and characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata

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
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    text = AROUND_LINE_ENDS.sub("\n", SPACES.sub(" ", text))
    return BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """Clean `text` and put it on one line."""
    return " ".join(clean(text).split("\n")).replace("  ", " ")


class _Invisible(dict[int, int | None]):
    """Maps controls (Cc), formats such as zero-width and soft hyphens (Cf) and lone surrogates (Cs)
    to None; looked up a character at a time, since a table of all of Unicode takes half a second.
    """

    def __missing__(self, code: int) -> int | None:
        hidden = unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs")
        self[code] = None if hidden and chr(code) not in "\n\t\x1f" else code
        return self[code]


_INVISIBLE = _Invisible()
