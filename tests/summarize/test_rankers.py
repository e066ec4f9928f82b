"""Rankers: what they prefer, and that long or empty texts do no harm."""

from __future__ import annotations

import time

import pytest

from summarize.rankers import RANKERS, load_ranker

NEWS = [
    "The central bank raised its main interest rate to 6 percent on Thursday to defend the rupiah.",
    "Why now?",
    '"We had no choice," the governor of the central bank told reporters after the meeting.',
    "The rupiah had fallen for eight weeks before the central bank raised the interest rate.",
    "A street musician played outside the building while all of this happened.",
]


@pytest.mark.parametrize("name", RANKERS)
def test_every_ranker_scores_every_sentence_above_zero(name: str) -> None:
    scores = load_ranker(name)(NEWS)
    assert len(scores) == len(NEWS)
    assert min(scores) > 0
    assert load_ranker(name)([]) == []


def test_lead_prefers_the_order_of_the_article() -> None:
    scores = load_ranker("lead")(NEWS)
    assert scores == sorted(scores, reverse=True)


def test_textrank_passes_over_questions_and_quotations_for_what_the_article_is_about() -> None:
    scores = load_ranker("textrank")(NEWS)
    assert max(scores) == scores[0]
    assert scores[3] > scores[1]
    assert scores[3] > scores[2]


def test_textrank_ranks_the_central_sentence_above_the_aside_before_it() -> None:
    swapped = [NEWS[0], NEWS[4], NEWS[3], NEWS[2]] + [NEWS[0], NEWS[3]] * 2
    scores = load_ranker("textrank")(swapped)
    assert scores[1] / scores[0] < 0.5  # its place alone would give it a half
    assert scores[2] / scores[0] > 1 / 3


def test_textrank_stays_quick_and_keeps_order_on_a_list_of_20000_words() -> None:
    begin = time.perf_counter()
    scores = load_ranker("textrank")([f"kata{i % 50}" for i in range(20_000)])
    assert time.perf_counter() - begin < 5
    assert len(scores) == 20_000
    assert scores[-1] < scores[-2] < min(scores[:400])


def test_sentences_without_words_in_common_are_ranked_by_place() -> None:
    scores = load_ranker("textrank")(["Alpha.", "Beta.", "Gamma.", "..."])
    assert scores == sorted(scores, reverse=True)
