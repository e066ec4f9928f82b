"""Where results go: standard output, a file, or a directory with a file an article."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from dwibahasa.atomic import make_directory, write_text
from dwibahasa.errors import OutputError, UsageError

__all__ = ["Destination", "check_file"]


class Destination:
    """Takes results one by one; checked before any work is done.

    output: None is standard output. ending: of the files in a directory, such as ".en.txt".

    Raises UsageError where several results would go into one file or a result over an input, and
    OutputError where the place cannot be written.
    """

    def __init__(self, output: str | None, sources: list[str], ending: str) -> None:
        several = len(sources) > 1
        # JSON says itself what it was made of, and stays readable for jq and the like.
        self._headers = several and not ending.endswith(".json")
        self._paths: dict[str, Path] | None = None  # standard output
        if output is None:
            return
        place = Path(output)
        is_directory = output.endswith(os.sep) or place.is_dir()
        if several and not is_directory:
            raise UsageError(
                f"{len(sources)} inputs need a directory to go to: "
                f"write -o {output}{os.sep} for a new one"
            )
        targets = _names(sources, place, ending) if is_directory else [place]
        self._paths = dict(zip(sources, targets, strict=True))
        inputs = {identity for source in sources if (identity := _identity(Path(source)))}
        for target in self._paths.values():
            if _identity(target) in inputs:
                raise UsageError(f"{target} is an input: choose another output")
        if is_directory:
            make_directory(place)
            _check_directory(place, place)
        else:
            check_file(place)

    def write(self, source: str, text: str) -> None:
        """Write the result of one source."""
        if self._paths is not None:
            write_text(self._paths[source], text)
            return
        if self._headers:
            sys.stdout.write(f"==> {source} <==\n")
        sys.stdout.write(text)
        if self._headers:
            sys.stdout.write("\n")
        # A reader that has gone (`| head -1`) is noticed here, where it is handled.
        sys.stdout.flush()


def _names(sources: Sequence[str], directory: Path, ending: str) -> Iterator[Path]:
    """Give each source a file of its own, named after it."""
    taken: set[str] = set()
    for source in sources:
        stem = _stem(source)
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name)
        yield directory / (name + ending)


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell which file a path is, by whatever name; None where there is none."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return stat.st_dev, stat.st_ino


def _stem(source: str) -> str:
    """article.id.txt -> article; https://host/news/some-title?x=1 -> some-title; - -> stdin."""
    if source == "-":
        return "stdin"
    path = urlsplit(source).path.rstrip("/") if "://" in source else source
    return Path(path).stem.removesuffix(".id") or urlsplit(source).netloc


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
