"""Names a small model garbles among its sub-words, put back as the source spells them."""

from __future__ import annotations

import re
from collections.abc import Container
from difflib import SequenceMatcher

from dwibahasa.languages import OTHER, LanguageCode
from dwibahasa.names import missing_names

__all__ = ["restore_names"]

_CAPITALISED = re.compile(r"[^\W\d_][\w-]*")

# A garbled name keeps its first letter and most of the rest: Lavrov -> Lavv 0.8, Blinken ->
# Benlink 0.71, Ryabkov -> Rbkov 0.83. Words further away than this are left to the flag.
_SIMILAR = 0.65


def _similarity(name: str, word: str) -> float:
    if name[0].lower() != word[0].lower():
        return 0.0
    # A stuttered tail ("Colonnananana") counts as its beginning.
    return max(
        SequenceMatcher(None, name.lower(), part.lower(), autojunk=False).ratio()
        for part in (word, word[: len(name) + 1])
    )


def restore_names(
    source: str, target: str, pieces: Container[str], into: LanguageCode = "en"
) -> tuple[str, tuple[str, ...]]:
    """Replace garbled names in `target` by the source's spelling.

    A capitalised word of the target that the source does not have takes the spelling of a missing
    name it resembles: same first letter, Ratcliff-Obershelp similarity of 0.65 and more, best
    matches first. A word that is one of the model's `pieces` is a common one (garbled names are put
    together from several), and gives way only where it is the beginning of the name ("Blink" of
    "Blinken"). Acronyms are left alone: one looks like any other.

    Returns the mended target and what was done, as "Lavv -> Lavrov".
    """
    missing = [name for name in missing_names(source, target, OTHER[into]) if not name.isupper()]
    if not missing:
        return target, ()
    source_words = {word.lower() for word in _CAPITALISED.findall(source)}
    candidates = {
        word
        for word in _CAPITALISED.findall(target)
        if word[0].isupper() and word.lower() not in source_words
    }
    scored = sorted(
        (
            (_similarity(name, word), name, word)
            for name in missing
            for word in candidates
            if name.startswith(word) or f"▁{word}" not in pieces
        ),
        reverse=True,
    )
    repaired: dict[str, str] = {}
    for score, name, word in scored:
        if score >= _SIMILAR and word not in repaired:
            repaired[word] = name
    for word, name in repaired.items():
        target = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", name, target)
    return target, tuple(f"{word} -> {name}" for word, name in repaired.items())
