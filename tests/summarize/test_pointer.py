"""Pointing, without a checkpoint: what is asked, and what is made of the answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarize.pointer import MARKERS, MAX_SENTENCE_TOKENS, prefer, prompt, shown


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
