"""Pointing: what is asked, what is made of the answer, and the checkpoint that ships."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.engines import load_engine
from dwibahasa.segmentation import segment
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer
from eval.sets import load
from summarize.pointer import (
    DECODING,
    MARKERS,
    MAX_SENTENCE_TOKENS,
    Pointer,
    prefer,
    prompt,
    shown,
)  # fmt: skip


def test_prompt() -> None:
    pieces = [["▁Rain", "▁fell", "."], ["▁word"] * 100]
    tokens = prompt(map(shown, pieces), MARKERS, 2)
    assert tokens[:8] == ["<n2>", "<s1>", "<l1>", "▁Rain", "▁fell", ".", "<s2>", "<l10>"]
    assert tokens[8:] == ["▁word"] * MAX_SENTENCE_TOKENS + ["</s>"]


@given(
    st.lists(st.floats(0.01, 10), min_size=1, max_size=12).flatmap(
        lambda scores: st.tuples(st.just(scores), st.permutations(range(len(scores))))
    ),
    st.integers(0, 12),
)
def test_what_is_pointed_at_comes_first(
    scores_and_order: tuple[list[float], list[int]], count: int
) -> None:
    scores, order = scores_and_order
    pointed = order[:count]
    preferred = prefer(scores, pointed)
    others = [score for place, score in enumerate(preferred) if place not in pointed]
    assert all(preferred[place] > max(others, default=0.0) for place in pointed)
    assert all(score > 0 for score in preferred)
    rest = [place for place in range(len(scores)) if place not in pointed]
    assert sorted(rest, key=lambda i: preferred[i]) == sorted(rest, key=lambda i: scores[i])


@pytest.mark.slow
def test_both_engines_point_alike_at_the_seeds() -> None:
    checkpoint = resolve("mini-summarizer")
    tokenizer = load_tokenizer(checkpoint)
    articles = [
        [s.strip() for block in row["translation"].split("\n") for s in segment(block, "en")]
        for row in load("seeds")
    ]
    pointed: dict[tuple[str, str], list[list[int]]] = {}
    for engine, precision in (
        ("transformers", "float32"), ("ctranslate2", "float32"), ("ctranslate2", "int8"),
    ):  # fmt: skip
        loaded = load_engine(checkpoint, engine, device="cpu", precision=precision, threads=1)
        pointer = Pointer(loaded, tokenizer, replace(DECODING, beam_size=1))
        pointed[engine, precision] = [pointer.point(sentences, 3) for sentences in articles]
    exact = pointed["transformers", "float32"]
    assert pointed["ctranslate2", "float32"] == exact
    # Where two sentences are as good, int8 may take the other.
    same = sum(a == b for a, b in zip(exact, pointed["ctranslate2", "int8"], strict=True))
    assert same >= 0.7 * len(articles)
    assert all(len(set(places)) == 3 for places in exact)
