"""Selection: exactly so many, no subheads, nothing twice, flagged sentences last among equals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.article import Article, Language
from summarize.dedupe import redundant
from summarize.result import SourceSentence
from summarize.selection import fill
from summarize.sentences import translated_sentences
from translate.result import ArticleTranslation, Segment, Translation


def sources(*texts: str, flags: dict[int, tuple[str, ...]] | None = None) -> list[SourceSentence]:
    return [
        SourceSentence(text, place, place, flags=(flags or {}).get(place, ()))
        for place, text in enumerate(texts)
    ]


def lead(count: int) -> list[float]:
    return [1 / (place + 1) for place in range(count)]


FLOOD = "Floods in Demak drove 1,200 people from their homes on Monday."
FLOOD_AGAIN = "On Monday floods in Demak drove 1,200 people from their homes, officials said."
AID = "The army brought rice, water and blankets to three schools."
RAIN = "More rain is expected along the north coast until Friday."


def test_subheads_and_fragments_come_after_all_sentences() -> None:
    chosen = fill([], sources("Russian Pressure", "Wow!", FLOOD, AID), lead(4), 2)
    assert [source.text for source in chosen] == [FLOOD, AID]
    chosen = fill([], sources("Russian Pressure", FLOOD), lead(2), 2)
    assert [source.text for source in chosen] == [FLOOD, "Russian Pressure"]


def test_a_near_duplicate_is_chosen_only_when_nothing_else_is_left() -> None:
    found = sources(FLOOD, FLOOD_AGAIN, AID)
    assert [s.text for s in fill([], found, lead(3), 2)] == [FLOOD, AID]
    assert [s.text for s in fill([], found, lead(3), 3)] == [FLOOD, AID, FLOOD_AGAIN]
    assert [s.text for s in fill([FLOOD_AGAIN], found, lead(3), 1)] == [AID]


def test_redundancy_is_about_content_words() -> None:
    assert redundant(FLOOD_AGAIN, [FLOOD])
    assert not redundant(AID, [FLOOD, RAIN])


def test_a_looping_translation_gives_way_and_a_lost_name_only_in_a_near_tie() -> None:
    looping = sources(FLOOD, AID, RAIN, flags={0: ("loop",)})
    assert [s.text for s in fill([], looping, lead(3), 2)] == [AID, RAIN]
    doubtful = sources(FLOOD, AID, RAIN, flags={0: ("name: Demak",)})
    assert fill([], doubtful, lead(3), 1)[0].text == FLOOD
    assert fill([], doubtful, [0.5, 0.49, 0.1], 1)[0].text == AID
    mended = sources(FLOOD, AID, flags={0: ("repaired: Demek -> Demak", "cut")})
    assert fill([], mended, [0.5, 0.49], 1)[0].text == FLOOD


texts = st.one_of(
    st.text(min_size=1, max_size=60), st.sampled_from([FLOOD, FLOOD_AGAIN, AID, RAIN, "Subhead"])
)


@given(st.lists(texts, min_size=1, max_size=20), st.integers(1, 8))
def test_exactly_so_many_and_none_twice(found: list[str], count: int) -> None:
    chosen = fill([], sources(*found), lead(len(found)), count)
    assert len(chosen) == min(count, len(found))
    assert len({source.index for source in chosen}) == len(chosen)


def test_a_translated_sentence_that_is_several_comes_last() -> None:
    def translated(english: str) -> Translation:
        return Translation((Segment("Kalimat.", english),))

    article = Article("test", None, ("a", "b", "c"), Language("id", 0.9))
    translation = ArticleTranslation(
        article,
        None,
        (
            translated("It rained at 16.35. The road was closed for hours."),
            translated("Three houses were damaged by the wind."),
            translated("Nobody was hurt in the storm."),
        ),
        None,
    )
    sources = translated_sentences(translation)
    chosen = fill([], sources, [3.0, 2.0, 1.0], 2)
    assert [source.index for source in chosen] == [1, 2]
    assert len(fill([], sources, [3.0, 2.0, 1.0], 3)) == 3
