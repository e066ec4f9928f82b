"""Any MarianMT checkpoint, whatever it translates from and into."""

from __future__ import annotations

from pathlib import Path

from dwibahasa.checkpoint import Checkpoint, read_json, weight_files
from dwibahasa.errors import ModelError
from dwibahasa.families import FAMILIES
from dwibahasa.store import resolve

__all__ = ["open_marian"]


def open_marian(name: str) -> Checkpoint:
    """Find a MarianMT model by its shipped name, directory or hub id.

    A directory may hold a model of any two languages, such as the English to Indonesian one that
    makes back-translations. Raises ModelError where there is none or it is of another family.
    """
    path = Path(name).expanduser()
    if not path.is_dir():
        checkpoint = resolve(name)
        if checkpoint.family != "marian":
            raise ModelError(
                f"{name} is a {checkpoint.family} model; only MarianMT is trained here"
            )
        return checkpoint
    config = read_json(path / "config.json", name)
    if config.get("model_type") != "marian":
        kind = config.get("model_type", "unknown")
        raise ModelError(f"{name} is a model of type {kind}; only MarianMT is trained here")
    for needed in (*FAMILIES["marian"].tokenizer_files, *weight_files(path)):
        if not (path / needed).is_file():
            raise ModelError(f"{name} has no {needed}; is the copy complete?")
    return Checkpoint(name=name, path=path, family="marian", config=config)
