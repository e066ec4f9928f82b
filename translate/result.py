"""What a translation is: segments that keep their place, and what made them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from dwibahasa import __version__
from dwibahasa.article import Article
from dwibahasa.languages import LanguageCode

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint
    from dwibahasa.engines.base import DecodingOptions, Engine

__all__ = ["ArticleTranslation", "Provenance", "Segment", "Translation"]


@dataclass(frozen=True)
class Segment:
    """One sentence and its translation.

    `source` keeps its trailing white space (the sources of a text joined are the text). `score` is
    the mean log-probability a target token, None where nothing was decoded (passed through).
    `flags` say what a reader should check, e.g. "number: 1,5", "name: Lavrov", "loop", "length".
    """

    source: str
    target: str
    score: float | None = None
    flags: tuple[str, ...] = ()
    source_tokens: int = 0
    target_tokens: int = 0


@dataclass(frozen=True)
class Translation:
    """The translation of one text (a paragraph or a sentence)."""

    segments: tuple[Segment, ...]

    @property
    def source(self) -> str:
        """The text, character for character."""
        return "".join(segment.source for segment in self.segments)

    @property
    def text(self) -> str:
        """The translation, sentences joined by one space."""
        return " ".join(segment.target for segment in self.segments if segment.target)


@dataclass(frozen=True)
class Provenance:
    """What made an output, so that it can be made again."""

    version: str
    model: str
    checksum: str
    engine: str
    precision: str
    device: str
    options: dict[str, int | float | str]

    @classmethod
    def of(cls, checkpoint: Checkpoint, engine: Engine, options: DecodingOptions) -> Provenance:
        """Say what a checkpoint in an engine makes with these options."""
        return cls(
            version=__version__,
            model=checkpoint.name,
            checksum=checkpoint.checksum,
            engine=engine.name,
            precision=engine.precision,
            device=engine.device,
            options=asdict(options),
        )


@dataclass(frozen=True)
class ArticleTranslation:
    """An article's translation; `title` and `paragraphs` stand where the article's do.

    `notes` are sentences for the reader about the whole ("the article is English already: ...").
    `provenance` is None where no model ran (passed through). `into` is its language.
    """

    article: Article
    title: Translation | None
    paragraphs: tuple[Translation, ...]
    provenance: Provenance | None
    notes: tuple[str, ...] = ()
    into: LanguageCode = "en"

    @property
    def blocks(self) -> tuple[Translation, ...]:
        """Title (where there is one) and paragraphs, in reading order."""
        return self.paragraphs if self.title is None else (self.title, *self.paragraphs)

    @property
    def text(self) -> str:
        """The translated blocks, a blank line between them."""
        return "\n\n".join(block.text for block in self.blocks)
