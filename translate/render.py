"""A translated article as text, bilingual text, Markdown, JSON or a web page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from html import escape
from typing import Any

from dwibahasa.languages import NAMES, OTHER, LanguageCode
from dwibahasa.page import page
from translate.result import ArticleTranslation, Segment, Translation
from translate.typography import typeset

__all__ = ["FORMATS", "as_data", "render"]


def _text(translation: ArticleTranslation) -> str:
    return typeset(translation.text) + "\n"


def _bilingual(translation: ArticleTranslation) -> str:
    """Sentence by sentence: source, target below, what to check in brackets."""
    into = translation.into
    blocks = []
    for block in translation.blocks:
        for segment in block.segments:
            lines = [
                f"{OTHER[into]}: {segment.source.strip()}",
                f"{into}: {typeset(segment.target)}",
            ]
            if segment.flags:
                lines.append(f"    [check: {'; '.join(segment.flags)}]")
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _markdown(translation: ArticleTranslation) -> str:
    title = [] if translation.title is None else [f"# {typeset(translation.title.text)}"]
    paragraphs = [typeset(paragraph.text) for paragraph in translation.paragraphs]
    return "\n\n".join(title + paragraphs) + "\n"


def _json(translation: ArticleTranslation) -> str:
    return json.dumps(as_data(translation), ensure_ascii=False, indent=2) + "\n"


def as_data(translation: ArticleTranslation) -> dict[str, Any]:
    """Give everything known about a translation as plain data, ready for JSON."""
    article = translation.article

    def block(text: Translation) -> dict[str, Any]:
        return {
            "source": text.source,
            "target": text.text,
            "segments": [asdict(segment) for segment in text.segments],
        }

    return {
        "source": article.source,
        "language": asdict(article.language),
        "into": translation.into,
        "date": article.date,
        "removed": list(article.removed),
        "title": None if translation.title is None else block(translation.title),
        "paragraphs": [block(paragraph) for paragraph in translation.paragraphs],
        "notes": list(translation.notes),
        "provenance": None if translation.provenance is None else asdict(translation.provenance),
    }


def _html(translation: ArticleTranslation) -> str:
    """Source and target side by side, a row a segment, flagged ones marked."""
    rows = []
    for number, block in enumerate(translation.blocks):
        heading = number == 0 and translation.title is not None
        rows += [_row(segment, translation.into, heading) for segment in block.segments]
        rows.append('<tr class="gap"><td colspan="2"></td></tr>')
    article = translation.article
    title = typeset(translation.title.text) if translation.title else article.source
    facts = [article.source, article.date or "", *translation.notes]
    if made_by := translation.provenance:
        facts.append(
            f"dwibahasa {made_by.version}, {made_by.model} ({made_by.checksum[:12]}), "
            f"{made_by.engine} {made_by.precision}, beam {made_by.options['beam_size']}"
        )
    return page(
        title,
        f'<table class="pair"><thead><tr><th>{NAMES[OTHER[translation.into]]}</th>'
        f"<th>{NAMES[translation.into]}</th></tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table>\n<footer>"
        + "".join(f"<p>{escape(fact)}</p>" for fact in facts if fact)
        + "</footer>",
    )


def _row(segment: Segment, into: LanguageCode, heading: bool) -> str:
    cell = "th" if heading else "td"
    source, target = escape(segment.source.strip()), escape(typeset(segment.target))
    if segment.flags:
        notes = "".join(f"<small>{escape(flag)}</small>" for flag in segment.flags)
        target = f"<mark>{target}</mark>{notes}"
    return (
        f'<tr><{cell} lang="{OTHER[into]}">{source}</{cell}>'
        f'<{cell} lang="{into}">{target}</{cell}></tr>'
    )


FORMATS: dict[str, tuple[Callable[[ArticleTranslation], str], str]] = {
    "text": (_text, ".txt"),
    "bilingual": (_bilingual, ".txt"),
    "markdown": (_markdown, ".md"),
    "json": (_json, ".json"),
    "html": (_html, ".html"),
}
"""Format name -> the function that renders it, the ending of a file that holds it."""


def render(translation: ArticleTranslation, format_: str) -> str:
    """Render in one of FORMATS; the result ends in a newline."""
    return FORMATS[format_][0](translation)
