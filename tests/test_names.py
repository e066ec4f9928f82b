from __future__ import annotations

import pytest

from dwibahasa.names import copyable_names, is_translatable, missing_names, name_words


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        (
            "Menteri Luar Negeri Rusia Sergei Lavrov",
            "Russian Foreign Minister Sergei Lavv",
            ["Lavrov"],
        ),
        (
            "Blinken bertemu Colonna di Jenewa",
            "Benlink met Colonnana in Geneva",
            ["Blinken", "Colonna"],
        ),
        (
            "Baerbock, Ryabkov dan Jaishankar hadir.",
            "The ministers attended.",
            ["Baerbock", "Ryabkov", "Jaishankar"],
        ),
        ("Kamis, Blinken tiba.", "On Thursday, Blinken's plane landed.", []),
        ("Wilayah Thüringen dan Al-Qaeda", "The region of Thuringen and al-Qaeda", []),
        ("Militer China dan Iran", "The Chinese and Iranian armies", []),
        ("Akun Twitternya hilang", "His Twitter account is gone", []),
        ("KPK memeriksa XYZQ", "The KPK questioned a firm", ["XYZQ"]),
        ("Pertemuan G20", "The G20 meeting", []),
        ("Perang Dunia II", "the Second World War", []),
        ("Baca detik.com dan https://Kompas.id", "Read it", []),
        ("Blinken dan Blinken", "he", ["Blinken"]),
    ],
)
def test_missing_names(source: str, target: str, missing: list[str]) -> None:
    assert missing_names(source, target) == missing


@pytest.mark.parametrize(
    "text",
    [
        "Menteri Luar Negeri Jerman, Prancis dan Amerika Serikat bertemu Kamis.",
        "Kementerian Pertahanan Rusia di Moskow, Ukraina, Laut Hitam dan Perang Dingin",
        "PBB dan AS pada bulan Maret di Jenewa",
        "Kementeriannya Menyikapi Kenaikan Harga",
    ],
)
def test_translatable_words_are_not_copied(text: str) -> None:
    assert copyable_names(text) == []


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("Blinken's plane left Moscow on Thursday.", "Pesawat Blinken meninggalkan Moskow.", []),
        ("Lavrov met Baerbock of Germany.", "Lavrov bertemu menteri Jerman.", ["Baerbock"]),
        ("The US and the UN welcomed the EU's Recalculations.", "AS dan PBB menyambutnya.", []),
        ("Kenangasari and O'Brien won.", "Kenangasari menang.", ["O'Brien"]),
    ],
)
def test_missing_names_of_english(source: str, target: str, missing: list[str]) -> None:
    assert missing_names(source, target, "en") == missing


def test_is_translatable() -> None:
    assert is_translatable("MENTERI")
    assert not is_translatable("Lavrov")
    assert is_translatable("MINISTERS", "en")
    assert is_translatable("Unopened", "en")
    assert not is_translatable("Lavrov", "en")


def test_name_words_of_english() -> None:
    text = (
        'He met Lavrov. Blinken said, "The US is ready," on Monday. '
        "However, Rina's firm rose. Talks with Lavrov ended. NATO agreed."
    )
    assert name_words(text, "en") == ["Lavrov", "Blinken", "US", "Monday", "Rina", "NATO"]


def test_name_words_of_indonesian() -> None:
    assert name_words("Kemarin Lavrov pergi. Blinken tiba.", "id") == ["Lavrov", "Blinken"]
