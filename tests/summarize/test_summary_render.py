"""Rendering: text exact to the byte, JSON complete, HTML self-contained and escaped."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from dwibahasa.article import Article, Language
from summarize.render import render
from summarize.result import Replacement, SourceSentence, Summary, SummarySentence
from translate.result import ArticleTranslation, Segment, Translation

ARTICLE = Article("a.txt", "Pasar <Turi>", ("Pasar terbakar.",), Language("id", 0.9))
TRANSLATION = ArticleTranslation(
    ARTICLE,
    Translation((Segment("Pasar <Turi>", "Market <Turi>"),)),
    (Translation((Segment("Pasar terbakar.", 'The "big" market burnt.', -0.2, ("quotes",)),)),),
    None,
)
SOURCE = SourceSentence('The "big" market burnt.', 1, 1, "Pasar terbakar.", ("quotes",))
SUMMARY = Summary(
    sentences=(
        SummarySentence('The "big" market burnt.', "extracted", (SOURCE,)),
        SummarySentence("Traders' goods & stalls <were> lost.", "model", (SOURCE,)),
    ),
    summarizer="textrank",
    language="en",
    source="market.txt",
    translation=TRANSLATION,
    replacements=(Replacement("The mayor <fled>.", 'The "big" market burnt.', "no mayor"),),
    notes=("a note",),
)
LINES = "The “big” market burnt.\nTraders’ goods & stalls <were> lost.\n"


def test_text_is_a_sentence_a_line() -> None:
    assert render(SUMMARY, "text") == LINES
    assert render(SUMMARY, "text", show_translation=True) == (
        f"{LINES}\n---\n\nMarket <Turi>\n\nThe “big” market burnt.\n"
    )


def test_markdown_names_what_made_it() -> None:
    shown = render(SUMMARY, "markdown")
    assert shown.startswith("# Market <Turi>\n\n- The “big” market burnt.\n- Traders’")
    assert re.search(r"\*Summarised by textrank, dwibahasa [\d.]+\*\n$", shown)
    assert "---" in render(SUMMARY, "markdown", show_translation=True)


def test_json_holds_support_origin_and_replacements() -> None:
    data = json.loads(render(SUMMARY, "json"))
    first = data["sentences"][0]
    assert first["origin"] == "extracted"
    assert first["support"][0]["original"] == "Pasar terbakar."
    assert data["summarizer"] == "textrank"
    assert data["replacements"][0]["reason"] == "no mayor"
    assert data["language"] == "en"
    assert data["version"]
    assert "translation" not in data
    shown = json.loads(render(SUMMARY, "json", show_translation=True))
    assert shown["translation"]["paragraphs"][0]["target"] == 'The "big" market burnt.'


def test_html_shows_support_and_needs_nothing_else() -> None:
    shown = render(SUMMARY, "html", show_translation=True)
    assert "<summary>Traders’ goods &amp; stalls &lt;were&gt; lost.</summary>" in shown
    assert '<span lang="id">Pasar terbakar.</span>' in shown
    assert "The mayor &lt;fled&gt;." in shown
    assert "<Turi>" not in shown
    assert "http" not in shown
    assert "<script" not in shown
    assert "<h2>The article</h2>" not in render(replace(SUMMARY, translation=None), "html")
