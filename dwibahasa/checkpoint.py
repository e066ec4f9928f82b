"""A checkpoint on disk: what it is, and whether it can be used, without loading its weights."""

from __future__ import annotations

import json
import math
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dwibahasa.checksum import checksum
from dwibahasa.errors import ModelError
from dwibahasa.families import FAMILIES, Task
from dwibahasa.languages import NAMES, OTHER, LanguageCode

__all__ = [
    "EXAMPLES",
    "INTO",
    "Checkpoint",
    "inspect",
    "read_json",
    "read_kind",
    "read_licence",
    "read_safetensors_header",
    "weight_files",
]

# Codes under which a model of a language may go: for Indonesian those of Malay too, and of groups
# of languages that hold it (many, Malayo-Polynesian, Austronesian).
CODES: dict[LanguageCode, set[str]] = {
    "en": {"en", "eng", "mul"},
    "id": {"id", "ind", "ms", "msa", "may", "zlm", "zsm", "mul", "poz", "map"},
}
# What tells a Marian model of several targets which language to write.
INTO: dict[LanguageCode, str] = {"en": ">>eng<<", "id": ">>ind<<"}
EXAMPLES: dict[LanguageCode, str] = {
    "en": "mini or Helsinki-NLP/opus-mt-id-en",
    "id": "mini-en-id or Helsinki-NLP/opus-mt-en-id",
}
"""Translators into each language, for messages."""

_OPUS_NAME = re.compile(r"opus-mt-(?:tc-(?:base|big|bible-big)-)?([a-z]{2,3})-([a-z]{2,3})$", re.I)


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint that `inspect` has found sound.

    name: as the user gave it. path: its directory, in the format of transformers. family: a key of
    FAMILIES. config: its config.json. source_language and target_language: as it states them, None
    where it does not. revision: the commit of a hub model. licence: as its model card states it.
    into: the language that a translator is to write; it reads the other.
    """

    name: str
    path: Path
    family: str
    config: Mapping[str, Any] = field(repr=False, compare=False)
    source_language: str | None = None
    target_language: str | None = None
    revision: str | None = None
    licence: str | None = None
    into: LanguageCode = "en"

    @property
    def task(self) -> Task:
        """What it does: "translation" or "summarization"."""
        return FAMILIES[self.family].task

    @property
    def source_token(self) -> str | None:
        """The piece that a source begins with, None where the family has none."""
        family = FAMILIES[self.family]
        return family.source_token if self.into == "en" else family.target_token

    @property
    def target_token(self) -> str | None:
        """The piece that the decoder has said already, None where the family has none."""
        family = FAMILIES[self.family]
        return family.target_token if self.into == "en" else family.source_token

    @property
    def target_positions(self) -> float:
        """The longest output its decoder has position embeddings for, in tokens; T5's has no end.

        One token more makes both engines fail.
        """
        begun = self.target_token is not None
        return float(self.config.get("max_position_embeddings", math.inf)) - begun

    @cached_property
    def length_penalty(self) -> float:
        """The length penalty that its generation_config.json asks for, 1 where it asks for none."""
        path = self.path / "generation_config.json"
        stated = read_json(path, self.name).get("length_penalty") if path.exists() else None
        return float(stated) if isinstance(stated, (int, float)) else 1.0

    @cached_property
    def tokenizer_files(self) -> tuple[str, ...]:
        """The files of its tokeniser, of those its family may have."""
        return FAMILIES[self.family].files_among({file.name for file in self.path.iterdir()})

    @cached_property
    def checksum(self) -> str:
        """SHA-256 (hexadecimal) over its weights, config.json and tokeniser files."""
        names = [*weight_files(self.path), "config.json", *self.tokenizer_files]
        return checksum(self.path / name for name in names)


def inspect(
    path: Path, name: str, revision: str | None = None, *, into: LanguageCode | None = None
) -> Checkpoint:
    """Read what the directory `path` holds and check that it is whole and fit for its task, a
    translator to write the language `into` (see `read_kind`).

    Weights are checked by their header and size only, so this takes milliseconds. Raises
    ModelError for a model of another kind or direction, and for a missing, cut or unreadable file,
    which it names.
    """
    family, into = read_kind(path, name, into)
    config, tokenizer_config = _configs(path, name)
    source, target = _languages(tokenizer_config, name)
    checkpoint = Checkpoint(
        name=name,
        path=path,
        family=family,
        config=config,
        source_language=source,
        target_language=target,
        revision=revision,
        licence=read_licence(path / "README.md"),
        into=into,
    )
    for required in (*checkpoint.tokenizer_files, *weight_files(path)):
        _check_file(path / required, name)
    several = family == "marian" and target not in (None, "en", "eng", "id", "ind")
    if several and INTO[into] not in read_json(path / "vocab.json", name):
        raise ModelError(
            f"{name} translates into '{target}', and has no {INTO[into]} to ask for it"
        )
    return checkpoint


def read_kind(path: Path, name: str, into: LanguageCode | None = None) -> tuple[str, LanguageCode]:
    """Return the family that the configurations in the directory `path` state, and the language,
    English or Indonesian, that a translator writes; English for a summarizer.

    into: what a translator is to write; None asks for what it can, English where it can write both
    or states nothing. Raises ModelError where the configurations cannot be read, where the model is
    of a kind that cannot be used, or a translator of other languages or not into `into`.
    """
    config, tokenizer_config = _configs(path, name)
    family = config.get("model_type")
    if str(tokenizer_config.get("tokenizer_class")).startswith("Nllb"):
        family = "nllb"
    if family not in FAMILIES:
        kind = f"a {family} model" if family else "no model of transformers that can be told"
        code = " that brings code of its own, which is never run" if "auto_map" in config else ""
        raise ModelError(f"{name} is {kind}{code}; only {', '.join(FAMILIES)} models can be used")
    source, target = _languages(tokenizer_config, name)
    if FAMILIES[family].task != "translation" or source is None or target is None:
        return family, into or "en"
    wanted: tuple[LanguageCode, ...] = ("en", "id") if into is None else (into,)
    for language in wanted:
        if _among(source, CODES[OTHER[language]]) and _among(target, CODES[language]):
            return family, language
    language = wanted[0]
    raise ModelError(
        f"{name} translates from '{source}' into '{target}', not from {NAMES[OTHER[language]]} "
        f"into {NAMES[language]}; use {EXAMPLES[language]}"
    )


def _configs(path: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    tokenizer_config = path / "tokenizer_config.json"
    return (
        read_json(path / "config.json", name),
        read_json(tokenizer_config, name) if tokenizer_config.exists() else {},
    )


def weight_files(path: Path) -> list[str]:
    """Name the weight files of the directory `path`: safetensors where there are some, else .bin.

    A sharded checkpoint gives its index first. A directory without weights gives
    "model.safetensors", the file it should have.
    """
    for single in ("model.safetensors", "pytorch_model.bin"):
        if (path / single).exists():
            return [single]
        index = path / f"{single}.index.json"
        if index.exists():
            shards = read_json(index, str(path)).get("weight_map", {}).values()
            return [index.name, *sorted(set(shards))]
    return ["model.safetensors"]


def read_json(path: Path, name: str) -> dict[str, Any]:
    """Read a JSON object of the model `name`; ModelError names the file where it is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{name} has no {path.name}; is the copy complete?") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{name}: {path.name} cannot be read ({error}); copy it again") from None
    if not isinstance(content, dict):
        raise ModelError(f"{name}: {path.name} is not a JSON object; copy it again")
    return content


def _languages(
    tokenizer_config: Mapping[str, Any], name: str
) -> tuple[str, str] | tuple[None, None]:
    """Tell source and target language, from the tokeniser's configuration or an OPUS-MT name."""
    source, target = tokenizer_config.get("source_lang"), tokenizer_config.get("target_lang")
    if isinstance(source, str) and isinstance(target, str):
        return source, target
    if named := _OPUS_NAME.search(name):
        return named[1].lower(), named[2].lower()
    return None, None


def _among(stated: str, languages: set[str]) -> bool:
    """Tell whether one of the languages stated ("id", "deu+eng+fra") is among `languages`."""
    return not languages.isdisjoint(re.split(r"[^a-z]+", stated.lower()))


def _check_file(path: Path, name: str) -> None:
    if not path.exists():
        raise ModelError(f"{name} has no {path.name}; is the copy complete?")
    with path.open("rb") as file:
        head = file.read(64)
    if head.startswith(b"version https://git-lfs"):
        raise ModelError(f"{name}: {path.name} is a Git LFS pointer; run `git lfs pull` first")
    whole = len(head) > 0
    if path.suffix == ".safetensors":
        whole = _safetensors_size(path) == path.stat().st_size
    elif path.suffix == ".bin" and not head.startswith(b"\x80"):  # older ones are a bare pickle
        whole = zipfile.is_zipfile(path)
    if not whole:
        raise ModelError(f"{name}: {path.name} is cut short or damaged; copy or download it again")


def _safetensors_size(path: Path) -> int:
    """Tell how many bytes the file's header says it has; -1 where there is no header."""
    try:
        start, tensors = read_safetensors_header(path)
        ends = [tensor["data_offsets"][1] for tensor in tensors.values()]
    except (struct.error, ValueError, KeyError, TypeError, AttributeError):
        return -1
    return start + max(ends, default=0)


def read_safetensors_header(path: Path) -> tuple[int, dict[str, Any]]:
    """Give the place where the tensors' data begin, in bytes, and each tensor's entry ("shape",
    "data_offsets") by its name, without reading the data.

    Raises struct.error or ValueError for a file that has no such header.
    """
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if length > path.stat().st_size:
            raise ValueError(f"the header of {path.name} is longer than the file")
        header = json.loads(file.read(length))
    return 8 + length, {name: entry for name, entry in header.items() if name != "__metadata__"}


def read_licence(card: Path) -> str | None:
    """Read the licence, as the hub spells it, in the head of a model card; None where none is."""
    if not card.exists():
        return None
    head = re.match(r"---\n(.*?)\n---", card.read_text(encoding="utf-8", errors="replace"), re.S)
    # "license: mit", or a list under "licenses:".
    named = r"^licenses?:[ \t]*(?:\n[ \t]*-[ \t]*)?(\S+)"
    stated = re.search(named, head[1], re.M) if head else None
    return stated[1].strip("'\"") if stated else None
