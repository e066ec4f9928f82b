"""The face of our metrics towards `evaluate`: evaluate.load("path/to/eval/metrics/rouge.py").

`evaluate` reads a metric's file, looks in it for a class and makes an instance. The class is made
here, over the same function that the rest of this project calls; importing `evaluate` takes seconds
(it brings pandas, and torch where that is installed), so nothing else here imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import datasets
import evaluate

from eval.corpus import Corpus
from eval.metrics.statistics import Statistics

__all__ = ["evaluate_metric"]


def evaluate_metric(
    measure: Callable[..., tuple[Statistics, ...]], description: str | None, inputs: Sequence[str]
) -> type:
    """Make an `evaluate.Metric` of a metric function.

    `inputs` are the columns it takes: "predictions", "references" (a text, or a list of texts, for
    each prediction) and "sources". Its `compute` also takes the function's own options and
    `language` and `source_language`; it returns the scores by name and their "signatures".
    """
    text = datasets.Value("string")
    one = dict.fromkeys(inputs, text)
    shapes = [datasets.Features(one)]
    if "references" in inputs:
        shapes.insert(0, datasets.Features(one | {"references": datasets.Sequence(text)}))

    class Face(evaluate.Metric):  # type: ignore[misc]
        def _info(self) -> Any:
            return evaluate.MetricInfo(
                description=description or "",
                citation="",
                features=shapes,
                inputs_description=f"Columns: {', '.join(inputs)}.",
            )

        def _compute(
            self,
            predictions: Sequence[str],
            references: Sequence[str | Sequence[str]] = (),
            sources: Sequence[str] | None = None,
            language: str = "en",
            source_language: str = "id",
            **options: Any,
        ) -> dict[str, Any]:
            sets = [[r] if isinstance(r, str) else list(r) for r in references]
            corpus = Corpus(
                list(predictions),
                list(zip(*sets, strict=True)),
                sources,
                language,
                source_language,
            )
            measured = measure(corpus, **options)
            scores: dict[str, Any] = {each.name: each.value for each in measured}
            return scores | {"signatures": {each.name: each.signature for each in measured}}

    return Face
