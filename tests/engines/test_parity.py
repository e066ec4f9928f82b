"""Both engines run the same model: the same tokens, the same scores."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import sacrebleu
from checkpoints import SEED_ARTICLE, sentences
from parity import both, worst

from dwibahasa.checkpoint import inspect
from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.engines.batching import decode
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer

GREEDY = DecodingOptions(beam_size=1, max_target_tokens=40)
BEAM = DecodingOptions(beam_size=4, max_target_tokens=40)
TRANSLATORS = ("tiny_marian", "tiny_tc_big", "tiny_nllb", "tiny_m2m100")
SUMMARIZERS = (
    "tiny_mt5", "tiny_mt5_tied", "tiny_t5", "tiny_t5_untied", "tiny_bart", "tiny_pegasus",
)  # fmt: skip


@pytest.mark.parametrize("name", [*TRANSLATORS, *SUMMARIZERS])
def test_greedy_outputs_and_scores_are_equal(name: str, request: pytest.FixtureRequest) -> None:
    checkpoint = inspect(request.getfixturevalue(name), name)
    reference, fast = both(checkpoint, sentences()[::12], GREEDY)
    assert [h.tokens for h in reference] == [h.tokens for h in fast]
    assert worst(reference, fast) < 1e-3
    assert len({h.tokens for h in fast}) > 5  # a model that says one thing would prove nothing


@pytest.mark.parametrize("name", [*TRANSLATORS, *SUMMARIZERS])
def test_beam_scores_are_equal(name: str, request: pytest.FixtureRequest) -> None:
    """Greedy search hides a wrong output scale; scores and beams show it."""
    checkpoint = inspect(request.getfixturevalue(name), name)
    reference, fast = both(checkpoint, sentences()[::12], BEAM)
    assert worst(reference, fast) < 1e-3


@pytest.mark.parametrize("length_penalty", [0.0, 0.6, 2.0])
def test_score_is_a_mean_whatever_the_length_penalty(
    tiny_marian: Path,
    length_penalty: float,
) -> None:
    options = DecodingOptions(beam_size=1, max_target_tokens=40, length_penalty=length_penalty)
    reference, fast = both(inspect(tiny_marian, "tiny"), sentences()[:6], options)
    assert worst(reference, fast) < 1e-3


def test_limits_are_the_same(tiny_marian: Path) -> None:
    options = DecodingOptions(beam_size=1, max_target_tokens=5)
    reference, fast = both(inspect(tiny_marian, "tiny"), sentences()[:20], options)
    assert [h.tokens for h in reference] == [h.tokens for h in fast]
    assert max(len(h.tokens) for h in fast) == 5


@pytest.mark.parametrize("name", ["tiny_bart", "tiny_pegasus"])
def test_outputs_end_where_positions_do(name: str, request: pytest.FixtureRequest) -> None:
    options = DecodingOptions(beam_size=1, max_target_ratio=9.0)
    text = " ".join(sentences()[-3:])
    reference, fast = both(inspect(request.getfixturevalue(name), name), [text], options)
    assert [h.tokens for h in reference] == [h.tokens for h in fast]
    assert len(fast[0].tokens) == (127 if name == "tiny_bart" else 128)


def test_outputs_are_never_empty(tiny_pegasus: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    copy = shutil.copytree(tiny_pegasus, tmp_path / "copy")
    weights = load_file(copy / "model.safetensors")
    weights["final_logits_bias"][0, 1] = 50.0  # </s>
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    reference, fast = both(inspect(copy, "likes-the-end"), sentences()[:20], GREEDY)
    assert [h.tokens for h in reference] == [h.tokens for h in fast]
    assert {len(h.tokens) for h in fast} == {1}
    assert worst(reference, fast) < 1e-3


def test_pad_is_never_written(tiny_marian: Path, tmp_path: Path) -> None:
    """Even by a model that likes nothing better than <pad>."""
    from safetensors.torch import load_file, save_file

    copy = shutil.copytree(tiny_marian, tmp_path / "copy")
    weights = load_file(copy / "model.safetensors")
    weights["final_logits_bias"][0, -1] = 50.0
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    reference, fast = both(inspect(copy, "likes-pad"), sentences()[:20], BEAM)
    assert all("<pad>" not in h.tokens for h in (*reference, *fast))
    assert worst(reference, fast) < 1e-3


def test_untied_output_embeddings_are_loaded_as_they_are(tiny_mt5: Path) -> None:
    """transformers sets tie_word_embeddings whatever config.json says."""
    from safetensors.torch import load_file

    from dwibahasa.pretrained import load_pretrained

    stored = load_file(tiny_mt5 / "model.safetensors")
    model = load_pretrained(inspect(tiny_mt5, "tiny"))
    assert (model.lm_head.weight == stored["lm_head.weight"]).all()
    assert (model.shared.weight == stored["shared.weight"]).all()


def seed_sentences() -> list[str]:
    lines = SEED_ARTICLE.read_text("utf-8").splitlines()
    return [s for line in lines for s in re.split(r"(?<=[.?!])\s+", line.strip()) if s]


@pytest.mark.slow
def test_mini_greedy_outputs_are_equal() -> None:
    reference, fast = both(resolve("mini"), seed_sentences(), DecodingOptions(beam_size=1))
    assert [h.tokens for h in reference] == [h.tokens for h in fast]
    assert worst(reference, fast) < 5e-3


@pytest.mark.slow
def test_mini_int8_is_close_to_float32() -> None:
    """int8 chooses other words now and then (Marian and its students do); not worse ones."""
    checkpoint = resolve("mini")
    tokenizer = load_tokenizer(checkpoint)
    sources = [tokenizer.encode(text) for text in seed_sentences()]
    outputs = {
        precision: decode(
            load_engine(checkpoint, device="cpu", precision=precision), sources, DecodingOptions()
        )
        for precision in ("float32", "int8")
    }
    exact, rounded = ([tokenizer.decode(h.tokens) for h in outputs[p]] for p in ("float32", "int8"))
    assert sacrebleu.corpus_chrf(rounded, [exact]).score > 70
    means = {p: sum(h.score for h in hs) / len(hs) for p, hs in outputs.items()}
    assert means["int8"] == pytest.approx(means["float32"], abs=0.05)


def test_shipped_conversion_is_of_the_shipped_weights() -> None:
    checkpoint = resolve("mini")
    record = json.loads((checkpoint.path / "ctranslate2-int8" / "conversion.json").read_text())
    assert record["checksum"] == checkpoint.checksum
