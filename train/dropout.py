"""Dropout whose random numbers are drawn once.

Drawing them takes a quarter of a training step on a CPU; a slice of a prepared mask, from a random
place, does the same work.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

__all__ = ["prepared_dropout"]

POOL = 1 << 24  # numbers


@contextmanager
def prepared_dropout(rate: float, dtype: torch.dtype) -> Iterator[None]:
    """Within, modules on the CPU drop `rate` of their inputs by slices of a mask in `dtype`."""
    kept = 1 - rate
    mask = (torch.rand(POOL) < kept).to(dtype) / kept
    original = torch.nn.functional.dropout

    def sliced(
        input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
    ) -> Tensor:
        if not training or p == 0:
            return input
        if p != rate or input.numel() >= POOL or input.device.type != "cpu":
            return original(input, p, training, inplace)
        start = random.randrange(POOL - input.numel())
        return input * mask[start : start + input.numel()].view(input.shape)

    torch.nn.functional.dropout = sliced
    try:
        yield
    finally:
        torch.nn.functional.dropout = original
