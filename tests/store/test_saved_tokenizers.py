"""Tokenisers as save_pretrained of transformers 5 writes them: most in a tokenizer.json only."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkpoints import sentences
from commands import Command
from hub import LocalHub

from dwibahasa.checkpoint import inspect
from dwibahasa.errors import MissingExtraError, ModelError
from dwibahasa.pretrained import quiet_transformers
from dwibahasa.tokenizers import load_tokenizer

TEXTS = [*sentences()[::20], "Rp 1.500.000,50 — “dolar” naik 3½ % …", "漢字 🙂 ﬁligran", "A", ""]
Save = Callable[[str], tuple[Path, Any]]


@pytest.fixture
def save(request: pytest.FixtureRequest, tmp_path: Path) -> Save:
    """Load a fixture's tokeniser and save it again beside the weights; give both."""

    def work(name: str) -> tuple[Path, Any]:
        import transformers
        from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

        source = request.getfixturevalue(f"tiny_{name}")
        # The real repository has its languages in a tokenizer.json.
        languages = {"extra_special_tokens": FAIRSEQ_LANGUAGE_CODES} if name == "nllb" else {}
        with quiet_transformers(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "Recommended: pip install sacremoses."
            tokenizer = transformers.AutoTokenizer.from_pretrained(source, **languages)
        saved = tmp_path / name
        saved.mkdir()
        for file in ("config.json", "model.safetensors", "pytorch_model.bin"):
            if (source / file).exists():
                shutil.copy(source / file, saved)
        tokenizer.save_pretrained(saved)
        return saved, tokenizer

    return work


@pytest.mark.parametrize("name", ["marian", "m2m100", "nllb", "mt5", "t5", "bart", "pegasus"])
def test_it_cuts_and_joins_as_before(name: str, save: Save) -> None:
    saved, reference = save(name)
    checkpoint = inspect(saved, name)
    ours = load_tokenizer(checkpoint)
    if name not in ("marian", "m2m100"):
        assert checkpoint.tokenizer_files == ("tokenizer.json",)
    language = {"m2m100": "id", "nllb": "ind_Latn"}.get(name)
    if language:
        reference.src_lang = language
    ids = {piece: i for i, piece in enumerate(ours.vocabulary)}
    assert len(ids) == len(ours.vocabulary)
    assert len(ids) == checkpoint.config["vocab_size"]
    prefix = "summarize: " if name == "t5" else ""
    for text in TEXTS:
        expected = reference(prefix + text)["input_ids"]
        assert [ids[token] for token in ours.encode(text)] == expected, text
        expected = reference(text)["input_ids"]
        joined = reference.decode(expected, skip_special_tokens=True)
        assert ours.decode([ours.vocabulary[i] for i in expected]) == joined.strip()


@pytest.mark.parametrize("name", ["mt5", "bart", "nllb"])
def test_special_tokens_in_a_text_do_not_steer(name: str, save: Save) -> None:
    saved, _ = save(name)
    tokens = load_tokenizer(inspect(saved, name)).encode("a </s> b <pad> <extra_id_0> eng_Latn c")
    assert tokens.count("</s>") == 1
    assert not {"<pad>", "<extra_id_0>", "eng_Latn"} & set(tokens)


def test_sentinels_are_not_hidden(save: Save) -> None:
    saved, _ = save("mt5")
    tokenizer = load_tokenizer(inspect(saved, "mt5"))
    assert "<extra_id_0>" in tokenizer.decode(["<extra_id_0>", "▁di", "</s>"])


def test_the_older_files_are_preferred(save: Save, tiny_mt5: Path) -> None:
    saved, _ = save("mt5")
    shutil.copy(tiny_mt5 / "spiece.model", saved)
    assert inspect(saved, "mt5").tokenizer_files == ("spiece.model",)


def test_damaged_or_of_another_model(save: Save) -> None:
    saved, _ = save("nllb")
    whole = (saved / "tokenizer.json").read_text("utf-8")
    (saved / "tokenizer.json").write_text(whole[:-100], "utf-8")
    with pytest.raises(ModelError, match=r"tokenizer.json cannot be read .*copy it again"):
        load_tokenizer(inspect(saved, "copy"))
    (saved / "tokenizer.json").write_text(whole.replace("ind_Latn", "xyz_Latn"), "utf-8")
    with pytest.raises(ModelError, match=r"no ind_Latn in tokenizer.json; copy the tokeniser's"):
        load_tokenizer(inspect(saved, "copy"))


def test_it_needs_an_extra(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    saved, _ = save("mt5")
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(MissingExtraError, match="needs the extra 'hub'"):
        load_tokenizer(inspect(saved, "mt5"))


def test_nothing_to_cut_with(save: Save) -> None:
    saved, _ = save("bart")
    (saved / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"has no vocab.json; is the copy"):
        inspect(saved, "bart")


@pytest.mark.slow
def test_from_a_hub(save: Save, hub: LocalHub, command: Command) -> None:
    saved, _ = save("mt5")
    hub.add("acme/saved", saved)
    pulled = command("models", "pull", "acme/saved")
    assert pulled.returncode == 0, pulled.stderr
    assert (Path(pulled.stdout.strip()) / "tokenizer.json").exists()
    found = command("models", "info", "acme/saved")
    assert found.returncode == 0, found.stderr
