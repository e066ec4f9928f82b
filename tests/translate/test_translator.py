"""What makes a translation right, each guard with a test that fails without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dwibahasa.article import Article, Language
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.errors import InputError, ModelError
from dwibahasa.reading import read_article
from translate import Translator
from translate.translator import MAX_SEGMENT_TOKENS, POOL

Scripted = Callable[..., tuple[Translator, Any]]
SEED = Path(__file__).parents[2] / "seeds" / "g20-lavrov-blinken.id.txt"


def article(*paragraphs: str, code: str = "id", title: str | None = None) -> Article:
    return Article("test", title, paragraphs, Language(code, 0.99))


@given(st.lists(st.text(alphabet="aB1 .,!\"'\n", max_size=60), max_size=4))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_is_lost(mini: Translator, texts: list[str]) -> None:
    translations = mini.translate(texts)
    assert [translation.source for translation in translations] == texts


def test_sentence_by_sentence(scripted: Scripted) -> None:
    # Marian drops sentences when several come at once.
    translator, engine = scripted(lambda source, _: source)
    translator.translate(["Harga naik. Stok turun. Warga panik."])
    assert sorted(engine.seen) == ["Harga naik.", "Stok turun.", "Warga panik."]


def test_order_is_restored_over_documents(mini: Translator) -> None:
    texts = ["Dia makan.", "Harga beras naik tajam di pasar tradisional pekan ini.", "Ya.", "Buku."]
    together = mini.translate(texts)
    assert [t.text for t in together] == [mini.translate([text])[0].text for text in texts]


def test_long_segments_are_cut_never_truncated(scripted: Scripted) -> None:
    words = [f"kata{i}" for i in range(400)]
    source = ", ".join(words) + "."
    translator, engine = scripted(lambda source, _: source)
    [translation] = translator.translate([source])
    counts = [translator._tokenizer.count(piece) for piece in engine.seen]
    assert max(counts) <= MAX_SEGMENT_TOKENS
    assert [w for w in words if w not in translation.text] == []
    assert "cut" in translation.segments[0].flags
    noted = translator.translate_article(article(source))
    assert any("cut" in note for note in noted.notes)


@pytest.mark.parametrize("text", ["***", "12.30", "— 100% —", "https://detik.com/a?b=1", "a@b.co"])
def test_nothing_to_translate_passes_through(scripted: Scripted, text: str) -> None:
    translator, engine = scripted(lambda source, _: "garbage")
    [translation] = translator.translate([text])
    assert translation.text == text
    assert engine.seen == []
    assert translation.segments[0].score is None


def test_capitals_are_sentence_cased_first(scripted: Scripted) -> None:
    translator, engine = scripted(lambda source, _: source)
    translator.translate(["HARGA BERAS DI SURABAYA NAIK, KPK TURUN TANGAN"])
    assert engine.seen == ["Harga beras di Surabaya naik, KPK turun tangan"]


def test_quotes_and_dashes_are_made_plain_first(scripted: Scripted) -> None:
    translator, engine = scripted(lambda source, _: source)
    translator.translate(["“Harga naik” – kata dia…"])
    assert engine.seen == ['"Harga naik" - kata dia...']


def test_a_loop_is_decoded_again(scripted: Scripted) -> None:
    def answer(source: str, options: DecodingOptions) -> str:
        return (
            "The price rose." if options.no_repeat_ngram_size else "The price the price the price"
        )

    translator, _ = scripted(answer)
    [translation] = translator.translate(["Harga itu naik."])
    assert translation.text == "The price rose."
    assert "loop" not in translation.segments[0].flags


def test_a_loop_that_stays_is_flagged(scripted: Scripted) -> None:
    translator, _ = scripted(lambda source, _: "no no no no no no")
    [translation] = translator.translate(["Harga itu naik sekali hari ini."])
    assert "loop" in translation.segments[0].flags


def test_a_far_too_short_output_is_tried_with_a_larger_beam(scripted: Scripted) -> None:
    full = "The price of rice rose sharply in traditional markets this week."

    def answer(source: str, options: DecodingOptions) -> str:
        return full if options.beam_size > 4 else "The price."

    translator, _ = scripted(answer)
    source = "Harga beras naik tajam di pasar tradisional pekan ini."
    assert translator.translate([source])[0].text == full
    translator, _ = scripted(lambda source, _: "The price.")
    assert "length" in translator.translate([source])[0].segments[0].flags


def test_missing_numbers_names_and_addresses_are_flagged(scripted: Scripted) -> None:
    source = "Menurut Sagara Lintang, Rp 1.500.000,50 dibayar lewat https://bank.example/x."
    translator, _ = scripted(lambda source, _: "According to him, some rupiah were paid online.")
    flags = translator.translate([source])[0].segments[0].flags
    assert {flag.split(":")[0] for flag in flags} >= {"number", "literal", "name"}
    good = "According to Sagara Lintang, Rp 1,500,000.50 was paid through https://bank.example/x."
    translator, _ = scripted(lambda source, _: good)
    assert translator.translate([source])[0].segments[0].flags == ()


def test_a_list_of_which_much_is_lost_is_read_in_short_pieces(scripted: Scripted) -> None:
    def answer(source: str, _: DecodingOptions) -> str:
        return source if len(source) < 150 else "The villages got some rice each, it was said."

    source = "".join(f"desa nomor {n} menerima {n + 40} kilogram beras, " for n in range(13, 18))
    source = source.capitalize().removesuffix(", ") + "."
    translator, _ = scripted(answer)
    [translation] = translator.translate([source])
    assert translation.text == source
    assert translation.segments[0].flags == ("cut",)


def test_garbled_names_are_restored_and_reported(scripted: Scripted) -> None:
    translator, _ = scripted(
        lambda source, _: "US Foreign Minister Antony Benlink met Sergei Lavv."
    )
    source = "Menteri Luar Negeri AS Antony Blinken bertemu Sergei Lavrov."
    [translation] = translator.translate([source])
    assert translation.text == "US Foreign Minister Antony Blinken met Sergei Lavrov."
    assert set(translation.segments[0].flags) == {
        "repaired: Benlink -> Blinken",
        "repaired: Lavv -> Lavrov",
    }


def test_english_words_and_acronyms_are_no_garbled_names(scripted: Scripted) -> None:
    translator, _ = scripted(lambda source, _: "The United States left the treaty on Monday.")
    source = "Amerika Serikat keluar dari perjanjian START pada hari itu bersama Mondari."
    assert "States" in translator.translate([source])[0].text
    assert "Monday" in translator.translate([source])[0].text


def test_an_english_article_is_passed_through_with_a_note(scripted: Scripted) -> None:
    translator, engine = scripted(lambda source, _: "garbage")
    text = "Prices rose on Thursday. Officials said so."
    translation = translator.translate_article(article(text, code="en"))
    assert translation.text == text
    assert "English already" in translation.notes[0]
    assert translation.provenance is None
    assert engine.seen == []


def test_malay_is_accepted_and_other_languages_refused(mini: Translator) -> None:
    assert mini.translate_article(article("Harga naik.", code="ms")).text
    with pytest.raises(InputError, match=r"Japanese.*--force"):
        mini.translate_article(article("東京で大雪。", code="ja"))
    assert mini.translate_article(article("Harga naik.", code="ja"), force=True).text


def test_mixed_articles_keep_their_order(mini: Translator) -> None:
    articles = [
        article("Harga naik."),
        article("Prices rose.", code="en"),
        article("Stok turun.", title="Beras"),
    ]
    translated = mini.translate_articles(articles)
    assert [t.article for t in translated] == articles
    assert translated[1].text == "Prices rose."
    assert translated[2].title is not None
    assert len(translated[2].paragraphs) == 1


def test_seed_article_keeps_every_paragraph_and_no_furniture(mini: Translator) -> None:
    seed = read_article(str(SEED))
    translation = mini.translate_article(seed)
    assert len(translation.paragraphs) == len(seed.paragraphs) == 27
    assert all(block.text for block in translation.blocks)
    assert seed.removed == ("Baca Juga:",)
    assert "read also" not in translation.text.lower()
    found = translation.text + " ".join(
        flag for block in translation.blocks for s in block.segments for flag in s.flags
    )
    for name in ("Blinken", "Lavrov", "Baerbock", "Colonna", "Ryabkov", "Jaishankar", "START"):
        assert name in found


def test_a_summarizer_is_refused_as_translator(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model 'none'"):
        Translator("none")


def test_provenance_says_what_made_it(mini: Translator) -> None:
    made_by = mini.translate_article(article("Harga naik.")).provenance
    assert made_by is not None
    assert (made_by.model, made_by.engine) == ("mini", "ctranslate2")
    assert len(made_by.checksum) == 64
    assert made_by.options["beam_size"] == made_by.options["hypotheses"] == 4 * POOL
