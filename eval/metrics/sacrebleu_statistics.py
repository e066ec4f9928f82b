"""Statistics of a sacrebleu metric: its own counts, scored thousands of times at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from dwibahasa.errors import EvaluationError
from eval.corpus import Corpus
from eval.metrics.statistics import Aggregate, Better, Statistics

__all__ = ["sacrebleu_statistics"]


def sacrebleu_statistics(
    metric: Any, name: str, corpus: Corpus, aggregate: Aggregate, better: Better = "higher"
) -> tuple[Statistics]:
    """Count with a `sacrebleu.metrics.base.Metric`.

    `aggregate` does the arithmetic of the metric's `_compute_score_from_stats` for many sums of
    counts at once (a test holds them equal): the significance tests need 20,000 scores a system.
    """
    references = [list(texts) for texts in corpus.references_for(name)]
    if not any(text.strip() for texts in references for text in texts):
        raise EvaluationError("all references are empty: there is nothing to compare with")
    counts = metric._extract_corpus_statistics(list(corpus.hypotheses), references)
    rows = np.array(counts, dtype=np.float64)
    return (Statistics(name, rows, aggregate, str(metric.get_signature()), better),)
