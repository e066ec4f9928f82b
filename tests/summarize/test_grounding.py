"""Grounding: what the article says passes, what it does not say is found."""

from __future__ import annotations

import pytest

from summarize.grounding import ground
from summarize.result import SourceSentence
from summarize.support import support

ENGLISH = [
    "A fire destroyed 15 market stalls in Surabaya early on Tuesday, the fire service said.",
    "Nobody was hurt, but traders lost goods worth 1.5 billion rupiah.",
    "Fire chief Dedik Irianto said a short circuit was the likely cause.",
    "The city will let seven traders use a car park until the market is rebuilt.",
]
INDONESIAN = [
    "Kebakaran menghanguskan 15 kios pasar di Surabaya, Selasa (5/3) dini hari.",
    "Tidak ada korban jiwa, tetapi kerugian pedagang mencapai Rp 1,5 miliar.",
]


def check(sentence: str, article: list[str], language: str = "en") -> tuple[list[int], str | None]:
    sources = [SourceSentence(text, place, place) for place, text in enumerate(article)]
    grounding = ground(sentence, sources, "\n\n".join(article), language)
    return [source.index for source in grounding.support], grounding.reason


def test_a_paraphrase_is_supported_by_the_sentences_it_draws_on() -> None:
    found, reason = check(
        "Fire destroyed 15 stalls at a market in Surabaya and cost traders 1.5 billion rupiah.",
        ENGLISH,
    )
    assert reason is None
    assert found == [0, 1]


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("A fire destroyed 50 market stalls in Surabaya early on Tuesday.", "50"),
        ("A fire destroyed 15 market stalls in Semarang early on Tuesday.", "Semarang"),
        ("Sri Mulyani said a short circuit was the likely cause of the fire.", "Sri"),
        ("The city will let nine traders use a car park.", "nine"),
        ("Traders lost goods worth 1.5 million rupiah, but nobody was hurt.", "1.5 million"),
        ("BMKG said a short circuit was the likely cause of the fire.", "BMKG"),
    ],
)
def test_a_name_or_number_that_is_not_in_the_article_is_found(sentence: str, missing: str) -> None:
    reason = check(sentence, ENGLISH)[1]
    assert reason is not None
    assert missing in reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Traders lost goods worth 1,500,000,000 rupiah, but nobody was hurt.",
        "The city will let 7 traders use a car park until the market is rebuilt.",
        "Surabaya's fire chief said a short circuit was the likely cause.",
    ],
)
def test_numbers_and_names_are_compared_in_normal_form(sentence: str) -> None:
    assert check(sentence, ENGLISH)[1] is None


def test_words_that_no_sentence_supports_are_found() -> None:
    reason = check("Residents blamed corrupt officials who had ignored their warnings.", ENGLISH)[1]
    assert reason is not None
    assert "words" in reason


def test_indonesian_sentences_are_checked_in_indonesian() -> None:
    said = "Kebakaran di Surabaya menghanguskan 15 kios pasar dengan kerugian Rp 1.500.000.000."
    assert check(said, INDONESIAN, "id")[1] is None
    assert check("Kebakaran menghanguskan 18 kios pasar.", INDONESIAN, "id")[1] is not None


def test_support_of_a_sentence_without_words_is_empty() -> None:
    assert support("...", [SourceSentence("A fire.", 0, 0)]) == ((), 1.0)
