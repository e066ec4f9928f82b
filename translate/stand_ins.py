"""Names and numbers that a model garbles, carried through by others that it copies.

A sentence whose translation lost one is translated once more with a common name or a round number
in its place, which then gives way to what it stood for. (Placeholders in phrase-based translation
did the same; a real word needs no model that was trained with them.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dwibahasa.languages import OTHER, LanguageCode
from dwibahasa.names import missing_names
from dwibahasa.numbers import missing_numbers
from translate.figures import respelled

__all__ = ["Disguise", "disguise", "lost"]

_NAMES: tuple[str, ...] = (
    "Johnson",
    "Martin",
    "Robert",
    "Michael",
    "David",
    "Wilson",
    "Peter",
    "Richard",
)
_ACRONYMS: tuple[str, ...] = ("BBC", "CNN", "IBM", "FBI")
_ACRONYM_LETTERS = 5  # REMBANG is no acronym
# By shape, as Indonesian writes them: a model must see a year where there was one, a decimal where
# there was one.
_NUMERALS = {
    r"\d{1,2}": ("12", "15", "25", "30"),
    r"\d{3}": ("200", "300", "500"),
    r"\d{4}": ("2010", "2012", "2015"),
    r"\d+,\d+": ("2,5", "1,5", "3,5"),
    r"\d{1,3}(?:\.\d{3})+": ("5.000", "10.000", "20.000"),
}
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*(?![\w.,:/-])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_HEADLINE = 0.8  # share of capitalised words


@dataclass(frozen=True)
class Disguise:
    """A source with stand-ins, and which word of the target each of them stands for."""

    text: str
    stand_ins: dict[str, str]

    def reveal(self, target: str) -> str | None:
        """Put what was replaced into the translation; None where a stand-in is not there."""
        for stand_in, original in self.stand_ins.items():
            target, found = _word(stand_in).subn(original, target)
            if not found:
                return None
        return target


def lost(source: str, target: str, into: LanguageCode = "en") -> list[str]:
    """List the names and numbers of a sentence that its translation `into` a language lacks."""
    return [
        *missing_names(source, target, OTHER[into]),
        *missing_numbers(source, target, OTHER[into], into),
    ]


def disguise(
    source: str, target: str, attempt: int = 0, into: LanguageCode = "en"
) -> Disguise | None:
    """Replace in `source` what `target` lost, by other stand-ins at each `attempt` (0 is the
    first); None where nothing can be replaced. into: the language of `target`.

    In a headline that capitalises all words names cannot be told from other words, and stay.
    """
    lost_names = [] if _is_headline(source) else missing_names(source, target, OTHER[into])
    wanted = [
        (name, _word(name), _ACRONYMS if _is_acronym(name) else _NAMES) for name in lost_names
    ]
    for numeral in _numerals(missing_numbers(source, target, OTHER[into], into)):
        wanted.append((numeral, _figure(numeral), _shaped(numeral, OTHER[into])))
    text = source
    stand_ins: dict[str, str] = {}
    for original, pattern, candidates in wanted:
        seen = f"{source} {text} {target}"
        for stand_in in candidates[attempt:]:
            translated = respelled(stand_in)
            if stand_in in seen or translated in seen:
                continue
            text, found = pattern.subn(stand_in, text)
            if found:
                stand_ins[translated] = respelled(original)
            break
    return Disguise(text, stand_ins) if stand_ins else None


def _numerals(surfaces: list[str]) -> Iterator[str]:
    """Of "31,7 juta" the numeral; "2/3", "14:30" and "17.00" mean more than themselves."""
    for surface in surfaces:
        if match := _NUMERAL.match(surface):
            yield match[0]


def _shaped(numeral: str, language: LanguageCode) -> tuple[str, ...]:
    """List numerals of the same shape, as `language` writes them."""
    if language == "en":
        return tuple(respelled(found) for found in _shaped(respelled(numeral), "id"))
    return next((own for shape, own in _NUMERALS.items() if re.fullmatch(shape, numeral)), ())


def _is_headline(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > _HEADLINE * len(words)


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= _ACRONYM_LETTERS


def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(word)}(?!\w|[.,]\d)")


def _figure(numeral: str) -> re.Pattern[str]:
    """The numeral by itself, not as a part of a date, a time, a score or a code."""
    return re.compile(rf"(?<![\w.,:/-]){re.escape(numeral)}(?![\w:/-]|[.,]\d)")
