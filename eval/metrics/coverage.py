"""Coverage: the share of the source's names, numbers and dates that survive in the output."""

from __future__ import annotations

import sys

import numpy as np

from dwibahasa import __version__
from dwibahasa.errors import EvaluationError
from eval.corpus import Corpus
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["coverage"]


def coverage(corpus: Corpus) -> tuple[Statistics]:
    """Count how many of a hundred names, numbers and dates of Indonesian sources their English
    holds: a name counts where English copies it, a number or date however English writes it.

    Raises EvaluationError for other languages.
    """
    from dwibahasa.names import missing_names
    from dwibahasa.numbers import missing_numbers

    sources = corpus.sources_for("coverage")
    if (corpus.source_language, corpus.language) not in (("id", "en"), ("ms", "en")):
        raise EvaluationError(
            f"coverage knows how English renders Indonesian, not "
            f"'{corpus.source_language}' into '{corpus.language}'"
        )

    def missing(source: str, output: str) -> int:
        return len(missing_numbers(source, output)) + len(missing_names(source, output))

    rows = []
    for source, output in zip(sources, corpus.hypotheses, strict=True):
        present = missing(source, "")
        rows.append((present - missing(source, output), present))
    signed = signature(pair="id-en", avg="micro", version=__version__)
    return (Statistics("coverage", np.array(rows, dtype=np.float64), ratio(), signed),)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Coverage = evaluate_metric(coverage, __doc__, ("predictions", "sources"))
