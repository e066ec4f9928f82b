"""Lost names and numbers are carried through by others, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.engines.base import DecodingOptions
from translate import Translator
from translate.stand_ins import disguise, lost

Scripted = Callable[..., tuple[Translator, Any]]

NAMES = st.sampled_from(["Larasgunung", "Teguh Lautwana", "AKPS", "Kenanga", "Johnson", "BBC"])
NUMERALS = st.sampled_from(["7", "12", "318", "2024", "41,7", "312.450", "2,5", "1.234.567"])


@given(NAMES, NUMERALS, NUMERALS, st.integers(0, 1))
def test_what_is_disguised_is_revealed(name: str, one: str, other: str, attempt: int) -> None:
    source = f"Menurut {name}, ada {one} orang dan {other} kapal di sana."
    hidden = disguise(source, "", attempt)
    assert hidden is not None
    # The "translation" copies its source, with numerals as English writes them.
    target = re.sub(
        r"\d[\d.,]*\d", lambda m: m[0].translate(str.maketrans(".,", ",.")), hidden.text
    )
    assert lost(source, target)
    revealed = hidden.reveal(target)
    assert revealed is not None
    assert lost(source, revealed) == []


def test_what_is_disguised_in_english_is_revealed_in_indonesian() -> None:
    source = "Prices rose 41.7 percent to 312,450 rupiah, said Lautwana."
    hidden = disguise(source, "Harga naik.", into="id")
    assert hidden is not None
    assert set(hidden.stand_ins.values()) == {"41,7", "312.450", "Lautwana"}
    revealed = hidden.reveal(hidden.text.translate(str.maketrans(".,", ",.")))
    assert revealed is not None
    assert lost(source, revealed, "id") == []


def test_a_stand_in_that_got_lost_reveals_nothing() -> None:
    hidden = disguise("Harga naik 41,7 persen, kata Lautwana.", "Prices rose, said Seawana.")
    assert hidden is not None
    assert hidden.reveal("Prices rose 2.5 percent, he said.") is None


def test_stand_ins_are_not_in_the_sentence_yet() -> None:
    hidden = disguise("Johnson dan Martin menemui Lautwana.", "Johnson and Martin met Seawana.")
    assert hidden is not None
    assert hidden.text.startswith("Johnson dan Martin menemui ")
    assert not {"Johnson", "Martin"} & set(hidden.stand_ins)


@pytest.mark.parametrize(
    "source",
    [
        "Menyamar Jadi Petugas Proyek, Pencuri Kabel Dibekuk",  # which of these is a name?
        "Laga berakhir 21-13, pukul 17.00.",  # a score, a time
        "Harga beras naik.",
    ],
)
def test_what_is_left_alone(source: str) -> None:
    assert disguise(source, "") is None


def test_attempts_differ() -> None:
    source, target = "Harga naik 41,7 persen, kata Lautwana.", "Prices rose."
    first, second = (disguise(source, target, attempt) for attempt in range(2))
    assert first is not None
    assert second is not None
    assert not set(first.stand_ins) & set(second.stand_ins)


def test_a_garbled_name_is_decoded_again(scripted: Scripted) -> None:
    def answer(source: str, _: DecodingOptions) -> str:
        if "Lautwana" in source:
            return "Indonesian team manager Teguh Seawana is satisfied."
        return f"Indonesian team manager Teguh {source.split()[4].strip(',')} is satisfied."

    translator, engine = scripted(answer)
    [translation] = translator.translate(["Manajer tim Indonesia, Teguh Lautwana, merasa puas."])
    assert translation.text == "Indonesian team manager Teguh Lautwana is satisfied."
    assert len(engine.seen) == 2
    assert any(f.startswith("repaired: Lautwana through ") for f in translation.segments[0].flags)


def test_what_is_no_better_with_stand_ins_stays(scripted: Scripted) -> None:
    translator, _ = scripted(lambda source, _: "Prices rose, the official said today.")
    [translation] = translator.translate(["Harga naik 41,7 persen, kata Lautwana hari ini."])
    assert translation.text == "Prices rose, the official said today."
    assert {"number: 41,7", "name: Lautwana"} <= set(translation.segments[0].flags)
