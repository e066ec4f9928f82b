from __future__ import annotations

import pytest

from translate.figures import restore_dates, restore_numerals


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("pada Kamis (2/3)", "on Thursday (February 2)", "on Thursday (March 2)"),
        (
            "pada Sabtu (15/6) siang",
            "on Saturday (15/6) afternoon",
            "on Saturday (June 15) afternoon",
        ),
        ("pada 15 Juni 2025", "on July 15, 2025", "on June 15, 2025"),
        ("pada 15 Juni", "on 15 July", "on 15 June"),
        ("2 Maret sampai 5 April", "April 2 to April 5", "April 2 to April 5"),
        ("2 Maret dan 2 April", "February 2 and April 2", "February 2 and April 2"),
        ("pada Kamis (2/3)", "on Thursday, March 2", "on Thursday, March 2"),
        ("pada 12 Mei", "on May 12", "on May 12"),
        ("pada 1 Mei", "It may 1 day", "It may 1 day"),
        ("hasilnya (2/3)", "the result (2/3)", "the result (2/3)"),
        ("Ahad (31/12/2025)", "(31/12/2025)", "(December 31)"),
    ],
)
def test_dates(source: str, target: str, mended: str) -> None:
    assert restore_dates(source, target)[0] == mended


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("on June 15, 2025", "pada 15 Juli 2025", "pada 15 Juni 2025"),
        ("on 15 June", "pada 15 Juli", "pada 15 Juni"),
        ("on Feb. 3", "pada 3 Maret", "pada 3 Februari"),
        ("March 2 and April 2", "2 Februari dan 2 April", "2 Februari dan 2 April"),
        ("It may 1 day", "Mungkin 1 Mei", "Mungkin 1 Mei"),
    ],
)
def test_dates_in_indonesian(source: str, target: str, mended: str) -> None:
    assert restore_dates(source, target, "id")[0] == mended


def test_what_was_done_to_a_date_is_said() -> None:
    assert restore_dates("Kamis (2/3)", "February 2")[1] == ("February 2 -> March 2",)
    assert restore_dates("Kamis (2/3)", "March 2")[1] == ()


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("sebanyak 2.150 kotak", "2.150 boxes", "2,150 boxes"),
        ("naik 8,7 persen", "rose 8,7 percent.", "rose 8.7 percent."),
        ("Rp 1.500.000,50", "Rp 1.500.000,50", "Rp 1,500,000.50"),
        ("naik 8,7 persen", "rose 8.7 percent", "rose 8.7 percent"),
        ("1.234 dan 1,234", "1,234 and 1.234", "1,234 and 1.234"),
        ("pukul 18.00 WIB", "at 18.00", "at 18.00"),
        ("versi 2.150.1", "version 2.150.1", "version 2.150.1"),
        ("skor 8,7", "score 18,7", "score 18,7"),
    ],
)
def test_numerals(source: str, target: str, mended: str) -> None:
    assert restore_numerals(source, target)[0] == mended


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("2,150 boxes", "2,150 kotak", "2.150 kotak"),
        ("rose 8.7 percent.", "naik 8.7 persen.", "naik 8,7 persen."),
        ("worth 1,500,000.50", "senilai 1,500,000.50", "senilai 1.500.000,50"),
        ("rose 8.7 percent", "naik 8,7 persen", "naik 8,7 persen"),
        ("version 2.150.1", "versi 2.150.1", "versi 2.150.1"),
        ("on 3, 4 and 5", "pada 3, 4 dan 5", "pada 3, 4 dan 5"),
    ],
)
def test_numerals_in_indonesian(source: str, target: str, mended: str) -> None:
    assert restore_numerals(source, target, "id")[0] == mended
