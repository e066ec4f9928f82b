"""Headlines in capitals, brought to sentence case: Marian loops on capitals (Opus-MT #49)."""

from __future__ import annotations

import re

from dwibahasa.languages import LanguageCode
from dwibahasa.names import is_translatable

__all__ = ["is_all_caps", "sentence_case"]

_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[AEIOU]")


def is_all_caps(text: str) -> bool:
    """Tell whether every word of at least two words of a sentence is in capitals."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    return len(words) >= 2 and all(word.isupper() for word in words)


def sentence_case(text: str, language: LanguageCode = "id") -> str:
    """Bring capitals to sentence case: common words of `language` small, names with a capital.

    A word that no dictionary list knows is taken for a name; one without a vowel (KPK, BMKG), or
    beside a digit (G20), for an acronym that keeps its capitals.
    """

    def recase(match: re.Match[str]) -> str:
        word = match[0]
        beside_digit = text[match.end() : match.end() + 1].isdigit()
        if beside_digit or (len(word) > 1 and not _VOWEL.search(word)):
            return word
        return word.lower() if is_translatable(word, language) else word.capitalize()

    cased = _WORD.sub(recase, text)
    first = next((i for i, character in enumerate(cased) if character.isalpha()), 0)
    return cased[:first] + cased[first : first + 1].upper() + cased[first + 1 :]
