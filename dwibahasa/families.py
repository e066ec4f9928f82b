"""What each family of checkpoints needs: one row a family, named as `model_type` in config.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["FAMILIES", "Family", "Task"]

Task = Literal["translation", "summarization"]


@dataclass(frozen=True)
class Family:
    """What a family needs.

    task: what its checkpoints do. tokenizer: "module:Class" (see `dwibahasa.tokenizers`).
    tokenizer_files: files the tokeniser reads; they must be in the directory.
    model_class: its class in transformers.
    """

    task: Task
    tokenizer: str
    tokenizer_files: tuple[str, ...]
    model_class: str


FAMILIES = {
    "marian": Family(
        task="translation",
        tokenizer="dwibahasa.tokenizers:MarianTokenizer",
        tokenizer_files=("source.spm", "target.spm", "vocab.json"),
        model_class="MarianMTModel",
    ),
    "mt5": Family(
        task="summarization",
        tokenizer="dwibahasa.tokenizers:T5Tokenizer",
        tokenizer_files=("spiece.model",),
        model_class="MT5ForConditionalGeneration",
    ),
    "t5": Family(
        task="summarization",
        tokenizer="dwibahasa.tokenizers:T5Tokenizer",
        tokenizer_files=("spiece.model",),
        model_class="T5ForConditionalGeneration",
    ),
}
