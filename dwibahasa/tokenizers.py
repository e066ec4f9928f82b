"""Text to pieces and back, as transformers' tokenisers do it, with sentencepiece alone.

Special tokens written in a text ("</s>", "<extra_id_0>") are text here; transformers would let
them steer the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from dwibahasa.checkpoint import TO_ENGLISH, Checkpoint, read_json
from dwibahasa.errors import ModelError
from dwibahasa.families import FAMILIES

__all__ = [
    "M2M100Tokenizer",
    "MarianTokenizer",
    "T5Tokenizer",
    "Tokenizer",
    "load_tokenizer",
]

EOS, UNK, PAD = "</s>", "<unk>", "<pad>"
SPECIAL = {EOS, UNK, PAD}
DEFAULT_MAX_TOKENS = 512


class Tokenizer(Protocol):
    """Cuts a text into pieces and joins pieces into a text.

    max_source_tokens: the longest source, in tokens, that the model was made for.
    """

    max_source_tokens: int

    @property
    def vocabulary(self) -> list[str]:
        """Every piece, at its place in the model's embeddings."""
        ...

    def encode(self, text: str) -> list[str]:
        """Cut a text into pieces; unknown ones are <unk>, the last is </s>."""
        ...

    def decode(self, tokens: Iterable[str]) -> str:
        """Join pieces into a text, leaving out </s>, <pad> and <unk>."""
        ...

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, </s> included."""
        ...


def load_tokenizer(checkpoint: Checkpoint) -> Tokenizer:
    """Load the tokeniser of a checkpoint; ModelError names a file that cannot be read."""
    module, name = FAMILIES[checkpoint.family].tokenizer.split(":")
    tokenizer: Tokenizer = getattr(import_module(module), name)(checkpoint)
    return tokenizer


class MarianTokenizer:
    """source.spm cuts, target.spm joins, vocab.json numbers the pieces of both."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._source = _sentencepiece(checkpoint.path / "source.spm", checkpoint.name)
        self._target = _sentencepiece(checkpoint.path / "target.spm", checkpoint.name)
        self._ids: dict[str, int] = read_json(checkpoint.path / "vocab.json", checkpoint.name)
        # Models with one target do not know it.
        self._target_language = [TO_ENGLISH] if TO_ENGLISH in self._ids else []
        # Position embeddings end here: one token more is an IndexError in transformers.
        self.max_source_tokens = min(
            _max_length(checkpoint), int(checkpoint.config["max_position_embeddings"])
        )

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every piece, at its place in the model's embeddings."""
        return sorted(self._ids, key=self._ids.__getitem__)

    def encode(self, text: str) -> list[str]:
        """Cut a text into pieces; those not in vocab.json are <unk>, the last is </s>.

        Where the model has several targets, the first says that it be English.
        """
        pieces = self._source.encode(text, out_type=str)
        known = (piece if piece in self._ids else UNK for piece in pieces)
        return [*self._target_language, *known, EOS]

    def decode(self, tokens: Iterable[str]) -> str:
        """Join pieces into a text, leaving out </s>, <pad> and <unk>."""
        return _join(self._target, tokens)

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, </s> included."""
        return len(self.encode(text))


class M2M100Tokenizer:
    """sentencepiece.bpe.model cuts and joins; the languages are pieces after all others.

    M2M100 numbers its pieces in vocab.json; NLLB-200 has those of the model, from 4 on.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        path, name = checkpoint.path, checkpoint.name
        self._model = _sentencepiece(path / "sentencepiece.bpe.model", name)
        special = read_json(path / "special_tokens_map.json", name)
        self._languages: list[str] = special.get("additional_special_tokens", [])
        family = FAMILIES[checkpoint.family]
        for token in (family.source_token, family.target_token):
            if token not in self._languages:
                raise ModelError(f"{name} has no language {token}; it cannot translate Indonesian")
        self._source_token = family.source_token
        self._size = int(checkpoint.config["vocab_size"])
        if "vocab.json" in family.tokenizer_files:
            ids: dict[str, int] = read_json(path / "vocab.json", name)
            self._pieces = sorted(ids, key=ids.__getitem__)
        else:
            pieces = self._model.id_to_piece(list(range(3, self._model.get_piece_size())))
            self._pieces = ["<s>", PAD, EOS, UNK, *pieces]
        self._known = frozenset(self._pieces)
        self._left_out = {*SPECIAL, *self._languages}
        self.max_source_tokens = _max_length(checkpoint)

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
        return _join(self._model, (token for token in tokens if token not in self._left_out))

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, language and </s> included."""
        return len(self.encode(text))


class T5Tokenizer:
    """spiece.model does all; the prefix that config.json asks for ("summarize: ") is put first."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._model = _sentencepiece(checkpoint.path / "spiece.model", checkpoint.name)
        self._unknown: int = self._model.unk_id()
        self._size = int(checkpoint.config["vocab_size"])
        task = (checkpoint.config.get("task_specific_params") or {}).get(checkpoint.task) or {}
        self._prefix: str = task.get("prefix", "")
        self.max_source_tokens = _max_length(checkpoint)

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
        return _join(self._model, tokens)

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, prefix and </s> included."""
        return len(self.encode(text))


def _join(model: Any, tokens: Iterable[str]) -> str:
    text: str = model.decode_pieces([token for token in tokens if token not in SPECIAL])
    # Pieces that only the source's model has come through as they are, their word mark too.
    return text.replace("▁", " ").strip()


def _sentencepiece(path: Path, name: str) -> Any:
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError):
        raise ModelError(
            f"{name}: {path.name} is no SentencePiece model, or cut short; copy it again"
        ) from None


def _max_length(checkpoint: Checkpoint) -> int:
    """Read the length the tokeniser states; transformers writes 1e30 for "none"."""
    path = checkpoint.path / "tokenizer_config.json"
    stated = json.loads(path.read_text("utf-8")).get("model_max_length") if path.exists() else None
    return int(stated) if stated and stated < 1_000_000 else DEFAULT_MAX_TOKENS
