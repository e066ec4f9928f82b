"""chrF2++: character 6-grams and word bigrams (Popović 2017) as sacrebleu computes it."""

from __future__ import annotations

import sys

import numpy as np

from eval.corpus import Corpus
from eval.metrics.sacrebleu_statistics import sacrebleu_statistics
from eval.metrics.statistics import Array, Statistics

__all__ = ["chrf"]


def chrf(corpus: Corpus, *, word_order: int = 2) -> tuple[Statistics]:
    """Score 0-100; `word_order` 2 is chrF2++, 0 is chrF2 (Popović 2015)."""
    from sacrebleu.metrics import CHRF

    name = "chrF2" + "+" * word_order
    return sacrebleu_statistics(CHRF(word_order=word_order), name, corpus, _aggregate)


def _aggregate(sums: Array) -> Array:
    """Score rows of (output n-grams, reference n-grams, matches), thrice as long as orders.

    Orders that output or reference lack are left out (sacrebleu's effective order); F has beta 2.
    """
    output, reference, matches = sums[:, 0::3], sums[:, 1::3], sums[:, 2::3]
    there = (output > 0) & (reference > 0)
    orders = np.maximum(there.sum(axis=1), 1)
    precision = (matches / np.maximum(output, 1) * there).sum(axis=1) / orders
    recall = (matches / np.maximum(reference, 1) * there).sum(axis=1) / orders
    weighted = 4 * precision + recall
    return np.where(weighted > 0, 500 * precision * recall / np.where(weighted > 0, weighted, 1), 0)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Chrf = evaluate_metric(chrf, __doc__, ("predictions", "references"))
