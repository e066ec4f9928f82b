from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from checkpoints import ROOT

from dwibahasa.checkpoint import inspect
from dwibahasa.errors import ModelError, UsageError
from dwibahasa.store import convert, converted, resolve, shipped
from dwibahasa.store.convert import quantize

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_mini_ships() -> None:
    assert "mini" in shipped()
    assert resolve("mini").path == ROOT / "models" / "mini"


def test_a_directory_is_a_model(tiny_marian: Path) -> None:
    assert resolve(str(tiny_marian)).path == tiny_marian
    with pytest.raises(UsageError, match="--revision is for hub models"):
        resolve(str(tiny_marian), revision="main")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("minj", "no model 'minj', did you mean mini"),
        ("opus-mt-id-em", "did you mean Helsinki-NLP/opus-mt-id-en"),
        ("zzzz", "shipped: mini"),
        ("./nowhere", "no directory ./nowhere"),
        ("/no/such/dir", "no directory /no/such/dir"),
        ("Makefile", "is a file"),
    ],
)
def test_names_that_lead_nowhere(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(ModelError, match=said):
        resolve(name)


def test_conversion_is_cached_by_content(tiny_marian: Path, tmp_path: Path) -> None:
    first = converted(inspect(tiny_marian, "tiny"))
    made = (first / "model.bin").stat().st_mtime_ns
    copy = shutil.copytree(tiny_marian, tmp_path / "copy")
    assert converted(inspect(copy, "copy"), "int8_float32") == first
    assert (first / "model.bin").stat().st_mtime_ns == made
    assert converted(inspect(tiny_marian, "tiny"), "float32") != first
    assert {p.name for p in first.parent.iterdir()} == {
        first.name,
        first.name.replace("int8", "float32"),
    }


def test_a_conversion_beside_other_weights_is_not_used(tiny_marian: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny_marian, tmp_path / "copy")
    beside = copy / "ctranslate2-int8"
    convert(inspect(copy, "copy"), beside)
    assert converted(inspect(copy, "copy")) == beside
    (copy / "source.spm").write_bytes((copy / "target.spm").read_bytes())
    assert converted(inspect(copy, "copy")) != beside


def test_int8_weights_fit_the_sums_of_cpus_without_vnni() -> None:
    import numpy as np
    from ctranslate2.specs.common_spec import LinearSpec
    from ctranslate2.specs.model_spec import NumpyVariable, visit_spec

    given = np.random.default_rng(1).normal(size=(7, 50)).astype(np.float32)
    given[3] = 0
    layer = LinearSpec()
    layer.weight, layer.bias = NumpyVariable(given), NumpyVariable(given[0])
    visit_spec(layer, quantize)
    assert (layer.bias.numpy() == given[0]).all()
    weight, scale = layer.weight.numpy(), layer.weight_scale.numpy()
    assert weight.dtype == "int8"
    assert scale.dtype == "float32"
    assert scale[3] == 1
    # Two products with an unsigned byte are added in 16 bits.
    assert 2 * 255 * abs(weight.astype(int)).max() < 2**15
    step = abs(given).max(axis=1, keepdims=True) / 64
    assert (abs(weight / scale[:, None] - given) <= step / 2 + 1e-6).all()


def test_marian_whose_pad_row_is_not_zero_is_not_converted(
    tiny_marian: Path,
    tmp_path: Path,
) -> None:
    from safetensors.torch import load_file, save_file

    copy = shutil.copytree(tiny_marian, tmp_path / "copy")
    weights = load_file(copy / "model.safetensors")
    weights["model.shared.weight"][-1, 0] = 0.1
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="<pad> embedding is not zero"):
        converted(inspect(copy, "copy"))


def test_a_full_disk_leaves_nothing_behind(
    tiny_marian: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ctranslate2.specs.TransformerSpec.save", full)
    with pytest.raises(ModelError, match="no space is left"):
        convert(inspect(tiny_marian, "tiny"), tmp_path / "made" / "int8")
    assert list((tmp_path / "made").iterdir()) == []
