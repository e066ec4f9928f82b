"""ROUGE-1/2/L/Lsum (Lin 2004) over rouge_score: the mean of the texts' F-measures."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version

import numpy as np

from eval.corpus import Corpus
from eval.metrics.sentences import sentences
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["rouge"]

NAMES = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L", "rougeLsum": "ROUGE-Lsum"}
ASCII_LANGUAGES = ("en", "id", "ms")


class _UnicodeWords:
    """rouge_score's own tokeniser drops every letter that is not ASCII."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())


def rouge(corpus: Corpus, *, stemming: bool | None = None) -> tuple[Statistics, ...]:
    """Score 0-100, each text by the reference that suits it best (the maximum of each score).

    ROUGE-Lsum needs a line break between sentences: they are put there, from our own segmentation.
    `stemming` is Porter's, made for English, hence on for English alone where it is None.
    """
    from rouge_score.rouge_scorer import RougeScorer

    if stemming is None:
        stemming = corpus.language == "en"
    plain = corpus.language in ASCII_LANGUAGES
    scorer = RougeScorer(
        list(NAMES), use_stemmer=stemming, tokenizer=None if plain else _UnicodeWords()
    )
    references = corpus.references_for("ROUGE")
    values = np.empty((len(corpus.hypotheses), len(NAMES)))
    for i, hypothesis in enumerate(corpus.hypotheses):
        scores = scorer.score_multi(
            ["\n".join(sentences(texts[i], corpus.language)) for texts in references],
            "\n".join(sentences(hypothesis, corpus.language)),
        )
        values[i] = [scores[kind].fmeasure for kind in NAMES]
    signed = signature(
        nrefs=len(references),
        stem="porter" if stemming and plain else "no",
        tok="rouge_score" if plain else "unicode",
        split=f"segment-{corpus.language}",
        avg="mean",
        version=version("rouge-score"),
    )
    ones = np.ones(len(values))
    return tuple(
        Statistics(name, np.column_stack([values[:, k], ones]), ratio(), signed)
        for k, name in enumerate(NAMES.values())
    )


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Rouge = evaluate_metric(rouge, __doc__, ("predictions", "references"))
