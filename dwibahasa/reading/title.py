"""Which block is the headline."""

from __future__ import annotations

from collections.abc import Sequence

from dwibahasa.reading.paragraphs import ends_sentence

__all__ = ["split_title"]

MAX_WORDS = 30


def split_title(blocks: Sequence[str]) -> tuple[str | None, list[str]]:
    """Take the headline off `blocks`; gives it (or None) and the other blocks.

    The first block is the headline when more blocks follow, it has at most 30 words and does not
    end as a sentence does.
    """
    first, *others = blocks
    if others and len(first.split()) <= MAX_WORDS and not ends_sentence(first):
        return first, others
    return None, list(blocks)
