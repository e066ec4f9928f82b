"""Intervals and tests: sacrebleu's figures, and the laws they obey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.significance import PairedTest

from eval.corpus import Corpus
from eval.metrics import measure
from eval.metrics.statistics import Statistics, ratio
from eval.scoring import score
from eval.sets import load, stored_outputs
from eval.significance import (
    approximate_randomization,
    bootstrap_interval,
    holm,
    paired_bootstrap,
)


def means(values: np.ndarray) -> Statistics:
    return Statistics("mean", np.column_stack([values, np.ones(len(values))]), ratio(1), "")


@pytest.mark.parametrize(("metric", "other"), [("bleu", "nllb"), ("chrf", "bergamot-tiny")])
def test_p_values_and_intervals_are_sacrebleus(metric: str, other: str) -> None:
    references = load("flores-devtest")["target"][:60]
    # Two systems close to each other, so that the p-values are not all at their least.
    outputs = {name: stored_outputs(name, "flores-devtest")[:60] for name in ("opusmt", other)}
    base, system = (measure(metric, Corpus(each, [references]))[0] for each in outputs.values())
    theirs = {}
    for kind in ("bs", "ar"):
        metrics = {"m": BLEU() if metric == "bleu" else CHRF(word_order=2)}
        test = PairedTest(list(outputs.items()), metrics, [references], kind, n_ar_confidence=0)
        theirs[kind] = next(v for k, v in test()[1].items() if k != "System")[1]
    assert paired_bootstrap(system, base) == pytest.approx(theirs["bs"].p_value, abs=0.002)
    assert approximate_randomization(system, base) == pytest.approx(theirs["ar"].p_value, abs=2e-4)
    low, high = bootstrap_interval(system)
    assert (high - low) / 2 == pytest.approx(theirs["bs"].ci, rel=1e-4)


def test_equal_systems_differ_by_chance_and_distant_ones_do_not() -> None:
    generator = np.random.default_rng(1)
    values = generator.normal(size=200)
    assert paired_bootstrap(means(values), means(values)) == 1
    assert approximate_randomization(means(values), means(values)) == 1
    assert paired_bootstrap(means(values + 1), means(values)) < 0.01
    assert approximate_randomization(means(values + 1), means(values)) < 0.001


def test_tests_reject_a_true_null_about_as_often_as_they_say() -> None:
    generator = np.random.default_rng(2)
    p_values = [
        approximate_randomization(
            means(generator.normal(size=50)), means(generator.normal(size=50)), trials=300
        )
        for _ in range(200)
    ]
    assert 0.01 <= np.mean(np.array(p_values) < 0.05) <= 0.1


def test_the_interval_holds_the_score_and_narrows_with_segments() -> None:
    values = np.random.default_rng(3).normal(size=1600)
    wide, narrow = bootstrap_interval(means(values[:100])), bootstrap_interval(means(values))
    assert wide[0] < means(values[:100]).value < wide[1]
    assert (wide[1] - wide[0]) / (narrow[1] - narrow[0]) == pytest.approx(4, rel=0.25)
    assert bootstrap_interval(means(values)) == narrow  # seeded


def test_holm_is_the_papers() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_never_lowers_a_p_value_nor_changes_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(a >= p and a <= 1 for a, p in zip(adjusted, p_values, strict=True))
    assert max(adjusted) <= min(1.0, len(p_values) * max(p_values)) + 1e-12
    ordered = [adjusted[i] for i in np.argsort(p_values, kind="stable")]
    assert ordered == sorted(ordered)


def test_systems_are_compared_with_the_baseline_on_every_score() -> None:
    references = [load("flores-dev")["target"][:30]]
    systems = {
        name: stored_outputs(name, "flores-dev")[:30] for name in ("google", "argos", "nllb")
    }
    scores = score(systems, references, metrics=["chrf", "rouge", "length"], baseline="argos")
    assert [each.metric for each in scores.systems["nllb"]] == [
        *("chrF2++", "ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum", "words", "length %")
    ]
    assert {(c.metric, c.system) for c in scores.comparisons} == {
        (metric, system)
        for metric in ("chrF2++", "ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum")
        for system in ("google", "nllb")
    }
    first = scores.systems["google"][0]
    assert len(first.segments) == 30
    assert first.signature in str(first)
    assert all(c.significant for c in scores.comparisons if c.system == "google")
