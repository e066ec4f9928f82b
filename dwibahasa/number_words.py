"""Number words of Indonesian ("id") and English ("en"), and what they are worth."""

from __future__ import annotations

__all__ = ["MONTHS", "MONTH_NAMES", "ROMAN", "SCALES", "SHORT_SCALES", "WORDS"]


def _counted(words: str, first: int, step: int = 1) -> dict[str, str]:
    """Number words in order, the first being worth `first`."""
    return {word: str(first + step * i) for i, word in enumerate(words.split())}


_ID_UNITS = _counted("satu dua tiga empat lima enam tujuh delapan sembilan", 1)
_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_EN_TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)

WORDS: dict[str, dict[str, str]] = {
    "id": {
        **_ID_UNITS,
        **{f"ke{word}": value for word, value in _ID_UNITS.items()},
        **{"nol": "0", "pertama": "1", "sepuluh": "10", "kesepuluh": "10", "sebelas": "11"},
        **{"kesebelas": "11", "seratus": "100", "seribu": "1000", "sejuta": "1000000"},
        **{"setengah": "0.5", "separuh": "0.5", "seperempat": "0.25", "selusin": "12"},
    },
    "en": {
        **_counted(_EN_UNITS, 0),
        **_counted(_EN_ORDINALS, 1),
        **_EN_TENS,
        **{f"{word[:-1]}ieth": value for word, value in _EN_TENS.items()},
        **{"once": "1", "single": "1", "twice": "2", "both": "2", "pair": "2", "couple": "2"},
        **{"double": "2", "doubled": "2", "triple": "3", "tripled": "3", "thrice": "3"},
        **{"halved": "0.5", "half": "0.5", "quarter": "0.25"},
        **{"thirds": "3", "quarters": "4", "fifths": "5", "noon": "12", "midnight": "0"},
    },
}

# Factors; -10 stands for "belas", which adds ten to the unit before it.
SCALES: dict[str, dict[str, str]] = {
    "id": {
        **{"belas": "-10", "puluh": "10", "ratus": "100", "lusin": "12", "ribu": "1000"},
        **{"juta": "1000000", "miliar": "1000000000"},
        **{"milyar": "1000000000", "miliard": "1000000000", "triliun": "1000000000000"},
        **{"trilyun": "1000000000000", "ribuan": "1000", "jutaan": "1000000"},
        **{"miliaran": "1000000000", "triliunan": "1000000000000"},
    },
    "en": {
        **{"hundred": "100", "dozen": "12", "thousand": "1000", "million": "1000000"},
        **{"billion": "1000000000", "trillion": "1000000000000", "bn": "1000000000"},
        **{"mn": "1000000", "tn": "1000000000000"},
    },
}

# Letters that may be factors after a numeral ("Rp 2,5 M", "$5m").
SHORT_SCALES: dict[str, dict[str, str]] = {
    "id": {
        **{"M": "1000000000", "T": "1000000000000", "K": "1000", "k": "1000"},
        **{"rb": "1000", "jt": "1000000"},
    },
    "en": {
        **{"m": "1000000", "M": "1000000", "b": "1000000000", "B": "1000000000"},
        **{"T": "1000000000000", "K": "1000", "k": "1000"},
    },
}

_ID_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
)
_EN_MONTHS = "January February March April May June July August September October November December"
MONTH_NAMES = {"id": _ID_MONTHS.split(), "en": _EN_MONTHS.split()}


def _months(names: list[str], variants: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """Months by name, by their first three letters, and by other spellings."""
    months = {name.lower(): (str(number),) for number, name in enumerate(names, 1)}
    short = {name[:3]: value for name, value in months.items()}
    return {**short, **months, **{name: (str(number),) for name, number in variants.items()}}


MONTHS = {
    "id": _months(MONTH_NAMES["id"], {"agt": 8, "pebruari": 2, "nopember": 11, "nop": 11}),
    "en": _months(MONTH_NAMES["en"], {"sept": 9}),
}

_ROMAN = "II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"
ROMAN = {numeral: str(value) for value, numeral in enumerate(_ROMAN.split(), 2)}
