"""Proper names: which words of a text its translation must copy, and which it did not.

Names that have a form of their own in the other language ("Jenewa", "Moskow") and common words are
told apart by lists of words that parallel text does not copy (made by train/translatable.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from dwibahasa.languages import LanguageCode
from dwibahasa.number_words import ROMAN

__all__ = ["WORD", "copyable_names", "fold", "is_translatable", "missing_names", "name_words"]

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LITERAL = re.compile(r"://|www\.|[@#]|\.(?:com|co|id|net|org)\b", re.IGNORECASE)
# What stands before the first word of a sentence or a quotation.
_BEFORE_FIRST = re.compile(r"(?:^|[.!?:;…]|[\"“‘(\[•]|\s[-–—])[\"'”’)\]]*\s*[\"'“‘(\[]*$")
_PREFIX = re.compile(
    r"(?:memper|diper|meng|meny|mem|men|me|ber|ter|peng|peny|pem|pen|pe|per|di|ke|se)"
)
_SUFFIX = re.compile(r"(?:nya|lah|kah|pun|ku|mu|kan|an|i)$")
_ENGLISH_PREFIX = re.compile(r"^(?:un|re|non|over|under|mis|dis|pre)-?")
_ENGLISH_SUFFIX = re.compile(r"(?:ings?|i?ed|i?es|i?ers?|i?ly|s|n['’]t|['’](?:s|re|ve|ll|d))$")
_POSSESSIVE = re.compile(r"['’]s?$")
_NASAL = {"meng": "k", "meny": "s", "mem": "p", "men": "t", "peng": "k", "peny": "s", "pem": "p"}

# "Lavrov's", "Muslims", "Iranian", "Israeli"; "China" in "Chinese", "Argentina" in "Argentine",
# "Afghanistan" in "Afghan".
_ENDINGS = (
    "",
    "s",
    "'s",
    "’s",
    "es",
    "n",
    "ns",
    "an",
    "ans",
    "ian",
    "ians",
    "i",
    "is",
    "ese",
    "ic",
)
_DEMONYMS = ("", "e", "es", "i", "is", "ese", "ian", "ians", "ean", "eans")


def missing_names(source: str, target: str, language: LanguageCode = "id") -> list[str]:
    """List the names of a `source` in `language` that its translation `target` does not have.

    Case, diacritics, hyphens and endings (possessive, plural, "Iran" in "Iranian") do not matter.
    """
    folded = fold(target)
    words = set(WORD.findall(folded))
    words |= {re.sub(r"[\W\d_]", "", compound) for compound in re.findall(r"[\w'’-]+", folded)}
    return [name for name in copyable_names(source, language) if not _occurs(fold(name), words)]


def copyable_names(source: str, language: LanguageCode = "id") -> list[str]:
    """List the capitalised words of a text in `language` that have no translation, each once."""
    text = " ".join(part for part in source.split() if not _LITERAL.search(part))
    capitals = text.isupper()
    names: dict[str, str] = {}
    for match in WORD.finditer(text):
        word = match[0] if language == "id" else _POSSESSIVE.sub("", match[0])
        beside_digit = re.search(r"\d-?$", text[max(0, match.start() - 2) : match.start()]) or (
            re.match(r"-?\d", text[match.end() : match.end() + 2])
        )
        short = len(word) < (2 if word.isupper() else 3)
        if word == word.lower() or short or beside_digit or word in ROMAN:
            continue
        acronym = language == "id" and not capitals and word in _word_list("acronyms.txt")
        if is_translatable(word, language) and not acronym:
            continue
        names.setdefault(fold(word), word)
    return list(names.values())


def is_translatable(word: str, language: LanguageCode = "id") -> bool:
    """Tell whether a word of `language`, in any case, is one that the other does not copy.

    A word that is not in the list itself counts where it is a form of one that is
    ("Kementeriannya", "Menyikapi", "Recalled").
    """
    word = word.lower()
    known = _word_list(_TRANSLATABLE[language])
    return word in known or any(len(stem) > 3 and stem in known for stem in _STEMS[language](word))


def _english_stems(word: str) -> set[str]:
    bare = _ENGLISH_SUFFIX.sub("", word)
    return {bare, f"{bare}e", f"{bare}y", _ENGLISH_PREFIX.sub("", word)}


def _indonesian_stems(word: str) -> set[str]:
    bare = _SUFFIX.sub("", word)
    stems = {bare, re.sub(r"(?:nya|lah|kah|pun)$", "", word)}
    for form in (word, *stems.copy()):
        prefix = _PREFIX.match(form)
        if prefix:
            rest = form[prefix.end() :]
            stems |= {rest, _NASAL.get(prefix[0], "") + rest}
    return stems


_TRANSLATABLE = {"id": "translatable.txt", "en": "translatable_en.txt"}
_STEMS = {"id": _indonesian_stems, "en": _english_stems}


def name_words(text: str, language: str) -> list[str]:
    """List the words of proper names in an English ("en") or Indonesian ("id") text, each once.

    These are the capitalised words within sentences; a sentence's first word counts where it has a
    second capital, stands capitalised within a sentence elsewhere, or is no common word.
    Possessive endings are left out.
    """
    inside: dict[str, bool] = {}
    for match in WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if len(word) < 2 or word == word.lower():
            continue
        first = _BEFORE_FIRST.search(text[max(0, match.start() - 8) : match.start()]) is not None
        inside[word] = inside.get(word, False) or not first or not word[1:].islower()
    return [word for word, certain in inside.items() if certain or not _common(word, language)]


def _common(word: str, language: str) -> bool:
    if language == "en":
        return re.split("['’]", word.lower())[0] in _word_list("common_english.txt")
    return is_translatable(word)


def _occurs(name: str, words: set[str]) -> bool:
    bare = re.sub(r"\W", "", name)
    for form in {name, bare, bare.removesuffix("nya")}:
        if any(form + ending in words for ending in _ENDINGS):
            return True
    stem = re.sub(r"(?:istan|land|[aeo])$", "", bare)
    return len(stem) > 3 and any(stem + ending in words for ending in _DEMONYMS)


def fold(text: str) -> str:
    """Lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@cache
def _word_list(name: str) -> frozenset[str]:
    text = (files("dwibahasa") / "data" / name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
