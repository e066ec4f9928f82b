"""CTranslate2: the fast engine, int8 on a CPU, without torch."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ctranslate2

from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.engines.batching import max_target_tokens, token_batches
from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import ModelError
from dwibahasa.store.convert import VOCABULARY_MAP, converted

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint

__all__ = ["CTranslate2Engine"]

EOS = "</s>"


class CTranslate2Engine:
    """Runs a checkpoint converted to CTranslate2, several batches at a time.

    Each of `threads` workers has one thread: on articles, with `mini` on two busy cores, this was
    as fast as one batch at a time on all cores, or faster. `precision` is what the weights are
    computed in, such as "int8_float32". Where the family has a target token, beam search counts it
    in the length of a hypothesis (transformers' engine does not), so that a beam may end otherwise.
    """

    name = "ctranslate2"

    def __init__(self, checkpoint: Checkpoint, device: str, precision: str, threads: int) -> None:
        self._positions = checkpoint.target_positions
        self.device = device_for(device)
        self._workers = (threads or physical_cores()) if self.device == "cpu" else 1
        token = checkpoint.target_token
        self._prefix = [token] if token else []
        directory = converted(checkpoint, precision)
        try:
            self._translator = ctranslate2.Translator(
                str(directory),
                device=self.device,
                compute_type=compute_type(precision, self.device),
                inter_threads=self._workers,
                intra_threads=1,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"{checkpoint.name} cannot be loaded from {directory} ({error}); "
                "delete that directory to convert the model again"
            ) from None
        self.precision: str = self._translator.compute_type
        self._restricted = (directory / VOCABULARY_MAP).exists()

    def generate(
        self, sources: Iterable[Sequence[str]], options: DecodingOptions
    ) -> Iterator[Hypothesis]:
        """Yield the best hypothesis of each source, in the order given.

        Two batches a worker are under way at any time. The score is the mean of the
        log-probabilities of the tokens, </s> included where the hypothesis reached it, whatever
        `length_penalty` the search used. With `no_repeat_ngram_size`, the probabilities are those
        among the tokens allowed (transformers' engine gives those among all).
        """
        running: deque[list[Any]] = deque()
        for batch in token_batches(sources, options.max_batch_tokens):
            running.append(self._submit(batch, options))
            if len(running) > 2 * self._workers:
                yield from self._hypotheses(running.popleft(), options)
        while running:
            yield from self._hypotheses(running.popleft(), options)

    def _submit(self, batch: list[Sequence[str]], options: DecodingOptions) -> list[Any]:
        longest = max_target_tokens(batch, options, self._positions)
        submitted: list[Any] = self._translator.translate_batch(
            [list(source) for source in batch],
            target_prefix=[self._prefix] * len(batch) if self._prefix else None,
            asynchronous=True,
            beam_size=options.beam_size,
            length_penalty=options.length_penalty,
            patience=options.patience,
            num_hypotheses=min(options.hypotheses, options.beam_size),
            use_vmap=self._restricted,
            no_repeat_ngram_size=options.no_repeat_ngram_size,
            max_input_length=0,  # its default cuts at 1024 tokens and says nothing
            min_decoding_length=len(self._prefix) + 1,
            max_decoding_length=len(self._prefix) + longest,
            return_scores=True,
            return_end_token=True,
        )
        return submitted

    def _hypotheses(self, batch: list[Any], options: DecodingOptions) -> Iterator[Hypothesis]:
        for pending in batch:
            result = pending.result()
            first, *others = (
                self._hypothesis(output, score, options.length_penalty)
                for output, score in zip(result.hypotheses, result.scores, strict=True)
            )
            yield replace(first, others=tuple(others))

    def _hypothesis(self, output: list[str], score: float, length_penalty: float) -> Hypothesis:
        tokens = output[len(self._prefix) :]
        # CTranslate2 gives sum / length^penalty, its length counting the prefix and </s>.
        mean = score * max(len(output), 1) ** length_penalty / max(len(tokens), 1)
        return Hypothesis(tuple(tokens[:-1] if tokens[-1:] == [EOS] else tokens), mean)


def device_for(device: str) -> str:
    """Turn "auto" into "cuda" or "cpu"; ModelError where "cuda" is asked for and there is none."""
    devices: int = ctranslate2.get_cuda_device_count()
    if device == "cuda" and not devices:
        raise ModelError("no CUDA device was found; use --device cpu")
    return "cuda" if device != "cpu" and devices else "cpu"


def compute_type(precision: str, device: str) -> str:
    """Name CTranslate2's type: "int8" computes the rest in bfloat16 where a GPU can.

    float16 would be faster on older GPUs, but mT5 overflows in it.
    """
    if precision != "int8":
        return precision
    supported = ctranslate2.get_supported_compute_types(device)
    fast = device == "cuda" and "int8_bfloat16" in supported
    return "int8_bfloat16" if fast else "int8_float32"
