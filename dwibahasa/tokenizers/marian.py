"""Marian: a SentencePiece model for each side, one numbering."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dwibahasa.checkpoint import INTO, Checkpoint, read_json
from dwibahasa.tokenizers.base import EOS, UNK, max_length
from dwibahasa.tokenizers.spm import join, load_spm

__all__ = ["MarianTokenizer"]


class MarianTokenizer:
    """source.spm cuts, target.spm joins, vocab.json numbers the pieces of both."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._source = load_spm(checkpoint.path / "source.spm", checkpoint.name)
        self._target = load_spm(checkpoint.path / "target.spm", checkpoint.name)
        self._ids: dict[str, int] = read_json(checkpoint.path / "vocab.json", checkpoint.name)
        # Models with one target do not know it.
        into = INTO[checkpoint.into]
        self._target_language = [into] if into in self._ids else []
        self.max_source_tokens = max_length(checkpoint)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every piece, at its place in the model's embeddings."""
        return sorted(self._ids, key=self._ids.__getitem__)

    def encode(self, text: str) -> list[str]:
        """Cut a text into pieces; those not in vocab.json are <unk>, the last is </s>.

        Where the model has several targets, the first says which language it be.
        """
        pieces = self._source.encode(text, out_type=str)
        known = (piece if piece in self._ids else UNK for piece in pieces)
        return [*self._target_language, *known, EOS]

    def decode(self, tokens: Iterable[str]) -> str:
        """Join pieces into a text, leaving out </s>, <pad> and <unk>."""
        return join(self._target, tokens)

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, </s> included."""
        return len(self.encode(text))
