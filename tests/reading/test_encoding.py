"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest

from dwibahasa.errors import InputError
from dwibahasa.reading.encoding import decode

TEXT = "Menteri mengatakan “harga beras” naik – dan café tutup hari ini, kata Éva.\n" * 3


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).lstrip("\ufeff") == TEXT


def test_big_endian_marks() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT
    assert decode(codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be")) == TEXT


def test_declared_encoding_is_used_when_it_is_not_utf8() -> None:
    text = "Pertemuan di Łódź dan Kraków."
    assert decode(text.encode("iso-8859-2"), "iso-8859-2") == text
    assert decode("“ya”".encode("cp1252"), "ISO-8859-1") == "“ya”"
    assert decode(TEXT.encode(), "iso-8859-2") == TEXT
    assert decode(TEXT.encode("cp1252"), "no-such-encoding") == TEXT


def test_one_broken_byte_does_not_spoil_utf8() -> None:
    data = ("“harga” – " * 10).encode() + b"\xff" + "“naik”".encode()
    assert decode(data) == "“harga” – " * 10 + "\ufffd“naik”"


def test_japanese_is_guessed() -> None:
    text = "東京では木曜日、大雪のため鉄道や道路の交通に大きな乱れが出ました。" * 5
    assert decode(text.encode("shift_jis")) == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x01\x02\x03\x04abc"]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="is not text"):
        decode(data)
