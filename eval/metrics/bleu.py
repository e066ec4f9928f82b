"""BLEU (Papineni et al. 2002) as sacrebleu computes it (Post 2018)."""

from __future__ import annotations

import sys

import numpy as np

from dwibahasa.errors import EvaluationError
from eval.corpus import Corpus
from eval.metrics.sacrebleu_statistics import sacrebleu_statistics
from eval.metrics.statistics import Array, Statistics

__all__ = ["bleu"]


def bleu(corpus: Corpus, *, lowercase: bool = False) -> tuple[Statistics]:
    """Score detokenised text, 0-100; the tokeniser follows the language (13a, zh, ja-mecab, ...).

    Raises EvaluationError where the language's tokeniser is not installed.
    """
    from sacrebleu.metrics import BLEU

    try:
        metric = BLEU(lowercase=lowercase, trg_lang=corpus.language)
    except (ImportError, RuntimeError) as error:
        raise EvaluationError(
            f"BLEU needs another tokeniser for '{corpus.language}': "
            f"pip install 'sacrebleu[{corpus.language}]'"
        ) from error
    return sacrebleu_statistics(metric, "BLEU", corpus, _aggregate)


def _aggregate(sums: Array) -> Array:
    """Score rows (output length, reference length, 4 x matches, 4 x n-grams); smoothing "exp"."""
    lengths, matches, ngrams = sums[:, :2], sums[:, 2:6], sums[:, 6:10]
    none = matches == 0
    # The k-th order without a match counts as if it had 1 / 2^k of one.
    precisions = np.where(none, 0.5 ** none.cumsum(axis=1), matches) / np.maximum(ngrams, 1)
    brevity = np.minimum(1 - lengths[:, 1] / np.maximum(lengths[:, 0], 1), 0)
    scores = 100 * np.exp(brevity + np.log(precisions).mean(axis=1))
    defined = (ngrams > 0).all(axis=1) & (matches > 0).any(axis=1)
    return np.where(defined, scores, 0.0)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Bleu = evaluate_metric(bleu, __doc__, ("predictions", "references"))
