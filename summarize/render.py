"""A summary as text, Markdown, JSON or a web page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from html import escape
from typing import Any

from dwibahasa import __version__
from dwibahasa.languages import OTHER, LanguageCode
from dwibahasa.page import page
from summarize.result import SourceSentence, Summary, SummarySentence
from translate.render import as_data as translation_data
from translate.typography import typeset

__all__ = ["FORMATS", "as_data", "render"]


def _text(summary: Summary, show_translation: bool) -> str:
    """One sentence a line; then, under a rule, the translation."""
    lines = "\n".join(typeset(sentence.text) for sentence in summary.sentences)
    return f"{lines}\n" + "".join(
        f"\n---\n\n{t}\n" for t in _translation(summary, show_translation)
    )


def _markdown(summary: Summary, show_translation: bool) -> str:
    """A list of sentences, under the article's translated title where there is one."""
    items = "\n".join(f"- {typeset(sentence.text)}" for sentence in summary.sentences)
    return (
        "".join(f"# {title}\n\n" for title in _title(summary))
        + f"{items}\n\n*{_made_by(summary)}*\n"
        + "".join(f"\n---\n\n{t}\n" for t in _translation(summary, show_translation))
    )


def _json(summary: Summary, show_translation: bool) -> str:
    data = as_data(summary, show_translation=show_translation)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_data(summary: Summary, *, show_translation: bool = False) -> dict[str, Any]:
    """Give everything known about a summary as plain data; the whole translation if asked."""
    translation = summary.translation
    translator = translation.provenance if translation else None
    return {
        "source": summary.source,
        "sentences": [asdict(sentence) for sentence in summary.sentences],
        "summarizer": summary.summarizer,
        "language": summary.language,
        "replacements": [asdict(replacement) for replacement in summary.replacements],
        "notes": list(summary.notes),
        "version": __version__,
        "provenance": asdict(summary.provenance) if summary.provenance else None,
        "translator": asdict(translator) if translator else None,
        **(
            {"translation": translation_data(translation)}
            if translation and show_translation
            else {}
        ),
    }


def _html(summary: Summary, show_translation: bool) -> str:
    """A page where each sentence opens to show what supports it."""
    title = "".join(_title(summary)) or "Summary"
    language = escape(summary.language)
    body = [f'<main lang="{language}">', f"<h1>{escape(title)}</h1>"]
    body += [_sentence(sentence, OTHER[summary.language]) for sentence in summary.sentences]
    body += [
        f"<p><small>Not in the article: <del>{escape(typeset(r.rejected))}</del> "
        f"({escape(r.reason)})</small></p>"
        for r in summary.replacements
    ]
    if show_translation and summary.translation:
        body.append("<h2>The article</h2>")
        body += [
            f"<p>{escape(typeset(paragraph.text))}</p>"
            for paragraph in summary.translation.paragraphs
        ]
    facts = (_made_by(summary), *summary.notes)
    body.append("</main>\n<footer>" + "".join(f"<p>{escape(f)}</p>" for f in facts) + "</footer>")
    return page(title, "\n".join(body))


def _sentence(sentence: SummarySentence, original: LanguageCode) -> str:
    support = "".join(f"<li>{_source(source, original)}</li>" for source in sentence.support)
    return (
        f"<details><summary>{escape(typeset(sentence.text))}</summary>\n"
        f"<small>{_ORIGINS[sentence.origin]}</small><ul>{support}</ul></details>"
    )


def _source(source: SourceSentence, original: LanguageCode) -> str:
    lines = [escape(typeset(source.text))]
    if source.original:
        lines.append(f'<span lang="{original}">{escape(source.original)}</span>')
    lines += [f"<small>{escape(flag)}</small>" for flag in source.flags]
    return "<br>".join(lines)


_ORIGINS = {
    "model": "Written by the model. The article says:",
    "extracted": "From the article:",
    "replaced": "From the article, in place of what it does not say:",
}


def _title(summary: Summary) -> list[str]:
    translated = summary.translation.title if summary.translation else None
    return [typeset(translated.text)] if translated else []


def _made_by(summary: Summary) -> str:
    translator = summary.translation.provenance if summary.translation else None
    translated = f", translated by {translator.model}" if translator else ""
    return f"Summarised by {summary.summarizer}{translated}, dwibahasa {__version__}"


def _translation(summary: Summary, wanted: bool) -> list[str]:
    return [typeset(summary.translation.text)] if wanted and summary.translation else []


FORMATS: dict[str, tuple[Callable[[Summary, bool], str], str]] = {
    "text": (_text, ".txt"),
    "markdown": (_markdown, ".md"),
    "json": (_json, ".json"),
    "html": (_html, ".html"),
}
"""Format name -> the function that renders it, the ending of a file that holds it."""


def render(summary: Summary, format_: str, *, show_translation: bool = False) -> str:
    """Render in one of FORMATS, with the translated article where there is one and it is asked for;
    the result ends in a newline.
    """
    return FORMATS[format_][0](summary, show_translation)
