"""Words that begin a sentence only to tie it to the one before: "However, ", "Sementara itu, "."""

from __future__ import annotations

import re

from dwibahasa.names import name_words

__all__ = ["connective"]

# Connectives that only say how a sentence goes on from the one before: those a comma must follow,
# and those that need none because they can begin a sentence in no other sense. Words of time
# ("Then", "Kemudian") say something themselves, and stay.
_BEFORE_COMMA = {
    "en": "But|And|Yet|So|However|Meanwhile|Also|Moreover|Furthermore|Additionally|In addition|"
    "Besides|Likewise|Similarly|Therefore|Consequently|As a result|Thus|Hence|Accordingly|"
    "Nevertheless|Nonetheless|Still|On the other hand|By contrast|In contrast|Conversely|"
    "For example|For instance|In fact|Indeed|In turn|That said|Even so",
    "id": "(?:Namun|Meski|Meskipun|Walau|Walaupun|Kendati|Kendatipun) (?:demikian|begitu)|Namun|"
    "Akan tetapi|Tetapi|Tapi|Dan|Sementara|Sementara itu|Selain itu|Oleh karena itu|"
    "Oleh sebab itu|Oleh karenanya|Karena itu|Karenanya|Maka dari itu|Untuk itu|Dengan demikian|"
    "Dengan begitu|Di samping itu|Di sisi lain|Di lain sisi|Lebih lanjut|Sebaliknya|Jadi|"
    "Akibatnya|Sebab|Pasalnya|Bahkan|Padahal|Apalagi|Misalnya|Nah|Tak hanya itu|Tidak hanya itu|"
    "Bukan hanya itu|Hanya saja",
}
_ALONE = {
    "en": "But|And|Meanwhile",
    # "Dan" may be a name ("Dan Brown").
    "id": r"Namun(?: demikian| begitu)?|Akan tetapi|Tetapi|Tapi|Dan(?= [a-z\d])|Selain itu|"
    "Sementara itu|Oleh karena itu|Oleh sebab itu|Sedangkan|Adapun",
}
_CONNECTIVE = {
    language: re.compile(rf"(?:(?:{_BEFORE_COMMA[language]}), |(?:{_ALONE[language]}) )")
    for language in _ALONE
}
# What the connective is a part of: "But for the rain, ..." is no sentence without it, nor is
# "And neither did she".
_BOUND = {
    "en": re.compile(r"(?:for|also|not|then|so|nor|neither|rather|than|or|all)\b|no,"),
    "id": re.compile(
        r"(?:lain|lagi|bukan|tidak|juga|apa)\b|\w+nya,|(?:kata|ujar|tutur|jelas|terang|ungkap|ucap|"
        r"tegas|imbuh|papar|tambah|lanjut|sambung|sebut) "
    ),
}
# "However, he said, prices fell": what is left would begin with a clause cut in.
_SPEAKER = re.compile(
    r"[^,]{1,60} (?:said|says|added|adds|argued|argues|warned|noted|explained|insisted|claimed|"
    r"told [^,]{1,30}|kata|ujar|tambah|lanjut)\w*,"
)
# How a sentence may begin: a word in small letters (not "iPhone", "al-Qaeda"), one with a capital
# first, or a number. Not a title in capitals ("And Then There Were None").
_BEGINNING = re.compile(r"[a-z]+(?:['’-][a-z]+)*(?=[\s,;:])|[A-Z][\w'’.-]*(?=[\s,;:])|[$£€]?\d")
_MIN_WORDS = 4


def connective(sentence: str, language: str) -> str:
    """Give the connective that begins a sentence, with its comma and space, or "".

    There is none where it is part of a phrase ("However much"), nor where what follows would not
    begin as a sentence does.
    """
    match = _CONNECTIVE[language].match(sentence)
    if match is None:
        return ""
    rest = sentence[match.end() :]
    beginning = _BEGINNING.match(rest)
    if beginning is None or _BOUND[language].match(rest) or _SPEAKER.match(rest):
        return ""
    if not match[0].endswith(", ") and _in_title_case(beginning[0], rest, language):
        return ""
    return match[0] if len(rest.split()) >= _MIN_WORDS else ""


def _in_title_case(word: str, rest: str, language: str) -> bool:
    """Tell whether a word is capitalised though it is common, as in the title of a work."""
    return word[0].isupper() and word != "I" and not name_words(rest.split()[0], language)
