"""What each family of checkpoints needs: one row a family.

A row is named as `model_type` in config.json; NLLB, which calls itself m2m_100 and has a tokeniser
of its own, is told by that.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

__all__ = ["FAMILIES", "JSON", "Family", "Task"]

Task = Literal["translation", "summarization"]

JSON = ("tokenizer.json",)


@dataclass(frozen=True)
class Family:
    """What a family needs.

    task: what its checkpoints do. model_class: its class in transformers.
    tokenizer: "module:Class" in `dwibahasa.tokenizers`. tokenizer_files: files it reads, as the
    models on the hub have them. saved_files: what save_pretrained of transformers 5 writes in their
    place, where it does.
    source_token and target_token: pieces at the beginning of the source and of what the decoder has
    said already, such as those that name the languages, of one that writes English (see
    `Checkpoint.source_token`); none where the family has none.
    """

    task: Task
    model_class: str
    tokenizer: str
    tokenizer_files: tuple[str, ...]
    saved_files: tuple[str, ...] = ()
    source_token: str | None = None
    target_token: str | None = None

    def files_among(self, present: Container[str]) -> tuple[str, ...]:
        """Choose between tokenizer_files and saved_files by the files there are.

        Where there are neither, tokenizer_files is what is missing.
        """
        for files in filter(None, (self.tokenizer_files, self.saved_files)):
            if all(file in present for file in files):
                return files
        return self.tokenizer_files


FAMILIES = {
    "marian": Family(
        task="translation",
        model_class="MarianMTModel",
        tokenizer="marian:MarianTokenizer",
        tokenizer_files=("source.spm", "target.spm", "vocab.json"),
    ),
    "m2m_100": Family(
        task="translation",
        model_class="M2M100ForConditionalGeneration",
        tokenizer="m2m100:M2M100Tokenizer",
        tokenizer_files=("sentencepiece.bpe.model", "vocab.json", "special_tokens_map.json"),
        saved_files=("sentencepiece.bpe.model", "vocab.json", "added_tokens.json"),
        source_token="__id__",
        target_token="__en__",
    ),
    "nllb": Family(
        task="translation",
        model_class="M2M100ForConditionalGeneration",
        tokenizer="m2m100:M2M100Tokenizer",
        tokenizer_files=("sentencepiece.bpe.model", "special_tokens_map.json"),
        saved_files=JSON,
        source_token="ind_Latn",
        target_token="eng_Latn",
    ),
    "mt5": Family(
        task="summarization",
        model_class="MT5ForConditionalGeneration",
        tokenizer="t5:T5Tokenizer",
        tokenizer_files=("spiece.model",),
        saved_files=JSON,
    ),
    "t5": Family(
        task="summarization",
        model_class="T5ForConditionalGeneration",
        tokenizer="t5:T5Tokenizer",
        tokenizer_files=("spiece.model",),
        saved_files=JSON,
    ),
    "pegasus": Family(
        task="summarization",
        model_class="PegasusForConditionalGeneration",
        tokenizer="t5:PegasusTokenizer",
        tokenizer_files=("spiece.model",),
        saved_files=JSON,
    ),
    "bart": Family(
        task="summarization",
        model_class="BartForConditionalGeneration",
        tokenizer="fast:FastTokenizer",
        tokenizer_files=("vocab.json", "merges.txt"),
        saved_files=JSON,
        source_token="<s>",
        target_token="<s>",
    ),
}
