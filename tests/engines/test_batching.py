from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.engines.batching import decode, max_target_tokens, token_batches
from dwibahasa.errors import UsageError
from dwibahasa.store import resolve

sources_of_any_length = st.lists(st.integers(1, 60).map(lambda n: ["x"] * n), max_size=40)


@given(sources_of_any_length, st.integers(16, 200))
def test_batches_hold_all_sources_in_order_and_keep_the_limit(
    sources: list[list[str]], limit: int
) -> None:
    batches = list(token_batches(sources, limit))
    assert [source for batch in batches for source in batch] == sources
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(map(len, batch)) <= limit


class Echo:
    """An engine that repeats its source, to see what `decode` does with the order."""

    name, device, precision = "echo", "cpu", "none"

    def generate(
        self, sources: Iterable[Sequence[str]], options: DecodingOptions
    ) -> Iterator[Hypothesis]:
        for source in sources:
            yield Hypothesis(tuple(source), 0.0)


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), max_size=30))
def test_decode_restores_the_order_and_reports_every_token(sources: list[list[str]]) -> None:
    seen: list[tuple[int, int]] = []
    outputs = decode(Echo(), sources, DecodingOptions(), lambda *news: seen.append(news))
    assert [list(h.tokens) for h in outputs] == sources
    total = sum(map(len, sources))
    assert seen == [] if not sources else seen[-1] == (total, total)


def test_target_limit_follows_the_longest_source() -> None:
    options = DecodingOptions(max_target_ratio=2.0, max_target_tokens=100)
    assert max_target_tokens([["x"] * 3, ["x"] * 10], options) == 36
    assert max_target_tokens([["x"] * 300], options) == 100


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"engine": "ctranslate"}, "did you mean ctranslate2"),
        ({"device": "tpu"}, "auto, cpu, cuda"),
        ({"precision": "int4"}, "int8, int8_float32, float32"),
    ],
)
def test_unknown_options_are_refused(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load_engine(resolve("mini"), **wrong)  # type: ignore[arg-type]
