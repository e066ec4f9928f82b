"""Newspaper furniture: lines that are the site's, not the article's.

Each pattern asks for the typographic sign that furniture has and prose lacks (a colon, brackets,
capitals, the very start or end of a paragraph): a sentence that only contains the words stays.
Datelines ("NEW DELHI - ") and subheads stay too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dwibahasa.reading.paragraphs import ends_sentence

__all__ = ["remove_furniture"]

# Furniture is short. It also bounds the work: no pattern sees more than this of a paragraph.
LONGEST = 400
LONGEST_TITLE = 150

# Links to other articles and videos, as a paragraph or after the last sentence of one.
LINKS = r"""
    \[?(?:baca|simak|lihat|tonton|saksikan)(?:[ ]juga)?[ ]?:.*          # Baca Juga: Title
  | \[?(?:simak|lihat|tonton|saksikan)(?:[ ]juga)?[ ]video[ ]?[:'"‘“].* # Simak Video 'Title'
  | (?:simak|lihat|tonton|saksikan)(?:[ ]juga)?[ ]video[ ](?:pilihan|terkait|berikut|di[ ]bawah)\b.*
"""
LINK_ALONE = re.compile(
    rf"""(?:{LINKS}
  | (?:baca|simak|lihat|tonton)[ ]juga
  | (?:pilihan[ ]redaksi|artikel[ ]terkait)(?:[ ]?:.*)?
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
LINK_AT_END = re.compile(
    rf"(?<=[.!?\"”'’)\]])[ ](?:{LINKS})\Z",
    re.IGNORECASE | re.VERBOSE,
)

ALONE = re.compile(
    r"""(?:
    (?:advertisement|iklan)
  | (?:advertisement[ ])?scroll[ ]to[ ](?:continue|resume)(?:[ ]with)?[ ]content
  | halaman(?:[ ]\d)+(?:[ ]selanjutnya)?
  | \(?(?:foto|ilustrasi[ ]foto)[ ]?:.*
  | antara[ ]foto/.*
  | copyright[ ]?(?:©|\(c\)|\d{4}).*
  | ©.*
  | dilarang[ ]keras[ ]mengambil[ ]konten.*
  | (?:ikuti|dapatkan|baca|simak|cek|follow)\b.*\bgoogle[ ]news\b.*
  | (?:gabung|bergabung|ikuti|dapatkan|yuk|mari|ayo)\b.*\b
    (?:(?:channel|saluran|kanal|grup)[ ](?:whatsapp|telegram)|(?:whatsapp|telegram)[ ]channel)\b.*
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)

ROLES = r"(?:Editor|Penulis|Reporter|Pewarta|Penerjemah|Penyunting|Redaktur|Uploader|Kontributor)"
BYLINE = re.compile(rf"{ROLES}[ ]?:[ ]?.{{1,100}}\Z")
BYLINE_AT_END = re.compile(rf"(?<=[.!?\"”'’)])[ ]{ROLES}[ ]?:[ ].{{1,100}}?[ ]Copyright[ ]©.*\Z")

WITHIN = re.compile(
    r"""\[gambas\s?:[^\[\]]{0,80}\]
      | \[video\][^\[\]]{0,300}\[/video\]
      | \(foto\s?:[^()]{0,120}\)""",
    re.IGNORECASE | re.VERBOSE,
)
WITHIN_CAPITALS = re.compile(
    r"(?:\bADVERTISEMENT )?\bSCROLL TO (?:CONTINUE|RESUME)(?: WITH)? CONTENT\b"
)

# Initials of author and editor: (ard), (rds/imk), (Red), (*).
INITIALS = r"\((?:[A-Z]?[a-z]{1,5}|[A-Za-z]{2,5}(?:/[A-Za-z]{2,5}){1,3}|\*{1,3})\)"
INITIALS_ALONE = re.compile(rf"{INITIALS}\Z")
INITIALS_AT_END = re.compile(rf"(?<=[.!?\"”'’]) ?{INITIALS}\Z")


def remove_furniture(paragraphs: Iterable[str]) -> tuple[list[str], list[str]]:
    """Split clean paragraphs into the article's and the furniture, both in reading order.

    Initials at a paragraph's end are furniture in the last one only.
    """
    kept: list[str] = []
    removed: list[str] = []
    for paragraph in paragraphs:
        text = paragraph
        for pattern in (WITHIN, WITHIN_CAPITALS):
            # Most paragraphs have no bracket and no capitals: one search, no copy.
            if pattern.search(text):
                removed += pattern.findall(text)
                text = " ".join(pattern.sub(" ", text).split())
        if len(text) <= LONGEST and _is_furniture(text):
            removed.append(text)
            continue
        text = _cut(text, removed)
        if text:
            kept.append(text)
    if kept and (initials := INITIALS_AT_END.search(kept[-1], max(0, len(kept[-1]) - 40))):
        removed.append(initials[0].strip())
        kept[-1] = kept[-1][: initials.start()]
    return kept, removed


def _is_furniture(text: str) -> bool:
    if INITIALS_ALONE.match(text) or ALONE.match(text):
        return True
    if BYLINE.match(text):
        # "Penulis: Apa maksud Anda?" is a line of an interview.
        return "©" in text or not ends_sentence(text)
    # A long one that ends as prose has swallowed the paragraph after it: better a link too many.
    return LINK_ALONE.match(text) is not None and not (
        len(text) > LONGEST_TITLE and ends_sentence(text)
    )


def _cut(text: str, removed: list[str]) -> str:
    for pattern in (BYLINE_AT_END, LINK_AT_END):
        found = pattern.search(text, max(0, len(text) - LONGEST))
        # A title has no full stop: with one, the article may go on after the link.
        if found and (pattern is BYLINE_AT_END or not found[0].endswith(".")):
            removed.append(found[0].strip())
            text = text[: found.start()]
    return text
