from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eval.report.differences import TOKEN, Piece, differences, nearest

texts = st.text(alphabet="ab .,-'\n0", max_size=40) | st.text(max_size=40)


def differing(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.differs]


def test_the_words_that_differ_are_marked_on_each_side() -> None:
    one, two = differences(
        "The minister cut 8.5 per cent, he said.", "The minister cut 8.6 percent, said she."
    )
    assert differing(one) == ["8.5 per cent", "he"]
    assert differing(two) == ["8.6 percent", "she"]


@given(texts, texts)
def test_the_pieces_are_the_texts_and_what_agrees_is_the_same(one: str, two: str) -> None:
    left, right = differences(one, two)
    assert "".join(piece.text for piece in left) == one
    assert "".join(piece.text for piece in right) == two

    def agreeing(pieces: list[Piece]) -> list[str]:
        return [token for p in pieces if not p.differs for token in TOKEN.findall(p.text)]

    assert agreeing(left) == agreeing(right)
    assert all(text == text.strip() != "" for text in differing(left) + differing(right))


@given(texts)
def test_nothing_is_marked_between_equal_texts(text: str) -> None:
    assert not [piece for side in differences(text, text) for piece in side if piece.differs]


def test_the_nearest_reference_is_the_one_with_most_words_in_common() -> None:
    assert nearest(["A fire broke out.", "The market burned down."], "The market burned.") == 1
