"""Arguments to sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from dwibahasa.errors import InputError
from dwibahasa.reading.inputs import expand


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "b.txt",
        "a.md",
        "sub/c.HTML",
        "sub/deep/d.pdf",
        "e.png",
        ".hidden.txt",
        ".g/x.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_directory_is_read_recursively_and_sorted(tree: Path) -> None:
    assert expand(["."]) == ["a.md", "b.txt", "sub/c.HTML", "sub/deep/d.pdf"]


def test_patterns(tree: Path) -> None:
    assert expand(["*.txt"]) == ["b.txt"]
    assert expand(["**/*.pdf"]) == ["sub/deep/d.pdf"]
    assert expand(["sub/*"]) == ["sub/c.HTML"]


def test_order_is_kept_and_duplicates_go(tree: Path) -> None:
    url = "https://example.org/a"
    absolute = str(tree / "b.txt")
    assert expand(["b.txt", "-", url, "./b.txt", absolute, "-", url, "a.md"]) == [
        "b.txt",
        "-",
        url,
        "a.md",
    ]


def test_file_named_like_a_pattern(tree: Path) -> None:
    Path("berita [1].txt").write_bytes(b"x")
    assert expand(["berita [1].txt"]) == ["berita [1].txt"]


def test_named_file_may_have_any_ending(tree: Path) -> None:
    assert expand(["e.png"]) == ["e.png"]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("none.txt", "no such file"),
        ("*.odt", "no file matches"),
        ("empty", "no articles"),
        ("ftp://example.org/a", "only http"),
        ("x" * 5_000, "no such file"),
        ("a\0b", "no such file"),
        ("", "no such file"),
    ],
)
def test_refused(tree: Path, argument: str, reason: str) -> None:
    Path("empty").mkdir()
    with pytest.raises(InputError, match=reason):
        expand([argument])
