"""An article as it flows through the project: read once, never changed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Article", "Language"]


@dataclass(frozen=True)
class Language:
    """An identified language: ISO 639-1 `code` and `confidence` between 0 and 1."""

    code: str
    confidence: float


@dataclass(frozen=True)
class Article:
    """A news article.

    `source` is the path or URL it came from, or "-" for standard input. `title` is the headline,
    which is not repeated in `paragraphs`; every paragraph is non-empty, one line, stripped, NFC.
    `date` is ISO 8601 where the page states it. `removed` holds the furniture lines ("Baca Juga:
    ...") that were left out when reading.
    """

    source: str
    title: str | None
    paragraphs: tuple[str, ...]
    language: Language
    date: str | None = None
    removed: tuple[str, ...] = ()

    @property
    def blocks(self) -> tuple[str, ...]:
        """Title (where there is one) and paragraphs, in reading order."""
        return self.paragraphs if self.title is None else (self.title, *self.paragraphs)

    @property
    def text(self) -> str:
        """The blocks, a blank line between them."""
        return "\n\n".join(self.blocks)
