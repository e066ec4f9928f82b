"""Redundancy: how much of a sentence the other sentences of the same summary say too."""

from __future__ import annotations

import sys

import numpy as np

from dwibahasa import __version__
from eval.corpus import Corpus
from eval.metrics.sentences import sentences
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["redundancy"]


def redundancy(corpus: Corpus) -> tuple[Statistics]:
    """Score 0-100, low is good: of a sentence's distinct content words (English and Indonesian stop
    words do not count), the share that another sentence of the text has; the mean over all
    sentences of texts with several.
    """
    from summarize.words import content_words, overlap

    rows = []
    for text in corpus.hypotheses:
        words = [set(content_words(each)) for each in sentences(text, corpus.language)]
        shares = [
            overlap(own, set().union(*words[:place], *words[place + 1 :]))
            for place, own in enumerate(words)
            if own and len(words) > 1
        ]
        rows.append((sum(shares), len(shares)))
    signed = signature(split=f"segment-{corpus.language}", avg="micro", version=__version__)
    values = np.array(rows, dtype=np.float64)
    return (Statistics("redundancy", values, ratio(empty=0.0), signed, "lower"),)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Redundancy = evaluate_metric(redundancy, __doc__, ("predictions",))
