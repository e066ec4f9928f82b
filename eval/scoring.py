"""Systems scored side by side: each score with its interval, each difference with its tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dwibahasa.errors import EvaluationError, UsageError
from eval.corpus import Corpus
from eval.metrics import check_metrics, measure
from eval.metrics.statistics import Better, Statistics
from eval.significance import (
    RESAMPLES,
    SEED,
    approximate_randomization,
    bootstrap_interval,
    holm,
    paired_bootstrap,
)

__all__ = ["LEVEL", "Comparison", "Score", "Scores", "compare", "score", "score_corpus"]

LEVEL = 0.05


@dataclass(frozen=True)
class Score:
    """A value, its 95 % confidence interval from `low` to `high`, and how it was computed.

    `metric` is the score's printed name ("ROUGE-L"); `segments` are the scores of the single
    segments, in order.
    """

    metric: str
    value: float
    low: float
    high: float
    signature: str
    better: Better
    segments: tuple[float, ...]

    def __str__(self) -> str:
        """Write the score as it may be quoted: never without its signature."""
        return (
            f"{self.metric} {self.value:.1f} [{self.low:.1f}, {self.high:.1f}] ({self.signature})"
        )


@dataclass(frozen=True)
class Comparison:
    """A system against the baseline on one score.

    `difference` is system minus baseline. The p-values are those of the paired bootstrap and of
    approximate randomisation, both after Holm's correction over all systems compared.
    """

    metric: str
    system: str
    baseline: str
    difference: float
    bootstrap_p: float
    randomization_p: float

    @property
    def significant(self) -> bool:
        """Both tests reject chance at 5 %."""
        return max(self.bootstrap_p, self.randomization_p) < LEVEL


@dataclass(frozen=True)
class Scores:
    """What `score` finds: `systems[name]` holds a system's scores, the same metrics for each.

    `comparisons` has one for each metric with a good direction and each system but the baseline;
    `baseline` is None for a single system.
    """

    systems: Mapping[str, tuple[Score, ...]]
    baseline: str | None
    comparisons: tuple[Comparison, ...]


def score(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]] = (),
    sources: Sequence[str] | None = None,
    *,
    metrics: Sequence[str] = ("bleu", "chrf"),
    baseline: str | None = None,
    language: str = "en",
    source_language: str = "id",
) -> Scores:
    """Score systems' outputs against references[k][i] (set k, segment i), and against each other.

    `metrics` are names in `eval.metrics.METRICS`; `baseline` is a system's name, the first by
    default. Raises UsageError for an unknown metric or baseline, and EvaluationError where segments
    do not match or a metric lacks references or sources.
    """
    check_metrics(metrics)
    if not systems:
        raise EvaluationError("there are no systems to score")
    first = next(iter(systems))
    if baseline is not None and baseline not in systems:
        raise UsageError(f"the baseline '{baseline}' is not among {', '.join(systems)}")
    measured: dict[str, list[Statistics]] = {}
    for name, hypotheses in systems.items():
        corpus = Corpus(hypotheses, references, sources, language, source_language)
        measured[name] = [each for metric in metrics for each in measure(metric, corpus)]
    return compare(measured, (baseline or first) if len(systems) > 1 else None)


def score_corpus(statistics: Statistics) -> Score:
    """Turn statistics into a score with its interval."""
    low, high = bootstrap_interval(statistics)
    return Score(
        statistics.name,
        statistics.value,
        low,
        high,
        f"{statistics.signature}|bs:{RESAMPLES}|seed:{SEED}",
        statistics.better,
        statistics.segment_values,
    )


def compare(measured: Mapping[str, Sequence[Statistics]], baseline: str | None) -> Scores:
    """Score systems from their statistics (the same scores, in the same order, for each system)."""
    comparisons: list[Comparison] = []
    others = [name for name in measured if name != baseline] if baseline else []
    for index, base in enumerate(measured[baseline] if baseline else ()):
        if base.better == "neither":
            continue
        against = [measured[name][index] for name in others]
        bootstrap = holm([paired_bootstrap(each, base) for each in against])
        randomization = holm([approximate_randomization(each, base) for each in against])
        comparisons += [
            Comparison(base.name, name, baseline or "", each.value - base.value, one, two)
            for name, each, one, two in zip(others, against, bootstrap, randomization, strict=True)
        ]
    scores = {
        name: tuple(score_corpus(each) for each in statistics)
        for name, statistics in measured.items()
    }
    return Scores(scores, baseline, tuple(comparisons))
