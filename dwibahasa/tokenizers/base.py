"""What every tokeniser has: its interface, the special tokens, and what a checkpoint asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Protocol

from dwibahasa.checkpoint import Checkpoint

__all__ = ["BOS", "EOS", "PAD", "SPECIAL", "UNK", "Tokenizer", "max_length", "source_prefix"]

BOS, EOS, UNK, PAD = "<s>", "</s>", "<unk>", "<pad>"
SPECIAL = {BOS, EOS, UNK, PAD}
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
        """Join pieces into a text, leaving out special tokens."""
        ...

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, </s> included."""
        ...


def max_length(checkpoint: Checkpoint) -> int:
    """Read the length the tokeniser states, at most the positions the model has embeddings for.

    transformers writes 1e30 for "none". One token more than there are positions is an IndexError.
    """
    path = checkpoint.path / "tokenizer_config.json"
    stated = json.loads(path.read_text("utf-8")).get("model_max_length") if path.exists() else None
    length = int(stated) if stated and stated < 1_000_000 else DEFAULT_MAX_TOKENS
    return min(length, int(checkpoint.config.get("max_position_embeddings", length)))


def source_prefix(checkpoint: Checkpoint) -> str:
    """Read what config.json asks to be put before a text ("summarize: "); "" where it does not."""
    task = (checkpoint.config.get("task_specific_params") or {}).get(checkpoint.task) or {}
    return str(task.get("prefix") or "")
