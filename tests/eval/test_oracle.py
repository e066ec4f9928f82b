"""The oracle: laws of the greedy choice."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eval.oracle import greedy_oracle

words = st.sampled_from(["banjir", "hujan", "kota", "air", "warga", "jalan", "rumah", "hari"])
texts = st.lists(words, min_size=1, max_size=8).map(" ".join)
articles = st.lists(texts, min_size=1, max_size=8)


def likeness(text: str, reference: str) -> float:
    """ROUGE-1 and ROUGE-2, summed: the definition, without any shortcut."""
    total = 0.0
    for order in (1, 2):
        held, wanted = (
            Counter(tuple(each[i : i + order]) for i in range(len(each) - order + 1))
            for each in (text.split(), reference.split())
        )
        size = held.total() + wanted.total()
        total += 2 * (held & wanted).total() / size if size else 0.0
    return total


@given(articles, st.lists(texts, max_size=2), st.integers(0, 5))
def test_as_many_as_asked_and_none_twice(
    sentences: list[str], references: list[str], count: int
) -> None:
    chosen = greedy_oracle(sentences, references, count)
    assert len(chosen) == len(set(chosen)) == min(count, len(sentences))


@given(articles, st.lists(texts, min_size=1, max_size=2))
def test_one_sentence_is_the_best_of_all(sentences: list[str], references: list[str]) -> None:
    (chosen,) = greedy_oracle(sentences, references, 1)
    scores = [max(likeness(each, reference) for reference in references) for each in sentences]
    assert chosen == scores.index(max(scores))


@given(articles, texts, st.integers(1, 4))
def test_more_sentences_keep_those_that_fewer_have(
    sentences: list[str], reference: str, count: int
) -> None:
    fewer = greedy_oracle(sentences, [reference], count)
    assert greedy_oracle(sentences, [reference], count + 1)[:count] == fewer


@given(st.permutations(range(8)))
def test_sentences_that_are_the_reference_are_found(order: list[int]) -> None:
    sentences = [f"The {n}th one says word{n} and word{n}{n}." for n in range(8)]
    reference = " ".join(sentences[n] for n in order[:3])
    assert set(greedy_oracle(sentences, [reference], 3)) == set(order[:3])


def test_what_was_said_already_adds_nothing() -> None:
    sentences = ["The flood cut roads.", "The flood cut roads again.", "Ten people fled on foot."]
    reference = "The flood cut roads. Ten people fled."
    assert greedy_oracle(sentences, [reference], 2) == [0, 2]
