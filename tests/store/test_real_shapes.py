"""Checkpoints of the shapes, files and configurations of those on the hub, with random weights.

Layers are left out where they only repeat, and real pieces are filled up to the real number.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkpoints import make_m2m100, make_marian, make_t5, sentences
from opus import make_opus_mt
from parity import both, worst

from dwibahasa.checkpoint import Checkpoint, inspect
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.store import converted
from dwibahasa.tokenizers import load_tokenizer

pytestmark = pytest.mark.slow

GREEDY = DecodingOptions(beam_size=1, max_target_tokens=8)


MARIAN: dict[str, Any] = {
    "d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "encoder_attention_heads": 8,
    "decoder_attention_heads": 8, "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048,
    "init_std": 0.05,
}  # fmt: skip
WIDE: dict[str, Any] = {
    "d_model": 1024, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 16,
    "decoder_attention_heads": 16, "encoder_ffn_dim": 4096, "decoder_ffn_dim": 4096,
    "init_std": 0.05,
}  # fmt: skip
MT5_BASE: dict[str, Any] = {
    "d_model": 768, "d_kv": 64, "d_ff": 2048, "num_layers": 1, "num_heads": 12,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _quick_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw a million numbers and repeat them: drawing all of an embedding takes seconds."""
    import torch

    draw = torch.Tensor.normal_

    def normal_(tensor: torch.Tensor, *args: Any, **options: Any) -> torch.Tensor:
        # A prime, so that no two rows are the same.
        block = draw(torch.empty(min(tensor.numel(), 1_000_003)), *args, **options)
        flat = tensor.view(-1)
        for start in range(0, len(flat), len(block)):
            part = flat[start : start + len(block)]
            part.copy_(block[: len(part)])
        return tensor

    monkeypatch.setattr(torch.Tensor, "normal_", normal_)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for models and conversions of gigabytes, gone after the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path
    shutil.rmtree(tmp_path)


def describe(directory: Path, **fields: Any) -> None:
    """Put what the real config.json says in place of what transformers 5 writes."""
    config = json.loads((directory / "config.json").read_text())
    for recent in ("dtype", "transformers_version"):
        config.pop(recent, None)
    (directory / "config.json").write_text(json.dumps(config | fields))


def check(directory: Path, name: str, rows: int) -> Checkpoint:
    """Convert, run both engines on sentences, and compare what they say."""
    checkpoint = inspect(directory, name)
    assert [file.name for file in directory.glob("*.bin")] == ["pytorch_model.bin"]
    assert not list(directory.glob("*.safetensors"))
    tokenizer = load_tokenizer(checkpoint)
    assert len(tokenizer.vocabulary) == len(set(tokenizer.vocabulary)) == rows
    converted(checkpoint, "float32")
    reference, fast = both(checkpoint, sentences()[:100:25], GREEDY)
    assert [h.tokens for h in reference] == [h.tokens for h in fast]
    assert worst(reference, fast) < 1e-3
    assert all(h.tokens for h in fast)
    assert isinstance(tokenizer.decode(fast[0].tokens), str)
    return checkpoint


def test_opus_mt_id_en(scratch: Path) -> None:
    marian = make_marian(scratch / "marian", vocab_size=54_796, **MARIAN)
    model = make_opus_mt(scratch / "opus-mt-id-en", marian)
    vocabulary = json.loads((model / "vocab.json").read_text())
    assert vocabulary["<pad>"] == 54_795
    check(model, "Helsinki-NLP/opus-mt-id-en", 54_796)


def test_opus_mt_tc_big(scratch: Path) -> None:
    marian = make_marian(scratch / "marian", tc_big=True, vocab_size=58_910, **WIDE)
    model = make_opus_mt(scratch / "tc-big", marian)
    checkpoint = check(model, "Helsinki-NLP/opus-mt-tc-bible-big-mul-deu_eng_nld", 58_910)
    assert checkpoint.config["activation_function"] == "relu"
    assert load_tokenizer(checkpoint).encode("Presiden")[0] == ">>eng<<"


def test_nllb_200_distilled_600m(scratch: Path) -> None:
    model = make_m2m100(scratch / "nllb", nllb=True, pieces=256_000, **WIDE)
    describe(
        model, activation_function="relu", bos_token_id=0, eos_token_id=2, pad_token_id=1,
        init_std=0.02, max_length=200, num_hidden_layers=1, tokenizer_class="NllbTokenizer",
        use_cache=True, torch_dtype="float32", transformers_version="4.21.0.dev0",
    )  # fmt: skip
    described = {
        "tokenizer_class": "NllbTokenizer", "model_max_length": 1024, "sp_model_kwargs": {},
        "src_lang": None, "tgt_lang": None, "special_tokens_map_file": None,
    }  # fmt: skip
    (model / "tokenizer_config.json").write_text(json.dumps(described))
    checkpoint = check(model, "facebook/nllb-200-distilled-600M", 256_206)
    # 256,001 pieces, then the languages: Achinese in Arabic script is the first.
    assert load_tokenizer(checkpoint).vocabulary[256_001] == "ace_Arab"
    assert load_tokenizer(checkpoint).max_source_tokens == 1024


def test_mt5_multilingual_xlsum(scratch: Path) -> None:
    model = make_t5(scratch / "xlsum", pieces=250_100, only_bin=True, **MT5_BASE)
    describe(
        model, _name_or_path="google/mt5-base", architectures=["MT5ForConditionalGeneration"],
        length_penalty=0.6, max_length=84, no_repeat_ngram_size=2, num_beams=4, output_past=True,
        relative_attention_num_buckets=32, tokenizer_class="T5Tokenizer", use_cache=True,
        transformers_version="4.10.0.dev0",
    )  # fmt: skip
    described = {
        "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "extra_ids": 0,
        "additional_special_tokens": None, "sp_model_kwargs": {}, "tokenizer_file": None,
        "name_or_path": "google/mt5-base", "tokenizer_class": "T5Tokenizer",
    }  # fmt: skip
    (model / "tokenizer_config.json").write_text(json.dumps(described))
    checkpoint = check(model, "csebuetnlp/mT5_multilingual_XLSum", 250_112)
    assert load_tokenizer(checkpoint).max_source_tokens == 512
