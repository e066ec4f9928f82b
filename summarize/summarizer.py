"""An article in, exactly N sentences out, each borne out by the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from dwibahasa.article import Article
from dwibahasa.errors import InputError, UsageError
from dwibahasa.languages import NAMES, LanguageCode
from dwibahasa.progress import Progress
from dwibahasa.reading.language import is_english, is_indonesian, language_name
from summarize.loading import load_model
from summarize.repair import extracted, extracts, ground_drafts
from summarize.result import SourceSentence, Summary, SummarySentence
from summarize.selection import doubts, fill
from summarize.sentences import article_sentences, translated_sentences
from summarize.standalone import stand_alone
from translate.result import ArticleTranslation

if TYPE_CHECKING:
    from translate.translator import Translator

__all__ = ["Summarizer"]

# By an article's own language. Of Indonesian articles, translated, mini-summarizer chooses better
# than any ranker, of English ones no better on dev and worse on news-summaries: see its card.
DEFAULTS: dict[LanguageCode, str] = {"id": "mini-summarizer", "en": "textrank"}


@dataclass(frozen=True)
class _Text:
    """What is summarised: the sentences that may be chosen, and all that supports a claim, of an
    article that was written in `own` language.
    """

    source: str
    own: LanguageCode
    sources: list[SourceSentence]
    whole: str
    translation: ArticleTranslation | None = None


class Summarizer:
    """Chooses or writes summaries of exactly N sentences.

    model: "mini-summarizer", an mT5 that ships, points at sentences (see `summarize.pointer`);
        "textrank" and "lead" choose them without a model; a hub id
        ("csebuetnlp/mT5_multilingual_XLSum") or the directory of another summarizer writes them.
        None takes mini-summarizer for Indonesian articles, and for English ones textrank.
    language: of the summaries, "en" or "id". An article in the other is translated before it is
        summarised.
    translator: a Translator into `language`, or the name of one; None takes the one that ships. It
        is loaded when an article needs it.
    engine, beam, device, precision, threads, offline, revision: as for Translator; revision is the
        summarizer's.
    verbatim: sentences from an article stay as they stand there; otherwise they are cleaned for
        standing alone (`stand_alone`), and each says what was changed.

    Raises UsageError for an unknown language, ModelError where a model cannot be found or used.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        language: LanguageCode = "en",
        translator: Translator | str | None = None,
        engine: str = "ctranslate2",
        beam: int = 4,
        device: str = "auto",
        precision: str = "int8",
        threads: int = 0,
        offline: bool = False,
        revision: str | None = None,
        verbatim: bool = False,
    ) -> None:
        if language not in NAMES:
            raise UsageError(f"no summaries in '{language}'; there are: {', '.join(NAMES)}")
        self._language = language
        self._translator = translator
        self._verbatim = verbatim
        self._options: dict[str, Any] = {
            "engine": engine, "beam": beam, "device": device, "precision": precision,
            "threads": threads, "offline": offline,
        }  # fmt: skip
        self._load = cache(partial(load_model, **self._options))
        self._model = self._load(model, revision=revision) if model else None

    def summarize(
        self,
        article: Article,
        sentences: int = 3,
        *,
        force: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Summarise one article: `summarize_articles` of it alone."""
        return self.summarize_articles([article], sentences, force=force, progress=progress)[0]

    def summarize_articles(
        self,
        articles: Sequence[Article],
        sentences: int = 3,
        *,
        force: bool = False,
        progress: Progress | None = None,
    ) -> list[Summary]:
        """Summarise each article in exactly `sentences` sentences.

        An article that has fewer comes back as it is, with a note. `force` takes an article in
        whatever language it seems to be for Indonesian. `progress` is called with (done, total) in
        source tokens, of the translation first, then of the summarizer.

        Raises UsageError for fewer than one sentence; InputError for an article without a sentence,
        and for one in another language than Indonesian or English.
        """
        if sentences < 1:
            raise UsageError(f"a summary has at least 1 sentence, not {sentences}")
        if not force:
            for article in articles:
                self.check_language(article)
        return [
            _with_doubts(self._standing_alone(self._summarize(text, sentences, progress), text))
            for text in self._texts(articles, force, progress)
        ]

    def check_language(self, article: Article) -> None:
        """Raise InputError where the article is neither in Indonesian nor in English."""
        if not (is_indonesian(article.language) or is_english(article.language)):
            raise InputError(
                f"the article is in {language_name(article.language.code)}, neither in Indonesian "
                "nor in English; use --force to take it for Indonesian"
            )

    def _texts(
        self, articles: Sequence[Article], force: bool, progress: Progress | None
    ) -> list[_Text]:
        """Translate what must be, all at once so that batches are full."""

        def own(article: Article) -> LanguageCode:
            return "en" if is_english(article.language) and not force else "id"

        foreign = [article for article in articles if own(article) != self._language]
        translations = (
            iter(
                self._loaded_translator().translate_articles(
                    foreign, force=force, progress=progress
                )
            )
            if foreign
            else iter(())
        )
        texts = []
        for article in articles:
            if own(article) != self._language:
                translation = next(translations)
                sentences, whole = translated_sentences(translation), translation.text
            else:
                translation = None
                sentences, whole = article_sentences(article, self._language), article.text
            texts.append(_Text(article.source, own(article), sentences, whole, translation))
            if not texts[-1].sources:
                raise InputError(f"{article.source} has no sentence to summarise")
        return texts

    def _summarize(self, text: _Text, count: int, progress: Progress | None) -> Summary:
        notes = text.translation.notes if text.translation else ()
        model = self._model or self._load(DEFAULTS[text.own], revision=None)
        summary = Summary(
            sentences=tuple(map(extracted, text.sources)),
            summarizer=model.name,
            language=self._language,
            source=text.source,
            provenance=model.provenance,
            translation=text.translation,
            notes=notes,
        )
        if len(text.sources) <= count:
            note = f"the article has only {len(text.sources)} sentence(s) and is given as it is"
            return replace(summary, notes=(*notes, note) if len(text.sources) < count else notes)
        texts = [source.text for source in text.sources]
        scores = model.rank(texts)
        if model.pointer is not None:
            from summarize.pointer import prefer

            scores = prefer(scores, model.pointer.point(texts, count))
        if model.writer is None:
            chosen = tuple(map(extracted, fill([], text.sources, scores, count)))
            return replace(summary, sentences=_in_order(chosen))
        drafts = model.writer.write(text.sources, count, self._language, progress)
        written, replacements = ground_drafts(
            drafts, text.sources, text.whole, scores, count, self._language
        )
        unused = [
            (source, score)
            for source, score in zip(text.sources, scores, strict=True)
            if not extracts(source, written)
        ]
        missing = fill(
            [sentence.text for sentence in written],
            [source for source, _ in unused],
            [score for _, score in unused],
            count - len(written),
        )
        if missing:
            note = (
                f"{len(missing)} of {count} sentences were extracted from the article, "
                f"because {model.name} wrote too few that could be used"
            )
            notes = (*notes, note)
        return replace(
            summary,
            sentences=_in_order((*written, *map(extracted, missing))),
            replacements=replacements,
            notes=notes,
        )

    def _standing_alone(self, summary: Summary, text: _Text) -> Summary:
        if self._verbatim:
            return summary
        cleaned = stand_alone(summary.sentences, text.sources, self._language)
        return replace(summary, sentences=cleaned)

    def _loaded_translator(self) -> Translator:
        if self._translator is None or isinstance(self._translator, str):
            from translate.translator import Translator

            self._translator = Translator(self._translator, into=self._language, **self._options)
        return self._translator


def _with_doubts(summary: Summary) -> Summary:
    """Note what the translator flagged in the sentences that the summary rests on."""
    sources = dict.fromkeys(source for s in summary.sentences for source in s.support)
    flags = dict.fromkeys(flag for source in sources for flag in doubts(source.flags))
    if not flags:
        return summary
    note = f"check the translation of what the summary rests on ({'; '.join(flags)})"
    return replace(summary, notes=(*summary.notes, note))


def _in_order(sentences: Sequence[SummarySentence]) -> tuple[SummarySentence, ...]:
    return tuple(sorted(sentences, key=lambda s: min((x.index for x in s.support), default=0)))
