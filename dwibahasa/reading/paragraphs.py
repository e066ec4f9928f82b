"""From lines to paragraphs.

1. Blank lines separate blocks.
2. In text that is not hard-wrapped, each line of a block is a paragraph of its own.
3. In hard-wrapped text a line goes on in the next one when it is full, that is, when the next
   line's first word would not have fitted on it, or when it ends inside a sentence and the next
   line begins in lower case. Any other line ends a paragraph: headlines, last lines, list entries.

Text is hard-wrapped when a full line, ending inside a sentence, is followed by one that begins in
lower case; lines under 40 characters or over 120 are never wrapped lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

__all__ = ["ends_sentence", "split_paragraphs", "unwrap"]

NARROWEST, WIDEST = 40, 120
# Only the last characters are looked at, however long the text.
SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]{0,3}\Z""")
HYPHENATED = re.compile(r"(\w+)-\Z")


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, closing quotes and brackets allowed."""
    return SENTENCE_END.search(text, max(0, len(text) - 5)) is not None


def split_paragraphs(text: str) -> list[str]:
    """Split clean `text` into paragraphs, each one line and not empty, by the rules above."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block]
    width = max((len(x) for block in blocks for x in block if len(x) <= WIDEST), default=0)
    wrapped = width >= NARROWEST and any(
        len(line) <= width and _full(line, following, width) and _goes_on(line, following)
        for block in blocks
        for line, following in pairwise(block)
    )
    if not wrapped:
        return [line for block in blocks for line in block]
    return [paragraph for block in blocks for paragraph in unwrap(block, width)]


def unwrap(lines: Iterable[str], width: int, slack: int = 0) -> list[str]:
    """Join the wrapped lines of a block into paragraphs.

    `width`: of a full line, in characters; no longer line is joined to the next. `slack`: how much
    shorter a full line may be, where letters have different widths. Then a line that ends a
    sentence always ends a paragraph, for nothing tells whether it is full: a paragraph too many
    does less harm than a subhead drawn into one. A word divided at a line's end is put together;
    a reduplication (kata-kata) keeps its hyphen.
    """
    paragraphs: list[list[str]] = []
    previous = ""
    for line in lines:
        if (
            previous
            and len(previous) <= width
            and (_full(previous, line, width - slack) or _goes_on(previous, line))
            and not (slack and ends_sentence(previous))
        ):
            parts = paragraphs[-1]
            divided = HYPHENATED.search(previous) if line[0].islower() else None
            if divided is None:
                parts.append(" ")
            elif not line.startswith(divided[1].lower()):
                parts[-1] = parts[-1][:-1]
            parts.append(line)
        else:
            paragraphs.append([line])
        previous = line
    return ["".join(parts) for parts in paragraphs]


def _full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _goes_on(line: str, following: str) -> bool:
    return following[:1].islower() and not ends_sentence(line)
