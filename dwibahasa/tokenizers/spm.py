"""SentencePiece models, as the tokenisers use them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dwibahasa.errors import ModelError
from dwibahasa.tokenizers.base import SPECIAL

__all__ = ["join", "load_spm"]


def load_spm(path: Path, name: str) -> Any:
    """Load a SentencePiece model of the checkpoint `name`; ModelError where it is damaged."""
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError):
        raise ModelError(
            f"{name}: {path.name} is no SentencePiece model, or cut short; copy it again"
        ) from None


def join(model: Any, tokens: Iterable[str]) -> str:
    """Join pieces into a text, leaving out special tokens."""
    text: str = model.decode_pieces([token for token in tokens if token not in SPECIAL])
    # Pieces that only the source's model has come through as they are, their word mark too.
    return text.replace("▁", " ").strip()
