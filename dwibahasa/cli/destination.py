"""Where results go: standard output, a file, or a directory with a file an article."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from dwibahasa.atomic import write_text
from dwibahasa.errors import OutputError, UsageError

__all__ = ["Destination", "check_file"]


class Destination:
    """Takes results one by one; checked before any work is done.

    output: None is standard output. ending: of the files in a directory, such as ".en.txt".

    Raises UsageError where several results would go into one file or a result over an input, and
    OutputError where the place cannot be written.
    """

    def __init__(self, output: str | None, sources: list[str], ending: str) -> None:
        self._output = None if output is None else Path(output)
        self._ending = ending
        self._several = len(sources) > 1
        self._taken: set[str] = set()
        self._is_directory = output is not None and (
            output.endswith(os.sep) or Path(output).is_dir()
        )
        if self._output is None:
            return
        if self._several and not self._is_directory:
            raise UsageError(
                f"{len(sources)} inputs need a directory to go to: "
                f"write -o {output}{os.sep} for a new one"
            )
        targets = [self._path(source) for source in sources]
        self._taken.clear()
        for target in targets:
            for source in sources:
                if target.exists() and Path(source).exists() and target.samefile(source):
                    raise UsageError(f"{target} is an input: choose another output")
        if self._is_directory:
            _make_directory(self._output)
            _check_directory(self._output, self._output)
        else:
            check_file(self._output)

    def write(self, source: str, text: str) -> None:
        """Write the result of one source."""
        if self._output is not None:
            write_text(self._path(source), text)
            return
        if self._several:
            sys.stdout.write(f"==> {source} <==\n")
        sys.stdout.write(text)
        if self._several:
            sys.stdout.write("\n")
        # A reader that has gone (`| head -1`) is noticed here, where it is handled.
        sys.stdout.flush()

    def _path(self, source: str) -> Path:
        assert self._output is not None
        if not self._is_directory:
            return self._output
        stem = _stem(source)
        name, count = stem, 1
        while name in self._taken:
            count += 1
            name = f"{stem}-{count}"
        self._taken.add(name)
        return self._output / (name + self._ending)


def _stem(source: str) -> str:
    """article.id.txt -> article; https://host/news/some-title?x=1 -> some-title; - -> stdin."""
    if source == "-":
        return "stdin"
    path = urlsplit(source).path.rstrip("/") if "://" in source else source
    return Path(path).stem.removesuffix(".id") or urlsplit(source).netloc


def _make_directory(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot make this directory: {error.strerror}") from error


def check_file(path: Path) -> None:
    """Raise OutputError where the file cannot be written, before any work is done for it."""
    _check_directory(path.parent, path)
    if path.is_file() and not os.access(path, os.W_OK):
        raise OutputError(f"{path}: no permission to write there")


def _check_directory(directory: Path, output: Path) -> None:
    if not directory.is_dir():
        raise OutputError(f"{output}: there is no directory {directory}")
    if not os.access(directory, os.W_OK):
        raise OutputError(f"{output}: no permission to write there")
