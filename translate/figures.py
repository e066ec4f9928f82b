"""Dates and numerals a model left Indonesian or got wrong, put right from the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dwibahasa.number_words import ENGLISH_MONTHS, MONTHS

__all__ = ["english_numeral", "restore_dates", "restore_numerals"]

_ENGLISH = ENGLISH_MONTHS.split()
_ENGLISH_MONTH = "|".join(_ENGLISH)
_INDONESIAN_MONTH = "|".join(sorted(MONTHS["id"], key=len, reverse=True))
# Only after a weekday: "(2/3)" may be a score or a share as well.
_SLASHED = re.compile(
    r"\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad)\b[^().\d]{0,20}"
    r"\((\d{1,2})/(\d{1,2})(?:/(?:19|20)?\d\d)?\)",
    re.IGNORECASE,
)
_SPELLED = re.compile(rf"(?<![\d.,/])(\d{{1,2}}) ({_INDONESIAN_MONTH})\b", re.IGNORECASE)
_NUMERAL = re.compile(r"(?<![\w.,:/-])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\w:/-]|[.,]\d)")
_SWAP = str.maketrans(".,", ",.")


def restore_dates(source: str, target: str) -> tuple[str, tuple[str, ...]]:
    """Give a date of the source its month, where the English has its day beside another month.

    "(2/3)" is 2 March in Indonesian papers; a "(2/3)" that was copied becomes "(March 2)". Nothing
    is done to a day that the source has in two months.

    Returns the mended target and what was done, as "February 2 -> March 2".
    """
    done = []
    dates = set(_dates(source))
    for day, month in sorted(dates):
        if sum(other == day for other, _ in dates) > 1:
            continue
        right = _ENGLISH[month - 1]
        copied = re.compile(rf"\(0?{day}/0?{month}(?:/\d+)?\)")
        if copied.search(target):
            target = copied.sub(f"({right} {day})", target)
            done.append(f"{day}/{month} -> {right} {day}")
        beside = re.compile(
            rf"\b({_ENGLISH_MONTH})(?= {day}\b(?![.,]\d))|(?<=\b{day} )({_ENGLISH_MONTH})\b"
        )
        wrong = {match[0] for match in beside.finditer(target)} - {right}
        # A month that the source names too may be another date's.
        wrong -= {_ENGLISH[other - 1] for _, other in dates}
        if wrong:
            target = beside.sub(lambda m, r=right, w=wrong: r if m[0] in w else m[0], target)  # type: ignore[misc]
            done += [f"{name} {day} -> {right} {day}" for name in sorted(wrong)]
    return target, tuple(done)


def restore_numerals(source: str, target: str) -> tuple[str, tuple[str, ...]]:
    """Write a numeral that was copied as it stood in English: "2.150" -> "2,150", "8,7" -> "8.7".

    Returns the mended target and what was done.
    """
    done = []
    for numeral in dict.fromkeys(_NUMERAL.findall(source)):
        english = english_numeral(numeral)
        copied = re.compile(rf"(?<![\w.,]){re.escape(numeral)}(?!\w|[.,]\d)")
        # "1,234" in English stays where the source has both 1.234 and 1,234.
        if copied.search(target) and english not in source:
            target = copied.sub(english, target)
            done.append(f"{numeral} -> {english}")
    return target, tuple(done)


def english_numeral(numeral: str) -> str:
    """Write an Indonesian numeral as English does: "2.150,5" is "2,150.5"."""
    return numeral.translate(_SWAP)


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """Yield (day, month) of each date in an Indonesian text."""
    for match in _SLASHED.finditer(text):
        day, month = int(match[1]), int(match[2])
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield day, month
    for match in _SPELLED.finditer(text):
        yield int(match[1]), int(MONTHS["id"][match[2].lower()][0])
