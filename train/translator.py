"""Train or fine-tune a MarianMT translator.

    python -m train.translator --init mini --data my.tsv --output my-model --minutes 30
    python -m train.translator --recipe train/mini.toml --data CORPORA --output models/mini

The first learns from one TSV file (Indonesian, tab, English), of which it holds out some pairs to
measure itself; the second from the files a recipe names, which lie in the directory CORPORA.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import torch
from torch import Tensor
from typer import Option

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import InputError, UsageError
from dwibahasa.pretrained import load_pretrained
from eval.corpus import Corpus
from eval.metrics import measure
from train.batches import Batches, pad
from train.command import Minutes, Rate, State, Steps, run, say
from train.corpora import Corpora, read_corpora, read_tsv
from train.dropout import prepared_dropout
from train.encoding import MarianVocabulary
from train.loop import Settings, fastest_dtype, train
from train.loss import smoothed_cross_entropy
from train.marian import open_marian
from train.recipe import Recipe, read_recipe
from train.saving import save

DEV_BATCH = 50  # sentences
# Fixed sinusoids, which transformers 5 loads as if they were to be trained and does not save.
POSITIONS = [f"model.{side}.embed_positions.weight" for side in ("encoder", "decoder")]
FINE_TUNING = Recipe(
    Settings(rate=2e-4, minutes=20, warmup=20, cooldown=0.5, evaluate_every=5), batch_tokens=1500
)


class Translator:
    """A Marian model with its vocabulary, as the loop needs it.

    outputs: the decoder says the first so many ids; later ones are the source language's (their
    output bias is -10,000) and <pad>.
    """

    def __init__(
        self, checkpoint: Checkpoint, device: torch.device, dtype: torch.dtype,
        dropout: float | None = None,
    ) -> None:  # fmt: skip
        self.model: Any = load_pretrained(checkpoint)
        if device.type == "cpu":
            # The scaled-dot-product kernel's backward pass is slow on CPUs for small heads.
            self.model.set_attn_implementation("eager")
        self.model.generation_config.max_length = None
        self.dropout = float(self.model.config.dropout if dropout is None else dropout)
        self.model.config.dropout = self.dropout
        for module in self.model.modules():
            if hasattr(module, "dropout") and isinstance(module.dropout, float):
                module.dropout = self.dropout
        self.padding = int(self.model.config.pad_token_id)
        self.bias = self.model.final_logits_bias[0].clone()
        self.outputs = int((self.bias[: self.padding] > -1000).nonzero().max()) + 1
        self.vocabulary = MarianVocabulary(checkpoint.path)
        self.device = device
        self.model.to(device=device, dtype=dtype)
        self.bias = self.bias[: self.outputs].to(device)

    def loss(self, pairs: list[tuple[Any, Any]]) -> tuple[Tensor, int]:
        """The loss of a batch of (source ids, target ids), and its tokens on both sides."""
        source, target = (
            torch.from_numpy(pad(side, self.padding)) for side in zip(*pairs, strict=True)
        )
        source, target = source.to(self.device), target.to(self.device)
        # Marian starts from <pad>.
        given = torch.nn.functional.pad(target[:, :-1], (1, 0), value=self.padding)
        mask = source != self.padding
        states = self.model.model(
            input_ids=source, attention_mask=mask.long(), decoder_input_ids=given, use_cache=False
        ).last_hidden_state
        said = target != self.padding
        weight = self.model.get_input_embeddings().weight[: self.outputs]
        value = smoothed_cross_entropy(states[said], weight, self.bias, target[said])
        return value, int(mask.sum()) + int(said.sum())

    def translate(self, sources: list[str]) -> list[str]:
        """Translate sentences greedily, as a quick look while training."""
        encoded = self.vocabulary.source(sources)
        order = sorted(range(len(sources)), key=lambda i: len(encoded[i]))
        outputs = [""] * len(sources)
        for start in range(0, len(order), DEV_BATCH):
            rows = order[start : start + DEV_BATCH]
            ids = torch.from_numpy(pad([encoded[i][:500] for i in rows], self.padding))
            ids = ids.to(self.device)
            said = self.model.generate(
                input_ids=ids, attention_mask=(ids != self.padding).long(), num_beams=1,
                do_sample=False, max_new_tokens=min(200, 2 * ids.shape[1] + 10),
            )  # fmt: skip
            for i, row in zip(rows, said.tolist(), strict=True):
                outputs[i] = self.vocabulary.decode(row)
        return outputs

    def evaluate(self, dev: list[tuple[str, str]]) -> tuple[float, str]:
        """Score greedy translations of (source, reference) pairs: chrF2++, and a line to say."""
        sources, references = zip(*dev, strict=True)
        corpus = Corpus(self.translate(list(sources)), [references])
        bleu, chrf = (measure(metric, corpus)[0].value for metric in ("bleu", "chrf"))
        return chrf, f"dev ({len(dev)}, greedy): BLEU {bleu:.2f}, chrF2++ {chrf:.2f}"


def fit(
    checkpoint: Checkpoint, corpora: Corpora, recipe: Recipe, output: Path, state: Path
) -> bool:
    """Train `checkpoint` on `corpora` and write the model into `output`.

    state: a directory for what a stopped run needs to go on. Gives False where it was stopped.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    dtype = fastest_dtype(device)
    translator = Translator(checkpoint, device, dtype, recipe.dropout)
    encoded = {
        name: translator.vocabulary.encode(pairs, translator.outputs)
        for name, pairs in corpora.training.items()
    }
    for name, corpus in encoded.items():
        say(f"{name}: {len(corpus):,} pairs, weight {corpora.weights[name]:g}")
    if not any(len(corpus) * corpora.weights[name] >= 1 for name, corpus in encoded.items()):
        raise InputError("no pair is left to train on: too long, or in pieces the model lacks")
    if recipe.learn:
        for name, parameter in translator.model.named_parameters():
            parameter.requires_grad_(any(part in name for part in recipe.learn))
    stream = Batches.of(encoded, corpora.weights, recipe.batch_tokens, recipe.settings.seed)
    say(f"training on {device.type} in {str(dtype).removeprefix('torch.')}")
    state.mkdir(parents=True, exist_ok=True)

    def batches(skip: int) -> Iterator[list[tuple[Any, Any]]]:
        for batch in stream.after(skip):
            yield [encoded[name].pair(index) for name, index in batch]

    torch.manual_seed(recipe.settings.seed)  # the mask of a resumed run is the same
    with prepared_dropout(translator.dropout, dtype):
        over = train(
            translator.model, batches, translator.loss, recipe.settings, state / "state.pt",
            evaluate=lambda: translator.evaluate(corpora.dev), say=say,
            # Embeddings of rare pieces get few gradients.
            faster={"model.shared.weight": 3.0, **dict.fromkeys(POSITIONS, 0.0)},
            rows_at_zero=[translator.padding],
        )  # fmt: skip
    if over:
        if corpora.held_out:
            translator.model.eval()
            held_out = [(pair.source, pair.target) for pair in corpora.held_out]
            say(f"pairs held out of training, as {translator.evaluate(held_out)[1]}")
        save(translator.model, checkpoint, output, torch.float16)
    return over


def main(
    data: Annotated[Path, Option(help="A TSV file, or the directory of a recipe's files.")],
    output: Annotated[Path, Option(help="Where the model is written.")],
    init: Annotated[str, Option(help="The model to start from: name, directory, hub id.")] = "mini",
    recipe: Annotated[Path | None, Option(help="A TOML file; needed for a directory.")] = None,
    minutes: Minutes = None,
    steps: Steps = None,
    rate: Rate = None,
    state: State = None,
) -> None:
    """Train a MarianMT translator, or fine-tune one on a TSV file of your own."""
    torch.set_num_threads(physical_cores())
    if data.is_dir() != (recipe is not None):
        raise UsageError("--recipe names files of the directory --data; without it, give one TSV")
    if output.is_file():
        raise UsageError(f"{output} is a file; --output is the directory of the new model")
    plan = read_recipe(recipe) if recipe else FINE_TUNING
    plan = replace(plan, settings=plan.settings.changed(minutes, steps, rate))
    checkpoint = open_marian(init)
    corpora = read_corpora(plan, data) if recipe else read_tsv(data)
    state = state or output.with_name(f"{output.name}.state")
    over = fit(checkpoint, corpora, plan, output, state)
    say(f"written to {output}" if over else "stopped; run the same command to go on")


if __name__ == "__main__":
    run(main)
