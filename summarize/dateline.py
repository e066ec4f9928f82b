"""Where a report was filed: "JAKARTA, KOMPAS.com - ", "LONDON (Reuters) — ", "Makassar - "."""

from __future__ import annotations

import re

__all__ = ["dateline"]

_DASH = r"\s*(?:--|[-–—])+\s+"
_PLACE = r"[A-Z][\w'’.]*(?:[ -][A-Z][\w'’.]*){0,3}"
_PLACES = rf"{_PLACE}(?:, {_PLACE}){{0,2}}"
_DATE = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?"
_MEDIUM = r"(?:[A-Z]\w*\.(?i:com|co|id|net|tv)(?:\.(?i:id))?|CNN Indonesia|CNBC Indonesia|ANTARA)"
_AGENCY = r"\((?:CNN|AP|AFP|Reuters|REUTERS|Xinhua|ANTARA|ANTARA News|Antara)\)"
# With a medium, at the beginning of any paragraph.
_SIGNED = re.compile(
    rf"{_PLACES}{_DATE} {_AGENCY}{_DASH}|{_AGENCY}(?:{_DASH}| ?(?=[A-Z]))"
    rf"|{_PLACE}, {_MEDIUM}{_DASH}|{_MEDIUM}(?:, {_PLACE})?{_DASH}"
)
# A place alone, or with a medium not known here, only at the beginning of an article.
_UNSIGNED = re.compile(rf"{_PLACES}{_DATE}(?: \([A-Z][\w.&/ -]{{1,30}}\)[.:]?{_DASH}|\s{_DASH})")
_MIN_WORDS = 4


def dateline(sentence: str, *, first: bool) -> str:
    """Give the dateline that begins a paragraph's first sentence, with the dash and space after it,
    or "". `first`: the sentence is the article's first.
    """
    match = _SIGNED.match(sentence) or (_UNSIGNED.match(sentence) if first else None)
    if match is None:
        return ""
    rest = sentence[match.end() :]
    dash = match[0].split()[-1]
    # A second dash closes what the first one opened: "Jakarta - Java's old port - sinks."
    if f" {dash} " in rest or not re.match(r"[\"“‘']?[A-Z\d]", rest):
        return ""
    return match[0] if len(rest.split()) >= _MIN_WORDS else ""
