"""A pointing mT5 in training: examples, batches, the loss over sets of sentences, dev ROUGE."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

import torch
from torch import Tensor

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.pretrained import load_pretrained
from dwibahasa.tokenizers import load_tokenizer
from eval.corpus import Corpus
from eval.metrics.rouge import rouge
from summarize.pointer import MARKERS, MAX_SOURCE_TOKENS, prompt, shown
from train.batches import pad
from train.data import open_text
from train.gains import likely

__all__ = ["Example", "Pointing", "read_examples"]

# How many sentences a training example asks for, and how often.
WANTED = {1: 1, 2: 2, 3: 6, 4: 2, 5: 1}
# How often the markers are drawn at random, so that all forty are learned, and that pointing is
# learned as copying; else they count from 1, as in use.
SHUFFLED = 0.2


@dataclass(frozen=True)
class Example:
    """An article: what is shown of its sentences, places of those to choose (best first), how
    likely each sentence is by its gain alone, summaries.
    """

    name: str
    sentences: list[str]
    pieces: list[list[str]]
    choice: list[int]
    likely: list[float]
    summaries: list[str]

    @property
    def length(self) -> int:
        """Tokens of its prompt."""
        return 2 + sum(1 + len(pieces) for pieces in self.pieces)


def read_examples(path: Path, checkpoint: Checkpoint) -> dict[str, list[Example]]:
    """Read labels by set; what does not fit into the source is cut off at the end."""
    encode = load_tokenizer(checkpoint).encode
    examples: dict[str, list[Example]] = defaultdict(list)
    with open_text(path) as lines:
        for line in lines:
            row = json.loads(line)
            pieces: list[list[str]] = []
            left = MAX_SOURCE_TOKENS - 2
            for sentence in row["sentences"][: len(MARKERS)]:
                cut = list(map(intern, shown(encode(sentence)[:-1])))
                left -= 1 + len(cut)
                if left < 0:
                    break
                pieces.append(cut)
            choice = [place for place in row["choice"] if place < len(pieces)]
            if choice:
                alone = likely(row["gains"][: len(pieces)]).tolist()
                examples[row["set"]].append(
                    Example(row["id"], row["sentences"], pieces, choice, alone, row["summaries"])
                )
    return dict(examples)


class Pointing:
    """A pointing mT5 as the loop needs it."""

    def __init__(self, checkpoint: Checkpoint, device: torch.device, dtype: torch.dtype) -> None:
        self.model: Any = load_pretrained(checkpoint).to(device=device, dtype=dtype)
        for module in self.model.modules():
            if hasattr(module, "relative_attention_num_buckets"):
                module.dropout = 0.0  # of attention: a mask of the source's length squared
        self._ids = {p: i for i, p in enumerate(load_tokenizer(checkpoint).vocabulary)}
        self._end = int(self.model.config.eos_token_id)
        self._padding = int(self.model.config.pad_token_id)
        self._markers = [self._ids[marker] for marker in MARKERS]
        self._device = device

    def loss(self, batch: list[Example]) -> tuple[Tensor, int]:
        """Cross-entropy against sets: at each step, half of what is right are the sentences still
        to be named, in equal parts, in whatever order the others came, and half all that were not
        named, by their own gains; then </s>. And the source tokens.
        """
        sources, given, wanted, alone = [], [], [], []
        for example in batch:
            count = min(
                random.choices([*WANTED], [*WANTED.values()])[0],
                len(example.choice),
                len(example.pieces),
            )
            markers = list(MARKERS)
            if random.random() < SHUFFLED:
                random.shuffle(markers)
            sources.append(self._encode(prompt(example.pieces, markers, count)))
            named = [MARKERS.index(markers[place]) for place in example.choice[:count]]
            random.shuffle(named)
            given.append([self._padding, *(self._markers[number] for number in named)])
            wanted.append(named)
            numbers = [MARKERS.index(marker) for marker in markers[: len(example.pieces)]]
            alone.append(torch.zeros(len(MARKERS)))
            alone[-1][numbers] = torch.tensor(example.likely)
        steps = max(map(len, given))
        states = self._model_states(sources, pad(given, self._padding))
        # Over the markers, and </s> as the last.
        target = torch.zeros(len(batch), steps, len(MARKERS) + 1)
        weight = torch.zeros(len(batch), steps)
        for row, (named, good) in enumerate(zip(wanted, alone, strict=True)):
            weight[row, : len(named) + 1] = 1
            for step in range(len(named)):
                target[row, step, :-1] = good / good.sum() / 2
                target[row, step, named[step:]] += 1 / (len(named) - step) / 2
                good[named[step]] = 0
            target[row, len(named), -1] = 1
        scores = torch.log_softmax(states.float(), -1)[..., [*self._markers, self._end]]
        weight = weight.to(self._device)
        lost = -(target.to(self._device) * scores).sum(-1) * weight
        return lost.sum() / weight.sum(), sum(map(len, sources))

    def choose(self, examples: Sequence[Example], count: int = 3) -> list[list[int]]:
        """Point greedily at `count` sentences of each article, never twice at one."""
        chosen = []
        for example in examples:
            source = torch.tensor([self._encode(prompt(example.pieces, MARKERS, count))])
            encoded = self.model.encoder(source.to(self._device))
            said = [self._padding]
            open_places = set(range(len(example.pieces)))
            for _ in range(min(count, len(open_places))):
                step = torch.tensor([said], device=self._device)
                logits = self.model(encoder_outputs=encoded, decoder_input_ids=step).logits[0, -1]
                best = max(open_places, key=lambda at: float(logits[self._markers[at]]))
                open_places.remove(best)
                said.append(self._markers[best])
            chosen.append([self._markers.index(marker) for marker in said[1:]])
        return chosen

    def evaluate(self, dev: Sequence[Example]) -> tuple[float, str]:
        """Score dev articles: mean of ROUGE-1 and ROUGE-Lsum F1 (percent), and a line to say."""
        chosen = [
            "\n".join(example.sentences[place] for place in sorted(places))
            for example, places in zip(dev, self.choose(dev), strict=True)
        ]
        references = ["\n".join(example.summaries) for example in dev]
        one, two, _, lsum = (each.value for each in rouge(Corpus(chosen, [references])))
        return (one + lsum) / 2, f"dev ({len(dev)}): ROUGE-1/2/Lsum {one:.2f}/{two:.2f}/{lsum:.2f}"

    def _encode(self, tokens: Iterable[str]) -> list[int]:
        unknown = self._ids["<unk>"]
        return [self._ids.get(token, unknown) for token in tokens]

    def _model_states(self, sources: list[list[int]], given: Any) -> Tensor:
        ids = torch.from_numpy(pad(sources, self._padding)).to(self._device)
        logits: Tensor = self.model(
            input_ids=ids,
            attention_mask=(ids != self._padding).long(),
            decoder_input_ids=torch.from_numpy(given).to(self._device),
            use_cache=False,
        ).logits
        return logits
