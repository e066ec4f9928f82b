"""A MarianMT model made twice as wide, so that it can learn more, without forgetting what it knows.

    python -m train.widen models/mini wide

Every dimension becomes two that start alike (Net2Net, Chen et al. 2016), so that each layer says
what it said, but for half of the positions' sinusoids, whose frequencies lie between the old ones.
A little noise lets the two grow apart. The inner width of the feed-forward layers stays.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any

import torch
from torch import Tensor
from typer import Argument

from dwibahasa.pretrained import load_pretrained
from train.command import run
from train.marian import open_marian
from train.saving import save

__all__ = ["widened"]

NOISE = 0.05  # standard deviations of a matrix's own entries


def widened(model: Any, noise: float = NOISE) -> Any:
    """Give a model like `model` (MarianMTModel) with twice its d_model, in float32."""
    from transformers import MarianConfig, MarianMTModel

    config = MarianConfig.from_dict({**model.config.to_dict(), "d_model": 2 * model.config.d_model})
    wide: Any = MarianMTModel(config).eval()
    old = {name: value.float() for name, value in model.named_parameters()}
    torch.manual_seed(1)
    with torch.no_grad():
        wide.final_logits_bias.copy_(model.final_logits_bias)
        for name, parameter in wide.named_parameters():
            if "embed_positions" not in name:
                parameter.copy_(_doubled(name, old[name], noise))
        last = wide.model.decoder.layers[-1].final_layer_norm
        # The scores of the pieces add up twice as many products with rows 1/sqrt(2) as long.
        last.weight /= math.sqrt(2)
        last.bias /= math.sqrt(2)
        wide.model.shared.weight[config.pad_token_id] = 0
    return wide


def _doubled(name: str, value: Tensor, noise: float) -> Tensor:
    """Repeat outputs side by side, so that attention heads and sines and cosines stay together;
    repeat inputs and halve them.
    """
    embeddings = name.endswith("shared.weight")
    matrix = value.dim() > 1
    if matrix and "fc2" not in name:
        # Marian multiplies embeddings by the root of their width.
        value = value.repeat_interleave(2, 1) / (math.sqrt(2) if embeddings else 2)
    if not embeddings and "fc1" not in name:
        value = value.repeat_interleave(2, 0)
    if "q_proj" in name:
        value = value / math.sqrt(2)  # attention divides by the root of its heads' width
    return value + noise * value.std() * torch.randn_like(value) if matrix else value


def main(
    model: Annotated[str, Argument(help="A MarianMT model: name, directory or hub id.")],
    output: Annotated[Path, Argument(help="Where the wider one is written.")],
) -> None:
    """Double the width of a MarianMT model."""
    checkpoint = open_marian(model)
    save(widened(load_pretrained(checkpoint)), checkpoint, output, torch.float16)


if __name__ == "__main__":
    run(main)
