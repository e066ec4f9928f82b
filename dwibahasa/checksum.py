"""SHA-256 over files, remembered for large ones: hashing 2 GB at every start would be felt."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path

import platformdirs

__all__ = ["checksum", "digest"]

REMEMBERED_BYTES = 64 * 2**20


def checksum(files: Iterable[Path]) -> str:
    """SHA-256 (hexadecimal) over the names and contents of files, in the order given."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name} {digest(file)}\n".encode())
    return total.hexdigest()


def digest(file: Path) -> str:
    """SHA-256 of a file; a large one's is looked up by its place, size and time of change."""
    stat = file.stat()
    if stat.st_size < REMEMBERED_BYTES:
        return _hash(file)
    key = f"{file.resolve()} {stat.st_size} {stat.st_mtime_ns}"
    note = (
        platformdirs.user_cache_path("dwibahasa")
        / "checksums"
        / hashlib.sha256(key.encode()).hexdigest()
    )
    try:
        return note.read_text(encoding="ascii")
    except OSError:
        digest = _hash(file)
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time only
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(digest, encoding="ascii")
    return digest


def _hash(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(2**20):
            digest.update(block)
    return digest.hexdigest()
