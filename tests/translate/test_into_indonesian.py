"""English in, Indonesian out: what differs from the other way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dwibahasa.article import Article, Language
from dwibahasa.checkpoint import inspect
from dwibahasa.errors import ModelError
from dwibahasa.tokenizers import load_tokenizer
from translate import Translator
from translate.render import as_data, render

Scripted = Callable[..., tuple[Translator, Any]]


def article(text: str, code: str) -> Article:
    return Article("test", None, (text,), Language(code, 0.99))


def test_an_indonesian_article_is_passed_through_with_a_note(scripted: Scripted) -> None:
    translator, engine = scripted(lambda source, _: source, "id")
    passed, translated = translator.translate_articles(
        [article("Harga beras naik.", "id"), article("Rice prices rose. They fell.", "en")]
    )
    assert passed.text == "Harga beras naik."
    assert passed.notes == ("the article is in Indonesian already and was passed through as it is",)
    assert sorted(engine.seen) == ["Rice prices rose.", "They fell."]
    assert translated.into == "id"
    assert as_data(translated)["into"] == "id"
    bilingual = render(translated, "bilingual")
    assert bilingual.startswith("en: Rice prices rose.\nid: ")
    assert '<td lang="en">They fell.</td><td lang="id">' in render(translated, "html")


def test_names_and_numbers_are_those_of_english(scripted: Scripted) -> None:
    answers = {
        "Moscow's envoy Lavrov offered 1,500 tons on Thursday.":
            "Utusan Moskow Lavv menawarkan 1,500 ton pada Kamis.",
        "Baerbock left at noon.": "Dia pergi pada siang hari.",
    }  # fmt: skip
    translator, _ = scripted(lambda source, _: answers.get(source, "Dia pergi."), "id")
    first, second = translator.translate([*answers])
    assert first.text == "Utusan Moskow Lavrov menawarkan 1.500 ton pada Kamis."
    assert first.segments[0].flags == ("repaired: Lavv -> Lavrov", "repaired: 1,500 -> 1.500")
    assert second.segments[0].flags == ("name: Baerbock",)


def test_a_translator_of_the_other_direction_is_refused() -> None:
    with pytest.raises(ModelError, match="from 'id' into 'en', not from English into Indonesian"):
        Translator("mini", into="id")


@pytest.mark.parametrize(
    ("name", "first", "begun"),
    [
        ("tiny_nllb", "eng_Latn", "ind_Latn"),
        ("tiny_m2m100", "__en__", "__id__"),
    ],
)
def test_models_of_several_languages_are_told_the_other_way_round(
    name: str, first: str, begun: str, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(name)
    checkpoint = inspect(path, name, into="id")
    assert load_tokenizer(checkpoint).encode("Presiden")[0].startswith(first)
    assert checkpoint.target_token == begun
