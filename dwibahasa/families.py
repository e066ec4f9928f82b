"""What each family of checkpoints needs: one row a family.

A row is named as `model_type` in config.json; NLLB, which calls itself m2m_100 and has a tokeniser
of its own, is told by that.
"""

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
    source_token and target_token: pieces that name the languages, at the beginning of the source
    and of what the decoder has said already; none where the model has but two languages.
    """

    task: Task
    tokenizer: str
    tokenizer_files: tuple[str, ...]
    model_class: str
    source_token: str | None = None
    target_token: str | None = None


FAMILIES = {
    "marian": Family(
        task="translation",
        tokenizer="dwibahasa.tokenizers:MarianTokenizer",
        tokenizer_files=("source.spm", "target.spm", "vocab.json"),
        model_class="MarianMTModel",
    ),
    "m2m_100": Family(
        task="translation",
        tokenizer="dwibahasa.tokenizers:M2M100Tokenizer",
        tokenizer_files=("sentencepiece.bpe.model", "vocab.json", "special_tokens_map.json"),
        model_class="M2M100ForConditionalGeneration",
        source_token="__id__",
        target_token="__en__",
    ),
    "nllb": Family(
        task="translation",
        tokenizer="dwibahasa.tokenizers:M2M100Tokenizer",
        tokenizer_files=("sentencepiece.bpe.model", "special_tokens_map.json"),
        model_class="M2M100ForConditionalGeneration",
        source_token="ind_Latn",
        target_token="eng_Latn",
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
