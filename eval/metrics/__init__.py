"""The metrics by name: each a function from a Corpus to one or several Statistics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module

from dwibahasa.errors import MissingExtraError, UsageError
from eval.corpus import Corpus
from eval.metrics.statistics import Statistics

__all__ = ["METRICS", "Metric", "check_metrics", "measure"]

Metric = Callable[..., tuple[Statistics, ...]]

METRICS = {
    "bleu": "eval.metrics.bleu:bleu",
    "chrf": "eval.metrics.chrf:chrf",
    "ter": "eval.metrics.ter:ter",
    "comet": "eval.metrics.comet:comet",
    "rouge": "eval.metrics.rouge:rouge",
    "coverage": "eval.metrics.coverage:coverage",
    "support": "eval.metrics.support:support",
    "exact_sentences": "eval.metrics.exact_sentences:exact_sentences",
    "redundancy": "eval.metrics.redundancy:redundancy",
    "length": "eval.metrics.length:length",
}


def check_metrics(names: Sequence[str]) -> None:
    """Raise UsageError for an unknown name, naming the nearest and all there are."""
    for name in names:
        if name not in METRICS:
            near = get_close_matches(name, METRICS, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise UsageError(f"there is no metric '{name}': {hint}known: {', '.join(METRICS)}")


def measure(name: str, corpus: Corpus, **options: object) -> tuple[Statistics, ...]:
    """Measure a corpus by a metric's name, with that metric's options.

    Raises UsageError for an unknown name, MissingExtraError where a package is not installed, and
    EvaluationError where the corpus lacks what the metric looks at.
    """
    check_metrics([name])
    module, _, attribute = METRICS[name].partition(":")
    metric: Metric = getattr(import_module(module), attribute)
    try:
        return metric(corpus, **options)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] in ("dwibahasa", "eval"):
            raise
        raise MissingExtraError(f"the metric {name}", "eval") from error
