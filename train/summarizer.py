"""Train the pointing summarizer, or fine-tune an mT5 or T5 that writes.

    python -m train.summarizer --recipe train/mini-summarizer.toml --init UNTRAINED \\
        --data labels.jsonl.xz --output models/mini-summarizer
    python -m train.summarizer --init csebuetnlp/mT5_multilingual_XLSum \\
        --data my.jsonl --output my-summarizer

The first learns to point from labels (see train.labels), the second to write from your articles: a
JSON object a line with "article" and "summary" (a string, or a list of sentences), of which a tenth
is held out to measure it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
from typer import Option

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import InputError
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer
from summarize.pointer import points
from train.batches import Batches
from train.command import Minutes, Rate, State, Steps, run, say
from train.dropout import prepared_dropout
from train.loop import Settings, fastest_dtype, train
from train.pointing import Pointing, read_examples
from train.saving import save
from train.summary_recipe import SummaryRecipe, read_summary_recipe
from train.writing import Writing, read_articles

FINE_TUNING = SummaryRecipe(Settings(rate=1e-4, minutes=30, evaluate_every=10))
DEV_SHARE, DEV_MOST = 0.1, 200


def fit(
    checkpoint: Checkpoint, data: Path, recipe: SummaryRecipe, output: Path, state: Path
) -> bool:
    """Train `checkpoint` on the file `data` and write the model into `output`.

    Gives False where it was stopped; `state`, a directory, then holds what it needs to go on.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    dtype = fastest_dtype(device)
    examples: Mapping[str, Sequence[Any]]
    learner: Pointing | Writing
    if points(load_tokenizer(checkpoint)):
        learner, examples = Pointing(checkpoint, device, dtype), read_examples(data, checkpoint)
    else:
        learner, examples = Writing(checkpoint, device, dtype), read_articles(data, checkpoint)
    training, dev = _split(examples, recipe)
    if not dev:
        raise InputError(f"{data} has too few articles: at least 10 are needed")
    for name, part in training.items():
        say(f"{name}: {len(part):,} articles, weight {recipe.weight(name):g}")
    lengths = {
        name: [np.array([example.length for example in part])] * 2
        for name, part in training.items()
    }
    weights = {name: recipe.weight(name) for name in training}
    stream = Batches(lengths, weights, recipe.batch_tokens, recipe.settings.seed)
    state.mkdir(parents=True, exist_ok=True)

    def batches(skip: int) -> Iterator[list[Any]]:
        for batch in stream.after(skip):
            yield [training[name][index] for name, index in batch]

    with prepared_dropout(float(learner.model.config.dropout_rate), dtype):
        over = train(
            learner.model, batches, learner.loss, recipe.settings, state / "state.pt",
            evaluate=lambda: learner.evaluate(dev), say=say,
        )  # fmt: skip
    if over:
        save(learner.model, checkpoint, output, torch.bfloat16)
    return over


def _split(
    examples: Mapping[str, Sequence[Any]], recipe: SummaryRecipe
) -> tuple[dict[str, list[Any]], list[Any]]:
    """Part examples into training sets and dev: the recipe's ids, or a tenth."""
    if recipe.dev:
        dev = [e for part in examples.values() for e in part if e.name in recipe.dev]
        # Other sets may have the same articles.
        known = {sentence for example in dev for sentence in example.sentences}
        return {
            name: [e for e in part if len(known.intersection(e.sentences)) < 2]
            for name, part in examples.items()
            if recipe.weight(name)
        }, dev
    shuffled = [(name, e) for name, part in examples.items() for e in part]
    random.Random(0).shuffle(shuffled)
    count = min(DEV_MOST, int(DEV_SHARE * len(shuffled)))
    training: dict[str, list[Any]] = {}
    for name, example in shuffled[count:]:
        training.setdefault(name, []).append(example)
    return training, [example for _, example in shuffled[:count]]


def main(
    data: Annotated[Path, Option(help="Labels for pointing, or JSONL with article and summary.")],
    output: Annotated[Path, Option(help="Where the model is written.")],
    init: Annotated[str, Option(help="The model to start from: name, directory, hub id.")],
    recipe: Annotated[Path | None, Option(help="A TOML file.")] = None,
    minutes: Minutes = None,
    steps: Steps = None,
    rate: Rate = None,
    state: State = None,
) -> None:
    """Train the pointing summarizer, or fine-tune an mT5 or T5 on articles of your own."""
    torch.set_num_threads(physical_cores())
    plan = read_summary_recipe(recipe) if recipe else FINE_TUNING
    plan = replace(plan, settings=plan.settings.changed(minutes, steps, rate))
    state = state or output.with_name(f"{output.name}.state")
    over = fit(resolve(init), data, plan, output, state)
    say(f"written to {output}" if over else "stopped; run the same command to go on")


if __name__ == "__main__":
    run(main)
