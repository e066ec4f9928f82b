"""Dates and numerals a model left as the source has them or got wrong, put right from there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dwibahasa.languages import OTHER, LanguageCode
from dwibahasa.number_words import MONTH_NAMES, MONTHS

__all__ = ["respelled", "restore_dates", "restore_numerals"]

# As text has them, short forms too: the long ones first.
_MONTH = {code: "|".join(sorted(names, key=len, reverse=True)) for code, names in MONTHS.items()}
# Only after a weekday: "(2/3)" may be a score or a share as well.
_SLASHED = re.compile(
    r"\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad)\b[^().\d]{0,20}"
    r"\((\d{1,2})/(\d{1,2})(?:/(?:19|20)?\d\d)?\)",
    re.IGNORECASE,
)
_DAY_MONTH = {
    code: re.compile(rf"(?<![\d.,/])(\d{{1,2}}) ({names})\b", re.IGNORECASE)
    for code, names in _MONTH.items()
}
_MONTH_DAY = re.compile(rf"\b({_MONTH['en']})\.? (\d{{1,2}})\b(?![.,]\d)", re.IGNORECASE)
_NUMERAL = {
    code: re.compile(
        rf"(?<![\w.,:/-])(?:\d{{1,3}}(?:{group}\d{{3}})+(?:{point}\d+)?|\d+{point}\d+)"
        r"(?![\w:/-]|[.,]\d)"
    )
    for code, group, point in (("id", r"\.", ","), ("en", ",", r"\."))
}
_SWAP = str.maketrans(".,", ",.")


def restore_dates(
    source: str, target: str, into: LanguageCode = "en"
) -> tuple[str, tuple[str, ...]]:
    """Give a date of the source its month, where the target has its day beside another month.

    into: the target's language. "(2/3)" is 2 March in Indonesian papers; a "(2/3)" that was copied
    becomes "(March 2)". Nothing is done to a day that the source has in two months.

    Returns the mended target and what was done, as "February 2 -> March 2".
    """
    done = []
    dates = set(_dates(source, OTHER[into]))
    names = MONTH_NAMES[into]
    any_name = "|".join(names)
    for day, month in sorted(dates):
        if sum(other == day for other, _ in dates) > 1:
            continue
        right = names[month - 1]
        copied = re.compile(rf"\(0?{day}/0?{month}(?:/\d+)?\)")
        if into == "en" and copied.search(target):
            target = copied.sub(f"({right} {day})", target)
            done.append(f"{day}/{month} -> {right} {day}")
        beside = re.compile(rf"\b({any_name})(?= {day}\b(?![.,]\d))|(?<=\b{day} )({any_name})\b")
        wrong = {match[0] for match in beside.finditer(target)} - {right}
        # A month that the source names too may be another date's.
        wrong -= {names[other - 1] for _, other in dates}
        if wrong:
            target = beside.sub(lambda m, r=right, w=wrong: r if m[0] in w else m[0], target)  # type: ignore[misc]
            done += [f"{name} {day} -> {right} {day}" for name in sorted(wrong)]
    return target, tuple(done)


def restore_numerals(
    source: str, target: str, into: LanguageCode = "en"
) -> tuple[str, tuple[str, ...]]:
    """Write a numeral that was copied as it stood as the language `into` does: in English "2.150"
    -> "2,150", "8,7" -> "8.7"; in Indonesian the reverse.

    Returns the mended target and what was done.
    """
    done = []
    for numeral in dict.fromkeys(_NUMERAL[OTHER[into]].findall(source)):
        right = respelled(numeral)
        copied = re.compile(rf"(?<![\w.,]){re.escape(numeral)}(?!\w|[.,]\d)")
        # "1,234" in English stays where the source has both 1.234 and 1,234.
        if copied.search(target) and right not in source:
            target = copied.sub(right, target)
            done.append(f"{numeral} -> {right}")
    return target, tuple(done)


def respelled(numeral: str) -> str:
    """Write an Indonesian numeral as English does, or the reverse: "2.150,5" is "2,150.5"."""
    return numeral.translate(_SWAP)


def _dates(text: str, language: LanguageCode) -> Iterator[tuple[int, int]]:
    """Yield (day, month) of each date in a text."""
    months = MONTHS[language]
    for match in _DAY_MONTH[language].finditer(text):
        yield int(match[1]), int(months[match[2].lower()][0])
    if language == "en":
        for match in _MONTH_DAY.finditer(text):
            yield int(match[2]), int(months[match[1].lower()][0])
        return
    for match in _SLASHED.finditer(text):
        day, month = int(match[1]), int(match[2])
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield day, month
