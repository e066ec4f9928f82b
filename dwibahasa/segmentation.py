"""Paragraphs into sentences: sentencex proposes, a thin layer mends it for Indonesian and English.

sentencex splits after most Indonesian abbreviations, before the attribution of a quotation, and not
inside quotations of several sentences, nor where the space after a full stop is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from dwibahasa.abbreviations import ABBREVIATIONS, Abbreviations

__all__ = ["segment"]

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“‘«(\\["

# A stop, its closing quotes and brackets, and white space. The lookbehind keeps it linear.
_STOP = re.compile(rf"(?<![.!?…])[.!?…]+[{_CLOSERS}]*\s+(?=\S)")
# "perang.Pertemuan itu": no space, yet a capitalised word follows (never in "KOMPAS.com", "S.H.").
_GLUED = re.compile(
    r"(?<=[^\W\d_]{3})[.!?][”’)]?(?=[“‘]?(?!(?:Com|Co|Id|Net|Org|Tv|Go|Js)\b)[A-Z][a-z]+[\s,])"
)
_PARENTHESIS = re.compile(r"\([^()]{0,300}\)")
_ENDING = re.compile(rf"([.!?…]*)([{_CLOSERS}]*)\s*$")
_FIRST = re.compile(rf"[{_OPENERS}\-–—•*\s]*")
_LIST_MARKER = re.compile(r"[\s(]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s+")
_DOTTED = re.compile(r"[a-z]{1,4}(?:\.[a-z]{1,4})+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOOK = 80  # characters looked at on each side of a boundary
_STRETCH = 4000  # characters given to sentencex at once


def segment(paragraph: str, language: str) -> list[str]:
    """Cut a paragraph into sentences that joined give the paragraph, character for character.

    `language` is "id" or "en" ("ms" is treated as "id"); other codes get sentencex's own verdict.
    Each segment keeps its trailing white space and none is empty; an empty paragraph gives [].
    """
    language = "id" if language == "ms" else language
    abbreviations = ABBREVIATIONS.get(language)
    boundaries = _proposals(paragraph, language)
    if abbreviations:
        boundaries |= _additions(paragraph)
    segments = []
    start = 0
    for end in sorted(boundaries):
        if abbreviations is None or _ends_sentence(paragraph, start, end, abbreviations):
            segments.append(paragraph[start:end])
            start = end
    if start < len(paragraph):
        segments.append(paragraph[start:])
    return list(_with_words(segments))


def _proposals(paragraph: str, language: str) -> set[int]:
    """Return the boundaries sentencex sees, as offsets; none where it loses characters."""
    # Rust strings hold no lone surrogates; "replace" keeps the length.
    readable = paragraph.encode("utf-8", "replace").decode()
    boundaries = set()
    # In stretches, because sentencex takes quadratic time on runs such as "!)!)!)".
    for start in range(0, len(readable), _STRETCH):
        stretch = readable[start : start + _STRETCH]
        offset = 0
        for sentence in sentencex.segment(language, stretch):
            if not stretch.startswith(sentence, offset):
                break
            offset += len(sentence)
            if offset < len(stretch):
                boundaries.add(start + offset)
    return boundaries


def _additions(paragraph: str) -> set[int]:
    """Return boundaries sentencex overlooks, outside brackets."""
    found = {match.end() for match in _STOP.finditer(paragraph)}
    for match in _GLUED.finditer(paragraph):
        before = paragraph[max(0, match.start() - _LOOK) : match.start()].split()[-1]
        if not re.search(r"[@/\\_:]", before):
            found.add(match.end())
    for match in _PARENTHESIS.finditer(paragraph):
        found.difference_update(range(match.start() + 1, match.end()))
    return found


def _ends_sentence(paragraph: str, start: int, end: int, abbreviations: Abbreviations) -> bool:
    """Tell whether the sentence begun at `start` ends at `end`."""
    left = paragraph[max(start, end - _LOOK) : end]
    stripped = left.rstrip()
    right = paragraph[end : end + _LOOK]
    if paragraph[end].isspace():  # white space belongs to the left
        return False
    if "\n\n" in left[len(stripped) :]:
        return True
    ending = _ENDING.search(stripped)
    stop, closing = (ending[1], ending[2]) if ending else ("", "")
    if not stop:
        return False
    if end - start <= _LOOK and _LIST_MARKER.fullmatch(left):
        return False
    opening = _FIRST.match(right)
    following = right[opening.end() if opening else 0 :]
    if not following or following[0] in ",;:.!?…)]%/":
        return False
    continues = following[0].islower() and not following[1:2].isupper()  # not "iPhone"
    if continues and (closing or stop != "."):
        return False
    token = re.split(rf"[\s{_OPENERS},/]", stripped[: len(stripped) - len(closing)])[-1]
    return stop != "." or not _abbreviated(token, following, abbreviations, continues, right)


def _abbreviated(
    token: str, following: str, abbreviations: Abbreviations, continues: bool, right: str
) -> bool:
    """Tell whether the full stop of `token` only marks an abbreviation, given what follows it."""
    form = token.rstrip(".")
    word = form.lower()
    initial = len(form) == 1 and form.isalpha()
    if word in abbreviations.titles and (form[:1].isupper() or len(word) > 1):
        return True
    if word in abbreviations.numeric and following[0].isdigit():
        return True
    dotted = _DOTTED.fullmatch(word) is not None
    if not (word in abbreviations.common or word in abbreviations.final or dotted or initial):
        return False
    if continues or following[0].isdigit() or right.startswith("("):
        return True
    if word in abbreviations.final:
        return False
    first = _WORD.match(following)
    if first and len(first[0]) == 1 and following[1:2] == ".":  # another initial
        return True
    return first is None or first[0].lower() not in abbreviations.starters


def _with_words(segments: list[str]) -> Iterator[str]:
    """Join segments without a letter or digit to the one before them (the first: to the next)."""
    held = ""
    for piece in segments:
        if held and any(map(str.isalnum, piece)) and any(map(str.isalnum, held)):
            yield held
            held = piece
        else:
            held += piece
    if held:
        yield held
