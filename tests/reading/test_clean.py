"""Invisible characters and spaces."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.reading.clean import clean, clean_line


@given(st.text())
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text())
def test_clean_text_is_nfc_without_controls(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in cleaned)
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("peme\u00adrintah", "pemerintah"),
        ("\ufeffha\u200brga\u200d", "harga"),
        ("Rp\u00a01.500  \t ribu", "Rp 1.500 ribu"),
        ("be\x00ra\x07s", "beras"),
        ("cafe\u0301", "café"),
        ("a \n \t\n\n\n b", "a\n\nb"),
        ("a\u2029b\u2028c", "a\n\nb\nc"),
        ("kata-kata – “ya”", "kata-kata – “ya”"),
        (" \n\u200b\n", ""),
    ],
)
def test_cleaned(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
