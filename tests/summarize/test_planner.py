"""The planner: runs of sentences in order, each fit for the model, weighted to the beginning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarize.planner import MIN_PART_WORDS, plan
from summarize.result import SourceSentence


def words(text: str) -> int:
    return len(text.split())


def sources(lengths: list[int]) -> list[SourceSentence]:
    return [
        SourceSentence(" ".join(f"w{place}x{i}" for i in range(length)), place, place)
        for place, length in enumerate(lengths)
    ]


@given(st.lists(st.integers(1, 60), max_size=40), st.integers(1, 8), st.integers(20, 200))
def test_runs_are_in_order_and_fit(lengths: list[int], count: int, limit: int) -> None:
    parts = plan(sources(lengths), count, words, limit)
    indices = [source.index for part in parts for source in part]
    assert indices == sorted(set(indices))
    assert len(parts) == min(count, len(lengths), sum(lengths) // MIN_PART_WORDS)
    for part in parts:
        assert [s.index for s in part] == list(range(part[0].index, part[-1].index + 1))
        assert len(part) == 1 or sum(words(source.text) for source in part) <= limit


def test_the_beginning_gets_the_shorter_parts() -> None:
    first, second, third = plan(sources([20] * 30), 3, words, 1000)
    assert len(first) < len(second) < len(third)
    assert len(first) + len(second) + len(third) == 30


def test_cuts_fall_where_the_topic_changes() -> None:
    flood = "The flood reached the river bank and drowned the rice of the flood plain villages."
    court = "The court heard the bribery witness and the judge adjourned the bribery trial again."
    article = [SourceSentence(t, i, i) for i, t in enumerate([flood] * 5 + [court] * 6)]
    first, second = plan(article, 2, words, 1000)
    assert {source.text for source in first} == {flood}
    assert {source.text for source in second} == {court}


def test_an_article_too_short_to_be_written_about_has_no_parts() -> None:
    assert plan(sources([5, 5, 5]), 3, words, 512) == []
    assert len(plan(sources([30, 30, 30]), 3, words, 512)) == 2


def test_many_thousand_sentences_are_planned_at_once() -> None:
    parts = plan(sources([1] * 20_000), 3, words, 512)
    assert len(parts) == 3
