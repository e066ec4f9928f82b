from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.clauses import clauses


def words(text: str) -> int:
    return len(text.split())


def pieces(text: str) -> int:
    """Count as a subword vocabulary does: a word is a token for every four characters."""
    return sum(1 + len(word) // 4 for word in re.findall(r"\S+", text))


@pytest.mark.parametrize(
    ("segment", "limit", "expected"),
    [
        ("Ia datang, lalu pergi.", 4, ["Ia datang, lalu pergi."]),
        ("Ia datang; dia, istri, anak pergi.", 3, ["Ia datang; ", "dia, istri, ", "anak pergi."]),
        ("Ia dan dia datang, dia pergi.", 5, ["Ia dan dia datang, ", "dia pergi."]),
        ("Harga beras naik karena hujan", 4, ["Harga beras naik ", "karena hujan"]),
        ("Satu dua tiga empat lima", 2, ["Satu dua ", "tiga empat ", "lima"]),
    ],
)
def test_cut_at_the_best_boundary(segment: str, limit: int, expected: list[str]) -> None:
    assert clauses(segment, limit, words) == expected


def test_word_over_the_limit_is_cut_inside() -> None:
    assert clauses("a" * 25, 10, len) == ["a" * 10, "a" * 10, "a" * 5]


@given(st.text(alphabet="ab ,;:dn—\n") | st.text(), st.integers(2, 12))
def test_joined_pieces_are_the_segment_and_keep_the_limit(segment: str, limit: int) -> None:
    for count in (words, pieces, len):
        found = clauses(segment, limit, count)
        assert "".join(found) == segment
        assert all(found)
        assert all(count(piece) <= limit for piece in found)
