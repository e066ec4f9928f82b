"""From what the user names (-, paths, directories, patterns, URLs) to single sources."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from dwibahasa.errors import InputError
from dwibahasa.reading.kinds import ENDINGS

__all__ = ["expand", "is_url"]


def is_url(source: str) -> bool:
    """Tell whether `source` is an http(s) URL."""
    return source.lower().startswith(("http://", "https://"))


def expand(arguments: Sequence[str]) -> list[str]:
    """Turn arguments into a flat list of sources, each once, in the order given.

    A directory gives the files below it with known endings (.txt, .md, .html, .docx, .pdf, ...),
    sorted, hidden ones left out; a pattern (`*`, `?`, `[...]`, `**`) gives the files it matches,
    sorted. "-" and URLs stand for themselves.

    Raises InputError for a missing file, a directory without articles and a pattern without files.
    """
    sources: dict[str, str] = {}
    for argument in arguments:
        if argument == "-" or is_url(argument):
            sources.setdefault(argument, argument)
            continue
        for path in _files(argument):
            sources.setdefault(os.path.realpath(path), path)
    return list(sources.values())


def _files(argument: str) -> list[str]:
    # os.path, unlike pathlib, answers False for names no system can have (too long, with NUL).
    if os.path.isdir(argument):  # noqa: PTH112
        return _articles_below(argument)
    if os.path.exists(argument):  # noqa: PTH110
        return [argument]
    if glob.has_magic(argument):
        matches = glob.iglob(argument, recursive=True)  # noqa: PTH207
        found = sorted(name for name in matches if Path(name).is_file())
        if not found:
            raise InputError(f"{argument}: no file matches this pattern")
        return found
    if "://" in argument:
        raise InputError(f"{argument}: only http and https addresses are read")
    raise InputError(f"{argument}: no such file or directory")


def _articles_below(directory: str) -> list[str]:
    found: list[str] = []
    for folder, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            str(Path(folder, name))
            for name in names
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS
        ]
    if not found:
        raise InputError(
            f"{directory}: no articles in this directory (files ending in {', '.join(ENDINGS)})"
        )
    return sorted(found)
