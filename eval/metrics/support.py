"""Support: the share of summary sentences whose names and numbers all occur in the article."""

from __future__ import annotations

import sys

import numpy as np

from dwibahasa import __version__
from dwibahasa.errors import EvaluationError
from eval.corpus import Corpus
from eval.metrics.sentences import sentences
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["support"]


def support(corpus: Corpus) -> tuple[Statistics]:
    """Count the supported sentences of a hundred; the sources are the articles, in English or
    Indonesian as the summaries are (translated names would count as unsupported).

    Raises EvaluationError where the languages differ.
    """
    from summarize.grounding import absent_facts

    articles = corpus.sources_for("support")
    language = corpus.language
    if corpus.source_language != language or language not in ("en", "id"):
        raise EvaluationError(
            f"support compares summaries with articles of their own language, en or id, and not "
            f"'{language}' with '{corpus.source_language}' (--source-language)"
        )
    rows = []
    for article, summary in zip(articles, corpus.hypotheses, strict=True):
        held = [not absent_facts(each, article, language) for each in sentences(summary, language)]
        rows.append((sum(held), len(held)))
    signed = signature(lang=language, split=f"segment-{language}", avg="micro", version=__version__)
    return (Statistics("support", np.array(rows, dtype=np.float64), ratio(empty=0.0), signed),)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Support = evaluate_metric(support, __doc__, ("predictions", "sources"))
