from __future__ import annotations

from collections import Counter
from itertools import islice

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from train.batches import Batches, pad
from train.encoding import Encoded

pair_lengths = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=60)
Drawn = list[list[tuple[str, int]]]


def corpus(lengths: list[tuple[int, int]]) -> Encoded:
    return Encoded.of([([1] * a, [2] * b) for a, b in lengths])


def stream(
    lengths: dict[str, list[tuple[int, int]]], weights: dict[str, float], tokens: int, seed: int = 1
) -> Batches:
    return Batches.of({name: corpus(rows) for name, rows in lengths.items()}, weights, tokens, seed)


def epoch_of(batches: Batches, size: int) -> Drawn:
    """Take whole batches until `size` pairs were drawn."""
    taken: Drawn = []
    for batch in batches:
        if sum(map(len, taken)) >= size:
            break
        taken.append(batch)
    return taken


@given(pair_lengths, pair_lengths, st.integers(1, 200), st.integers(0, 5))
def test_at_weight_one_every_pair_comes_once_an_epoch(
    first: list[tuple[int, int]], second: list[tuple[int, int]], tokens: int, seed: int
) -> None:
    batches = stream({"a": first, "b": second}, {"a": 1, "b": 1}, tokens, seed)
    drawn = epoch_of(batches, len(first) + len(second))
    everything = [("a", i) for i in range(len(first))] + [("b", i) for i in range(len(second))]
    assert Counter(pair for batch in drawn for pair in batch) == Counter(everything)


@given(pair_lengths, st.integers(1, 200))
def test_a_padded_batch_keeps_to_its_tokens(rows: list[tuple[int, int]], tokens: int) -> None:
    for batch in epoch_of(stream({"a": rows}, {"a": 1}, tokens), len(rows)):
        longest = max(max(rows[index]) for _, index in batch)
        assert len(batch) * longest <= tokens or len(batch) == 1


@given(pair_lengths, st.integers(1, 120), st.integers(0, 40), st.integers(0, 3))
def test_a_resumed_stream_goes_on_where_it_stopped(
    rows: list[tuple[int, int]], tokens: int, skip: int, seed: int
) -> None:
    weights = {"a": 1.5}
    whole = list(islice(stream({"a": rows}, weights, tokens, seed), skip + 10))
    resumed = islice(stream({"a": rows}, weights, tokens, seed).after(skip), 10)
    assert list(resumed) == whole[skip:]


def test_another_seed_is_another_order_and_no_epoch_is_like_the_last() -> None:
    rows = [(n % 7 + 1, n % 5 + 1) for n in range(200)]
    one = list(islice(stream({"a": rows}, {"a": 1}, 50), 80))
    assert one != list(islice(stream({"a": rows}, {"a": 1}, 50, seed=2), 80))
    first = epoch_of(stream({"a": rows}, {"a": 1}, 50), 200)
    assert one[len(first) : 2 * len(first)] != first


def test_weights_say_how_often_a_corpus_comes() -> None:
    rows = [(3, 3)] * 40
    weights = {"twice": 2.5, "seldom": 0.25}
    drawn = epoch_of(stream({"twice": rows, "seldom": rows}, weights, 30), 110)
    often = Counter(name for batch in drawn for name, _ in batch)
    assert often == {"twice": 100, "seldom": 10}
    indices = Counter(index for batch in drawn for name, index in batch if name == "twice")
    assert set(indices.values()) == {2, 3}


def test_pad_fills_short_rows() -> None:
    assert pad([[1, 2, 3], [4]], 9).tolist() == [[1, 2, 3], [4, 9, 9]]
    assert pad([[1]], 9).dtype == np.int64
