"""Pairs whose names are exchanged for others, so that a small model learns to copy any name.

A name that stands in both sentences of a real pair is replaced, on both sides, by one drawn evenly
from all names known: rare ones come as often as "Jakarta".
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterable, Iterator

from dwibahasa.names import copyable_names
from train.data import Pair

__all__ = ["exchange_names", "held_out", "name_pool"]


def name_pool(sentences: Iterable[str]) -> list[str]:
    """List the names in Indonesian sentences, each once, but for those held out for testing."""
    found = {name for sentence in sentences for name in copyable_names(sentence)}
    return sorted(name for name in found if name.isalpha() and not held_out(name))


def held_out(name: str) -> bool:
    """Tell whether a name is never put into training sentences: one in 32, by checksum."""
    return zlib.crc32(name.lower().encode()) % 32 == 0


def exchange_names(pairs: Iterable[Pair], pool: list[str], seed: int = 1) -> Iterator[Pair]:
    """Yield each pair that has names in common, with all of them exchanged for names of `pool`."""
    chance = random.Random(seed)
    for source, target, origin in pairs:
        changed_source, changed_target = source, target
        for name in copyable_names(source):
            whole = re.compile(rf"(?<![\w'’-]){re.escape(name)}(?![\w-])")
            if whole.search(target):
                drawn = chance.choice(pool)
                new = drawn.upper() if name.isupper() and len(name) > 4 else drawn
                changed_source = whole.sub(new, changed_source)
                changed_target = whole.sub(new, changed_target)
        if changed_source != source and changed_target != target:
            yield Pair(changed_source, changed_target, f"{origin}+names")
