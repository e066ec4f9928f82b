"""From a training output to what ships: checked, converted to CTranslate2, and measured.

    python -m train.export OUTPUT models/mini

Copies the checkpoint of a translator or of a pointing summarizer (safetensors in 16 bits and
tokeniser), converts it into `ctranslate2-int8/` beside it, and prints the figures a model card
needs: sizes, and how often the greedy outputs of both are equal. The card itself, README.md, is
written by hand and left as it is.
"""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from dwibahasa.checkpoint import Checkpoint, inspect, read_json, read_safetensors_header
from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.engines.batching import decode
from dwibahasa.errors import ModelError, UsageError
from dwibahasa.segmentation import segment
from dwibahasa.store import convert
from dwibahasa.store.inventory import size_of
from dwibahasa.tokenizers import load_tokenizer
from eval import sets
from summarize.pointer import DECODING, MARKERS, points, prompt, shown
from train.command import run
from train.marian import open_marian

__all__ = ["Figures", "export"]

FILES = {
    "marian": (
        "config.json", "generation_config.json", "model.safetensors",
        "source.spm", "target.spm", "vocab.json", "tokenizer_config.json",
    ),
    "mt5": ("config.json", "generation_config.json", "model.safetensors", "spiece.model"),
}  # fmt: skip
# T5's activations overflow float16.
DTYPES = {"marian": "F16", "mt5": "BF16"}
INT8 = "ctranslate2-int8"


@dataclass(frozen=True)
class Figures:
    """What was exported.

    parameters: trained ones, a tied embedding counted once. weights and int8: bytes of the
    safetensors file and of the CTranslate2 directory. equal: the share of `texts` texts whose
    greedy output in int8 is that of transformers in float32, piece for piece.
    """

    parameters: int
    weights: int
    int8: int
    texts: int
    equal: float

    def __str__(self) -> str:
        return (
            f"parameters: {self.parameters / 1e6:.1f} M\n"
            f"model.safetensors: {self.weights / 1e6:.1f} MB\n"
            f"{INT8}/: {self.int8 / 1e6:.1f} MB\n"
            f"greedy int8 equals transformers' float32: {self.equal:.1%} of {self.texts} texts"
        )


def export(trained: Path, directory: Path, texts: list[str]) -> Figures:
    """Copy and convert the checkpoint `trained` into `directory`, replacing what is there.

    texts: what both forms are tried on: sentences for a translator, English articles for a
    summarizer. Raises ModelError where it is incomplete or its <pad> row is not zero, before
    anything is written.
    """
    checkpoint = _open(trained)
    _, tensors = read_safetensors_header(checkpoint.path / "model.safetensors")
    dtype = DTYPES[checkpoint.family]
    if other := [name for name, tensor in tensors.items() if tensor["dtype"] != dtype]:
        raise ModelError(f"{trained} is not in {dtype} ({other[0]}); export a training output")
    files = FILES[checkpoint.family]
    missing = [name for name in files if not (trained / name).is_file()]
    if missing:
        raise ModelError(f"{trained} has no {missing[0]}; export a training output")
    if checkpoint.family == "marian":
        _check_pad_row(checkpoint)
    directory.mkdir(parents=True, exist_ok=True)
    for name in files:
        shutil.copyfile(trained / name, directory / name)
    shipped = _open(directory)
    convert(shipped, directory / INT8)
    return Figures(
        parameters=sum(
            math.prod(tensor["shape"])
            for name, tensor in tensors.items()
            if name != "final_logits_bias" and "embed_positions" not in name
        ),
        weights=(directory / "model.safetensors").stat().st_size,
        int8=size_of(directory / INT8),
        texts=len(texts),
        equal=_equal(shipped, texts),
    )


def _open(directory: Path) -> Checkpoint:
    """A translator of any direction, or a summarizer."""
    kind = read_json(directory / "config.json", str(directory)).get("model_type")
    if kind not in FILES:
        raise ModelError(
            f"{directory} is a model of type {kind}; {' and '.join(FILES)} are exported"
        )
    return open_marian(str(directory)) if kind == "marian" else inspect(directory, str(directory))


def _check_pad_row(checkpoint: Checkpoint) -> None:
    """CTranslate2 starts decoding from zeros: a model trained from another row would differ."""
    from safetensors import safe_open

    with safe_open(checkpoint.path / "model.safetensors", "pt") as file:
        row = file.get_slice("model.shared.weight")[int(checkpoint.config["pad_token_id"])]
    if row.abs().max() > 0:
        raise ModelError(f"{checkpoint.name}: its <pad> embedding is not zero; train it again")


def _equal(checkpoint: Checkpoint, texts: list[str]) -> float:
    """The share of texts for which both engines say the same."""
    tokenizer = load_tokenizer(checkpoint)
    options = DecodingOptions(beam_size=1)
    if points(tokenizer):
        options = replace(DECODING, beam_size=1, max_target_tokens=4)
        sources = [
            prompt([shown(tokenizer.encode(s)[:-1]) for s in segment(text, "en")], MARKERS, 3)
            for text in texts
        ]
    else:
        sources = [tokenizer.encode(text) for text in texts]
    ours, theirs = (
        [output.tokens for output in decode(load_engine(checkpoint, name), sources, options)]
        for name in ("ctranslate2", "transformers")
    )
    return sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(texts)


def main(
    trained: Annotated[Path, Argument(help="The output of train.translator or train.summarizer.")],
    directory: Annotated[Path, Argument(help="Where the shipped model is written.")],
    sentences: Annotated[int, Option(help="Sentences of FLORES dev compared.", min=1)] = 100,
    reverse: Annotated[bool, Option("--reverse", help="The translator reads English.")] = False,
) -> None:
    """Export a trained translator or pointing summarizer and print its figures."""
    if trained.resolve() == directory.resolve():
        raise UsageError("give another directory than the training output")
    if _open(trained).family == "marian":
        texts = sets.load("flores-dev")[:sentences]["target" if reverse else "source"]
    else:
        texts = [article["translation"] for article in sets.load("seeds")]
    print(export(trained, directory, texts))


if __name__ == "__main__":
    run(main)
