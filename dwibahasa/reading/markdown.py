"""Markdown: headings, paragraphs and list entries, without their marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dwibahasa.reading.clean import clean, clean_line
from dwibahasa.reading.draft import Draft

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

FRONT_MATTER = re.compile(r"---\n(?:.*\n)*?(?:---|\.\.\.)\n")


def read_markdown(text: str) -> Draft:
    """Read Markdown; the first heading of level 1 is the title.

    Links keep their text; images, HTML and front matter are left out.
    """
    from markdown_it import MarkdownIt

    text = clean(text) + "\n"
    if front := FRONT_MATTER.match(text):
        text = text[front.end() :]
    title: str | None = None
    blocks: list[str] = []
    level = ""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open":
            level = token.tag
        elif token.type == "inline":
            block = clean_line(_plain(token))
            if level == "h1" and title is None and block:
                title = block
            elif block:
                blocks.append(block)
            level = ""
        elif token.type in ("fence", "code_block"):
            blocks += [line for line in clean(token.content).split("\n") if line]
    return Draft(blocks, title)


def _plain(token: Token) -> str:
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        child.content if child.type in ("text", "code_inline") else breaks.get(child.type, "")
        for child in token.children or ()
    )
