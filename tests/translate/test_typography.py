from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.typography import plain, tidy, typeset


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('"We agree," she said.', "“We agree,” she said."),
        ('the minister\'s "joke"', "the minister’s “joke”"),
        ("He called it \"a 'farce' today\".", "He called it “a ‘farce’ today”."),
        ("NEW DELHI - The minister said", "NEW DELHI — The minister said"),
        ("the '90s", "the ’90s"),
        ("Well... no", "Well… no"),
        ("the 2023-24 season", "the 2023-24 season"),
        ('("nonsense")', "(“nonsense”)"),
    ],
)
def test_typeset(text: str, printed: str) -> None:
    assert typeset(text) == printed


@pytest.mark.parametrize(
    ("decoded", "tidied"),
    [
        ("Yes , he said .", "Yes, he said."),
        ("the group ( G20 ) met", "the group (G20) met"),
        ("two  spaces", "two spaces"),
        ("a .com address", "a .com address"),
        ("5 % of it", "5% of it"),
    ],
)
def test_tidy(decoded: str, tidied: str) -> None:
    assert tidy(decoded) == tidied


@given(st.text(alphabet="ab .,'\"-()"))
def test_typesetting_loses_no_character_but_marks(text: str) -> None:
    def bare(s: str) -> str:
        return "".join(c for c in plain(s) if c.isalnum())

    assert bare(typeset(text)) == bare(text)


def test_plain_reads_what_newspapers_print() -> None:
    assert plain("“Kami – Anda… ‘ya’”") == "\"Kami - Anda... 'ya'\""
