"""Pieces of a sentence are joined into one sentence."""

from __future__ import annotations

import pytest

from translate.joining import join_pieces


@pytest.mark.parametrize(
    ("sources", "targets", "joined"),
    [
        (["Harga naik."], ["Prices rose."], "Prices rose."),
        (
            ["Harga naik,", "stok turun dan", "warga panik."],
            ["Prices rose.", "Stocks fell and", "The residents panicked."],
            "Prices rose, stocks fell and the residents panicked.",
        ),
        (
            ["Mereka pergi ke pasar;", "Joko Widodo dan", "Jakarta menunggu."],
            ["They went to the market;", "Joko Widodo and.", "Jakarta waited."],
            "They went to the market; Joko Widodo and Jakarta waited.",
        ),
        (
            ["Dia berkata bahwa", "saya dan", "orang Arab harus pergi."],
            ["He said that", "I and", "Arab people must go."],
            "He said that I and Arab people must go.",
        ),
    ],
)  # fmt: skip
def test_joined(sources: list[str], targets: list[str], joined: str) -> None:
    assert join_pieces(sources, targets) == joined
