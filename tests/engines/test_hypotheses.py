"""Several hypotheses of a source, and outputs that leave out what the model may not write."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from checkpoints import sentences
from parity import both, worst

from dwibahasa.checkpoint import inspect
from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.store import converted

BEAM = DecodingOptions(beam_size=4, max_target_tokens=40, length_penalty=0.6)


def searched(hypothesis: Hypothesis) -> float:
    """The score that the search orders by, </s> counted."""
    return hypothesis.score * math.pow(len(hypothesis.tokens) + 1, 1 - BEAM.length_penalty)


@pytest.mark.parametrize("name", ["tiny_marian", "tiny_nllb"])
def test_all_of_a_beam_best_first(name: str, request: pytest.FixtureRequest) -> None:
    checkpoint = inspect(request.getfixturevalue(name), name)
    texts = sentences()[::30]
    alone = both(checkpoint, texts, BEAM)
    for best, several in zip(
        alone, both(checkpoint, texts, replace(BEAM, hypotheses=9)), strict=True
    ):
        assert [h.tokens for h in several] == [h.tokens for h in best]
        assert worst(several, best) < 1e-4
        for hypothesis in several:
            found = (hypothesis, *hypothesis.others)
            assert len({h.tokens for h in found}) == BEAM.beam_size
            if name == "tiny_marian":  # with a target token, engines count lengths otherwise
                scores = [searched(h) for h in found if len(h.tokens) < BEAM.max_target_tokens]
                assert scores == pytest.approx(sorted(scores, reverse=True), abs=1e-3)


def test_forbidden_pieces_are_not_computed_and_outputs_stay_the_same(
    tiny_marian: Path, tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file

    copy = Path(shutil.copytree(tiny_marian, tmp_path / "copy"))
    weights = load_file(copy / "model.safetensors")
    weights["final_logits_bias"][0, 300:500] = -1e4
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    checkpoint = inspect(copy, "restricted")
    ids = json.loads((copy / "vocab.json").read_text())
    line = (converted(checkpoint, "float32") / "vmap.txt").read_text(encoding="utf-8")
    assert line.startswith("\t")
    assert set(line.strip("\t\n").split(" ")) == {p for p, i in ids.items() if not 300 <= i < 500}
    reference, fast = both(checkpoint, sentences()[::12], replace(BEAM, beam_size=1))
    assert [h.tokens for h in reference] == [h.tokens for h in fast]
    assert worst(reference, fast) < 1e-3
    assert not (converted(inspect(tiny_marian, "free"), "float32") / "vmap.txt").exists()
