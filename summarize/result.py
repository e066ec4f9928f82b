"""What a summary is: exactly N sentences, each with the article sentences that support it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dwibahasa.languages import LanguageCode
from translate.result import ArticleTranslation, Provenance

__all__ = ["Change", "Origin", "Replacement", "SourceSentence", "Summary", "SummarySentence"]

Origin = Literal["model", "extracted", "replaced"]


@dataclass(frozen=True)
class SourceSentence:
    """A sentence of the article: `paragraph` counts its blocks from 0 (the title is block 0 where
    there is one), `index` counts the article's sentences from 0. `original` is the sentence
    it was translated from, if it was, and `flags` are what its translator flagged.
    """

    text: str
    paragraph: int
    index: int
    original: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What stood at the beginning of a sentence, and what stands there now ("" for nothing)."""

    kind: Literal["dateline", "connective", "pronoun"]
    was: str
    now: str


@dataclass(frozen=True)
class SummarySentence:
    """`origin`: written by a model, extracted from the article, or put in place of what it does not
    support. One that is from the article is the text of its `support` word for word, but for the
    `changes` made so that it can stand alone.
    """

    text: str
    origin: Origin
    support: tuple[SourceSentence, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Replacement:
    """A sentence a model wrote that the article does not support, what took its place, and why."""

    rejected: str
    replacement: str
    reason: str


@dataclass(frozen=True)
class Summary:
    """`sentences` in reading order; `summarizer` names what chose or wrote them; `language` is
    theirs ("en" or "id"); `source` is where the article came from. `translation` is there where it
    was translated first.
    """

    sentences: tuple[SummarySentence, ...]
    summarizer: str
    language: LanguageCode
    source: str
    provenance: Provenance | None = None
    translation: ArticleTranslation | None = None
    replacements: tuple[Replacement, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentences, joined by one space."""
        return " ".join(sentence.text for sentence in self.sentences)
