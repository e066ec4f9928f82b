"""From a training output to what ships: checked, converted to CTranslate2, and measured.

    python -m train.export OUTPUT models/mini

Copies the checkpoint (float16 safetensors and tokeniser), converts it into `ctranslate2-int8/`
beside it, and prints the figures a model card needs: sizes, and how often the greedy translations
of both are equal. The card itself, README.md, is written by hand and left as it is.
"""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from dwibahasa.checkpoint import Checkpoint, read_safetensors_header
from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.engines.batching import decode
from dwibahasa.errors import ModelError, UsageError
from dwibahasa.store import convert
from dwibahasa.store.inventory import size_of
from dwibahasa.tokenizers import load_tokenizer
from eval import sets
from train.command import run
from train.marian import open_marian

__all__ = ["Figures", "export"]

FILES = (
    "config.json", "generation_config.json", "model.safetensors",
    "source.spm", "target.spm", "vocab.json", "tokenizer_config.json",
)  # fmt: skip
INT8 = "ctranslate2-int8"


@dataclass(frozen=True)
class Figures:
    """What was exported.

    parameters: trained ones, a tied embedding counted once. weights and int8: bytes of the
    safetensors file and of the CTranslate2 directory. equal: the share of `sentences` sentences
    whose greedy translation in int8 is that of transformers in float32, word for word.
    """

    parameters: int
    weights: int
    int8: int
    sentences: int
    equal: float

    def __str__(self) -> str:
        return (
            f"parameters: {self.parameters / 1e6:.1f} M\n"
            f"model.safetensors: {self.weights / 1e6:.1f} MB\n"
            f"{INT8}/: {self.int8 / 1e6:.1f} MB\n"
            f"greedy int8 equals transformers' float32: {self.equal:.1%} of {self.sentences} "
            "sentences"
        )


def export(trained: Path, directory: Path, sentences: list[str]) -> Figures:
    """Copy and convert the checkpoint `trained` into `directory`, replacing what is there.

    Raises ModelError where it is incomplete or its <pad> row is not zero, before anything is
    written.
    """
    checkpoint = open_marian(str(trained))
    _, tensors = read_safetensors_header(checkpoint.path / "model.safetensors")
    if wide := [name for name, tensor in tensors.items() if tensor["dtype"] != "F16"]:
        raise ModelError(f"{trained} is not in float16 ({wide[0]}); export a training output")
    missing = [name for name in FILES if not (trained / name).is_file()]
    if missing:
        raise ModelError(f"{trained} has no {missing[0]}; export a training output")
    _check_pad_row(checkpoint)
    directory.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(trained / name, directory / name)
    shipped = open_marian(str(directory))
    convert(shipped, directory / INT8)
    return Figures(
        parameters=sum(
            math.prod(tensor["shape"])
            for name, tensor in tensors.items()
            if name != "final_logits_bias" and "embed_positions" not in name
        ),
        weights=(directory / "model.safetensors").stat().st_size,
        int8=size_of(directory / INT8),
        sentences=len(sentences),
        equal=_equal(shipped, sentences),
    )


def _check_pad_row(checkpoint: Checkpoint) -> None:
    """CTranslate2 starts decoding from zeros: a model trained from another row would differ."""
    from safetensors import safe_open

    with safe_open(checkpoint.path / "model.safetensors", "pt") as file:
        row = file.get_slice("model.shared.weight")[int(checkpoint.config["pad_token_id"])]
    if row.abs().max() > 0:
        raise ModelError(f"{checkpoint.name}: its <pad> embedding is not zero; train it again")


def _equal(checkpoint: Checkpoint, sentences: list[str]) -> float:
    """The share of sentences that both engines translate alike."""
    tokenizer = load_tokenizer(checkpoint)
    sources = [tokenizer.encode(sentence) for sentence in sentences]
    options = DecodingOptions(beam_size=1)
    ours, theirs = (
        [output.tokens for output in decode(load_engine(checkpoint, name), sources, options)]
        for name in ("ctranslate2", "transformers")
    )
    return sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(sentences)


def main(
    trained: Annotated[Path, Argument(help="The output of train.translator.")],
    directory: Annotated[Path, Argument(help="Where the shipped model is written.")],
    sentences: Annotated[int, Option(help="Sentences of FLORES dev compared.", min=1)] = 100,
    reverse: Annotated[bool, Option("--reverse", help="The model reads English.")] = False,
) -> None:
    """Export a trained translator and print its figures."""
    if trained.resolve() == directory.resolve():
        raise UsageError("give another directory than the training output")
    side = "target" if reverse else "source"
    print(export(trained, directory, sets.load("flores-dev")[:sentences][side]))


if __name__ == "__main__":
    run(main)
