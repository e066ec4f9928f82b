from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dwibahasa import checksum
from dwibahasa.checkpoint import Checkpoint, inspect
from dwibahasa.errors import ModelError
from dwibahasa.pretrained import load_pretrained
from dwibahasa.tokenizers import load_tokenizer


@pytest.fixture
def marian(tiny_marian: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_marian, tmp_path / "marian"))


def edit(path: Path, **changes: object) -> None:
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(content | changes), "utf-8")


def test_families_tasks_and_languages(tiny_marian: Path, tiny_mt5: Path) -> None:
    marian, mt5 = inspect(tiny_marian, "a"), inspect(tiny_mt5, "b")
    assert (marian.family, marian.task) == ("marian", "translation")
    assert (marian.source_language, marian.target_language) == ("id", "en")
    assert (mt5.family, mt5.task, mt5.source_language) == ("mt5", "summarization", None)


def test_licence_is_read_from_the_model_card(marian: Path) -> None:
    assert inspect(marian, "tiny").licence is None
    (marian / "README.md").write_text("---\nlanguage: id\nlicense: cc-by-4.0\n---\n# A model\n")
    assert inspect(marian, "tiny").licence == "cc-by-4.0"


def test_checksum_follows_weights_and_tokeniser(marian: Path, tiny_marian: Path) -> None:
    whole = inspect(tiny_marian, "tiny").checksum
    assert inspect(marian, "another name").checksum == whole
    with (marian / "source.spm").open("ab") as file:
        file.write(b"\0")
    assert inspect(marian, "tiny").checksum != whole


def test_remembered_checksum_is_dropped_when_the_file_changes(
    marian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checksum, "REMEMBERED_BYTES", 0)
    first = inspect(marian, "tiny").checksum
    assert inspect(marian, "tiny").checksum == first
    with (marian / "source.spm").open("ab") as file:
        file.write(b"\0")
    assert inspect(marian, "tiny").checksum != first


def cut(name: str, keep: float) -> Callable[[Path], None]:
    def work(directory: Path) -> None:
        content = (directory / name).read_bytes()
        (directory / name).write_bytes(content[: int(len(content) * keep)])

    return work


def remove(name: str) -> Callable[[Path], None]:
    return lambda directory: (directory / name).unlink()


def write(name: str, content: bytes) -> Callable[[Path], None]:
    def work(directory: Path) -> None:
        (directory / name).write_bytes(content)

    return work


def only_bin(content: bytes) -> Callable[[Path], None]:
    def work(directory: Path) -> None:
        (directory / "model.safetensors").unlink()
        (directory / "pytorch_model.bin").write_bytes(content)

    return work


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (remove("config.json"), "no config.json"),
        (write("config.json", b'{"model_type": "mar'), "config.json cannot be read"),
        (write("config.json", b"[1]"), "config.json is not a JSON object"),
        (remove("model.safetensors"), "no model.safetensors"),
        (cut("model.safetensors", 0.9), "model.safetensors is cut short"),
        (cut("model.safetensors", 0.001), "model.safetensors is cut short"),
        (write("model.safetensors", b""), "model.safetensors is cut short"),
        (write("model.safetensors", b"version https://git-lfs.github.com/spec/v1\n"), "git lfs"),
        (only_bin(b"PK\x03\x04 but no end"), "pytorch_model.bin is cut short"),
        (remove("target.spm"), "no target.spm"),
        (write("source.spm", b""), "source.spm is cut short"),
        (cut("source.spm", 0.5), "source.spm is no SentencePiece model"),
        (cut("vocab.json", 0.5), "vocab.json cannot be read"),
    ],
)
def test_a_broken_checkpoint_is_named_file_by_file(
    marian: Path, damage: Callable[[Path], None], said: str
) -> None:
    damage(marian)
    with pytest.raises(ModelError, match=said):
        load_tokenizer(inspect(marian, "tiny"))


def test_weights_without_a_layer_are_refused(marian: Path) -> None:
    edit(marian / "config.json", encoder_layers=3)
    with pytest.raises(ModelError, match=r"its weights lack .*layers\.2"):
        load_pretrained(inspect(marian, "tiny"))


def test_another_kind_of_model_is_refused(marian: Path) -> None:
    edit(marian / "config.json", model_type="bert")
    with pytest.raises(ModelError, match="a bert model; only marian, m2m_100, nllb, mt5, t5"):
        inspect(marian, "tiny")


def test_the_other_direction_is_refused(marian: Path) -> None:
    with pytest.raises(ModelError, match="from 'id' into 'en', not from English into Indonesian"):
        inspect(marian, "tiny", into="id")
    edit(marian / "tokenizer_config.json", source_lang="en", target_lang="id")
    with pytest.raises(ModelError, match="from 'en' into 'id', not from Indonesian into English"):
        inspect(marian, "tiny", into="en")
    (marian / "tokenizer_config.json").unlink()
    with pytest.raises(ModelError, match="from 'en' into 'id'"):
        inspect(marian, "Helsinki-NLP/opus-mt-en-id", into="en")
    assert inspect(marian, "Helsinki-NLP/opus-mt-id-en").source_language == "id"
    with pytest.raises(ModelError, match="from 'de' into 'en'"):
        inspect(marian, "Helsinki-NLP/opus-mt-de-en")


def test_a_translator_writes_what_it_states(marian: Path) -> None:
    assert inspect(marian, "tiny").into == "en"
    edit(marian / "tokenizer_config.json", source_lang="eng", target_lang="ind")
    assert inspect(marian, "tiny").into == inspect(marian, "tiny", into="id").into == "id"
    (marian / "tokenizer_config.json").unlink()  # states nothing: as it is asked
    assert (inspect(marian, "tiny").into, inspect(marian, "tiny", into="id").into) == ("en", "id")


def test_pickled_weights_cannot_run_code(marian: Path, tmp_path: Path) -> None:
    import torch

    trap = tmp_path / "sprung"

    class Malicious:
        def __reduce__(self) -> tuple[Callable[..., None], tuple[Path]]:
            return Path.touch, (trap,)

    (marian / "model.safetensors").unlink()
    torch.save({"model.shared.weight": Malicious()}, marian / "pytorch_model.bin")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_pretrained(inspect(marian, "tiny"))
    assert not trap.exists()


def test_several_targets(tiny_tc_big: Path, tmp_path: Path) -> None:
    """Such a model is told to write English; one that cannot be told is refused."""
    tokenizer = load_tokenizer(inspect(tiny_tc_big, "tc-big"))
    assert tokenizer.encode("Presiden")[0] == ">>eng<<"
    copy = Path(shutil.copytree(tiny_tc_big, tmp_path / "copy"))
    vocabulary = (copy / "vocab.json").read_text().replace(">>eng<<", ">>nld<<")
    (copy / "vocab.json").write_text(vocabulary)
    with pytest.raises(ModelError, match=r"into 'deu\+eng', and has no >>eng<<"):
        inspect(copy, "copy")
    edit(copy / "tokenizer_config.json", target_lang="deu+fra")
    with pytest.raises(ModelError, match="not from Indonesian into English"):
        inspect(copy, "copy")


def test_languages_of_nllb_and_m2m100(tiny_nllb: Path, tiny_m2m100: Path, tmp_path: Path) -> None:
    assert inspect(tiny_nllb, "nllb").family == "nllb"
    assert inspect(tiny_m2m100, "m2m").family == "m2m_100"
    copy = Path(shutil.copytree(tiny_nllb, tmp_path / "copy"))
    edit(copy / "special_tokens_map.json", additional_special_tokens=["eng_Latn"])
    with pytest.raises(ModelError, match="has no language ind_Latn"):
        load_tokenizer(inspect(copy, "copy"))


@pytest.mark.parametrize(
    ("stated", "penalty"), [(None, 1.0), ("{}", 1.0), ('{"length_penalty": 0.6}', 0.6)]
)
def test_its_length_penalty_is_the_one_it_asks_for(
    tmp_path: Path, stated: str | None, penalty: float
) -> None:
    if stated is not None:
        (tmp_path / "generation_config.json").write_text(stated, encoding="utf-8")
    assert Checkpoint("some", tmp_path, "marian", {}).length_penalty == penalty
