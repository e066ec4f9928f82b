"""DOCX: the paragraphs of the body; tables, headers, footers and notes are left out."""

from __future__ import annotations

import io
import zipfile

from dwibahasa.errors import InputError
from dwibahasa.reading.clean import clean
from dwibahasa.reading.draft import Draft
from dwibahasa.reading.quiet import quiet

__all__ = ["read_docx"]

MAX_UNPACKED_MIB = 200


def read_docx(data: bytes) -> Draft:
    """Read a Word document; the first paragraph in the style Title is the title.

    The title among the document's properties is not used: it is mostly that of a template.

    Raises InputError where the file is damaged or would unpack to over 200 MiB.
    """
    import docx

    found: list[tuple[str, str]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked <= MAX_UNPACKED_MIB << 20:
            with quiet():
                found = [
                    (paragraph.text, paragraph.style.name if paragraph.style is not None else "")
                    for paragraph in docx.Document(io.BytesIO(data)).paragraphs
                ]
    # A damaged file fails anywhere in three libraries: zip, XML, and what the XML should hold.
    except Exception as error:
        raise InputError(
            "is a damaged DOCX file; open it in a word processor and save it again"
        ) from error
    if unpacked > MAX_UNPACKED_MIB << 20:
        raise InputError(f"unpacks to over {MAX_UNPACKED_MIB} MiB, which no article does")
    title: str | None = None
    blocks: list[str] = []
    for text, style in found:
        lines = [line for line in clean(text).split("\n") if line]
        if style == "Title" and title is None and lines:
            title = " ".join(lines)
        else:
            blocks += lines
    return Draft(blocks, title)
