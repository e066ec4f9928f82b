"""Good choices for Indonesian news on the hub, with what others have measured."""

from __future__ import annotations

from dataclasses import dataclass

from dwibahasa.families import Task

__all__ = ["CURATED", "Choice"]


@dataclass(frozen=True)
class Choice:
    """A hub model worth trying.

    download: of its weights, float32, by the number of its parameters. licence: the hub's
    identifier. scores: on what `source` names, measured elsewhere.
    """

    name: str
    task: Task
    download: str
    licence: str
    scores: str
    source: str


CURATED = (
    Choice(
        name="Helsinki-NLP/opus-mt-id-en",
        task="translation",
        download="0.3 GB",
        licence="apache-2.0",
        scores="BLEU 33.4, chrF2 61.2, COMET22 0.859",
        source="FLORES-200 devtest, Indonesian to English",
    ),
    Choice(
        name="Helsinki-NLP/opus-mt-en-id",
        task="translation",
        download="0.3 GB",
        licence="apache-2.0",
        scores="BLEU 38.3, chr-F 0.636",
        source="its model card: Tatoeba, English to Indonesian",
    ),
    Choice(
        name="facebook/nllb-200-distilled-600M",
        task="translation",
        download="2.5 GB",
        licence="cc-by-nc-4.0",
        scores="BLEU 38.7, chrF2 63.8, COMET22 0.861",
        source="FLORES-200 devtest, Indonesian to English",
    ),
    Choice(
        name="csebuetnlp/mT5_multilingual_XLSum",
        task="summarization",
        download="2.3 GB",
        licence="cc-by-nc-sa-4.0",
        scores="ROUGE-1/2/L 37.60/15.15/29.88",
        source="its model card: XL-Sum, English",
    ),
)
