"""The sentences of a text, as the metrics of summaries count them."""

from __future__ import annotations

from dwibahasa.segmentation import segment

__all__ = ["sentences"]


def sentences(text: str, language: str) -> list[str]:
    """Return a text's sentences, stripped; a line break always ends one."""
    return [
        stripped
        for line in text.split("\n")
        for sentence in segment(line, language)
        if (stripped := sentence.strip())
    ]
