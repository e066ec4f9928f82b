"""Fine-tune a causal language model into a translator of both directions, to teach a smaller one.

    python -m train.teacher --init google/gemma-3-270m --recipe train/teacher.toml \\
        --data CORPORA --output teacher

It learns from the files a recipe names, each pair in a direction drawn at random. `train.distill`
then has it translate.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from typer import Option

from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import InputError, UsageError
from dwibahasa.pretrained import quiet_transformers
from eval.corpus import Corpus
from eval.metrics import measure
from train.batches import Batches, pad
from train.causal import continued, load_causal
from train.command import Minutes, Rate, State, Steps, run, say
from train.corpora import Corpora, read_corpora
from train.loop import fastest_dtype, train
from train.loss import smoothed_cross_entropy
from train.pieces import chunks
from train.recipe import Recipe, read_recipe

__all__ = ["Language", "Teacher", "fit"]

NAMES = {"id": "Indonesian", "en": "English"}
MAX_TOKENS = 110  # a side; longer pairs are left out, longer texts not translated
CHUNK = 20_000  # texts given to the tokeniser at once
ROWS = 512  # translated at once
SMOOTHING = 0.05
NO_TARGET = -1

Ids = npt.NDArray[np.int32]
Language = Literal["en", "id"]


class Teacher:
    """A causal language model and its tokeniser, as the loop needs them.

    It reads "<bos>Indonesian: {source}\\nEnglish:" and goes on with " {target}<eos>", or mirrored.
    Texts and labels are cut into tokens apart, so that a pair's ids serve both directions.
    """

    def __init__(self, model: Any, tokenizer: Any, device: torch.device) -> None:
        self.model, self.tokenizer, self.device = model, tokenizer, device
        self._end = int(tokenizer.eos_token_id)
        start = [] if tokenizer.bos_token_id is None else [int(tokenizer.bos_token_id)]
        labels = ["Indonesian:", "\nEnglish:", "English:", "\nIndonesian:"]
        a, b, c, d = tokenizer(labels, add_special_tokens=False)["input_ids"]
        self._labels: dict[Language, Any] = {"en": (start + a, b), "id": (start + c, d)}

    def encode(self, texts: Sequence[str]) -> list[Ids]:
        """Cut texts into ids, without prompt and end."""
        return [
            np.asarray(ids, np.int32)
            for chunk in chunks((f" {text}" for text in texts), CHUNK)
            for ids in self.tokenizer(chunk, add_special_tokens=False)["input_ids"]
        ]

    def prompt(self, source: Ids, into: Language) -> list[int]:
        """The ids of everything before the translation into `into`."""
        first, then = self._labels[into]
        return [*first, *source.tolist(), *then]

    def loss(self, pairs: list[tuple[Ids, Ids]]) -> tuple[Tensor, int]:
        """The loss of a batch of (Indonesian, English) ids, and its tokens on both sides.

        Each pair comes in a direction that `random` draws; only its target has a loss.
        """
        rows, wanted = [], []
        for pair in pairs:
            into: Language = random.choice(("en", "id"))
            source, target = pair if into == "en" else pair[::-1]
            prompt, said = self.prompt(source, into), [*target.tolist(), self._end]
            rows.append(prompt + said[:-1])
            wanted.append([NO_TARGET] * (len(prompt) - 1) + said)
        # What fills rows up comes after all that counts, which attention never sees: no mask.
        ids = torch.from_numpy(pad(rows, self._end)).to(self.device)
        targets = torch.from_numpy(pad(wanted, NO_TARGET)).to(self.device)
        states = self.model.base_model(input_ids=ids, use_cache=False).last_hidden_state
        at = targets != NO_TARGET
        weight = self.model.get_output_embeddings().weight
        bias = torch.zeros(len(weight), device=self.device)
        value = smoothed_cross_entropy(states[at], weight, bias, targets[at], SMOOTHING)
        return value, sum(map(len, rows))

    def translate(
        self, texts: Sequence[str], into: Language, temperature: float = 0.0
    ) -> list[str | None]:
        """Translate sentences, in their order: None where one is too long or no end came.

        temperature: of the drawing of tokens; at 0 each is the likeliest.
        """
        encoded = self.encode(texts)
        order = [i for i, ids in enumerate(encoded) if len(ids) <= MAX_TOKENS]
        order.sort(key=lambda i: len(encoded[i]))
        outputs: list[str | None] = [None] * len(texts)
        for part in chunks(order, ROWS):
            prompts = [self.prompt(encoded[i], into) for i in part]
            said = continued(self.model, prompts, self._end, temperature)
            for i, ids in zip(part, said, strict=True):
                if ids is not None:
                    outputs[i] = self.tokenizer.decode(ids, skip_special_tokens=True).strip()
        return outputs

    def evaluate(self, dev: list[tuple[str, str]]) -> tuple[float, str]:
        """Score (Indonesian, English) pairs greedily both ways: mean chrF2++, and a line to say."""
        scores, lines = [], []
        for into in self._labels:
            pairs = dev if into == "en" else [(english, source) for source, english in dev]
            sources, references = zip(*pairs, strict=True)
            corpus = Corpus([text or "" for text in self.translate(sources, into)], [references])
            bleu, chrf = (measure(metric, corpus)[0].value for metric in ("bleu", "chrf"))
            scores.append(chrf)
            lines.append(f"into {NAMES[into]} BLEU {bleu:.2f}, chrF2++ {chrf:.2f}")
        return sum(scores) / len(scores), f"dev ({len(dev)}, greedy): {'; '.join(lines)}"


def fit(teacher: Teacher, corpora: Corpora, recipe: Recipe, output: Path, state: Path) -> bool:
    """Train `teacher` on `corpora` and write model and tokeniser into `output`.

    state: a directory for what a stopped run needs to go on. Gives False where it was stopped.
    """
    pairs: dict[str, list[tuple[Ids, Ids]]] = {}
    for name, own in corpora.training.items():
        sides = (teacher.encode([pair[side] for pair in own]) for side in (0, 1))
        pairs[name] = [ids for ids in zip(*sides, strict=True) if max(map(len, ids)) <= MAX_TOKENS]
        say(f"{name}: {len(pairs[name]):,} pairs, weight {corpora.weights[name]:g}")
    if not any(len(own) * corpora.weights[name] >= 1 for name, own in pairs.items()):
        raise InputError(f"no pair is left to train on: all have more than {MAX_TOKENS} tokens")
    labels = len(teacher.prompt(np.zeros(0, np.int32), "en"))
    # A row holds both sides.
    lengths = {
        name: [np.array([labels + len(a) + len(b) for a, b in own], np.int64)] * 2
        for name, own in pairs.items()
    }
    stream = Batches(lengths, corpora.weights, recipe.batch_tokens, recipe.settings.seed)
    state.mkdir(parents=True, exist_ok=True)

    def batches(skip: int) -> Iterator[list[tuple[Ids, Ids]]]:
        for batch in stream.after(skip):
            yield [pairs[name][index] for name, index in batch]

    say(f"training on {teacher.device.type}")
    over = train(
        teacher.model, batches, teacher.loss, recipe.settings, state / "state.pt",
        evaluate=lambda: teacher.evaluate(corpora.dev), say=say,
    )  # fmt: skip
    if over:
        teacher.model.eval()
        if held_out := [(pair.source, pair.target) for pair in corpora.held_out]:
            say(f"pairs held out of training, as {teacher.evaluate(held_out)[1]}")
        with quiet_transformers():
            teacher.model.to(torch.bfloat16).save_pretrained(output)
            teacher.tokenizer.save_pretrained(output)
    return over


def main(
    data: Annotated[Path, Option(help="The directory of the recipe's files.")],
    output: Annotated[Path, Option(help="Where the model is written.")],
    init: Annotated[str, Option(help="A causal language model: directory or hub id.")],
    recipe: Annotated[Path, Option(help="A TOML file.")],
    minutes: Minutes = None,
    steps: Steps = None,
    rate: Rate = None,
    state: State = None,
) -> None:
    """Fine-tune a causal language model into a translator of both directions."""
    torch.set_num_threads(physical_cores())
    if output.is_file():
        raise UsageError(f"{output} is a file; --output is the directory of the new model")
    plan = read_recipe(recipe)
    if plan.reverse or plan.learn or plan.dropout:
        raise UsageError(f"a teacher cannot have reverse, learn or dropout; take it from {recipe}")
    plan = replace(plan, settings=plan.settings.changed(minutes, steps, rate))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    teacher = Teacher(*load_causal(init, device, fastest_dtype(device)), device)
    state = state or output.with_name(f"{output.name}.state")
    over = fit(teacher, read_corpora(plan, data), plan, output, state)
    say(f"written to {output}" if over else "stopped; run the same command to go on")


if __name__ == "__main__":
    run(main)
