"""The words of a sentence that carry its content, for comparing sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["STOP_WORDS", "content_words", "has_words", "overlap"]

# The commonest function words and reporting verbs of English and Indonesian, together: an article
# is in one of them, and the few words that mean something in the other are no loss.
_FUNCTION_WORDS = """
    a about after all also am an and any are as at be because been before being between both but by
    can could did do does during each even every for from further had has have having he her here
    hers him his how however i if in into is it its itself just may me might more most much must my
    no nor not now of off on once one only or other our out over own s said same say says she should
    so some such t than that the their them then there these they this those through to told too
    under until up upon us very was we were what when where which while who whom whose why will with
    would yet you your
    ada adalah agar akan antara apa apabila atas atau bagi bahwa baik banyak beberapa begitu belum
    berkata berdasarkan berupa bila bisa dalam dan dapat dari daripada dengan di dia dilakukan
    demikian dua guna hal hanya harus hingga ia ialah ini itu jadi jelas jelasnya jika juga kami
    karena kata katanya ke kepada kemudian ketika kita lagi lain lalu lebih maka mana masih maupun
    melalui melakukan memang mengatakan menjadi mereka merupakan meski mungkin namun nya oleh pada
    para per pula pun saat saja sambil sampai sangat satu saya sebagai sebelum sebuah secara sedang
    sehingga sejak sejumlah selain selama seluruh semua sendiri seorang seperti serta sesuai setelah
    setiap suatu sudah supaya tak tapi telah tentang terhadap tersebut tetapi tidak tutur tuturnya
    ucap ucapnya ujar ujarnya untuk usai yaitu yakni yang
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")


def content_words(text: str) -> list[str]:
    """List the words and numbers of `text` that are no stop words, in lower case and in order."""
    words = (_POSSESSIVE.sub("", word.lower()) for word in _WORD.findall(text))
    return [word for word in words if word not in STOP_WORDS]


def has_words(text: str, count: int) -> bool:
    """Tell whether `text` has at least `count` words (with a letter; stop words count too)."""
    found = 0
    for match in _WORD.finditer(text):
        found += match[0][0].isalpha()
        if found >= count:
            return True
    return False


def overlap(words: Iterable[str], others: Iterable[str]) -> float:
    """Give the share (0 to 1) of the distinct `words` that are among `others`; 1 for no words."""
    distinct = set(words)
    return len(distinct.intersection(others)) / len(distinct) if distinct else 1.0
