"""Texts to score, from the command's arguments: plain files, JSON Lines, standard input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dwibahasa.errors import InputError, UsageError
from eval.columns import lines_of, read_bytes, read_jsonl

__all__ = ["read_references", "read_segments", "short_names"]


def read_segments(argument: str, field: str) -> list[str]:
    """Read a text a line; of JSON Lines (FILE.jsonl, or objects on "-") the `field` of each object.

    "FILE.jsonl:FIELD" takes another field. Raises InputError for what cannot be read.
    """
    return [text for (text,) in _read(argument, field, several=False)]


def read_references(argument: str) -> list[list[str]]:
    """Read the reference sets a file holds, [set][segment]: one, or more where a JSONL object's
    "references" is a list. Raises InputError, also where the lists differ in length.
    """
    segments = _read(argument, "reference", several=True)
    if len({len(texts) for texts in segments}) > 1:
        raise InputError(f"{argument}: every line must have as many references as the others")
    return [list(texts) for texts in zip(*segments, strict=True)]


def short_names(arguments: Sequence[str]) -> dict[str, str]:
    """Name each file for a table: by its stem where stems differ, or else as it was given.

    Raises UsageError where a file is given twice.
    """
    for argument in arguments:
        if arguments.count(argument) > 1:
            raise UsageError(f"{argument} is given twice")
    stems = ["stdin" if argument == "-" else Path(argument).stem for argument in arguments]
    return dict(zip(arguments, stems if len(set(stems)) == len(stems) else arguments, strict=True))


def _read(argument: str, field: str, *, several: bool) -> list[list[str]]:
    source, wanted = argument, field
    if ".jsonl:" in argument and not Path(argument).exists():
        source, _, wanted = argument.rpartition(":")
    lines = lines_of(source, read_bytes(source))
    if not (source.endswith(".jsonl") or (source == "-" and lines[0].startswith("{"))):
        return [[line] for line in lines]
    segments: list[list[str]] = []
    for number, row in enumerate(read_jsonl(source, lines), start=1):
        value = row.get(wanted)
        if value is None and several:
            value = row.get(f"{wanted}s")
        texts = value if several and isinstance(value, list) and value else [value]
        found = [text for text in texts if isinstance(text, str)]
        if len(found) < len(texts):
            raise InputError(
                f"{source}: line {number} has no text in '{wanted}', only the fields "
                f"{', '.join(row)}: choose one with FILE.jsonl:FIELD"
            )
        segments.append(found)
    return segments
