from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor

from dwibahasa.errors import UsageError
from dwibahasa.pretrained import load_pretrained
from train.corpora import Corpora
from train.data import Pair
from train.dropout import prepared_dropout
from train.loop import Settings, train
from train.marian import open_marian
from train.recipe import Recipe, read_recipe
from train.translator import POSITIONS, Translator, fit

DROPOUT = 0.1
STEPS = 12


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """So tiny a model waits for its threads longer than it computes."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def pairs(step: int) -> list[tuple[list[int], list[int]]]:
    """A batch that depends on the step alone."""
    return [([5 + (7 * step + i) % 300, 9 + i, 0], [4 + (3 * step + i) % 300, 0]) for i in range(6)]


class Run:
    """Trains a tiny Marian with dropout and averaging, stopped by SIGTERM after some steps."""

    def __init__(self, checkpoint: Path, state: Path, dtype: torch.dtype) -> None:
        self.checkpoint, self.state, self.dtype = checkpoint, state, dtype
        self.said: list[str] = []

    def __call__(self, stop_after: int = STEPS, score: Callable[[], float] = lambda: 0.0) -> bool:
        checkpoint = open_marian(str(self.checkpoint))
        translator = Translator(checkpoint, torch.device("cpu"), self.dtype, DROPOUT)
        self.model = translator.model
        steps = count(1)

        def loss(batch: Any) -> tuple[Tensor, int]:
            if next(steps) == stop_after and stop_after < STEPS:
                os.kill(os.getpid(), signal.SIGTERM)
            return translator.loss(batch)

        def batches(skip: int) -> Iterator[Any]:
            return (pairs(step) for step in count(skip))

        plan = Settings(rate=1e-3, steps=STEPS, warmup=3, cooldown=0.4, average=0.4)
        torch.manual_seed(1)
        with prepared_dropout(DROPOUT, self.dtype):
            return train(
                self.model, batches, loss, plan, self.state,
                evaluate=lambda: (score(), "a score"), say=self.said.append,
                faster={"model.shared.weight": 3.0}, rows_at_zero=[translator.padding],
            )  # fmt: skip

    def weights(self) -> dict[str, Tensor]:
        return {name: p.detach().clone() for name, p in self.model.named_parameters()}


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stops=st.lists(st.integers(1, STEPS - 1), min_size=1, max_size=3))
def test_a_resumed_run_equals_an_uninterrupted_one(
    dtype: torch.dtype, stops: list[int], tiny_marian: Path, tmp_path: Path
) -> None:
    whole = Run(tiny_marian, tmp_path / "whole.pt", dtype)
    parts = Run(tiny_marian, tmp_path / "parts.pt", dtype)
    for run in (whole, parts):
        run.state.unlink(missing_ok=True)
    assert whole()
    left = STEPS
    for stop in stops:
        if stop < left:
            assert not parts(stop_after=stop)
            left -= stop
    assert parts()
    expected = whole.weights()
    for name, weight in parts.weights().items():
        assert torch.equal(weight, expected[name]), name


def test_the_padding_row_stays_zero_and_the_rest_learns(tiny_marian: Path, tmp_path: Path) -> None:
    run = Run(tiny_marian, tmp_path / "state.pt", torch.float32)
    assert run()
    rows = run.model.get_input_embeddings().weight.detach()
    assert rows[run.model.config.pad_token_id].abs().max() == 0
    old = load_pretrained(open_marian(str(tiny_marian))).get_input_embeddings().weight
    assert not torch.equal(rows[5], old[5])


def test_the_better_of_last_and_mean_weights_is_kept(tiny_marian: Path, tmp_path: Path) -> None:
    scores = iter([2.0, 1.0])
    last = Run(tiny_marian, tmp_path / "a.pt", torch.float32)
    last(score=lambda: next(scores))
    scores = iter([1.0, 2.0])
    mean = Run(tiny_marian, tmp_path / "b.pt", torch.float32)
    mean(score=lambda: next(scores))
    assert any("mean of 4 weights" in line for line in mean.said)
    state = torch.load(tmp_path / "a.pt", weights_only=True)
    kept = [weight for weight in last.model.parameters() if weight.requires_grad]
    assert all(map(torch.equal, kept, state["masters"]))
    kept = [weight for weight in mean.model.parameters() if weight.requires_grad]
    assert all(map(torch.equal, kept, state["mean"]))


def test_the_state_of_another_model_is_refused(
    tiny_marian: Path, tiny_tc_big: Path, tmp_path: Path
) -> None:
    assert Run(tiny_marian, tmp_path / "state.pt", torch.float32)()
    with pytest.raises(UsageError, match="belongs to another model"):
        Run(tiny_tc_big, tmp_path / "state.pt", torch.float32)()


def test_rates_warm_up_stay_and_fall() -> None:
    plan = Settings(rate=1.0, steps=100, warmup=10, cooldown=0.5)
    rates = [plan.rate_at(step, 0) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[9:50] == pytest.approx([1.0] * 41)
    assert rates[50:] == sorted(rates[50:], reverse=True)
    assert rates[-1] == pytest.approx(0.02)
    timed = Settings(rate=1.0, minutes=10, warmup=1, cooldown=0.5)
    assert timed.rate_at(5, 9 * 60) == pytest.approx(0.2)


def test_a_run_needs_a_length() -> None:
    with pytest.raises(UsageError, match="minutes or steps"):
        Settings(rate=1.0)


def test_positions_stay_since_they_are_not_saved(tiny_marian: Path, tmp_path: Path) -> None:
    text = "Presiden membuka jalan tol di Medan."
    corpora = Corpora(
        {"all": [Pair(text, text[::-1], "")] * 9}, {"all": 1.0}, [(text, text[::-1])], []
    )
    checkpoint = open_marian(str(tiny_marian))
    plan = Recipe(Settings(rate=1e-2, steps=4, warmup=1, average=0))
    assert fit(checkpoint, corpora, plan, tmp_path / "made", tmp_path / "state")
    state = torch.load(tmp_path / "state" / "state.pt", weights_only=True)
    saved = load_pretrained(open_marian(str(tmp_path / "made")))
    weights = dict(saved.named_parameters())
    assert weights.keys() > set(POSITIONS)
    # What was learned is what was saved, but for float16.
    for (name, weight), master in zip(weights.items(), state["masters"], strict=True):
        torch.testing.assert_close(weight, master, rtol=2e-3, atol=2e-3, msg=name)


def test_a_recipe_may_let_but_some_weights_learn(tiny_marian: Path, tmp_path: Path) -> None:
    text = "Presiden membuka jalan tol di Medan."
    corpora = Corpora(
        {"all": [Pair(text, text[::-1], "")] * 9}, {"all": 1.0}, [(text, text[::-1])], []
    )
    checkpoint = open_marian(str(tiny_marian))
    recipe = read_recipe(Path(__file__).parents[2] / "train" / "start.toml")
    plan = replace(recipe, settings=Settings(rate=1e-2, steps=3, warmup=1, average=0))
    assert fit(checkpoint, corpora, plan, tmp_path / "made", tmp_path / "state")
    before, after = (
        dict(load_pretrained(open_marian(str(path))).named_parameters())
        for path in (tiny_marian, tmp_path / "made")
    )
    # Training in bfloat16 rounds what does not learn, by a few thousandths.
    changed = {
        name
        for name in before
        if not torch.allclose(after[name], before[name], rtol=5e-3, atol=5e-3)
    }
    assert "model.shared.weight" in changed
    assert any("decoder.layers.0.self_attn" in name for name in changed)
    assert not any("encoder" in name or "fc" in name for name in changed)
