"""Patience: a search that goes on can only find better."""

from __future__ import annotations

from pathlib import Path

import pytest

from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.segmentation import segment
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer

SEED = Path(__file__).parents[2] / "seeds" / "g20-lavrov-blinken.id.txt"


@pytest.mark.parametrize("beam", [1, 4])
def test_a_patient_search_ends_no_worse(beam: int) -> None:
    checkpoint = resolve("mini")
    engine, tokenizer = load_engine(checkpoint, threads=1), load_tokenizer(checkpoint)
    sentences = [s for s in segment(SEED.read_text(encoding="utf-8"), "id") if len(s) > 40][:12]
    sources = [tokenizer.encode(sentence) for sentence in sentences]

    def scores(patience: float) -> list[float]:
        options = DecodingOptions(beam_size=beam, length_penalty=2.0, patience=patience)
        return [_penalised(output) for output in engine.generate(sources, options)]

    hasty, patient = scores(1.0), scores(2.0)
    assert all(late >= early - 1e-3 for early, late in zip(hasty, patient, strict=True))
    assert beam == 1 or patient != hasty


def _penalised(output: Hypothesis) -> float:
    """log p / length^2, of the mean of log p a token."""
    return output.score / (len(output.tokens) + 1)
