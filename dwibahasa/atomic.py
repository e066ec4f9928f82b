"""Writing a file whole or not at all, and the directory for it."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from dwibahasa.errors import OutputError

__all__ = ["make_directory", "write_text"]

REASONS = {
    errno.ENOENT: "there is no directory {parent}",
    errno.ENOTDIR: "{parent} is not a directory",
    errno.EISDIR: "this is a directory",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "the file system is read-only",
    errno.ENOSPC: "no space left on the device; free some or choose another place",
    errno.EDQUOT: "the disk quota is used up; free some space or choose another place",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.ENAMETOOLONG: "the file name is too long",
}


def make_directory(path: Path) -> None:
    """Make a directory and those above it, where they are not there; OutputError says why not."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot make this directory: {error.strerror}") from error


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` in UTF-8, line ends as they are.

    A reader sees the old file or the new one: the text goes to a temporary name in the same
    directory, reaches the disk, and takes the place of `path` in one step. Whatever fails, also an
    interruption, leaves nothing behind and what was there untouched. A symbolic link keeps
    pointing to its target, which is written. Devices and pipes (/dev/stdout) are written directly.

    Raises OutputError, which names the reason.
    """
    try:
        if path.exists() and not path.is_file():
            _fill(os.open(path, os.O_WRONLY), text)
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        reason = REASONS.get(error.errno or 0, f"cannot be written: {error.strerror or error}")
        raise OutputError(f"{path}: {reason.format(parent=path.parent)}") from error


def _replace(path: Path, text: str) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        # Replacing asks the directory only; a file made read-only is meant to stay.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    # Not tempfile: its files are private, a result has the permissions the user's umask gives.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        _fill(descriptor, text, sync=True)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _fill(descriptor: int, text: str, *, sync: bool = False) -> None:
    # A file name that is not UTF-8 comes as lone surrogates: shown escaped rather than refused.
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write(text)
        file.flush()
        if sync:
            os.fsync(file.fileno())
