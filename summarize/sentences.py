"""The sentences of an article that a summary may be made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dwibahasa.article import Article
from dwibahasa.segmentation import segment
from summarize.result import SourceSentence
from translate.result import ArticleTranslation

__all__ = ["SEVERAL", "article_sentences", "translated_sentences"]

SEVERAL = "several sentences"
"""Flag of a sentence whose translation falls into more than one."""


def article_sentences(article: Article, language: str) -> list[SourceSentence]:
    """List the sentences of an article in its own language, as `translated_sentences` does."""
    blocks = ([(text, None, ()) for text in segment(block, language)] for block in article.blocks)
    return _sentences(blocks, titled=article.title is not None)


def translated_sentences(translation: ArticleTranslation) -> list[SourceSentence]:
    """List the sentences of the translation that have a letter or digit, in reading order.

    The title is left out, unless there is nothing else.
    """
    blocks = (
        [
            (
                s.target,
                s.source,
                (*s.flags, SEVERAL) if len(segment(s.target, translation.into)) > 1 else s.flags,
            )
            for s in block.segments
        ]
        for block in translation.blocks
    )
    return _sentences(blocks, titled=translation.title is not None)


def _sentences(
    blocks: Iterable[Iterable[tuple[str, str | None, tuple[str, ...]]]], *, titled: bool
) -> list[SourceSentence]:
    listed = list(_numbered(blocks))
    body = [sentence for sentence in listed if not (titled and sentence.paragraph == 0)]
    return body or listed


def _numbered(
    blocks: Iterable[Iterable[tuple[str, str | None, tuple[str, ...]]]],
) -> Iterator[SourceSentence]:
    index = 0
    for paragraph, sentences in enumerate(blocks):
        for text, original, flags in sentences:
            if any(map(str.isalnum, text)):
                kept = None if original is None else original.strip()
                yield SourceSentence(text.strip(), paragraph, index, kept, flags)
                index += 1
