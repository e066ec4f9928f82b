"""Length: words a text, and words for a hundred words of the reference. No score: a description."""

from __future__ import annotations

import sys

import numpy as np

from dwibahasa import __version__
from eval.corpus import Corpus
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["length"]


def length(corpus: Corpus) -> tuple[Statistics, ...]:
    """Count words between white space; with references, also relative to the first set's words."""
    words = np.array([len(text.split()) for text in corpus.hypotheses], dtype=np.float64)
    signed = signature(tok="space", version=__version__)
    mean = Statistics(
        "words", np.column_stack([words, np.ones(len(words))]), ratio(1.0), signed, "neither"
    )
    if not corpus.references:
        return (mean,)
    expected = np.array([len(text.split()) for text in corpus.references[0]], dtype=np.float64)
    relative = Statistics(
        "length %", np.column_stack([words, expected]), ratio(), signed, "neither"
    )
    return (mean, relative)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Length = evaluate_metric(length, __doc__, ("predictions", "references"))
