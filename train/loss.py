"""Label-smoothed cross-entropy that never holds the logits of a whole batch.

With 16,000 output pieces the logits are the largest tensor of a step; here they and their gradient
are made in one pass over blocks of positions (label smoothing: Szegedy et al. 2016).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

__all__ = ["smoothed_cross_entropy"]

BLOCK = 1024  # positions


class _SmoothedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, target: Tensor, smoothing: float
    ) -> Tensor:
        state_gradient = torch.empty_like(states)
        weight_gradient = torch.zeros_like(weight, dtype=torch.float32)
        loss = torch.zeros((), device=states.device)
        for start in range(0, len(states), BLOCK):
            block, wanted = states[start : start + BLOCK], target[start : start + BLOCK, None]
            logits = (block @ weight.t()).float() + bias
            normaliser = torch.logsumexp(logits, -1, keepdim=True)
            loss += (normaliser - logits.gather(1, wanted)).sum()
            # The gradient of the smoothed loss: softmax - smoothing/V - (1 - smoothing) at target.
            gradient = logits.sub_(normaliser).exp_().sub_(smoothing / len(weight))
            gradient.scatter_add_(
                1, wanted, torch.full_like(wanted, smoothing - 1, dtype=gradient.dtype)
            )
            gradient = gradient.to(states.dtype)
            state_gradient[start : start + BLOCK] = gradient @ weight
            weight_gradient += gradient.t() @ block
        ctx.save_for_backward(state_gradient / len(states), weight_gradient / len(states))
        ctx.weight_type = weight.dtype
        return loss / len(states)

    @staticmethod
    def backward(ctx: Any, *scale: Tensor) -> tuple[Tensor | None, ...]:
        states, weight = ctx.saved_tensors
        return states * scale[0], (weight * scale[0]).to(ctx.weight_type), None, None, None


def smoothed_cross_entropy(
    states: Tensor, weight: Tensor, bias: Tensor, target: Tensor, smoothing: float = 0.1
) -> Tensor:
    """Mean loss of n positions, in nats a token; differentiable in `states` and `weight`.

    states: (n, width). weight: (pieces, width), the output embeddings. bias: (pieces,), fixed.
    target: (n,), ids. The value is the plain negative log-likelihood, so that figures compare
    whatever the smoothing; the gradient is the smoothed loss's.
    """
    loss: Tensor = _SmoothedCrossEntropy.apply(  # type: ignore[no-untyped-call]
        states, weight, bias, target, smoothing
    )
    return loss
