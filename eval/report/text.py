"""Text and numbers as they go into HTML."""

from __future__ import annotations

import re
from html import escape

__all__ = ["clean", "number", "safe", "short"]

# What HTML cannot hold: control characters other than white space, and lone surrogates.
FOREIGN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """Put U+FFFD for control characters and lone surrogates, which no page can hold."""
    return FOREIGN.sub("\N{REPLACEMENT CHARACTER}", text)


def safe(text: object) -> str:
    """Write any text, a system's output included, so that it stays text in HTML."""
    return escape(clean(str(text)))


def short(text: str, most: int = 26) -> str:
    """Cut a name in the middle where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    head = (most - 1) // 2
    return f"{text[:head]}…{text[len(text) - (most - 1 - head) :]}"


def number(value: float) -> str:
    """Write a number with about three digits and commas: 0.84, 12.3, 1,234."""
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    return f"{value:,.{digits}f}"
