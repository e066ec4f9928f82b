from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.numbers import missing_literals, missing_numbers, numbers

EQUAL = [
    ("1.500.000,50", "1,500,000.50"),
    ("Rp 1.500.000,50", "Rp 1,500,000.50"),
    ("1,5 juta", "1.5 million"),
    ("1,5 juta", "1,500,000"),
    ("2,3 miliar", "2.3 billion"),
    ("2,3 milyar", "2.3bn"),
    ("Rp4 triliun", "Rp 4 trillion"),
    ("25ribu", "25 thousand"),
    ("Rp40 ribuan", "about Rp 40,000"),
    ("Rp 2,5 M", "Rp 2.5 billion"),
    ("5-10 juta", "5 million to 10 million"),
    ("US$ 2,5", "US$2.5"),
    ("5,5 persen", "5.5%"),
    ("1.5 persen", "1.5 percent"),
    ("pukul 14.30 WIB", "2:30 p.m. WIB"),
    ("pukul 14.30", "14:30"),
    ("pukul 19:00", "7 p.m."),
    ("pukul 15", "3 p.m."),
    ("Kamis (2/3)", "Thursday, March 2"),
    ("Kamis (2/3)", "2 March"),
    ("Senin (25/9/2023)", "Monday (September 25, 2023)"),
    ("Minggu (4/2/18)", "Sunday (February 4, 2018)"),
    ("2 Maret 2023", "March 2, 2023"),
    ("ke-77", "the 77th"),
    ("abad ke-21", "the twenty-first century"),
    ("10 menit", "ten minutes"),
    ("1 menit", "a minute"),
    ("0,5 jam", "half an hour"),
    ("peringkat ke-2", "second place"),
    ("tiga puluh orang", "30 people"),
    ("dua ratus lima puluh ribu", "two hundred and fifty thousand"),
    ("tiga belas", "thirteen"),
    ("seribu", "1,000"),
    ("G20", "G20"),
    ("COVID-19", "COVID-19"),
    ("F-16", "an F-16"),
    ("tahun 90-an", "the 1990s"),
    ("2022/2023", "2022/23"),
    ("Komisi 3", "Commission III"),
    ("anak2", "children"),
    ("12 butir", "a dozen"),
]

DIFFERENT = [
    ("1.500", "1.500", ["1.500"]),
    ("1,5 juta", "1.5 billion", ["1,5 juta"]),
    ("Rp2,5 miliar", "Rp 2.6 billion", ["2,5 miliar"]),
    ("10 menit", "20 minutes", ["10"]),
    ("pukul 14.30", "3:30 p.m.", ["14.30"]),
    ("Kamis (2/3)", "Thursday, April 2", ["2/3"]),
    ("G20 dan COVID-19", "the G7 and COVID-19", ["20"]),
    ("tiga puluh orang", "13 people", ["tiga puluh"]),
    ("5 dan 5 dan 6", "seven", ["5", "6"]),
]


@pytest.mark.parametrize(("indonesian", "english"), EQUAL)
def test_equal_quantities(indonesian: str, english: str) -> None:
    assert missing_numbers(indonesian, english) == []
    if any(map(str.isdigit, english)) and indonesian not in ("anak2", "2022/2023"):
        assert missing_numbers(english, indonesian, "en", "id") == []


@pytest.mark.parametrize(("indonesian", "english", "missing"), DIFFERENT)
def test_different_quantities(indonesian: str, english: str, missing: list[str]) -> None:
    assert missing_numbers(indonesian, english) == missing


def test_summary_against_its_article() -> None:
    article = "Ten people died on March 2, 2023, and 1.5 million fled."
    assert missing_numbers("10 died; 1,500,000 fled on 2 March.", article, "en", "en") == []
    assert missing_numbers("12 died in 2024.", article, "en", "en") == ["12", "2024"]


def test_quantities_stand_in_order() -> None:
    found = numbers("Pada (2/3) pukul 14.30 ada dua belas orang dan Rp1,5 juta", "id")
    assert [q.surface for q in found] == ["2/3", "14.30", "dua belas", "1,5 juta"]
    assert found[3].readings == (("1500000",),)
    assert [q.spelled for q in found] == [False, False, True, False]


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_separators_of_both_languages(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02}"
    indonesian = english.translate(str.maketrans(",.", ".,"))
    assert missing_numbers(indonesian, english) == []
    assert missing_numbers(english, indonesian, "en", "id") == []


@given(st.text(alphabet="0123456789.,:/-() aMprsn") | st.text())
def test_any_text_has_its_own_numbers(text: str) -> None:
    for language in ("id", "en"):
        assert missing_numbers(text, text, language, language) == []


def test_missing_literals() -> None:
    source = "Baca https://detik.com/a?b=1, tulis ke a.b@kompas.co.id atau @budi #Pemilu2024."
    assert missing_literals(source, source) == []
    assert missing_literals(source, "Read https://detik.com/a?b=1 or write") == [
        "a.b@kompas.co.id",
        "@budi",
        "#Pemilu2024",
    ]
