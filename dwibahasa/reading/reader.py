"""One source in, one article out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from dwibahasa.article import Article
from dwibahasa.errors import InputError
from dwibahasa.reading.clean import clean
from dwibahasa.reading.docx import read_docx
from dwibahasa.reading.draft import Draft
from dwibahasa.reading.encoding import decode
from dwibahasa.reading.furniture import remove_furniture
from dwibahasa.reading.html import read_html
from dwibahasa.reading.inputs import is_url
from dwibahasa.reading.kinds import kind_by_ending, recognise
from dwibahasa.reading.language import identify
from dwibahasa.reading.markdown import read_markdown
from dwibahasa.reading.paragraphs import split_paragraphs
from dwibahasa.reading.pdf import read_pdf
from dwibahasa.reading.title import split_title
from dwibahasa.reading.web import Page, fetch

__all__ = ["MAX_BYTES", "read_article"]

MAX_BYTES = 20 << 20


def read_article(source: str, *, stdin: BinaryIO | None = None) -> Article:
    """Read a file, an http(s) URL or, for "-", standard input (or `stdin`).

    The format (text, Markdown, HTML, DOCX, PDF) is told by the content, then by the ending or the
    server's word. At most 20 MiB are read.

    Raises InputError, which begins with `source`, where that cannot be read or holds no text.
    """
    try:
        draft = _read(_load(source, stdin))
    except InputError as error:
        raise InputError(f"{source}: {error}") from error
    blocks, removed = remove_furniture(draft.blocks)
    if not blocks:
        raise InputError(f"{source}: has no text")
    title, paragraphs = (draft.title, blocks) if draft.title is not None else split_title(blocks)
    article_text = "\n".join((title, *paragraphs) if title else paragraphs)
    return Article(
        source=source,
        title=title,
        paragraphs=tuple(paragraphs),
        language=identify(article_text),
        date=draft.date,
        removed=tuple(removed),
    )


def _load(source: str, stdin: BinaryIO | None) -> Page:
    if is_url(source):
        return fetch(source, max_bytes=MAX_BYTES)
    if source == "-":
        return Page(_read_limited(stdin or sys.stdin.buffer), None, None)
    path = Path(source)
    try:
        with path.open("rb") as file:
            # Told before anything is read.
            if path.stat().st_size > MAX_BYTES:
                raise _too_large()
            return Page(_read_limited(file), kind_by_ending(source), None)
    except FileNotFoundError as error:
        raise InputError("no such file or directory") from error
    except IsADirectoryError as error:
        raise InputError("is a directory") from error
    except PermissionError as error:
        raise InputError("no permission to read it") from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}") from error


def _read_limited(file: BinaryIO) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large()
    return data


def _too_large() -> InputError:
    return InputError(
        f"is larger than {MAX_BYTES >> 20} MiB, which no article is; cut it into smaller files"
    )


def _read(page: Page) -> Draft:
    match recognise(page.data, page.kind):
        case "pdf":
            return read_pdf(page.data)
        case "docx":
            return read_docx(page.data)
        case "html":
            return read_html(page.data, page.charset)
        case "markdown":
            return read_markdown(decode(page.data, page.charset))
        case "text":
            return Draft(split_paragraphs(clean(decode(page.data, page.charset))))
