"""M2M100 and NLLB-200: one SentencePiece model, and pieces that name the languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dwibahasa.checkpoint import Checkpoint, read_json
from dwibahasa.errors import ModelError
from dwibahasa.families import FAMILIES
from dwibahasa.tokenizers.base import BOS, EOS, PAD, SPECIAL, UNK, max_length
from dwibahasa.tokenizers.spm import join, load_spm

__all__ = ["M2M100Tokenizer"]


class M2M100Tokenizer:
    """sentencepiece.bpe.model cuts and joins; the languages are pieces after all others.

    M2M100 numbers its pieces in vocab.json; NLLB-200 has those of the model, from 4 on.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        path, name = checkpoint.path, checkpoint.name
        self._model = load_spm(path / "sentencepiece.bpe.model", name)
        self._languages = _languages(checkpoint)
        family = FAMILIES[checkpoint.family]
        for token in (checkpoint.source_token, checkpoint.target_token):
            if token not in self._languages:
                raise ModelError(f"{name} has no language {token}; it cannot translate Indonesian")
        self._source_token = checkpoint.source_token
        self._size = int(checkpoint.config["vocab_size"])
        if "vocab.json" in family.tokenizer_files:
            ids: dict[str, int] = read_json(path / "vocab.json", name)
            self._pieces = sorted(ids, key=ids.__getitem__)
        else:
            pieces = self._model.id_to_piece(list(range(3, self._model.get_piece_size())))
            self._pieces = [BOS, PAD, EOS, UNK, *pieces]
        self._known = frozenset(self._pieces)
        self._left_out = {*SPECIAL, *self._languages}
        self.max_source_tokens = max_length(checkpoint)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every piece, at its place in the model's embeddings; the last rows only fill them up."""
        named = [*self._pieces, *self._languages]
        return named + [f"<unused_{i}>" for i in range(self._size - len(named))]

    def encode(self, text: str) -> list[str]:
        """Cut a text into pieces; the first is its language, unknown ones are <unk>, then </s>."""
        pieces = self._model.encode(text, out_type=str)
        known = (piece if piece in self._known else UNK for piece in pieces)
        return [str(self._source_token), *known, EOS]

    def decode(self, tokens: Iterable[str]) -> str:
        """Join pieces into a text, leaving out languages, </s>, <pad> and <unk>."""
        return join(self._model, (token for token in tokens if token not in self._left_out))

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, language and </s> included."""
        return len(self.encode(text))


def _languages(checkpoint: Checkpoint) -> list[str]:
    """Read the languages, in their order, where the versions of transformers have put them."""
    if "added_tokens.json" in checkpoint.tokenizer_files:
        ids: dict[str, int] = read_json(checkpoint.path / "added_tokens.json", checkpoint.name)
        return sorted(ids, key=ids.__getitem__)
    special = read_json(checkpoint.path / "special_tokens_map.json", checkpoint.name)
    return list(special.get("additional_special_tokens", []))
