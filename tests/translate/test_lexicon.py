"""A lexicon tells which of several translations leaves nothing out; it learns from pairs alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.engines.base import Hypothesis
from dwibahasa.store import shipped
from train.lexicon import estimate, save
from translate.lexicon import Lexicon, words
from translate.reranking import best

PAIRS = [
    ("rumah besar", "big house"),
    ("rumah itu", "the house"),
    ("kota besar", "big city"),
    ("kota itu", "the city"),
    ("buku itu", "the book"),
]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path = tmp_path_factory.mktemp("lexicon") / "lexicon.npz"
    sources = sorted({word for source, _ in PAIRS for word in words(source)})
    targets = [*sorted({word for _, target in PAIRS for word in words(target)}), ""]
    ids = [
        ([sources.index(w) for w in words(a)], [targets.index(w) for w in words(b)])
        for a, b in PAIRS
    ]
    keys, table = estimate(ids, len(targets), rounds=20)
    assert list(keys) == sorted(set(keys))
    assert np.bincount(keys % len(targets), table) == pytest.approx(np.ones(len(targets)))
    save(path, sources, targets, keys, table)
    return Lexicon(path)


def test_words_are_told_apart_that_always_came_with_others(lexicon: Lexicon) -> None:
    assert lexicon.log_probability("buku besar", "big book") > lexicon.log_probability(
        "buku besar", "the book"
    )
    assert lexicon.log_probability("rumah", "house") > lexicon.log_probability("rumah", "big") + 1


def test_what_is_left_out_costs_and_unknown_words_should_be_copied(lexicon: Lexicon) -> None:
    whole, short = "the big house", "the house"
    assert lexicon.log_probability("rumah besar itu", whole) > lexicon.log_probability(
        "rumah besar itu", short
    )
    assert lexicon.log_probability("rumah Lavrov", "house of Lavrov") > lexicon.log_probability(
        "rumah Lavrov", "house of Lavv"
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_has_a_finite_probability(source: str, target: str) -> None:
    found = Lexicon(shipped()["mini"] / "lexicon.npz").log_probability(source, target)
    assert np.isfinite(found)
    assert found <= 0.2 * len(words(source))  # a sum of t over the words may be a little above 1


def test_the_lexicon_of_mini_misses_a_clause() -> None:
    lexicon = Lexicon(shipped()["mini"] / "lexicon.npz")
    source = "Harga beras naik tajam di Jakarta, kata menteri."
    whole, short = (
        lexicon.log_probability(source, text)
        for text in ("Rice prices rose sharply in Jakarta, the minister said.", "Rice prices rose.")
    )
    assert whole > short + 5


def test_the_best_hypothesis_is_likely_and_leaves_nothing_out(lexicon: Lexicon) -> None:
    def text_of(hypothesis: Hypothesis) -> str:
        return " ".join(hypothesis.tokens)

    whole, short = Hypothesis(("big", "house"), -0.5), Hypothesis(("house",), -0.4)
    first = Hypothesis(short.tokens, short.score, (whole,))
    assert best("rumah besar", first, lexicon, text_of, 1.0) == whole
    unlikely = Hypothesis(short.tokens, short.score, (Hypothesis(whole.tokens, -9.0),))
    assert best("rumah besar", unlikely, lexicon, text_of, 1.0) == unlikely
    assert best("rumah besar", short, lexicon, text_of, 1.0) == short
