"""The same sources through both engines."""

from __future__ import annotations

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.engines.batching import decode
from dwibahasa.tokenizers import load_tokenizer


def both(
    checkpoint: Checkpoint, texts: list[str], options: DecodingOptions
) -> tuple[list[Hypothesis], list[Hypothesis]]:
    tokenizer = load_tokenizer(checkpoint)
    sources = [tokenizer.encode(text) for text in texts]
    # One thread: with two, torch's threads wait for each other whenever a core is busy.
    reference = load_engine(checkpoint, "transformers", device="cpu", threads=1)
    fast = load_engine(checkpoint, device="cpu", precision="float32")
    return decode(reference, sources, options), decode(fast, sources, options)


def worst(reference: list[Hypothesis], fast: list[Hypothesis]) -> float:
    return max(abs(a.score - b.score) for a, b in zip(reference, fast, strict=True))
