from __future__ import annotations

import pytest

from translate.guards import loop_length, wrong_length


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Ya", "no, no, no, no"),
        ("Menlu Lavrov", "Minister Lavvvv"),
        ("Colonna", "Colonnananana"),
        ("AS dan Rusia", "U.S.S.S.S. and Russia"),
        ("J", "J.........."),
        ("pertemuan itu", "the meeting the meeting"),
        ("Maaf", "I'm sorry I'm sorry I'm sorry"),
    ],
)
def test_loops_are_found(source: str, target: str) -> None:
    assert loop_length(source, target) > 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Ia sudah tahu", "He had had enough and knew that that was so"),
        ("sangat besar", "very very large"),
        ("Raja Louis XIII", "King Louis XIII"),
        ("hahahaha", "hahahaha"),
        ("skor 21-21, 21-21", "the score 21-21, 21-21"),
        ("nomor 1000000", "number 1000000"),
        ("Mississippi", "Mississippi"),
        ("Ia berkata...", "He said..."),
        ("kota demi kota", "city after city"),
    ],
)
def test_what_only_looks_like_a_loop_is_left_alone(source: str, target: str) -> None:
    assert loop_length(source, target) == 0


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("Harga beras naik tajam di pasar tradisional pekan ini.", "The price.", True),
        ("Harga beras naik tajam di pasar.", "The price of rice rose sharply.", False),
        ("Ya.", "Yes.", False),
        ("Ya.", "Yes, this is a very long answer to a very short question indeed.", True),
        ("Harga.", "", True),
        ("", "", False),
    ],
)
def test_wrong_length(source: str, target: str, wrong: bool) -> None:
    assert wrong_length(source, target) is wrong
