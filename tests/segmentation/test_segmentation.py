from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.segmentation import segment

HERE = Path(__file__).parent
CASES = [
    pytest.param(language, line, id=f"{language}-{line}")
    for language in ("id", "en")
    for line in (HERE / f"cases_{language}.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]

# Pieces that meet the rules far more often than random characters do.
NEWS = st.lists(
    st.sampled_from(
        [
            "Jl.",
            "dll.",
            "A.",
            "1.",
            "Ia",
            "datang.",
            '"',
            "”",
            "(",
            ")",
            "…",
            "...",
            "!",
            " ",
            "  ",
            "\n",
            "\n\n",
            "perang.Pertemuan",
            "U.S.",
            "Inc.",
            "detik.com",
            "\u200b",
            "\ud800",
            ".",
        ]
    )
).map("".join)


@pytest.mark.parametrize(("language", "line"), CASES)
def test_hand_made_case(language: str, line: str) -> None:
    assert segment(line.replace("|", ""), language) == line.split("|")


@given(st.text() | NEWS, st.sampled_from(["id", "en", "ms", "de", "xx"]))
def test_joined_segments_are_the_paragraph(paragraph: str, language: str) -> None:
    segments = segment(paragraph, language)
    assert "".join(segments) == paragraph
    assert all(segments)


@given(NEWS, st.sampled_from(["id", "en"]))
def test_white_space_belongs_to_the_sentence_before(paragraph: str, language: str) -> None:
    assert not any(piece[0].isspace() for piece in segment(paragraph, language)[1:])


def test_malay_is_cut_as_indonesian() -> None:
    assert segment("Rumahnya di Jl. Sudirman. Ia pergi.", "ms") == [
        "Rumahnya di Jl. Sudirman. ",
        "Ia pergi.",
    ]
