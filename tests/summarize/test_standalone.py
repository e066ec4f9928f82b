"""Standing alone: what is cleaned in each language, what is left, and the laws cleaning keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dwibahasa.article import Article, Language
from dwibahasa.languages import LanguageCode
from dwibahasa.segmentation import segment
from summarize import Summarizer
from summarize.grounding import ground
from summarize.result import Change, SourceSentence, SummarySentence
from summarize.standalone import stand_alone


def sources(*texts: str, paragraphs: tuple[int, ...] = ()) -> list[SourceSentence]:
    places = paragraphs or tuple(range(len(texts)))
    return [SourceSentence(text, places[i], i) for i, text in enumerate(texts)]


def clean(article: list[SourceSentence], place: int, language: str) -> SummarySentence:
    """Clean the sentence at a place, taken alone."""
    taken = SummarySentence(article[place].text, "extracted", (article[place],))
    return stand_alone([taken], article, language)[0]


def last(language: str, *texts: str) -> str:
    """Clean the last of some sentences, a paragraph each, after one that says nothing."""
    return clean(sources("2023.", *texts), len(texts), language).text


@pytest.mark.parametrize(
    ("sentence", "cleaned"),
    [
        ("But the talks went on for a day.", "The talks went on for a day."),
        ("And Lavrov left the room at noon.", "Lavrov left the room at noon."),
        ("However, 40 people were hurt in it.", "40 people were hurt in it."),
        ("In addition, prices of rice rose again.", "Prices of rice rose again."),
        ("And yet, however, prices of rice rose.", "Prices of rice rose."),
        ("Meanwhile the police closed the road.", "The police closed the road."),
        ("But a deal is near, Lavrov said.", "A deal is near, Lavrov said."),
    ],
)
def test_an_english_connective_goes(sentence: str, cleaned: str) -> None:
    assert last("en", sentence) == cleaned


@pytest.mark.parametrize(
    "sentence",
    [
        "However much it rains, the farmers plant rice.",
        "But for the rain, the farmers would plant rice.",
        "And neither did the farmers plant any rice.",
        "And Then There Were None is a novel of 1939.",
        "But iPhone sales fell for the third year.",
        "But al-Shabab said it had done nothing.",
        "However, he said, the farmers plant rice.",
        "Also known as Buya, the man plants rice.",
        "Then the farmers went home to plant rice.",
        "But they won.",
        'But the rice is dry," said the farmer.',
        "Butter prices rose again on Thursday, traders said.",
    ],
)
def test_what_only_looks_like_an_english_connective_stays(sentence: str) -> None:
    assert last("en", sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "cleaned"),
    [
        ("Namun, harga beras tetap naik.", "Harga beras tetap naik."),
        ("Namun demikian harga beras tetap naik.", "Harga beras tetap naik."),
        ("Tetapi pemerintah belum mengimpor beras.", "Pemerintah belum mengimpor beras."),
        ("Sementara itu, Bulog menyiapkan 2.000 ton.", "Bulog menyiapkan 2.000 ton."),
        ("Selain itu, harga cabai juga naik.", "Harga cabai juga naik."),
        ("Oleh karena itu, warga kota diminta tenang.", "Warga kota diminta tenang."),
        ("Adapun stok beras masih cukup.", "Stok beras masih cukup."),
    ],
)
def test_an_indonesian_connective_goes(sentence: str, cleaned: str) -> None:
    assert last("id", sentence) == cleaned


@pytest.mark.parametrize(
    "sentence",
    [
        "Dan Brown menulis novel tentang Italia.",
        "Sementara pemerintah menunggu, harga beras naik.",
        "Karena itu bukan tugas Bulog, harga beras naik.",
        "Selain itu, menurutnya, harga beras naik.",
        "Dengan demikian, terang Yusnita, harga beras naik.",
        "Kemudian harga beras naik lagi.",
    ],
)
def test_what_only_looks_like_an_indonesian_connective_stays(sentence: str) -> None:
    assert last("id", sentence) == sentence


@pytest.mark.parametrize(
    "dateline",
    [
        "JAKARTA, KOMPAS.com - ",
        "Jakarta (ANTARA) - ",
        "LONDON (Reuters) — ",
        "WASHINGTON, March 2 (Reuters) -- ",
        "SEOUL, South Korea (CNN) -- ",
        "(CNN)",
        "Liputan6.com, Jakarta - ",
        "Labuan Bajo, NTT - ",
        "NEW DELHI — ",
    ],
)
def test_a_dateline_goes(dateline: str) -> None:
    sentence = "Harga beras naik 2,5 persen."
    cleaned = clean(sources(dateline + sentence, "Lain."), 0, "id")
    assert cleaned.text == sentence
    assert cleaned.changes == (Change("dateline", dateline, ""),)


@pytest.mark.parametrize(
    "sentence",
    [
        "Jakarta - the old capital of Indonesia - is sinking.",
        "Jakarta - a city of ten million people.",
        "London and Reuters - Thomson's firm - agree on a deal.",
        "Bogor-Jakarta Kota trains were late on Thursday.",
        "In Jakarta, prices of rice rose again.",
        "Telecom shares fell in Jakarta on Thursday.",
    ],
)
def test_a_place_that_is_part_of_the_sentence_stays(sentence: str) -> None:
    assert clean(sources(sentence, "Other."), 0, "en").text == sentence


def test_a_place_alone_is_a_dateline_only_at_the_beginning_of_the_article() -> None:
    text = "Madrid - Every fan of the club was there."
    assert clean(sources(text, "Other."), 0, "en").text == "Every fan of the club was there."
    assert last("en", text) == text
    signed = "Madrid (AP) - Every fan of the club was there."
    assert last("en", signed) == "Every fan of the club was there."
    assert clean(sources("One.", signed, paragraphs=(0, 0)), 1, "en").text == signed


@pytest.mark.parametrize(
    ("language", "before", "sentence", "cleaned"),
    [
        (
            "en",
            ["Mr Lavrov said the talks would go on in Moscow."],
            "He also met reporters.",
            "Mr Lavrov also met reporters.",
        ),
        (
            "en",
            ['"The talks failed," said Sergei Lavrov.', "Lavrov left the hall at noon on Friday."],
            "But he returned in the evening.",
            "Lavrov returned in the evening.",
        ),
        (
            "en",
            ['"We met Blinken in Delhi," Baerbock said on Thursday.'],
            "She added that more was to come.",
            "Baerbock added that more was to come.",
        ),
        (
            "id",
            ["Presiden Joko Widodo meninjau pasar pada Kamis (2/3)."],
            "Ia meminta harga beras dijaga.",
            "Presiden Joko Widodo meminta harga beras dijaga.",
        ),
        (
            "id",
            ['"Kami bertemu Budi di Bogor," kata Rinjani dalam jumpa pers, Kamis (2/3).'],
            "Dia menjelaskan setiap negara akan ikut.",
            "Rinjani menjelaskan setiap negara akan ikut.",
        ),
    ],
)
def test_a_pronoun_becomes_the_name_it_certainly_means(
    language: str, before: list[str], sentence: str, cleaned: str
) -> None:
    assert last(language, *before, sentence) == cleaned


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (["Mr Lavrov met Mr Blinken in Delhi."], "He then left for Moscow."),
        (["Mr Lavrov thanked the president for his words."], "He then left for Moscow."),
        (["Mr Blinken was late.", "Mr Lavrov spoke for an hour."], "He then left for Moscow."),
        (["Mr Lavrov spoke for an hour."], "She then left for Moscow."),
        (["Mr Lavrov spoke for an hour."], "They then left for Moscow."),
        (["Mr Lavrov spoke for an hour."], "He who waits gets what he wants."),
        (["Mr Lavrov spoke for an hour."], "He praised Lavrov in a speech."),
        (["Mr Keegan asked: “What did you think?”"], "He replied that all was well."),
        (["Manchester United won the match in Madrid."], "He scored in the first half."),
        (["On Friday the minister spoke for an hour."], "He then left for Moscow."),
        (["He sat in court.", "Judge Anne Bowler said it was over."], "He wore a cast."),
        (['"It was over," said Lavrov.'], "He smiled at his wife."),
        (['"It was over," Kerry said Tuesday.'], "She smiled at all of them."),
    ],
)
def test_a_pronoun_stays_where_another_may_be_meant(before: list[str], sentence: str) -> None:
    assert last("en", *before, sentence) == sentence


def test_a_name_is_not_taken_from_a_translation_in_doubt() -> None:
    article = sources("Other.", "Mr Lavrof spoke for an hour.", "He then left for Moscow.")
    assert clean(article, 2, "en").changes
    article[1] = replace(article[1], flags=("name: Lavrov",))
    assert not clean(article, 2, "en").changes
    article[1] = replace(article[1], flags=("repaired",))
    assert clean(article, 2, "en").changes


def test_a_quotation_of_several_sentences_stays_word_for_word() -> None:
    texts = (
        '"We wait.',
        "But the rice is late.",
        'And it is wet," he said.',
        "But it came at last.",
    )
    article = sources(*texts, paragraphs=(0, 0, 0, 0))
    cleaned = [clean(article, place, "en").text for place in range(4)]
    assert cleaned == [*texts[:3], "It came at last."]


def test_a_sentence_that_follows_its_own_predecessor_keeps_connective_and_pronoun() -> None:
    article = sources("Mr Lavrov spoke for an hour.", "But he left before noon.", "Other.")
    pair = [SummarySentence(source.text, "extracted", (source,)) for source in article[:2]]
    assert list(stand_alone(pair, article, "en")) == pair
    assert stand_alone(pair[1:], article, "en")[0].text == "Mr Lavrov left before noon."


def test_what_a_model_wrote_stays() -> None:
    article = sources("Mr Lavrov spoke for an hour.", "But he left before noon.")
    written = SummarySentence("But he left.", "model", (article[1],))
    assert stand_alone([written], article, "en") == (written,)


def test_each_change_is_reported_and_gives_the_sentence_back() -> None:
    article = sources("One.", "Mr Lavrov spoke for an hour.", "But he left before noon.")
    cleaned = clean(article, 2, "en")
    assert cleaned.changes == (
        Change("connective", "But ", ""),
        Change("pronoun", "He", "Mr Lavrov"),
    )
    assert cleaned.support[0].text == "But he left before noon."


PIECES = [
    *("But ", "And yet, ", "However, ", "In addition, ", "Namun, ", "Sementara itu, ", "Dan "),
    *("LONDON (Reuters) — ", "Jakarta - ", "(CNN) ", "He ", "She also ", "Ia juga ", "Dia "),
    *("said the rice was late.", "Mr Lavrov said it rained.", "Lavrov left in the evening. "),
    *("Presiden Joko Widodo meninjau pasar. ", '"We wait," said Anna Berg. ', 'it rained" ', "'"),
    *("mengatakan harga beras naik. ", "the U.S. troops left J. Smith. ", "iPhone ", "a. B. "),
]
paragraph = st.lists(
    st.sampled_from(PIECES) | st.text("bB A.!?\"'“”-,(1", min_size=1, max_size=12),
    min_size=1,
    max_size=8,
).map(lambda pieces: " ".join("".join(pieces).split()))


@settings(deadline=None)
@given(
    st.lists(paragraph.filter(bool), min_size=1, max_size=5),
    st.integers(1, 4),
    st.sampled_from(["en", "id"]),
)
def test_laws(paragraphs: list[str], count: int, language: LanguageCode) -> None:
    read = Article("-", None, tuple(paragraphs), Language(language, 1.0))
    if not any(map(str.isalnum, read.text)):
        return
    verbatim = Summarizer("lead", language=language, verbatim=True).summarize(read, count)
    summary = Summarizer("lead", language=language).summarize(read, count)
    assert len(summary.sentences) == len(verbatim.sentences)
    for sentence, plain in zip(summary.sentences, verbatim.sentences, strict=True):
        source = sentence.support[0]
        assert plain == SummarySentence(source.text, "extracted", (source,))
        assert (sentence.text == source.text) == (not sentence.changes)
        if sentence.changes:
            assert len(segment(sentence.text, language)) <= len(segment(source.text, language))
            assert ground(sentence.text, [source], read.text, language).reason is None


@settings(deadline=None)
@given(st.lists(paragraph.filter(bool), min_size=2, max_size=5), st.sampled_from(["en", "id"]))
def test_cleaning_is_idempotent(texts: list[str], language: str) -> None:
    article = sources(*texts)
    place = len(texts) - 1
    once = clean(article, place, language).text
    again = [*article[:-1], replace(article[-1], text=once)]
    assert clean(again, place, language).text == once
