from __future__ import annotations

from pathlib import Path

import pytest
import torch
from checkpoints import sentences

from dwibahasa.errors import ModelError, UsageError
from dwibahasa.pretrained import load_pretrained, quiet_transformers
from dwibahasa.store import converted
from train.export import export, main
from train.marian import open_marian
from train.saving import save
from train.translator import Translator

TEXTS = sentences()[30:40]


@pytest.fixture
def trained(tiny_marian: Path, tmp_path: Path) -> Path:
    """What train.translator writes, here of an untrained model."""
    checkpoint = open_marian(str(tiny_marian))
    translator = Translator(checkpoint, torch.device("cpu"), torch.float32)
    save(translator.model, checkpoint, tmp_path / "trained", torch.float16)
    return tmp_path / "trained"


def test_training_leaves_the_generation_settings_alone(trained: Path, tiny_marian: Path) -> None:
    name = "generation_config.json"
    assert (trained / name).read_bytes() == (tiny_marian / name).read_bytes()


def test_what_is_exported_is_whole_and_measured(trained: Path, tmp_path: Path) -> None:
    directory = tmp_path / "shipped"
    directory.mkdir()
    (directory / "README.md").write_text("A card.\n", encoding="utf-8")
    figures = export(trained, directory, TEXTS)
    assert (directory / "README.md").read_text(encoding="utf-8") == "A card.\n"
    assert figures.texts == 10
    assert 0 <= figures.equal <= 1
    assert figures.weights == (directory / "model.safetensors").stat().st_size
    assert figures.int8 == sum(
        path.stat().st_size for path in (directory / "ctranslate2-int8").iterdir()
    )
    model = load_pretrained(open_marian(str(directory)))
    assert figures.parameters == sum(
        p.numel() for name, p in model.named_parameters() if "embed_positions" not in name
    )
    assert converted(open_marian(str(directory))) == directory / "ctranslate2-int8"
    assert "10 texts" in str(figures)


def test_what_cannot_ship_is_refused_before_anything_is_written(
    trained: Path, tiny_marian: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match="not in F16"):
        export(tiny_marian, tmp_path / "shipped", TEXTS)
    model = load_pretrained(open_marian(str(trained)))
    with torch.no_grad():
        model.get_input_embeddings().weight[model.config.pad_token_id] = 0.5
    with quiet_transformers():
        model.half().save_pretrained(trained)
    with pytest.raises(ModelError, match="<pad> embedding is not zero"):
        export(trained, tmp_path / "shipped", TEXTS)
    (trained / "vocab.json").unlink()
    with pytest.raises(ModelError, match=r"no vocab\.json"):
        export(trained, tmp_path / "shipped", TEXTS)
    assert not (tmp_path / "shipped").exists()


def test_a_model_is_not_exported_onto_itself(trained: Path) -> None:
    with pytest.raises(UsageError, match="another directory"):
        main(trained, trained / ".." / trained.name)
