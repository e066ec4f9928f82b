"""T5, mT5 and Pegasus: one SentencePiece model, and pieces of their own about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.tokenizers.base import EOS, PAD, UNK, max_length, source_prefix
from dwibahasa.tokenizers.spm import join, load_spm

__all__ = ["PegasusTokenizer", "T5Tokenizer"]


class T5Tokenizer:
    """spiece.model does all; the prefix that config.json asks for ("summarize: ") is put first."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._model = load_spm(checkpoint.path / "spiece.model", checkpoint.name)
        self._unknown: int = self._model.unk_id()
        self._size = int(checkpoint.config["vocab_size"])
        self._prefix = source_prefix(checkpoint)
        self.max_source_tokens = max_length(checkpoint)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every piece, at its place in the model's embeddings.

        After the pieces of spiece.model come the sentinels, numbered downwards as T5 has them, and
        names for the rows that only fill the embeddings up (mT5: 250,100 pieces, 250,112 rows).
        """
        pieces: list[str] = self._model.id_to_piece(list(range(self._model.get_piece_size())))
        spare = self._size - len(pieces)
        sentinels = [f"<extra_id_{i}>" for i in reversed(range(min(spare, 100)))]
        # mT5 holds the sentinels among its pieces, written in the same way.
        taken = set(pieces)
        named = [s if s not in taken else f"<unused_{s[10:-1]}>" for s in sentinels]
        return pieces + named + [f"<unused_{i}>" for i in range(100, spare)]

    def encode(self, text: str) -> list[str]:
        """Cut prefix and text into pieces; unknown ones are <unk>, the last is </s>."""
        ids = self._model.encode(self._prefix + text, out_type=int)
        return [*(UNK if i == self._unknown else self._model.id_to_piece(i) for i in ids), EOS]

    def decode(self, tokens: Iterable[str]) -> str:
        """Join pieces into a text, leaving out </s>, <pad> and <unk>.

        Sentinels stay: a model that writes them has not been trained to write text.
        """
        return join(self._model, tokens)

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, prefix and </s> included."""
        return len(self.encode(text))


class PegasusTokenizer(T5Tokenizer):
    """T5's, with 103 pieces of pre-training after the first two; "<n>" is the end of a line."""

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every piece, at its place in the model's embeddings."""
        pieces = self._model.id_to_piece(list(range(2, self._model.get_piece_size())))
        marks = ["<mask_1>", "<mask_2>", *(f"<unk_{i}>" for i in range(2, 103))]
        named = [PAD, EOS, *marks, *pieces]
        return named + [f"<unused_{i}>" for i in range(self._size - len(named))]

    def decode(self, tokens: Iterable[str]) -> str:
        """Join pieces into a text, leaving out </s>, <pad> and <unk>."""
        return super().decode(tokens).replace("<n>", "\n")
