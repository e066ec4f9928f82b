"""Language identification."""

from __future__ import annotations

import pytest

from dwibahasa.article import Language
from dwibahasa.reading.language import identify, is_english, is_indonesian, language_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Thursday that the price of rice rose by two per cent.", "en"),
        ("東京では木曜日、大雪のため鉄道や道路の交通に大きな乱れが出ました。", "ja"),
        ("Le prix du riz a augmenté à Paris, dit le ministre de l'agriculture jeudi.", "fr"),
        ("Der Minister sagte am Donnerstag, der Preis für Reis sei gestiegen.", "de"),
    ],
)
def test_identified(text: str, code: str) -> None:
    language = identify(text)
    assert language.code == code
    assert 0.7 <= language.confidence <= 1
    assert not is_indonesian(language)
    assert is_english(language) == (code == "en")


@pytest.mark.parametrize(
    "text",
    [
        "Harga beras di pasar tradisional naik dua persen, kata menteri pada hari Kamis.",
        "Perdana Menteri berkata kerajaan akan membantu rakyat kerana harga barang naik.",
        # Zulu, Norwegian, Latin, ... to the identifier, but not surely.
        "Lelucon",
        "Menteri",
        "12345 6789",
        "a" * 1_000,
    ],
)
def test_indonesian_malay_and_what_is_too_short_to_tell(text: str) -> None:
    assert is_indonesian(identify(text))


def test_undetermined_says_so() -> None:
    assert identify("Lelucon").code == "und"
    assert identify("Lelucon").confidence < 0.7


def test_every_language_of_the_identifier_has_a_name() -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    for code in LanguageIdentifier.from_model_file(MODEL_FILE).labels:
        assert language_name(code) != code
    assert language_name("ja") == "Japanese"
    assert language_name("gom") == "Goan Konkani"
    assert language_name("xx") == "xx"
    assert not is_english(Language("ja", 1.0))
