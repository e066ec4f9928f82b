"""Which kind of document something is: by its content first, then by what it is called."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from dwibahasa.errors import InputError

__all__ = ["CONTENT_TYPES", "ENDINGS", "Kind", "kind_by_ending", "recognise"]

Kind = Literal["text", "markdown", "html", "docx", "pdf"]

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}

CONTENT_TYPES: dict[str, Kind] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}

HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!doctype\s+html|<html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def kind_by_ending(name: str) -> Kind | None:
    """Tell the kind a file name or the path of a URL claims, None where it claims none."""
    return ENDINGS.get(PurePath(name).suffix.lower())


def recognise(data: bytes, claimed: Kind | None) -> Kind:
    """Tell the kind of `data`; `claimed` decides where the content leaves it open.

    Raises InputError for formats that are known and not read, and where a claimed PDF or DOCX is
    none.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if claimed == "docx" or b"word/" in data:
            return "docx"
        raise InputError("is an archive, not text; unpack it first")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "is in the old Word format or protected by a password; save it as an open .docx first"
        )
    if data.startswith(b"{\\rtf"):
        raise InputError("is RTF, which is not read; save it as .docx or .txt first")
    if data.strip() and claimed in ("pdf", "docx"):
        raise InputError(f"is called {claimed.upper()} but is none; the file may be damaged")
    if HTML_START.match(data):
        return "html"
    return claimed if claimed in ("markdown", "html") else "text"
