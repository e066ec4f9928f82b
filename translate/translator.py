"""One language in, the other out: every segment keeps its place, what is doubtful is flagged."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from dwibahasa.article import Article
from dwibahasa.checkpoint import EXAMPLES
from dwibahasa.clauses import clauses
from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.errors import InputError, ModelError
from dwibahasa.languages import NAMES, OTHER, LanguageCode
from dwibahasa.progress import Progress
from dwibahasa.reading.language import is_english, is_indonesian, language_name
from dwibahasa.segmentation import segment
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer
from translate.casing import is_all_caps, sentence_case
from translate.decoder import Decoder, Output
from translate.guards import content_flags, loop_length, wrong_length
from translate.joining import join_pieces
from translate.lexicon import Lexicon
from translate.result import ArticleTranslation, Provenance, Segment, Translation
from translate.typography import plain

__all__ = ["DEFAULTS", "Translator"]

DEFAULTS: dict[LanguageCode, str] = {"en": "mini", "id": "mini-en-id"}
"""The shipped translator into each language."""

# opus-mt models lose the end of segments of more than about 60 words (OPUS-CAT #93), and `mini` saw
# none of more than 120 tokens in training: longer segments are cut at clauses.
MAX_SEGMENT_TOKENS = 100

# Chosen on FLORES dev, where mini drops clauses: with the length penalty of its
# generation_config.json 29.6 BLEU and 55.2 chrF2++, against 29.3 and 55.0 with neither.
PATIENCE = 2.0

# With a lexicon (`translate.lexicon`), the search keeps so many times as many hypotheses, for it to
# choose among: `mini` with a beam of 4 has 29.9 BLEU and 55.6 chrF2++ on FLORES dev, against 29.6
# and 55.2 without (three times as many: 30.0 and 55.7, and 1.4 times the time).
POOL = 2
LEXICON = "lexicon.npz"

# Where so many names and numbers are lost still, the sentence is a list, and read again in pieces
# of so many tokens.
MANY_LOST, LIST_PIECE_TOKENS = 3, 30


class Translator:
    """A MarianMT checkpoint with everything that makes its output fit to print.

    model: a shipped name ("mini"), a hub id ("Helsinki-NLP/opus-mt-id-en") or a directory; None
        takes the one that ships for the language `into`.
    into: the language that is written, from the other of Indonesian and English.
    engine: "ctranslate2" or "transformers"; precision: "int8", "int8_float32" or "float32".
    beam: hypotheses kept, 1 is greedy; where a lexicon lies beside the model, as in those that
        ship, twice as many, among which the lexicon has a say.
    max_batch_tokens: source tokens in a batch, padding included.
    device: "auto", "cpu" or "cuda"; threads: 0 takes all physical cores.
    offline: use nothing but what is on disk; revision: a commit, tag or branch of a hub model.

    Raises ModelError where the model cannot be found or used.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        into: LanguageCode = "en",
        engine: str = "ctranslate2",
        beam: int = 4,
        max_batch_tokens: int = 1024,
        device: str = "auto",
        precision: str = "int8",
        threads: int = 0,
        offline: bool = False,
        revision: str | None = None,
    ) -> None:
        model = model or DEFAULTS[into]
        checkpoint = resolve(model, offline=offline, revision=revision, into=into)
        if checkpoint.task != "translation":
            raise ModelError(
                f"{model} is a {checkpoint.task} model; translate needs a translation model, "
                f"such as {EXAMPLES[into]}"
            )
        self._tokenizer = load_tokenizer(checkpoint)
        loaded = load_engine(
            checkpoint, engine, device=device, precision=precision, threads=threads
        )
        table = checkpoint.path / LEXICON
        lexicon = Lexicon(table) if beam > 1 and table.exists() else None
        width = POOL * beam if lexicon else beam
        options = DecodingOptions(
            beam_size=width,
            hypotheses=width if lexicon else 1,
            length_penalty=checkpoint.length_penalty,
            patience=PATIENCE,
            max_batch_tokens=max_batch_tokens,
        )
        self._into = into
        self._decoder = Decoder(loaded, self._tokenizer, options, into, lexicon)
        self._limit = min(MAX_SEGMENT_TOKENS, self._tokenizer.max_source_tokens)
        self.provenance = Provenance.of(checkpoint, loaded, options)

    def translate(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> list[Translation]:
        """Translate texts, each a paragraph or a sentence; batches are filled over all of them.

        `progress` is called with (done, total) in source tokens. The result stands in the order of
        `texts`; the segments' sources joined are the text.
        """
        segments = [segment(text, OTHER[self._into]) for text in texts]
        pieces = {source: self._pieces(source) for source in itertools.chain(*segments)}
        outputs = self._decoder.decode(
            list(dict.fromkeys(itertools.chain(*pieces.values()))), progress
        )
        assembled = {source: self._assemble(source, own, outputs) for source, own in pieces.items()}
        assembled |= self._lists_again(assembled)
        return [Translation(tuple(assembled[source] for source in sources)) for sources in segments]

    def translate_article(
        self, article: Article, *, force: bool = False, progress: Progress | None = None
    ) -> ArticleTranslation:
        """Translate one article: `translate_articles` of it alone."""
        return self.translate_articles([article], force=force, progress=progress)[0]

    def translate_articles(
        self,
        articles: Sequence[Article],
        *,
        force: bool = False,
        progress: Progress | None = None,
    ) -> list[ArticleTranslation]:
        """Translate articles, title and paragraphs; one that is in the language translated into is
        passed through with a note.

        Raises InputError for an article in a language other than Indonesian, Malay or English,
        unless `force`.
        """

        def is_foreign(article: Article) -> bool:
            return force or not _is_written_in(article, self._into)

        if not force:
            for article in articles:
                check_language(article, self._into)
        foreign = filter(is_foreign, articles)
        blocks = iter(
            self.translate([block for article in foreign for block in article.blocks], progress)
        )
        return [
            self._article(article, [next(blocks) for _ in article.blocks])
            if is_foreign(article)
            else pass_through(article, self._into)
            for article in articles
        ]

    def _article(self, article: Article, blocks: list[Translation]) -> ArticleTranslation:
        title, paragraphs = (None, blocks) if article.title is None else (blocks[0], blocks[1:])
        cut = sum("cut" in s.flags for block in blocks for s in block.segments)
        notes = (f"{cut} long sentence(s) were cut at clauses before translating",) if cut else ()
        return ArticleTranslation(
            article, title, tuple(paragraphs), self.provenance, notes, self._into
        )

    def _lists_again(self, assembled: dict[str, Segment]) -> dict[str, Segment]:
        """Decode what lost many names and numbers in short pieces; give where half came back."""

        def lost(segment: Segment) -> int:
            return sum(flag.startswith(("number: ", "name: ")) for flag in segment.flags)

        pieces = {
            source: self._pieces(source, LIST_PIECE_TOKENS)
            for source, segment in assembled.items()
            if lost(segment) >= MANY_LOST
        }
        outputs = self._decoder.decode([*itertools.chain(*pieces.values())], None)
        again = {source: self._assemble(source, own, outputs) for source, own in pieces.items()}
        return {
            source: segment
            for source, segment in again.items()
            if 2 * lost(segment) <= lost(assembled[source])
        }

    def _pieces(self, source: str, limit: int | None = None) -> list[str]:
        """Turn a segment into what the model reads; nothing where there is nothing to translate."""
        text = plain(source.strip())
        if not any(character.isalpha() for character in text) or _is_literal(text):
            return []
        if is_all_caps(text):
            text = sentence_case(text, OTHER[self._into])
        return [
            piece.strip()
            for piece in clauses(text, limit or self._limit, self._tokenizer.count)
            if piece.strip()
        ]

    def _assemble(self, source: str, pieces: list[str], decoded: dict[str, Output]) -> Segment:
        """Join a segment's pieces and check the whole against its source."""
        if not pieces:
            return Segment(source, source.strip())
        text = plain(source.strip())
        outputs = [decoded[piece] for piece in pieces]
        joined = join_pieces(pieces, [output.text for output in outputs])
        target, mended = self._decoder.mended(text, joined)
        repairs = (*(change for output in outputs for change in output.repairs), *mended)
        flags = (
            *(("cut",) if len(outputs) > 1 else ()),
            *(("loop",) if loop_length(text, target) else ()),
            *(("length",) if wrong_length(text, target) else ()),
            *(f"repaired: {change}" for change in repairs),
            *content_flags(text, target, self._into),
        )
        target_tokens = sum(output.target_tokens for output in outputs)
        score = sum(o.score * o.target_tokens for o in outputs) / max(target_tokens, 1)
        return Segment(
            source=source,
            target=_capitalised(text, target),
            score=score,
            flags=flags,
            source_tokens=sum(output.source_tokens for output in outputs),
            target_tokens=target_tokens,
        )


def check_language(article: Article, into: LanguageCode = "en") -> None:
    """Raise InputError where the article is neither Indonesian (or Malay) nor English."""
    if not is_indonesian(article.language) and not is_english(article.language):
        raise InputError(
            f"the article is in {language_name(article.language.code)}, not in "
            f"{NAMES[OTHER[into]]}; use --force to translate it all the same"
        )


def _is_written_in(article: Article, language: LanguageCode) -> bool:
    """Tell whether an article is certainly in `language`."""
    return article.language.code in (("en",) if language == "en" else ("id", "ms"))


def pass_through(article: Article, language: LanguageCode = "en") -> ArticleTranslation:
    """Give an article in `language` the form of a translation, with a note saying so."""

    def untouched(text: str) -> Translation:
        return Translation(tuple(Segment(s, s.strip()) for s in segment(text, language)))

    return ArticleTranslation(
        article=article,
        title=None if article.title is None else untouched(article.title),
        paragraphs=tuple(untouched(paragraph) for paragraph in article.paragraphs),
        provenance=None,
        notes=(f"the article is in {NAMES[language]} already and was passed through as it is",),
        into=language,
    )


def _is_literal(text: str) -> bool:
    """A lone URL, e-mail address, handle or hashtag, which no model should touch."""
    return " " not in text and ("://" in text or "@" in text or text.startswith(("www.", "#")))


def _capitalised(source: str, target: str) -> str:
    """Begin the target with a capital where the source does and its first word is not copied."""
    if source[:1].isupper() and target[:1].islower() and target.split()[0] not in source:
        return target[0].upper() + target[1:]
    return target
