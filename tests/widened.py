"""`mini` in the shape of opus-mt: as slow as the real one, and with outputs of real lengths.

Random weights hardly ever write </s>, and what they write sets off every guard: timed with them,
engines are timed at loops. So layers, units and pieces are added to `mini` such that it computes
what it did (Net2Net: Chen, Goodfellow and Shlens 2016): 6+6 layers, 512 wide, 8 heads, 2,048 swish
units, 54,796 pieces.

    python tests/widened.py DIRECTORY
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from dwibahasa.store import shipped

__all__ = ["widen"]

WIDTH, UNITS, PIECES, LAYERS = 512, 2048, 54_796, 6  # mini's width is opus-mt's
STEEP = 64.0  # swish(64 x) / 64 is ReLU, to within 0.005


def widen(directory: Path) -> Path:
    """Write the checkpoint, some 300 MB, into `directory`, which must not be there yet."""
    mini = shipped()["mini"]
    directory.mkdir(parents=True)
    for file in ("source.spm", "target.spm", "tokenizer_config.json", "generation_config.json"):
        shutil.copy(mini / file, directory / file)
    config = json.loads((mini / "config.json").read_text(encoding="utf-8"))
    vocabulary = json.loads((mini / "vocab.json").read_text(encoding="utf-8"))
    old_pad = vocabulary.pop("<pad>")
    vocabulary |= {f"<spare{i}>": i for i in range(old_pad, PIECES - 1)} | {"<pad>": PIECES - 1}
    (directory / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    weights = {k: w.float() for k, w in load_file(mini / "model.safetensors").items()}
    save_file(_widened(weights, config, old_pad), directory / "model.safetensors")
    config |= {
        "encoder_ffn_dim": UNITS, "decoder_ffn_dim": UNITS, "dtype": "float32",
        "encoder_layers": LAYERS, "decoder_layers": LAYERS, "activation_function": "swish",
        "vocab_size": PIECES, "decoder_vocab_size": PIECES, "pad_token_id": PIECES - 1,
        "decoder_start_token_id": PIECES - 1,
    }  # fmt: skip
    (directory / "config.json").write_text(json.dumps(config), encoding="utf-8")
    generation = {"pad_token_id": PIECES - 1, "decoder_start_token_id": PIECES - 1}
    path = directory / "generation_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | generation), encoding="utf-8")
    return directory


def _widened(old: dict[str, Tensor], config: dict[str, Any], pad: int) -> dict[str, Tensor]:
    more = UNITS - config["encoder_ffn_dim"]
    new: dict[str, Tensor] = {}
    for name, weight in old.items():
        if name.endswith(("fc1.weight", "fc1.bias")):
            new[name] = torch.cat([weight, weight.new_zeros(more, *weight.shape[1:])]) * STEEP
        elif name.endswith("fc2.weight"):
            new[name] = torch.nn.functional.pad(weight, (0, more)) / STEEP
        else:
            new[name] = weight
    embeddings = torch.zeros(PIECES, WIDTH)
    embeddings[:pad] = old["model.shared.weight"][:pad]
    bias = torch.full((1, PIECES), -100.0)
    bias[:, :pad] = old["final_logits_bias"][:, :pad]
    new |= {"model.shared.weight": embeddings, "final_logits_bias": bias}
    _deepen(new, config["decoder_layers"])
    return {name: weight.contiguous() for name, weight in new.items()}


def _deepen(weights: dict[str, Tensor], layers: int) -> None:
    """Add decoder layers that leave what is normalised as it is; the last one scales it."""
    last = f"model.decoder.layers.{layers - 1}."
    norm = {kind: weights[f"{last}final_layer_norm.{kind}"] for kind in ("weight", "bias")}
    plain = {"weight": torch.ones(WIDTH), "bias": torch.zeros(WIDTH)}
    for name in [name for name in weights if name.startswith(last)]:
        for layer in range(layers, LAYERS):
            is_norm = "layer_norm" in name
            made = plain[name.split(".")[-1]] if is_norm else torch.zeros_like(weights[name])
            weights[name.replace(last, f"model.decoder.layers.{layer}.")] = made.clone()
    for kind in ("weight", "bias"):
        weights[f"{last}final_layer_norm.{kind}"] = plain[kind].clone()
        weights[f"model.decoder.layers.{LAYERS - 1}.final_layer_norm.{kind}"] = norm[kind]


if __name__ == "__main__":
    print(widen(Path(sys.argv[1])))
