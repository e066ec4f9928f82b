"""What the reader of each format hands on."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Draft"]


@dataclass(frozen=True)
class Draft:
    """An article before furniture, title and language are settled.

    `blocks` are clean paragraphs in reading order. `title` is the headline where the format marks
    one, and then not among the blocks. `date` is ISO 8601.
    """

    blocks: list[str]
    title: str | None = None
    date: str | None = None
