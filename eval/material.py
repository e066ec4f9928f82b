"""What a benchmark gives to systems, and what it judges them by."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dwibahasa.article import Article, Language
from dwibahasa.errors import EvaluationError, InputError, UsageError
from dwibahasa.languages import OTHER, LanguageCode
from dwibahasa.reading.language import identify, is_english, is_indonesian, language_name
from dwibahasa.segmentation import segment
from eval.cell import Data, Segment
from eval.corpus import Corpus

if TYPE_CHECKING:
    from datasets import Dataset

__all__ = ["Material", "Task", "materials", "sentence_count"]

Task = Literal["translate", "summarize"]


@dataclass(frozen=True)
class Material:
    """A reference set in one setting (see `eval.cell.Cell`).

    articles: what a system reads; a sentence is an article of one paragraph. segments: what its
    outputs are compared with, their hypotheses empty: a block of an article each in translation, an
    article each in summaries. grounds: what an output may claim, a text a segment, in the language
    `grounds_language`: the source of a translation; the English article of a summary, by hand also
    where the system translated it, so that its own mistakes do not count as support; the Indonesian
    one where there is no such translation. into: the language of the outputs.
    """

    task: Task
    setting: str
    data: Data
    articles: tuple[Article, ...]
    segments: tuple[Segment, ...]
    grounds: tuple[str, ...]
    grounds_language: str
    into: LanguageCode = "en"

    @property
    def foreign(self) -> bool:
        """Some of it must be translated."""
        return not all(is_english(article.language) for article in self.articles)

    def allows(self, metric: str) -> bool:
        """Tell whether a metric can be taken: support wants the grounds in English."""
        return metric != "support" or self.grounds_language == "en"

    def corpus(self, hypotheses: Sequence[str]) -> Corpus:
        """Put a system's outputs, one a segment, beside what they are measured against."""
        references = list(zip(*(each.references for each in self.segments), strict=True))
        return Corpus(hypotheses, references, self.grounds, self.into, self.grounds_language)


def materials(
    name: str,
    tasks: Sequence[Task],
    *,
    limit: int | None = None,
    source_column: str = "source",
    target_column: str = "target",
    into: LanguageCode = "en",
) -> list[Material]:
    """Load the set `name` (see `eval.sets.load`) in every setting of the tasks that it allows.

    limit: articles or sentences, from the beginning. into: the language translated into; where it
    is Indonesian, sources and references change places. Raises UsageError for an unknown set,
    InputError or EvaluationError for one that cannot be used.
    """
    from eval.sets import load

    held = load(name, source_column=source_column, target_column=target_column)
    if limit is not None:
        held = held.select(range(min(limit, len(held))))
    if not len(held):
        raise UsageError(f"{name} has no segments")
    version = str(held.version or "")
    if "target" in held.column_names:
        return [_sentences(name, version, held, into)] if "translate" in tasks else []
    if name != "seeds":
        return _news(name, version, held) if "summarize" in tasks else []
    pairs = [_pair(row["name"], row["translation"]) for row in held]
    found = []
    if "translate" in tasks:
        found.append(_paragraphs(name, version, pairs, into))
    if "summarize" in tasks:
        found += _summaries(name, version, pairs, [row["summaries"] for row in held])
    return found


def _sentences(name: str, version: str, held: Dataset, into: LanguageCode) -> Material:
    source, target = ("source", "target") if into == "en" else ("target", "source")
    segments = tuple(
        Segment(str(number), row[source], (row[target],), "")
        for number, row in enumerate(held, start=1)
    )
    language = Language(OTHER[into], 1.0)
    return Material(
        "translate",
        _setting("sentences", into),
        _data(name, version, segments),
        tuple(Article(each.id, None, (each.source,), language) for each in segments),
        segments,
        tuple(each.source for each in segments),
        OTHER[into],
        into,
    )


def _setting(unit: str, into: LanguageCode) -> str:
    return unit if into == "en" else f"{unit} into Indonesian"


def _pair(name: str, translation: str) -> tuple[Article, Article]:
    """Read an article of the seeds as a user would, and put its reference into the same form."""
    from dwibahasa.reading import read_article
    from eval.sets import seeds_directory

    article = read_article(str(seeds_directory() / f"{name}.id.txt"))
    blocks = translation.split("\n\n")
    if len(blocks) != len(article.blocks):
        raise EvaluationError(
            f"seeds: {name} has {len(article.blocks)} paragraphs and its reference {len(blocks)}"
        )
    title, paragraphs = (None, blocks) if article.title is None else (blocks[0], blocks[1:])
    return article, Article(name, title, tuple(paragraphs), Language("en", 1.0))


def _paragraphs(
    name: str, version: str, pairs: list[tuple[Article, Article]], into: LanguageCode
) -> Material:
    ways = [
        (indonesian, english) if into == "en" else (english, indonesian)
        for indonesian, english in pairs
    ]
    segments = tuple(
        Segment(f"{english.source}:{number}", source, (reference,), "")
        for (read, reference_article), (_, english) in zip(ways, pairs, strict=True)
        for number, (source, reference) in enumerate(
            zip(read.blocks, reference_article.blocks, strict=True), start=1
        )
    )
    return Material(
        "translate",
        _setting("articles", into),
        _data(name, version, segments),
        tuple(read for read, _ in ways),
        segments,
        tuple(each.source for each in segments),
        OTHER[into],
        into,
    )


def _summaries(
    name: str, version: str, pairs: list[tuple[Article, Article]], references: list[list[str]]
) -> list[Material]:
    grounds = tuple(english.text for _, english in pairs)
    found = []
    for setting, side in (("end-to-end", 0), ("reference-translation", 1)):
        segments = tuple(
            Segment(pair[1].source, pair[side].text, tuple(texts), "")
            for pair, texts in zip(pairs, references, strict=True)
        )
        articles = tuple(pair[side] for pair in pairs)
        data = _data(name, version, segments)
        found.append(Material("summarize", setting, data, articles, segments, grounds, "en"))
    return found


def _news(name: str, version: str, held: Dataset) -> list[Material]:
    """Take articles with a summary each, in one language or two: together and by language."""
    articles: list[Article] = []
    segments: list[Segment] = []
    for number, row in enumerate(held, start=1):
        label = row.get("id", str(number))
        text = row["article"] if "article" in row else "\n\n".join(row["paragraphs"])
        article = _read(name, label, text, row["language"])
        summary = row["summary"] if "summary" in row else "\n".join(row["summary_en"])
        articles.append(article)
        segments.append(Segment(label, article.text, (summary,), ""))
    written = identify("\n".join(each.references[0] for each in segments))
    if written.confidence and not is_english(written):
        raise InputError(
            f"{name}: its summaries are in {language_name(written.code)}, and what they are "
            "compared with is in English"
        )
    english = [place for place, each in enumerate(articles) if is_english(each.language)]
    indonesian = [place for place in range(len(articles)) if place not in set(english)]
    sides = {"end-to-end": indonesian, "english": english}
    if english and indonesian:
        sides = {"both-languages": list(range(len(articles)))} | sides
    return [
        Material(
            "summarize",
            setting,
            _data(name, version, chosen := tuple(segments[place] for place in places)),
            tuple(articles[place] for place in places),
            chosen,
            tuple(each.source for each in chosen),
            "en" if setting == "english" else "id",
        )
        for setting, places in sides.items()
        if places
    ]


def _read(name: str, label: str, text: str, code: str) -> Article:
    """Read an article as a user would; `code` is its language, "" where that is to be found."""
    from dwibahasa.reading import read_article

    try:
        article = read_article("-", stdin=io.BytesIO(text.encode()))
    except InputError as error:
        raise InputError(f"{name}, article {label}: {str(error).removeprefix('-: ')}") from error
    language = Language(code, 1.0) if code else article.language
    if not (is_english(language) or is_indonesian(language)):
        raise InputError(
            f"{name}, article {label} is in {language_name(language.code)}, neither in Indonesian "
            "nor in English"
        )
    return replace(article, source=label, language=language)


def _data(name: str, version: str, segments: tuple[Segment, ...]) -> Data:
    texts = [(each.id, each.source, each.references) for each in segments]
    checksum = hashlib.sha256(json.dumps(texts).encode()).hexdigest()
    return Data(name, version, checksum, len(segments))


def sentence_count(articles: Sequence[Article]) -> int:
    """Count the sentences of articles, as they are segmented before translating."""
    return sum(
        len(segment(block, "en" if is_english(article.language) else "id"))
        for article in articles
        for block in article.blocks
    )
