"""The one small interface both engines implement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["DecodingOptions", "Engine", "Hypothesis"]


@dataclass(frozen=True)
class DecodingOptions:
    """How to search for a hypothesis.

    beam_size: hypotheses kept; 1 is greedy search.
    length_penalty: exponent a of the final score, log p / length^a.
    patience: a beam search ends at beam_size x patience outputs (Kasai et al. 2022). transformers
        knows no number: above 1, it ends where no better output is in sight.
    no_repeat_ngram_size: n-grams of this size never occur twice in the output; 0 turns it off.
    max_target_tokens: hard limit of the output, in tokens.
    max_target_ratio: limit of the output relative to the longest source of its batch; an output
        may have max_target_ratio x source tokens + 16 (loops end here, not at the hard limit).
    max_batch_tokens: a batch holds at most so many source tokens, padding included.
    hypotheses: how many outputs of a source are given, at most beam_size.
    """

    beam_size: int = 4
    length_penalty: float = 1.0
    patience: float = 1.0
    no_repeat_ngram_size: int = 0
    max_target_tokens: int = 512
    max_target_ratio: float = 3.0
    max_batch_tokens: int = 1024
    hypotheses: int = 1


@dataclass(frozen=True)
class Hypothesis:
    """One output: `tokens` (pieces, without </s>) and `score`, its mean log-probability a token.
    `others` are those that the search found second, third and so on, where they were asked for.
    """

    tokens: tuple[str, ...]
    score: float
    others: tuple[Hypothesis, ...] = ()


class Engine(Protocol):
    """Runs one checkpoint. Sources and outputs are pieces (strings), so both engines compare."""

    name: str
    device: str
    precision: str

    def generate(
        self, sources: Iterable[Sequence[str]], options: DecodingOptions
    ) -> Iterator[Hypothesis]:
        """Yield the best hypothesis of each source, in the order given.

        A source already ends in </s>, an output has at least one token. Consecutive sources are
        batched by `max_batch_tokens`; give them sorted by length
        (`dwibahasa.engines.batching.decode` does) to waste no padding.
        """
        ...
