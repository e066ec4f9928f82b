"""Lines to paragraphs, and the headline."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.reading.clean import clean
from dwibahasa.reading.paragraphs import ends_sentence, split_paragraphs, unwrap
from dwibahasa.reading.title import split_title

PARAGRAPHS = [
    "Harga Beras di Surabaya Naik",
    "SURABAYA - Harga beras di Pasar Wonokromo naik 2,5 persen pada Kamis (2/3), kata Sagara "
    "Lintang, kepala dinas perdagangan kota, setelah panen di beberapa daerah tertunda oleh hujan.",
    "Tekanan Rusia",
    '"Kami menambah pasokan 1.500 ton," ujar Sagara. Ia meminta warga tidak panik dan tidak '
    "membeli beras melebihi kebutuhan sehari-hari selama pasokan belum pulih seperti semula.",
]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in PARAGRAPHS)
    assert split_paragraphs(wrapped) == PARAGRAPHS


def test_wrapped_block_under_its_headline() -> None:
    block = PARAGRAPHS[0] + "\n" + textwrap.fill(PARAGRAPHS[1], 72)
    assert split_paragraphs(block) == PARAGRAPHS[:2]


def test_lines_are_paragraphs_where_nothing_is_wrapped() -> None:
    assert split_paragraphs("\n".join(PARAGRAPHS)) == PARAGRAPHS
    assert split_paragraphs("\n\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_block_of_sentences_and_headlines_stays_apart() -> None:
    lines = [
        "Harga beras naik dua persen di pasar tradisional Surabaya.",
        "Harga cabai turun tajam di pasar tradisional Surabaya.",
        "Lelucon",
        "Pemerintah akan menggelar pasar murah pekan depan di sini.",
    ]
    assert split_paragraphs("\n".join(lines) + "\n\nPenutup.") == [*lines, "Penutup."]


def test_divided_words_and_reduplication() -> None:
    lines = ["Pemerintah kota akan mengge-", "lar pasar murah dan warga-", "warga datang."]
    assert unwrap(lines, 30, 4) == [
        "Pemerintah kota akan menggelar pasar murah dan warga-warga datang."
    ]


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    cleaned = clean(text)
    paragraphs = split_paragraphs(cleaned)
    assert all(p and p == p.strip() and "\n" not in p for p in paragraphs)
    if "-" not in cleaned:
        assert "".join("".join(paragraphs).split()) == "".join(cleaned.split())


@pytest.mark.parametrize("text", ["Naik.", 'kata dia."', "Siapa?”", "Ya!)", "entah…"])
def test_ends_sentence(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "Naik", "New Delhi, India,", "Daftar:", "1.5"])
def test_does_not_end_sentence(text: str) -> None:
    assert not ends_sentence(text)


def test_title_rule() -> None:
    assert split_title(["Naik, India,", "Isi."]) == ("Naik, India,", ["Isi."])
    assert split_title(["Harga naik.", "Isi."]) == (None, ["Harga naik.", "Isi."])
    assert split_title(["Harga naik"]) == (None, ["Harga naik"])
    long = "kata " * 31
    assert split_title([long, "Isi."]) == (None, [long, "Isi."])
