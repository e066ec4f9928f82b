"""The summarizer: exactly N sentences of any article, in its language or in English."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from market_fire import SENTENCES, SOURCES

from dwibahasa.article import Article, Language
from dwibahasa.errors import InputError, ModelError, UsageError
from dwibahasa.reading.language import identify, is_indonesian
from summarize import Summarizer
from summarize.abstractive import Draft
from summarize.render import render
from summarize.repair import ground_drafts
from summarize.result import SourceSentence, Summary
from summarize.sentences import article_sentences, translated_sentences
from translate.result import ArticleTranslation, Segment, Translation

ENGLISH, INDONESIAN = Language("en", 0.99), Language("id", 0.99)


def article(*paragraphs: str, title: str | None = None, language: Language = ENGLISH) -> Article:
    return Article("news.txt", title, paragraphs, language)


@cache
def loaded(model: str) -> Summarizer:
    return Summarizer(model, verbatim=True)


def texts(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


paragraph = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.text('abc A.!?"1,', min_size=1, max_size=40)),
    min_size=1,
    max_size=4,
).map(lambda pieces: " ".join(" ".join(pieces).split()))
paragraphs = st.lists(paragraph.filter(bool), max_size=8)


@settings(deadline=None)
@given(paragraphs, st.none() | st.just("Fire destroys market"), st.integers(1, 8))
@pytest.mark.parametrize("model", ["mini-summarizer", "textrank", "lead"])
def test_exactly_n_sentences_in_reading_order(
    model: str, found: list[str], title: str | None, count: int
) -> None:
    read = article(*found, title=title)
    available = article_sentences(read, "en")
    if not available:
        with pytest.raises(InputError, match="no sentence"):
            loaded(model).summarize(read, count)
        return
    summary = loaded(model).summarize(read, count)
    assert len(summary.sentences) == min(count, len(available))
    indices = [sentence.support[0].index for sentence in summary.sentences]
    assert indices == sorted(set(indices))
    assert all(sentence.text == sentence.support[0].text for sentence in summary.sentences)
    assert bool(summary.notes) == (len(available) < count)


def test_more_sentences_than_the_model_has_markers_for() -> None:
    read = article(*(f"The market number {n} opened again on Monday." for n in range(1, 95)))
    summary = loaded("mini-summarizer").summarize(read, 12)
    indices = [sentence.support[0].index for sentence in summary.sentences]
    assert len(indices) == 12
    assert indices == sorted(set(indices))


def test_lead_gives_the_first_sentences_without_title_and_subheads() -> None:
    read = article(SENTENCES[0], "Short Circuit", SENTENCES[2], SENTENCES[3], title="A fire burns.")
    summary = Summarizer("lead").summarize(read, 3)
    assert texts(summary) == [SENTENCES[0], SENTENCES[2], SENTENCES[3]]
    assert [sentence.support[0].paragraph for sentence in summary.sentences] == [1, 3, 4]


def test_the_title_is_all_there_is_when_there_is_nothing_else() -> None:
    assert texts(Summarizer().summarize(article(title="Fire destroys market"))) == [
        "Fire destroys market"
    ]


def test_a_shorter_article_comes_back_as_it_is_with_a_note() -> None:
    summary = Summarizer().summarize(article(SENTENCES[0]), 3)
    assert texts(summary) == [SENTENCES[0]]
    assert summary.notes == ("the article has only 1 sentence(s) and is given as it is",)


def test_an_indonesian_article_is_summarised_in_indonesian_without_a_translator() -> None:
    read = article(
        "Kebakaran menghanguskan 15 kios di Jl. Pahlawan, Surabaya. Tidak ada korban jiwa.",
        "Wali kota berjanji pasar dibuka lagi pada Juni. Pedagang meminta bantuan modal.",
        language=Language("ms", 0.9),
    )
    summary = Summarizer("lead", language="id").summarize(read, 2)
    assert summary.language == "id"
    assert summary.translation is None
    assert texts(summary)[0] == "Kebakaran menghanguskan 15 kios di Jl. Pahlawan, Surabaya."


def test_an_english_article_is_translated_for_an_indonesian_summary() -> None:
    summary = Summarizer("lead", language="id").summarize(article(*SENTENCES), 3)
    assert summary.language == "id"
    assert summary.translation is not None
    assert summary.translation.into == "id"
    assert [s.support[0].original for s in summary.sentences] == SENTENCES[:3]
    assert is_indonesian(identify(" ".join(texts(summary))))
    assert '<span lang="en">' in render(summary, "html")


def test_what_cannot_be_asked_for_is_refused() -> None:
    read = article(*SENTENCES)
    with pytest.raises(UsageError, match="at least 1 sentence, not 0"):
        Summarizer().summarize(read, 0)
    with pytest.raises(InputError, match="in Japanese"):
        Summarizer().summarize(article(*SENTENCES, language=Language("ja", 1.0)))
    with pytest.raises(UsageError, match="no summaries in 'fr'"):
        Summarizer(language="fr")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="did you mean textrank"):
        Summarizer("textrang")
    with pytest.raises(ModelError, match="mini is a translation model"):
        Summarizer("mini")


def test_translated_sentences_keep_their_origin_and_flags() -> None:
    read = article("Satu kalimat. Dua kalimat.", title="Judul", language=INDONESIAN)
    translation = ArticleTranslation(
        read,
        Translation((Segment("Judul", "Title"),)),
        (
            Translation(
                (
                    Segment("Satu kalimat. ", "One sentence.", flags=("name: Satu",)),
                    Segment("Dua kalimat.", ""),
                )
            ),
        ),
        None,
    )
    assert translated_sentences(translation) == [
        SourceSentence("One sentence.", 1, 1, "Satu kalimat.", ("name: Satu",))
    ]


def test_what_the_translator_flagged_is_noted() -> None:
    class Recorded:
        def translate_articles(self, articles: list[Article], **_: object) -> list[object]:
            segments = [Segment(t, t, flags=("name: Turi", "cut")) for t in SENTENCES[:4]]
            paragraphs = tuple(Translation((segment,)) for segment in segments)
            return [ArticleTranslation(articles[0], None, paragraphs, None, ("cut once",))]

    summarizer = Summarizer(translator=Recorded())  # type: ignore[arg-type]
    summary = summarizer.summarize(article(*SENTENCES[:4], language=INDONESIAN), 3)
    assert summary.translation is not None
    assert summary.notes == (
        "cut once",
        "check the translation of what the summary rests on (name: Turi)",
    )
    assert summary.sentences[0].support[0].original == SENTENCES[0]


def test_an_unsupported_sentence_is_replaced_and_reported() -> None:
    drafts = [
        Draft(tuple(SOURCES[:3]), ("A fire destroyed 15 market stalls in Surabaya on Tuesday.",)),
        Draft(tuple(SOURCES[3:6]), ("The mayor of Bandung promised 40 new stalls.",)),
        Draft(tuple(SOURCES[6:]), ("A fire destroyed 15 stalls at a Surabaya market.",)),
    ]
    whole = " ".join(SENTENCES)
    written, replacements = ground_drafts(
        drafts, SOURCES, whole, [1 / (i + 1) for i in range(8)], 3, "en"
    )
    assert [sentence.origin for sentence in written] == ["model", "replaced"]
    assert written[0].support[0] == SOURCES[0]
    assert written[1].text in SENTENCES
    assert [r.rejected for r in replacements] == ["The mayor of Bandung promised 40 new stalls."]
    assert replacements[0].replacement == written[1].text
    assert "Bandung" in replacements[0].reason
    assert "40" in replacements[0].reason


def test_every_rejected_sentence_is_reported_even_where_its_support_is_taken() -> None:
    claims = ("Elvis lives.", "Unicorns graze on Mars.", "Nobody reads newspapers.")
    drafts = [Draft((SOURCES[5],), (claim,)) for claim in claims]
    written, replacements = ground_drafts(drafts, SOURCES, " ".join(SENTENCES), [1.0] * 8, 3, "en")
    assert [sentence.origin for sentence in written] == ["replaced"] * 3
    assert {replacement.rejected for replacement in replacements} == set(claims)
    assert len({sentence.text for sentence in written}) == 3


def test_importing_the_package_loads_no_engine() -> None:
    code = (
        "import sys; from summarize import Summary; import summarize.result;"
        "heavy = {'ctranslate2', 'torch', 'transformers', 'rustworkx', 'numpy', 'sentencepiece'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_english_articles_need_no_engine() -> None:
    code = (
        "import sys; from dwibahasa.article import Article, Language; from summarize import *;"
        "Summarizer().summarize(Article('-', None, ('One two three four. Five six seven "
        "eight. Nine ten.',), Language('en', 1.0)), 2);"
        "heavy = {'ctranslate2', 'torch', 'transformers', 'sentencepiece'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
