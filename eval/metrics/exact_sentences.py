"""Exact sentences: the share of texts with exactly N sentences."""

from __future__ import annotations

import sys

import numpy as np

from dwibahasa import __version__
from eval.corpus import Corpus
from eval.metrics.sentences import sentences
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["exact_sentences"]


def exact_sentences(corpus: Corpus, *, count: int = 3) -> tuple[Statistics]:
    """Score 0-100: how many texts of a hundred have exactly `count` sentences."""
    exact = [len(sentences(text, corpus.language)) == count for text in corpus.hypotheses]
    rows = np.column_stack([np.array(exact, dtype=np.float64), np.ones(len(exact))])
    signed = signature(n=count, split=f"segment-{corpus.language}", version=__version__)
    return (Statistics("exact sentences", rows, ratio(), signed),)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    ExactSentences = evaluate_metric(exact_sentences, __doc__, ("predictions",))
