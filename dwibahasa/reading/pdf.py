"""PDF: lines of text, put together to paragraphs."""

from __future__ import annotations

import io

from dwibahasa.errors import InputError
from dwibahasa.reading.clean import clean
from dwibahasa.reading.draft import Draft
from dwibahasa.reading.paragraphs import unwrap
from dwibahasa.reading.quiet import quiet

__all__ = ["read_pdf"]

# Lines of proportional type that look equally long differ by about so much in characters.
SLACK = 0.15


def read_pdf(data: bytes) -> Draft:
    """Read the text of a PDF; page numbers that stand alone are left out.

    A paragraph ends at a blank line, a line clearly shorter than the page's, or one that ends a
    sentence: paragraphs may come out shorter than they were, never merged over a subhead. The
    title among the document's properties is not used: it is mostly a file name.

    Raises InputError where the file is encrypted, damaged, or holds no text (a scan).
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        with quiet("pypdf"):
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted:
                # Many are encrypted with an empty password: everybody may read them.
                reader.decrypt("")
            pages = [clean(page.extract_text()) for page in reader.pages]
    except (DependencyError, FileNotDecryptedError) as error:
        raise InputError("is an encrypted PDF; save it without a password first") from error
    # pypdf lets through whatever a damaged file causes: KeyError, RecursionError, zlib.error, ...
    except Exception as error:
        raise InputError("is a damaged PDF; open it in a viewer and save it again") from error
    lines = [line for page in pages for line in _without_page_number(page.split("\n"))]
    if not any(lines):
        raise InputError("is a PDF without text, such as a scan; run OCR on it first")
    width = max(map(len, lines))
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    return Draft([p for block in blocks for p in unwrap(block, width, int(SLACK * width))])


def _without_page_number(lines: list[str]) -> list[str]:
    for end in (0, -1):
        if lines and lines[end].isdecimal():
            del lines[end]
    return lines
