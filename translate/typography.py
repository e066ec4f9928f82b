"""Spacing, quotes and dashes, as an English newspaper prints them."""

from __future__ import annotations

import re

__all__ = ["plain", "tidy", "typeset"]

_PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
        "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "‑": "-",
        "…": "...",
    }
)  # fmt: skip

_SPACE_BEFORE = re.compile(r"\s+([,.;:!?%)\]}](?![A-Za-z0-9]))")
_SPACE_AFTER = re.compile(r"([(\[{])\s+")
_SPACES = re.compile(r"\s{2,}")
_OPENING = re.compile(r"(^|[\s(\[{—–-])(['\"]+)(?=\S)")
_DASH = re.compile(r"(?<=\S) (?:-|--|–|—) (?=\S)")
_YEARS = re.compile(r"(^|\s)'(?=\d0s\b)")
_OPEN = {'"': "“", "'": "‘"}
_CLOSE = {'"': "”", "'": "’"}


def plain(text: str) -> str:
    """Reduce quotes, dashes and ellipses to ASCII, the form translation models are trained on."""
    return text.translate(_PLAIN)


def tidy(text: str) -> str:
    """Mend the spacing of a decoded sentence: no space before a comma, none inside brackets."""
    text = _SPACES.sub(" ", text.strip())
    return _SPACE_AFTER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))


def typeset(text: str) -> str:
    """Print ASCII quotes, apostrophes, dashes and dots as “ ” ‘ ’ — … for a reader."""
    text = _YEARS.sub(r"\1’", text)
    text = _OPENING.sub(lambda m: m[1] + "".join(_OPEN[mark] for mark in m[2]), text)
    text = text.replace('"', _CLOSE['"']).replace("'", _CLOSE["'"])
    return _DASH.sub(" — ", text).replace("...", "…")
