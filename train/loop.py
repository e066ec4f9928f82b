"""The training loop that the translator and the summarizer share.

AdamW on float32 weights; warm-up, a constant rate, then a fall to zero ("cool-down"); the mean of
the last weights is kept beside them. Everything lies in a state file, and a run that was stopped
goes on as if it had not been.
"""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from dwibahasa.errors import UsageError

__all__ = ["Settings", "fastest_dtype", "train"]

SAVE_EVERY = 300.0  # seconds
SAY_EVERY = 60.0  # seconds


@dataclass(frozen=True)
class Settings:
    """How long and how fast to learn.

    minutes or steps: the length of the run, one of the two (time of earlier, stopped runs counts).
    rate: AdamW's. warmup: steps. cooldown: the last share of the run, over which the rate falls to
    zero. average: the last share, whose weights are averaged (0: none). evaluate_every: minutes.
    """

    rate: float
    minutes: float = 0
    steps: int = 0
    warmup: int = 100
    cooldown: float = 0.3
    average: float = 0.05
    evaluate_every: float = 20
    seed: int = 1

    def __post_init__(self) -> None:
        if self.minutes <= 0 and self.steps <= 0:
            raise UsageError("say how long to train: minutes or steps, above 0")

    def changed(self, minutes: float | None, steps: int | None, rate: float | None) -> Settings:
        """The same with another length, which takes the place of the one there is, or rate."""
        length = (minutes or 0, steps or 0) if minutes or steps else (self.minutes, self.steps)
        return replace(self, rate=rate or self.rate, minutes=length[0], steps=length[1])

    def spent(self, steps: int, seconds: float) -> float:
        """The share of the run that is over, 0 to 1 and more."""
        return steps / self.steps if self.steps else seconds / (60 * self.minutes)

    def rate_at(self, steps: int, seconds: float) -> float:
        """The learning rate of the next step."""
        left = 1 - self.spent(steps, seconds)
        falling = left / self.cooldown if self.cooldown else 1.0
        return self.rate * max(0.0, min(1.0, (steps + 1) / max(1, self.warmup), falling))


class _Run:
    """What a state file holds: weights in float32, their mean, the optimiser, and how far it is.

    `rows_at_zero` are rows of the input embeddings that stay zero (Marian's <pad>, from which
    CTranslate2 starts decoding).
    """

    def __init__(
        self, model: torch.nn.Module, settings: Settings, faster: dict[str, float],
        rows_at_zero: list[int],
    ) -> None:  # fmt: skip
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        self.weights = [p for _, p in named]
        # In float32 the model's own weights are the master copy.
        self.masters = [
            p if p.dtype == torch.float32 else p.detach().float().requires_grad_()
            for p in self.weights
        ]
        self.mean = [torch.zeros_like(master, requires_grad=False) for master in self.masters]
        self.means = self.steps = 0
        self.seconds = 0.0
        self.factors = [faster.get(name, 1.0) for name, _ in named]
        self._zero = rows_at_zero
        self._embeddings = model.get_input_embeddings().weight  # type: ignore[operator]
        self._adam = torch.optim.AdamW(
            [{"params": [master]} for master in self.masters],
            lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True,
        )  # fmt: skip

    @torch.no_grad()
    def step(self, rate: float, *, average: bool) -> None:
        """Move the weights by the gradients that are there; not where one is no number, which one
        odd batch in bfloat16 is enough for.
        """
        for group, factor in zip(self._adam.param_groups, self.factors, strict=True):
            group["lr"] = rate * factor
        for weight, master in zip(self.weights, self.masters, strict=True):
            if master is not weight and weight.grad is not None:
                master.grad, weight.grad = weight.grad.float(), None
        if torch.nn.utils.clip_grad_norm_(self.masters, 1.0).isfinite():
            self._adam.step()
        self._adam.zero_grad(set_to_none=True)
        for weight, master in zip(self.weights, self.masters, strict=True):
            if weight is self._embeddings:
                master[self._zero] = 0
            if master is not weight:
                weight.copy_(master)
        self.steps += 1
        if average:
            self.means += 1
            for mean, master in zip(self.mean, self.masters, strict=True):
                mean.lerp_(master, 1 / self.means)

    @torch.no_grad()
    def take(self, values: list[Tensor]) -> None:
        """Put `values` into the model."""
        for weight, master, value in zip(self.weights, self.masters, values, strict=True):
            master.copy_(value)
            weight.copy_(value)

    def save(self, path: Path) -> None:
        kept = {"steps": self.steps, "seconds": self.seconds, "means": self.means}
        tensors = {"masters": [m.detach() for m in self.masters], "mean": self.mean}
        scratch = path.with_suffix(".tmp")
        torch.save({**kept, **tensors, "adam": self._adam.state_dict()}, scratch)
        scratch.replace(path)

    def load(self, path: Path) -> None:
        kept = torch.load(path, weights_only=True, map_location=self.masters[0].device)
        if [m.shape for m in kept["masters"]] != [m.shape for m in self.masters]:
            raise UsageError(f"{path} belongs to another model; give another --state")
        self.steps, self.seconds, self.means = kept["steps"], kept["seconds"], kept["means"]
        self._adam.load_state_dict(kept["adam"])
        self.mean = kept["mean"]
        self.take(kept["masters"])


def train(
    model: Any, batches: Callable[[int], Iterator[Any]], loss: Callable[[Any], tuple[Tensor, int]],
    settings: Settings, state: Path, *, evaluate: Callable[[], tuple[float, str]],
    say: Callable[[str], None], faster: dict[str, float] | None = None,
    rows_at_zero: list[int] | None = None,
) -> bool:  # fmt: skip
    """Train `model` in place until the run is over, or until SIGTERM or Ctrl-C.

    batches: given how many to skip, yields batches for ever. loss: of a batch, with the tokens it
    counted. state: the file that is read if it is there, and written every five minutes and at
    the end. evaluate: gives a score (more is better) and a line to say, without training. faster:
    factors on the rate of single parameters, by name.

    Gives True where the run is over; the model then has the better of the last weights and their
    mean, in float32. False where it was stopped.
    """
    run = _Run(model, settings, faster or {}, rows_at_zero or [])
    if state.exists():
        run.load(state)
        say(f"going on from step {run.steps:,}, {run.seconds / 60:.1f} minutes")
    seconds_before, start = run.seconds, time.monotonic()
    said = saved = evaluated = start
    tokens, mean_loss, taken = 0, 0.0, 0
    with _stop_asked() as stop:
        model.train()
        for batch in batches(run.steps):
            spent = settings.spent(run.steps, run.seconds)
            if spent >= 1 or stop:
                break
            # The same chance at the same step, so that a resumed run equals an uninterrupted one.
            torch.manual_seed(settings.seed * 1_000_003 + run.steps)
            random.seed(settings.seed * 1_000_003 + run.steps)
            value, counted = loss(batch)
            value.backward()  # type: ignore[no-untyped-call]
            run.step(
                settings.rate_at(run.steps, run.seconds), average=spent >= 1 - settings.average
            )
            now = time.monotonic()
            run.seconds, tokens = seconds_before + now - start, tokens + counted
            taken += 1
            mean_loss += (value.item() - mean_loss) / min(taken, 100)
            if now - said > SAY_EVERY:
                pace = tokens / (now - start)
                say(
                    f"step {run.steps:,}, {run.seconds / 60:.1f} min ({spent:.0%}): "
                    f"loss {mean_loss:.3f}, {pace:,.0f} tokens/s"
                )
                said = now
            if now - saved > SAVE_EVERY:
                run.save(state)
                saved = now
            if now - evaluated > 60 * settings.evaluate_every:
                say(_evaluated(model, evaluate)[1])
                evaluated = time.monotonic()
    run.save(state)
    if stop:
        return False
    score, line = _evaluated(model, evaluate)
    say(f"last weights: {line}")
    if run.means:
        last = [master.detach().clone() for master in run.masters]
        run.take(run.mean)
        mean_score, line = _evaluated(model, evaluate)
        say(f"mean of {run.means} weights: {line}")
        if mean_score < score:
            run.take(last)
    # As they were learned, not as bfloat16 rounds them.
    model.float()
    run.take([master.detach() for master in run.masters])
    return True


def _evaluated(model: Any, evaluate: Callable[[], tuple[float, str]]) -> tuple[float, str]:
    model.eval()
    with torch.no_grad():
        result = evaluate()
    model.train()
    return result


@contextmanager
def _stop_asked() -> Iterator[list[int]]:
    """A list that is not empty once SIGTERM or SIGINT came."""
    asked: list[int] = []
    wanted = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(one, lambda number, _: asked.append(number)) for one in wanted]
    try:
        yield asked
    finally:
        for one, handler in zip(wanted, before, strict=True):
            signal.signal(one, handler)


def fastest_dtype(device: torch.device) -> torch.dtype:
    """Tell whether this machine multiplies faster in bfloat16 or float32 (0.2 s on a CPU).

    bfloat16 is the faster where the CPU has AMX or AVX-512 BF16, and slower by far where not.
    """
    if device.type == "cuda":
        return torch.bfloat16

    def seconds(dtype: torch.dtype) -> float:
        left, right = torch.randn(2048, 256).to(dtype), torch.randn(256, 1536).to(dtype)
        best = float("inf")
        for _ in range(8):
            start = time.perf_counter()
            left @ right
            best = min(best, time.perf_counter() - start)
        return best

    return min((torch.float32, torch.bfloat16), key=seconds)
