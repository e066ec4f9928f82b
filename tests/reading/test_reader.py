"""Reading text from files and standard input: the seed, bad input, and speed."""

from __future__ import annotations

import io
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dwibahasa.article import Article
from dwibahasa.errors import InputError
from dwibahasa.reading import read_article
from dwibahasa.reading.language import is_indonesian

ROOT = Path(__file__).resolve().parents[2]


def read(data: bytes) -> Article:
    return read_article("-", stdin=io.BytesIO(data))


def test_the_seed_article() -> None:
    path = ROOT / "seeds" / "g20-lavrov-blinken.id.txt"
    article = read_article(str(path))
    assert article.title is not None
    assert article.title.endswith("pertemuan G20 New Delhi, India,")
    assert article.paragraphs[0].startswith("NEW DELHI - Diplomat tinggi")
    assert {"Tekanan Rusia", "Lelucon"} <= set(article.paragraphs)
    assert article.removed == ("Baca Juga:",)
    assert is_indonesian(article.language)
    assert article.language.confidence > 0.9
    # Nothing else is lost.
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    assert [*article.blocks, "Baca Juga:"] == [block.strip() for block in blocks]


def test_windows_file_in_utf16() -> None:
    text = "Harga Beras Naik\r\n\r\nPemerintah menam\u00adbah pasokan.\r\n"
    article = read(text.encode("utf-16"))
    assert article.blocks == ("Harga Beras Naik", "Pemerintah menambah pasokan.")


@pytest.mark.parametrize(
    "data", [b"", b" \n\n\t \n\xe2\x80\x8b\n", b"\xef\xbb\xbf", b"Baca Juga:\n\nADVERTISEMENT\n"]
)
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^-: has no text"):
        read(data)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_article(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a directory"):
        read_article(str(tmp_path))


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # sparse: reading it would take minutes
    start = time.perf_counter()
    with pytest.raises(InputError, match="20 MiB"):
        read_article(str(path))
    assert time.perf_counter() - start < 1


def test_too_large_a_stream_is_refused() -> None:
    with pytest.raises(InputError, match="20 MiB"):
        read(b"a" * ((20 << 20) + 1))


@pytest.mark.parametrize(
    "data",
    [
        b"a" * 200_000,
        b"beras\n" * 20_000,
        b"beras\n\n" * 20_000,
        b". Baca" * 40_000,
        b"[gambas:" * 25_000,
        b"(foto: " * 25_000,
        b"ADVERTISEMENT SCROLL " * 10_000,
        b"a- " * 60_000,
        b"<!--" * 50_000,
        b"---\n" * 50_000,
    ],
    ids=lambda data: data[:12].decode(),
)
def test_long_lines_and_many_lines_take_no_time(data: bytes, tmp_path: Path) -> None:
    read(b"Harga beras naik.")  # the language identifier loads once
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_bytes(data)
    for name, limit in (("a.txt", 1.5), ("a.md", 6)):
        start = time.process_time()
        with suppress(InputError):  # Markdown of marks only has no text
            read_article(str(tmp_path / name))
        assert time.process_time() - start < limit, name


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_gives_an_article_or_says_why_not(text: str) -> None:
    try:
        article = read(text.encode())
    except InputError:
        return
    assert article.paragraphs
    assert all(b and b == b.strip() and "\n" not in b for b in article.blocks)


@settings(max_examples=50, deadline=None)
@given(st.binary())
def test_any_bytes_give_an_article_or_say_why_not(data: bytes) -> None:
    with suppress(InputError):
        assert read(data).paragraphs
