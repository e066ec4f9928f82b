from __future__ import annotations

import pytest
import torch
from torch.nn.functional import cross_entropy

from train.loss import BLOCK, smoothed_cross_entropy


@pytest.mark.parametrize("positions", [1, 37, BLOCK + 5])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_value_and_gradients_are_those_of_torch(positions: int, smoothing: float) -> None:
    torch.manual_seed(3)
    states = torch.randn(positions, 16, requires_grad=True)
    weight = torch.randn(50, 16, requires_grad=True)
    bias, target = torch.randn(50), torch.randint(50, (positions,))
    value = smoothed_cross_entropy(states, weight, bias, target, smoothing)
    (3 * value).backward()  # type: ignore[no-untyped-call]
    ours = states.grad, weight.grad

    states.grad = weight.grad = None
    logits = states @ weight.t() + bias
    (3 * cross_entropy(logits, target, label_smoothing=smoothing)).backward()  # type: ignore[no-untyped-call]
    torch.testing.assert_close(ours, (states.grad, weight.grad))
    # The value is the plain negative log-likelihood, whatever the smoothing.
    torch.testing.assert_close(value, cross_entropy(logits, target))
