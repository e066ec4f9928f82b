"""Coverage: the share of the source's names, numbers and dates that survive in the output."""

from __future__ import annotations

import sys

import numpy as np

from dwibahasa import __version__
from dwibahasa.errors import EvaluationError
from dwibahasa.languages import OTHER, LanguageCode
from eval.corpus import Corpus
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["coverage"]


def coverage(corpus: Corpus) -> tuple[Statistics]:
    """Count how many of a hundred names, numbers and dates of Indonesian sources their English
    holds, or of English ones their Indonesian: a name counts where it is copied, a number or date
    however it is written.

    Raises EvaluationError for other languages.
    """
    from dwibahasa.names import missing_names
    from dwibahasa.numbers import missing_numbers

    sources = corpus.sources_for("coverage")
    pairs: dict[tuple[str, str], LanguageCode] = {
        ("id", "en"): "en", ("ms", "en"): "en", ("en", "id"): "id",
    }  # fmt: skip
    into = pairs.get((corpus.source_language, corpus.language))
    if into is None:
        raise EvaluationError(
            f"coverage knows Indonesian and English, not "
            f"'{corpus.source_language}' into '{corpus.language}'"
        )
    read = OTHER[into]

    def missing(source: str, output: str) -> int:
        numbers = missing_numbers(source, output, read, into)
        return len(numbers) + len(missing_names(source, output, read))

    rows = []
    for source, output in zip(sources, corpus.hypotheses, strict=True):
        present = missing(source, "")
        rows.append((present - missing(source, output), present))
    signed = signature(pair=f"{read}-{into}", avg="micro", version=__version__)
    return (Statistics("coverage", np.array(rows, dtype=np.float64), ratio(), signed),)


if "evaluate" in sys.modules:  # evaluate.load() looks for a class; nobody else waits for evaluate
    from eval.metrics.evaluate_face import evaluate_metric

    Coverage = evaluate_metric(coverage, __doc__, ("predictions", "sources"))
