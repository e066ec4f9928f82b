"""The real command with models of a hub: downloads, the cache, what is refused and how."""

from __future__ import annotations

import json
import pickle
import shutil
import time
from pathlib import Path

import pytest
from commands import Command
from hub import LocalHub
from opus import make_opus_mt

from dwibahasa.checkpoint import inspect
from dwibahasa.errors import ModelError
from dwibahasa.pretrained import load_pretrained

NAME = "acme/opus-mt-id-en"
MIB = 2**20


@pytest.mark.slow
def test_download_then_cache(
    hub: LocalHub,
    opus: Path,
    command: Command,
    article: Path,
) -> None:
    hub.add(NAME, opus)
    translate = ("translate", article, "-m", NAME, "--beam", "1", "--quiet")
    before = command(*translate, "--offline")
    assert before.returncode == 1
    assert f"{NAME} is not on this disk" in before.stderr
    assert hub.requests == []

    first = command(*translate)
    assert first.returncode == 0, first.stderr
    assert first.stderr.splitlines() == [f"Downloading {NAME}: 1 MiB, licence apache-2.0"]
    assert len(hub.paths("GET", "/cdn/")) == 3  # the weights, source.spm and target.spm: no more

    asked = len(hub.requests)
    again = command(*translate)
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, "")
    assert len(hub.requests) == asked


@pytest.mark.slow
def test_into_indonesian(hub: LocalHub, opus: Path, tmp_path: Path, command: Command) -> None:
    hub.add("acme/opus-mt-en-id", reconfigured(opus, tmp_path / "en-id", tokenizer=EN_ID))
    article = tmp_path / "rice.txt"
    article.write_text("The price of rice in the city rose again this week.\n", encoding="utf-8")
    translate = ("translate", article, "-m", "acme/opus-mt-en-id", "--beam", "1", "--quiet")
    refused = command(*translate)
    assert refused.returncode == 1
    assert "from 'en' into 'id', not from Indonesian into English" in refused.stderr
    assert hub.paths("GET", "/cdn/") == []  # told by its configuration, before any weights came
    done = command(*translate, "--to", "id", "-f", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["into"] == "id"
    assert command("models", "info", "acme/opus-mt-en-id").returncode == 0


@pytest.mark.slow
def test_nllb_and_its_licence(
    hub: LocalHub,
    tiny_nllb: Path,
    tmp_path: Path,
    command: Command,
    article: Path,
) -> None:
    nllb = shutil.copytree(tiny_nllb, tmp_path / "nllb")
    (nllb / "README.md").write_text('---\nlicense: "cc-by-nc-4.0"\n---\n# NLLB-200\n')
    hub.add("acme/nllb", nllb)
    done = command("translate", article, "-m", "acme/nllb", "--beam", "1", "--quiet")
    assert done.returncode == 0, done.stderr
    notice = "licence CC BY-NC 4.0: not for commercial use"
    assert done.stderr == f"Downloading acme/nllb: 1 MiB, {notice}\n"
    assert done.stdout.strip()
    assert "_Latn" not in done.stdout
    assert notice in command("models", "info", "acme/nllb").stdout


def test_private_model_at_a_tag_over_a_connection_that_breaks(
    hub: LocalHub,
    opus: Path,
    large_opus: Path,
    command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = shutil.copytree(opus, tmp_path / "wrong")
    (wrong / "config.json").write_text('{"model_type": "bert"}')
    hub.add(NAME, wrong)
    commit = hub.add(NAME, large_opus, "v1")
    hub.private.add(NAME)
    hub.break_after["pytorch_model.bin"] = 15 * MIB
    refused = command("models", "pull", NAME, "--revision", "v1")
    assert refused.returncode == 1
    assert "or it is private and HF_TOKEN is not set" in refused.stderr

    monkeypatch.setenv("HF_TOKEN", hub.TOKEN)
    pulled = command("models", "pull", NAME, "--revision", "v1")
    assert pulled.returncode == 0, pulled.stderr
    snapshot = Path(pulled.stdout.strip())
    assert snapshot.name == commit
    for file in ("pytorch_model.bin", "source.spm", "target.spm", "vocab.json", "config.json"):
        assert (snapshot / file).read_bytes() == (large_opus / file).read_bytes()
    to_cdn = [headers for _, path, headers in hub.requests if path.startswith("/cdn/")]
    assert f"bytes={10 * MIB}-" in [headers.get("range") for headers in to_cdn]
    assert all("authorization" not in headers for headers in to_cdn)  # the token stays at the hub

    assert commit in command("models", "info", NAME, "--revision", "v1").stdout
    unknown = command("models", "pull", NAME, "--revision", "v9")
    assert unknown.returncode == 1
    assert f"{NAME} has no revision 'v9'" in unknown.stderr


def test_file_cut_short_on_this_disk(
    hub: LocalHub, opus: Path, command: Command, article: Path
) -> None:
    hub.add(NAME, opus)
    snapshot = Path(command("models", "pull", NAME).stdout.strip())
    blob = (snapshot / "pytorch_model.bin").resolve()
    blob.write_bytes(blob.read_bytes()[:-1000])
    done = command("translate", article, "-m", NAME)
    assert done.returncode == 1
    assert "pytorch_model.bin is cut short or damaged" in done.stderr


def test_models_that_cannot_be_had(
    hub: LocalHub, opus: Path, tmp_path: Path, command: Command
) -> None:
    hub.add("acme/gated", opus)
    hub.gated.add("acme/gated")
    hub.add("acme/opus-mt-de-en", reconfigured(opus, tmp_path / "de-en", tokenizer=DE_EN))
    hub.add("acme/bert", reconfigured(opus, tmp_path / "bert", {"model_type": "bert"}))
    remote: dict[str, object] = {
        "model_type": "wonder",
        "auto_map": {"AutoModel": "modeling_wonder.Wonder"},
    }
    hub.add("acme/remote", reconfigured(opus, tmp_path / "remote", remote))
    bare = shutil.copytree(opus, tmp_path / "bare")
    (bare / "pytorch_model.bin").unlink()
    hub.add("acme/bare", bare)
    for name, said in {
        "acme/gated": f"acme/gated is gated: accept its terms at {hub.url}/acme/gated",
        "acme/opus-mt-de-en": "translates from 'de' into 'en', not from Indonesian into English",
        "acme/bert": "acme/bert is a bert model; only marian",
        "acme/remote": "a wonder model that brings code of its own, which is never run",
        "acme/bare": "acme/bare has no weights in safetensors or PyTorch's format",
        "acme/nothing": "the hub has no model acme/nothing",
        "Helsinki-NLP/opus-mt-id-em": "did you mean Helsinki-NLP/opus-mt-id-en",
    }.items():
        done = command("models", "pull", name)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert hub.paths("GET", "/cdn/") == []  # none of them cost a download


DE_EN = {"source_lang": "de", "target_lang": "en"}
EN_ID = {"source_lang": "en", "target_lang": "id"}


def reconfigured(
    opus: Path, copy: Path, config: dict[str, object] | None = None, tokenizer: object = None
) -> Path:
    shutil.copytree(opus, copy)
    stated = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(stated | (config or {})))
    if tokenizer:
        (copy / "tokenizer_config.json").write_text(json.dumps(tokenizer))
    return copy


class Malice:
    """A pickle that makes a file where it is loaded."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.proof,)


@pytest.fixture(params=["zipped", "bare"])
def evil(request: pytest.FixtureRequest, opus: Path, tmp_path: Path) -> Path:
    """A checkpoint whose weights make the file it-ran beside it, in each of torch's formats."""
    import torch

    evil = shutil.copytree(opus, tmp_path / "evil")
    malice = Malice(tmp_path / "it-ran")
    if request.param == "zipped":
        torch.save({"weight": malice}, evil / "pytorch_model.bin")
    else:
        (evil / "pytorch_model.bin").write_bytes(pickle.dumps(malice))
    return evil


def test_pickle_with_code_is_refused(evil: Path) -> None:
    with pytest.raises(ModelError, match="evil cannot be loaded"):
        load_pretrained(inspect(evil, "evil"))
    assert not (evil.parent / "it-ran").exists()


def test_code_in_a_repository_is_not_run(opus: Path, tmp_path: Path) -> None:
    """A model of a family that is known is loaded by our class, whatever auto_map says."""
    auto_map = {"AutoModelForSeq2SeqLM": "modeling_own.Own", "AutoConfig": "modeling_own.Config"}
    copy = reconfigured(opus, tmp_path / "copy", {"auto_map": auto_map})
    proof = tmp_path / "it-ran"
    (copy / "modeling_own.py").write_text(f"open({str(proof)!r}, 'w')")
    assert type(load_pretrained(inspect(copy, "copy"))).__name__ == "MarianMTModel"
    assert not proof.exists()


def test_weights_in_the_format_of_2020(tiny_marian: Path, tmp_path: Path) -> None:
    """Older OPUS-MT models are in torch's first format, which is no zip."""
    old = make_opus_mt(tmp_path / "old", tiny_marian, _use_new_zipfile_serialization=False)
    stored = load_pretrained(inspect(tiny_marian, "tiny")).state_dict()
    loaded = load_pretrained(inspect(old, "old")).state_dict()
    assert all(loaded[name].allclose(tensor, atol=1e-4) for name, tensor in stored.items())


@pytest.mark.slow
def test_list_info_convert_remove(
    hub: LocalHub, opus: Path, command: Command, tmp_path: Path
) -> None:
    missing = command("models", "info", NAME)
    assert (missing.returncode, f"{NAME} is not on this disk" in missing.stderr) == (1, True)

    commit = hub.add(NAME, opus)
    made = command("models", "convert", NAME, "--precision", "float32")
    assert made.returncode == 0, made.stderr
    assert (Path(made.stdout.strip()) / "model.bin").exists()
    today = time.strftime("%Y-%m-%d", time.gmtime())
    listed = command("models", "list").stdout
    line = next(line for line in listed.splitlines() if NAME in line)
    assert "translation" in line
    assert line.endswith(f"CTranslate2: float32, revision {commit[:8]}, last used {today}")
    info = command("models", "info", NAME).stdout
    for fact in ("marian (MarianMTModel)", "id to en", "apache-2.0", commit, "float32"):
        assert fact in info

    removed = command("models", "remove", NAME)
    assert removed.returncode == 0
    assert removed.stdout.startswith(f"removed {NAME}: ")
    assert not Path(made.stdout.strip()).exists()
    after = command("models", "list").stdout
    for stated in ("mini  translation", "Cached\n  none\n", "csebuetnlp/mT5_multilingual_XLSum"):
        assert stated in after
    again = command("models", "remove", NAME)
    assert (again.returncode, "is not in the cache" in again.stderr) == (1, True)
    for verb, name in (("remove", "mini"), ("pull", "mini")):
        done = command("models", verb, name)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
