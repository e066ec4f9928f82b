"""Batches filled by tokens, and the order of a document kept through decoding."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from dwibahasa.engines.base import DecodingOptions, Engine, Hypothesis

__all__ = ["decode", "max_target_tokens", "token_batches"]


def token_batches(
    sources: Iterable[Sequence[str]], max_batch_tokens: int
) -> Iterator[list[Sequence[str]]]:
    """Group consecutive sources so that longest x count is at most `max_batch_tokens`.

    A source longer than that makes a batch of its own.
    """
    batch: list[Sequence[str]] = []
    longest = 0
    for source in sources:
        longest = max(longest, len(source))
        if batch and longest * (len(batch) + 1) > max_batch_tokens:
            yield batch
            batch, longest = [], len(source)
        batch.append(source)
    if batch:
        yield batch


def max_target_tokens(
    batch: Sequence[Sequence[str]], options: DecodingOptions, positions: float = math.inf
) -> int:
    """Tell how many tokens the outputs of a batch may have, of the `positions` the decoder has."""
    relative = options.max_target_ratio * max(map(len, batch)) + 16
    return int(min(options.max_target_tokens, relative, positions))


def decode(
    engine: Engine,
    sources: Sequence[Sequence[str]],
    options: DecodingOptions,
    progress: Callable[[int, int], None] | None = None,
) -> list[Hypothesis]:
    """Give the best hypothesis of each source, in the order of `sources`.

    The engine gets them longest first: little padding, and a batch too large for the memory fails
    at once. `progress` is called with (done, total), in source tokens.
    """
    order = sorted(range(len(sources)), key=lambda i: len(sources[i]), reverse=True)
    total = sum(map(len, sources))
    done = 0
    hypotheses: dict[int, Hypothesis] = {}
    outputs = engine.generate((sources[i] for i in order), options)
    for i, hypothesis in zip(order, outputs, strict=True):
        hypotheses[i] = hypothesis
        done += len(sources[i])
        if progress:
            progress(done, total)
    return [hypotheses[i] for i in range(len(sources))]
