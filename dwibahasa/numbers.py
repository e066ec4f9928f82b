"""Quantities of a text in one normal form, so that an Indonesian text and an English one compare.

"1.500.000,50" and "1,500,000.50", "1,5 juta" and "1.5 million", "pukul 14.30" and "2:30 p.m.",
"ke-77" and "77th", "10 menit" and "ten minutes" are equal here. Units and currencies are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dwibahasa.number_words import MONTHS, ROMAN, SCALES, SHORT_SCALES, WORDS

__all__ = ["Quantity", "missing_literals", "missing_numbers", "numbers"]

_LITERAL = re.compile(
    r"https?://[^\s<>\"]+|www\.[^\s<>\"]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w*[^\W\d]\w*"
)
_NUMERAL = r"\d+(?:[.,]\d+)*"
_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")
_CLOCK = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[.:](\d{2}))?(?![\d:]|[.,]\d)(?:\s*([ap])\.?m\b)?", re.IGNORECASE
)
_COLON = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
_TOKEN = re.compile(rf"{_NUMERAL}|[^\W\d_]+")
_GAP = re.compile(r"[\s-]{1,2}|\s+and\s+")
_RANGE = re.compile(r"\s*(?:-|–|sampai|hingga|dan|atau|to|and|or)\s*")
_NOT_COUNTED = re.compile(
    r"(?<=[a-z]{3})2(?![\w.,]\d|\w)|(?<=\bkm)[23]\b|(?<=\bm)[23]\b"
)  # "anak2"
_SMALL_WORD = 12  # "satu" ... "twelve": translators turn them into "a", "both", "pair"


@dataclass(frozen=True)
class Quantity:
    """A number as it stands in the text (`surface`) and what it may mean.

    `readings` are alternatives, the likeliest first; each is the values it takes to say it again:
    ("1500000",) for "1,5 juta", ("2", "3") for the date "2/3", ("14:30",) for a clock time.
    `spelled` marks number words.
    """

    surface: str
    readings: tuple[tuple[str, ...], ...]
    spelled: bool = False


@dataclass(frozen=True)
class _Atom:
    start: int
    end: int
    values: tuple[Decimal, ...]  # alternatives; of a scale: its factor
    kind: str  # "numeral", "word" or "scale"


def numbers(text: str, language: str) -> list[Quantity]:
    """List the quantities of a text in `language` ("id" or "en") in their order.

    URLs, e-mail addresses, handles and hashtags are left out (`missing_literals` compares those).
    """
    text = _LITERAL.sub(lambda match: " " * len(match[0]), text)
    text = _NOT_COUNTED.sub(" ", text)
    found = [
        (match.start(), Quantity(match[0], tuple(readings(match, language))))
        for pattern, readings in ((_DATE, _date), (_COLON, _colon))
        for match in pattern.finditer(text)
    ]
    for pattern in (_DATE, _COLON):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    found += _quantities(text, list(_atoms(text, language)), language)
    return [quantity for _, quantity in sorted(found, key=lambda item: item[0])]


def missing_numbers(
    source: str, target: str, source_language: str = "id", target_language: str = "en"
) -> list[str]:
    """List the quantities of `source`, as written there, that `target` has in no equal form.

    Number words up to twelve are not asked for, because translators rightly write them otherwise
    ("satu" as "a", "kedua" as "both"); a digit is found in its word and the reverse.
    """
    wanted = [
        quantity
        for quantity in numbers(source, source_language)
        if not quantity.spelled or Decimal(quantity.readings[0][0]) > _SMALL_WORD
    ]
    if not wanted:
        return []
    pool = _pool(target, target_language)
    missing = [
        quantity.surface
        for quantity in wanted
        if not any(pool.issuperset(reading) for reading in quantity.readings)
    ]
    return list(dict.fromkeys(missing))


def missing_literals(source: str, target: str) -> list[str]:
    """List the URLs, e-mail addresses, @handles and #hashtags of `source` not in `target`."""
    found = (match.rstrip(".,;:!?)]}'\"”’") for match in _LITERAL.findall(source))
    return list(dict.fromkeys(literal for literal in found if literal not in target))


def _atoms(text: str, language: str) -> Iterator[_Atom]:
    words, scales, short = WORDS[language], SCALES[language], SHORT_SCALES[language]
    for match in _TOKEN.finditer(text):
        token, lower = match[0], match[0].lower()
        if token[0].isdecimal():
            values, kind = _decimals(token, language), "numeral"
        elif lower in words:
            values, kind = (Decimal(words[lower]),), "word"
        elif lower in scales:
            values, kind = (Decimal(scales[lower]),), "scale"
        elif token in short:
            values, kind = (Decimal(short[token]),), "short scale"
        else:
            continue
        yield _Atom(match.start(), match.end(), values, kind)


def _date(match: re.Match[str], language: str) -> list[tuple[str, ...]]:  # noqa: ARG001
    """Read "2/3" as a day and a month, and as a fraction."""
    parts = tuple(_plain(Decimal(part)) for part in match.groups() if part)
    readings = [parts, ("/".join(parts),)]
    if match[3] and len(match[3]) == 2:
        readings += [(*parts[:2], f"{century}{match[3]}") for century in ("20", "19")]
    elif not match[3] and int(match[2]):
        readings.append((_plain(Decimal(match[1]) / Decimal(match[2])),))
    return readings


def _colon(match: re.Match[str], language: str) -> list[tuple[str, ...]]:
    """Read "14:30" as a clock time, and as two numbers ("50:50")."""
    both = tuple(_plain(Decimal(part)) for part in match.groups())
    return [*_clock(match.string, match.start(), language), both]


def _decimals(numeral: str, language: str) -> tuple[Decimal, ...]:
    """Return what a numeral says by its language's separators; where they don't fit, by the
    other's ("1.5 persen"); where neither does ("192.168.0.1"), its first part.

    Indonesian papers also print English thousands ("1,100 kejadian"), so those have two readings.
    """
    if language == "id" and re.fullmatch(r"[1-9]\d{0,2},\d{3}", numeral):
        return Decimal(numeral.replace(",", ".")), Decimal(numeral.replace(",", ""))
    thousands, point = (".", ",") if language == "id" else (",", ".")
    for group, mark in ((thousands, point), (point, thousands)):
        pattern = rf"(?:\d{{1,3}}(?:\{group}\d{{3}})+|\d+)(?:\{mark}\d+)?"
        if re.fullmatch(pattern, numeral):
            return (Decimal(numeral.replace(group, "").replace(mark, ".")),)
    return (Decimal(re.split("[.,]", numeral)[0]),)


def _quantities(text: str, atoms: list[_Atom], language: str) -> Iterator[tuple[int, Quantity]]:
    index = 0
    while index < len(atoms):
        first = atoms[index]
        run = [first]
        if first.kind != "short scale":
            while index + len(run) < len(atoms):
                following = atoms[index + len(run)]
                gap = text[run[-1].end : following.start]
                if not (_joins(run, following) and (gap == "" or _GAP.fullmatch(gap))):
                    break
                run.append(following)
            if [atom.kind for atom in run] != ["scale"]:  # "puluhan ribu", "millions"
                yield (
                    first.start,
                    _quantity(text, run, atoms[index + len(run) : index + len(run) + 2], language),
                )
        index += len(run)


def _joins(run: list[_Atom], following: _Atom) -> bool:
    """Tell whether `following` goes on with the number that `run` began."""
    last = run[-1]
    if following.kind == "short scale":
        return last.kind == "numeral"
    if following.kind == "scale":
        return True
    if following.kind == "numeral":
        return False
    if last.kind == "scale":  # "dua ratus lima", "two thousand six": a smaller one goes on
        return run[0].kind == "word" and following.values[0] < last.values[0]
    return last.kind == "word" and last.values[0] >= 20 and following.values[0] < 10  # twenty-three


def _quantity(text: str, run: list[_Atom], rest: list[_Atom], language: str) -> Quantity:
    surface = text[run[0].start : run[-1].end]
    if run[0].kind != "numeral":
        return Quantity(surface, ((_plain(_spelled(run)),),), spelled=True)
    factor = Decimal(1)
    for atom in run[1:]:
        factor *= atom.values[0]
    readings: list[tuple[str, ...]] = [(_plain(value * factor),) for value in run[0].values]
    if len(run) > 1 and run[-1].kind == "short scale":
        readings += [(_plain(value),) for value in run[0].values]
    if len(run) == 1:
        readings += _shared_scale(text, run[0], rest)
        readings += _clock(text, run[0].start, language)
        readings += _decade(text, run[0])
    return Quantity(surface, tuple(dict.fromkeys(readings)))


def _spelled(run: list[_Atom]) -> Decimal:
    """Add up number words: "dua ratus lima puluh ribu" is 250000."""
    total = group = Decimal(0)
    unit = Decimal(0)
    for atom in run:
        value = atom.values[0]
        if atom.kind == "word":
            group += unit
            unit = value
        elif value >= 1000:
            total += max(group + unit, Decimal(1)) * value
            group = unit = Decimal(0)
        elif value == -10:  # belas
            group, unit = group + unit + 10, Decimal(0)
        else:  # puluh, ratus, hundred: "dua ratus lima puluh"
            group, unit = group + max(unit, Decimal(1)) * value, Decimal(0)
    return total + group + unit


def _shared_scale(text: str, atom: _Atom, rest: list[_Atom]) -> list[tuple[str, ...]]:
    """Read "5" in "5-10 juta" as five million too."""
    if len(rest) < 2 or rest[0].kind != "numeral" or not rest[1].kind.endswith("scale"):
        return []
    joined = _RANGE.fullmatch(text[atom.end : rest[0].start]) and not text[
        rest[0].end : rest[1].start
    ].strip(" -")
    return [(_plain(value * rest[1].values[0]),) for value in atom.values] if joined else []


def _clock(text: str, start: int, language: str) -> list[tuple[str, ...]]:
    """Read "14.30", "14:30" and "2:30 p.m." as clock times."""
    match = _CLOCK.match(text, start)
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return []
    hour, minute, half = int(match[1]), match[2] or "00", match[3]
    hours = {hour, hour + 12} if hour < 12 else {hour, hour - 12}
    if half:
        hours = {hour % 12 + (12 if half.lower() == "p" else 0), hour}
    elif match[2] is None and not re.search(
        r"(?:pukul|jam|pk\.?|at)\s*$", text[max(0, start - 8) : start]
    ):
        return []
    elif language == "id":
        hours = {hour}
    return [(f"{each}:{minute}",) for each in sorted(hours)]


def _decade(text: str, atom: _Atom) -> list[tuple[str, ...]]:
    """Read "90-an", "90s" and "tahun 90" as 1990 too."""
    value = atom.values[0]
    before, after = text[max(0, atom.start - 6) : atom.start], text[atom.end : atom.end + 4]
    if 10 <= value < 100 and (
        re.match(r"-?an\b|['’]?s\b", after) or re.search(r"(?:tahun|UUD) $|['’]$", before)
    ):
        return [(_plain(value + 1900),)]
    return []


def _pool(text: str, language: str) -> set[str]:
    """Collect every value a text can be said to contain."""
    pool = {"1"}  # "a minute", "an hour"
    for quantity in numbers(text, language):
        pool.update(*quantity.readings)
    for atom in _atoms(_LITERAL.sub(" ", text), language):
        pool.update(_plain(abs(value)) for value in atom.values)
    for word in re.findall(r"[^\W\d_]+", text):
        pool.update(MONTHS[language].get(word.lower(), ()))
        if word in ROMAN:
            pool.add(ROMAN[word])
    for century, last in re.findall(r"\b(\d\d)\d\d[/–-](\d\d)\b", text):
        pool.add(century + last)
    # Of "192.168.0.1" and "3,4,5" the parts.
    for numeral in re.findall(r"(?<!\d)\d+(?:[.,:]\d+){2,}", text):
        pool.update(str(int(digits)) for digits in re.findall(r"\d+", numeral))
    return pool


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
