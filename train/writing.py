"""An mT5 or T5 that writes summaries, in fine-tuning: examples, the loss, dev ROUGE."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.errors import InputError
from dwibahasa.pretrained import load_pretrained
from dwibahasa.tokenizers import load_tokenizer
from eval.corpus import Corpus
from eval.metrics.rouge import rouge
from train.batches import pad
from train.data import open_text

__all__ = ["Article", "Writing", "read_articles"]

MAX_SOURCE_TOKENS, MAX_TARGET_TOKENS = 512, 168
IGNORED = -100  # of labels, by the loss


@dataclass(frozen=True)
class Article:
    """Source and target ids, </s> included, and the summary, a sentence a line."""

    name: str
    source: list[int]
    target: list[int]
    summary: str

    @property
    def length(self) -> int:
        """Tokens of the source."""
        return len(self.source)


def read_articles(path: Path, checkpoint: Checkpoint) -> dict[str, list[Article]]:
    """Read JSONL with "article" and "summary"; InputError names a line that has them not."""
    tokenizer = load_tokenizer(checkpoint)
    ids = {piece: i for i, piece in enumerate(tokenizer.vocabulary)}

    def encode(text: str, most: int) -> list[int]:
        *pieces, end = (ids.get(piece, ids["<unk>"]) for piece in tokenizer.encode(text))
        return [*pieces[: most - 1], end]

    articles = []
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                article, summary = row["article"], row["summary"]
            except (ValueError, KeyError, TypeError):
                raise InputError(
                    f'{path}, line {number}: write a JSON object with "article" and "summary"'
                ) from None
            text = summary if isinstance(summary, str) else "\n".join(summary)
            source = encode(" ".join(article.split()), MAX_SOURCE_TOKENS)
            target = encode(" ".join(text.split()), MAX_TARGET_TOKENS)
            articles.append(Article(str(number), source, target, text))
    return {path.stem: articles}


class Writing:
    """An mT5 or T5 as the loop needs it."""

    def __init__(self, checkpoint: Checkpoint, device: torch.device, dtype: torch.dtype) -> None:
        self.model: Any = load_pretrained(checkpoint).to(device=device, dtype=dtype)
        self.model.generation_config.max_length = None
        self._tokenizer = load_tokenizer(checkpoint)
        self._pieces = self._tokenizer.vocabulary
        self._padding = int(self.model.config.pad_token_id)
        self._device = device

    def loss(self, batch: list[Article]) -> tuple[Tensor, int]:
        """The mean cross-entropy of the targets' tokens, and the source tokens."""
        labels = pad([article.target for article in batch], IGNORED)
        value: Tensor = self.model(
            **self._source(batch), labels=torch.from_numpy(labels).to(self._device)
        ).loss
        return value, sum(article.length for article in batch)

    def evaluate(self, dev: Sequence[Article]) -> tuple[float, str]:
        """Write about dev articles greedily: mean ROUGE-1 and -Lsum F1 (percent), a line to say."""
        written = []
        for article in dev:
            (said,) = self.model.generate(
                **self._source([article]), max_new_tokens=MAX_TARGET_TOKENS, do_sample=False
            ).tolist()
            written.append(self._tokenizer.decode(self._pieces[i] for i in said))
        references = [article.summary for article in dev]
        one, _, _, lsum = (each.value for each in rouge(Corpus(written, [references])))
        return (one + lsum) / 2, f"dev ({len(dev)}): ROUGE-1/Lsum {one:.2f}/{lsum:.2f}"

    def _source(self, batch: Sequence[Article]) -> dict[str, Tensor]:
        ids = torch.from_numpy(pad([article.source for article in batch], self._padding))
        ids = ids.to(self._device)
        return {"input_ids": ids, "attention_mask": (ids != self._padding).long()}
