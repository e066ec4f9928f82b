"""Checkpoints with the files and the configuration of an OPUS-MT model on the hub."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

CARD = """---
language:
- id
- en
tags:
- translation
license: apache-2.0
---

### opus-mt-id-en
"""


def make_opus_mt(directory: Path, marian: Path, **save: Any) -> Path:
    """Turn a Marian into what those of OPUS-MT look like: weights in pytorch_model.bin only.

    `save` goes to torch.save (models of before August 2020 are in its legacy format).
    """
    import torch
    from safetensors.torch import load_file

    shutil.copytree(marian, directory, ignore=shutil.ignore_patterns("*.safetensors", "ctrans*"))
    weights = load_file(marian / "model.safetensors")
    config = json.loads((directory / "config.json").read_text())
    # The real ones hold what transformers computes today, and state search options in config.json.
    for side in ("encoder", "decoder"):
        weights[f"model.{side}.embed_tokens.weight"] = weights["model.shared.weight"].clone()
        weights[f"model.{side}.embed_positions.weight"] = sinusoids(512, config["d_model"])
    torch.save(weights, directory / "pytorch_model.bin", **save)
    pad = config["pad_token_id"]
    config |= {
        "_num_labels": 3, "add_bias_logits": False, "add_final_layer_norm": False,
        "bad_words_ids": [[pad]], "classif_dropout": 0.0, "max_length": 512, "num_beams": 6,
        "normalize_before": False, "normalize_embedding": False,
        "static_position_embeddings": True,
    }  # fmt: skip
    for recent in ("dtype", "transformers_version", "tie_word_embeddings"):
        config.pop(recent, None)
    (directory / "config.json").write_text(json.dumps(config))
    described = json.loads((directory / "tokenizer_config.json").read_text())
    del described["model_max_length"]
    (directory / "tokenizer_config.json").write_text(json.dumps(described))
    (directory / "README.md").write_text(CARD)
    (directory / "metadata.json").write_text("{}")
    (directory / ".gitattributes").write_text("*.bin filter=lfs diff=lfs merge=lfs -text\n")
    for other in ("tf_model.h5", "rust_model.ot"):  # never needed
        (directory / other).write_bytes(b"\0" * 4096)
    return directory


def sinusoids(positions: int, width: int) -> Any:
    """Marian's position embeddings: sines in the first half, cosines in the second."""
    import torch

    rates = 10000.0 ** (-2 * torch.arange(width // 2) / width)
    angles = torch.arange(positions)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1)
