"""HTML: the main text, title and date of a page, found by trafilatura (Barbaresi, ACL 2021)."""

from __future__ import annotations

import re

from dwibahasa.errors import InputError
from dwibahasa.reading.clean import clean, clean_line
from dwibahasa.reading.draft import Draft
from dwibahasa.reading.encoding import decode
from dwibahasa.reading.quiet import quiet

__all__ = ["read_html"]

META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
BULLET = re.compile(r"[-*•] ")


def read_html(data: bytes, charset: str | None = None) -> Draft:
    """Read a page; `charset` is what the server called its encoding.

    Raises InputError where the page has no main text.
    """
    if charset is None and (meta := META_CHARSET.search(data[:4096])):
        charset = meta[1].decode("ascii")
    page = XML_DECLARATION.sub("", decode(data, charset), count=1)
    from trafilatura import bare_extraction

    with quiet("trafilatura", "htmldate", "courlan", "justext"):
        document = bare_extraction(
            page,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
        )
    text = clean(document.text or "") if document is not None else ""
    blocks = [
        BULLET.sub("", line, count=1) if BULLET.match(line) else line
        for line in text.split("\n")
        if line
    ]
    if not blocks:
        raise InputError("no article text was found in this page")
    title = clean_line(document.title) if document.title else None
    if title is not None and title.casefold().startswith(blocks[0].casefold()):
        # The heading on the page, without the " - Name of the paper" that page titles end in.
        title = blocks.pop(0)
    return Draft(blocks, title or None, document.date)
