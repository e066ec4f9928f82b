"""transformers: the reference engine, whose outputs the fast one is held to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.engines.batching import max_target_tokens, token_batches
from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import MissingExtraError, ModelError
from dwibahasa.pretrained import load_pretrained, quiet_transformers
from dwibahasa.tokenizers import UNK, load_tokenizer

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint

__all__ = ["TransformersEngine"]


class TransformersEngine:
    """Runs a checkpoint with `generate`: float32 on a CPU, bfloat16 on a GPU."""

    name = "transformers"

    def __init__(self, checkpoint: Checkpoint, device: str, _precision: str, threads: int) -> None:
        try:
            import torch
            from transformers import GenerationConfig
        except ImportError:
            raise MissingExtraError("The transformers engine", "hub") from None
        self._positions = checkpoint.target_positions
        cuda = torch.cuda.is_available()
        if device == "cuda" and not cuda:
            raise ModelError("no CUDA device was found; use --device cpu")
        self.device = "cuda" if device != "cpu" and cuda else "cpu"
        self.precision = "bfloat16" if self.device == "cuda" else "float32"
        torch.set_num_threads(threads or physical_cores())
        self._model = load_pretrained(checkpoint, self.precision).to(self.device)
        # `generate` would fill what our options leave open from the checkpoint's own settings.
        self._model.generation_config = GenerationConfig()
        self._pieces = load_tokenizer(checkpoint).vocabulary
        self._ids = {piece: i for i, piece in enumerate(self._pieces)}
        token = checkpoint.target_token
        start = self._model.config.decoder_start_token_id
        self._prefix = [start, self._ids[token]] if token else [start]
        if checkpoint.family == "marian":
            # The vocabulary Marian was trained with has no <pad>: it must neither be written nor
            # take its share of the probability.
            self._model.final_logits_bias[:, self._model.config.pad_token_id] = float("-inf")

    def generate(
        self, sources: Iterable[Sequence[str]], options: DecodingOptions
    ) -> Iterator[Hypothesis]:
        """Yield the best hypothesis of each source, in the order given.

        The score is the mean of the log-probabilities the model gives the tokens, </s> included
        where the hypothesis reached it, whatever `length_penalty` the search used.
        """
        for batch in token_batches(sources, options.max_batch_tokens):
            yield from self._generate_batch(batch, options)

    def _generate_batch(
        self, batch: list[Sequence[str]], options: DecodingOptions
    ) -> Iterator[Hypothesis]:
        import torch
        from transformers import GenerationConfig

        config = self._model.config
        longest = max(map(len, batch))
        unknown = self._ids[UNK]
        ids = [[self._ids.get(piece, unknown) for piece in source] for source in batch]
        padded = [row + [config.pad_token_id] * (longest - len(row)) for row in ids]
        inputs = {
            "input_ids": torch.tensor(padded, device=self.device),
            "attention_mask": torch.tensor(
                [[1] * len(row) + [0] * (longest - len(row)) for row in ids], device=self.device
            ),
            "decoder_input_ids": torch.tensor([self._prefix] * len(batch), device=self.device),
        }
        count = min(options.hypotheses, options.beam_size)
        generation = GenerationConfig(
            num_beams=options.beam_size,
            num_return_sequences=count,
            length_penalty=options.length_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram_size,
            min_new_tokens=1,
            max_new_tokens=max_target_tokens(batch, options, self._positions),
            do_sample=False,
            # As CTranslate2 with patience 1: stop at `beam_size` outputs.
            early_stopping=options.beam_size > 1 and options.patience <= 1,
            decoder_start_token_id=config.decoder_start_token_id,
            pad_token_id=config.pad_token_id,
            eos_token_id=config.eos_token_id,
        )
        with torch.inference_mode(), quiet_transformers():
            sequences = self._model.generate(**inputs, generation_config=generation)
            inputs = {name: rows.repeat_interleave(count, 0) for name, rows in inputs.items()}
            scores = self._log_probabilities(inputs, sequences)
        found = [
            self._hypothesis(row[len(self._prefix) :], row_scores)
            for row, row_scores in zip(sequences.tolist(), scores.tolist(), strict=True)
        ]
        for first in range(0, len(found), count):
            yield replace(found[first], others=tuple(found[first + 1 : first + count]))

    def _hypothesis(self, output: list[int], scores: list[float]) -> Hypothesis:
        end_of_sentence = self._model.config.eos_token_id
        ended = end_of_sentence in output
        end = output.index(end_of_sentence) if ended else len(output)
        length = end + ended
        mean = sum(scores[:length]) / max(length, 1)
        return Hypothesis(tuple(self._pieces[i] for i in output[:end]), mean)

    def _log_probabilities(self, inputs: dict[str, Any], sequences: Any) -> Any:
        """Score each token of the outputs in one pass: keeping the scores of every step of a beam
        search would take gigabytes with mT5's vocabulary.
        """
        inputs = {**inputs, "decoder_input_ids": sequences[:, :-1]}
        said = len(self._prefix)
        logits = self._model(**inputs).logits[:, said - 1 :].float()
        logits[:, 0, self._model.config.eos_token_id] = float("-inf")  # an output is never empty
        chosen = logits.gather(-1, sequences[:, said:, None]).squeeze(-1)
        return chosen - logits.logsumexp(-1)
