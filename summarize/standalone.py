"""Sentences taken out of their article, cleaned for standing alone in its summary.

A dateline and a leading connective go, and an opening pronoun becomes the name it certainly stands
for. Rather than guess, a sentence is left as it is: one in doubt, one inside a quotation, one whose
rest would not begin as a sentence does. Attribution ("..., Lavrov said.") stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dwibahasa.segmentation import segment
from summarize.antecedent import antecedent
from summarize.connective import connective
from summarize.dateline import dateline
from summarize.result import Change, SourceSentence, SummarySentence
from summarize.selection import doubts

__all__ = ["stand_alone"]

_QUOTES = re.compile(r"[\"“”]|(?<!\w)['‘](?=\w)|(?<=[\w.,!?])['’](?!\w)")


def stand_alone(
    sentences: Sequence[SummarySentence], sources: Sequence[SourceSentence], language: str
) -> tuple[SummarySentence, ...]:
    """Clean the sentences of a summary, in reading order, that were taken from an article.

    `sources` are all its sentences. A sentence that follows in the summary the one it follows in
    the article keeps its connective and pronoun, which read well there. What a model wrote stays,
    and so does an article given whole.
    """
    if len(sentences) == len(sources):
        return tuple(sentences)
    cleaned: list[SummarySentence] = []
    previous = None
    for sentence in sentences:
        if sentence.origin == "model":
            cleaned.append(sentence)
            previous = None
            continue
        source = sentence.support[0]
        before = [other for other in sources if other.index < source.index]
        follows = bool(before) and previous == before[-1]
        cleaned.append(_cleaned(sentence, source, before, language, follows=follows))
        previous = source
    return tuple(cleaned)


def _cleaned(
    sentence: SummarySentence,
    source: SourceSentence,
    before: Sequence[SourceSentence],
    language: str,
    *,
    follows: bool,
) -> SummarySentence:
    beside = [other.text for other in before if other.paragraph == source.paragraph]
    if _in_quotation(" ".join(beside)) or _in_quotation(source.text):
        return sentence
    text = source.text
    changes = []
    while change := (
        (None if beside else _without_dateline(text, first=not before))
        or (None if follows else _without_connective(text, language))
        or (None if follows else _with_name(text, before, language))
    ):
        text = change.now + text[len(change.was) :]
        text = text[:1].upper() + text[1:]
        changes.append(change)
    if len(segment(text, language)) > len(segment(source.text, language)):
        return sentence
    return replace(sentence, text=text, changes=tuple(changes))


def _without_dateline(text: str, *, first: bool) -> Change | None:
    found = dateline(text, first=first)
    return Change("dateline", found, "") if found else None


def _without_connective(text: str, language: str) -> Change | None:
    found = connective(text, language)
    return Change("connective", found, "") if found else None


def _with_name(text: str, before: Sequence[SourceSentence], language: str) -> Change | None:
    # A translation that may have lost or garbled a name is no place to take one from.
    if not before or doubts(before[-1].flags):
        return None
    found = antecedent(text, [other.text for other in before], language)
    return Change("pronoun", *found) if found else None


def _in_quotation(text: str) -> bool:
    """Tell whether a quotation is open at the end of the text, or closed before it was opened."""
    single = double = False
    for match in _QUOTES.finditer(text):
        mark = match[0]
        opens = (
            mark in "“‘"
            or (mark in "\"'" and match.start() == 0)
            or (mark in "\"'" and text[match.start() - 1] in " (“‘\"'[—–-")
        )
        if mark in "'‘’":
            single = opens
        elif double == opens:
            return True
        else:
            double = opens
    return single or double
