"""Writes a trained model as a checkpoint that loads wherever the one it began from did."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import torch

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.pretrained import quiet_transformers

__all__ = ["save"]


def save(model: Any, begun: Checkpoint, directory: Path, dtype: torch.dtype) -> None:
    """Write `model` in `dtype` into `directory`, with the tokeniser of the checkpoint `begun` and
    its generation settings, of which training takes away the limit of length.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with quiet_transformers():
        model.to(dtype).save_pretrained(directory)
    for name in (*begun.tokenizer_files, "tokenizer_config.json", "generation_config.json"):
        if (begun.path / name).exists():
            shutil.copyfile(begun.path / name, directory / name)
