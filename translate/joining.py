"""The translations of a sentence's pieces, joined into one sentence again."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["join_pieces"]

_STOP = re.compile(r"[.,;:]$")
_FIRST_WORD = re.compile(r"[A-Z][a-z'’]*\b")


def join_pieces(sources: Sequence[str], targets: Sequence[str]) -> str:
    """Join the English of each piece of one sentence by spaces.

    A model takes each piece for a sentence: what it ends with gives way to what its source ends
    with (a comma, or nothing), and its capital to a small letter, unless the source has the word
    so too.
    """
    joined = ""
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        text = target
        if number and not source[:1].isupper():
            first = _FIRST_WORD.match(text)
            if first and first[0] != "I" and first[0] not in source:
                text = text[0].lower() + text[1:]
        if number + 1 < len(sources) and not source.endswith((".", "!", "?", '"')):
            ending = _STOP.search(source)
            text = _STOP.sub("", text) + (ending[0] if ending else "")
        joined += f" {text}" if joined else text
    return joined
