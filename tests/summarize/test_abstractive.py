"""The writer: what a checkpoint may write, what is caught, and a real mT5 run by the engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from checkpoints import make_t5
from market_fire import SENTENCES, SOURCES

from dwibahasa.article import Article, Language
from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.errors import ModelError
from summarize.abstractive import TOKENS_PER_SENTENCE, Writer, writes_one_sentence
from summarize.result import SourceSentence
from summarize.summarizer import Summarizer


class Words:
    """A tokeniser whose tokens are words."""

    max_source_tokens = 512

    @property
    def vocabulary(self) -> list[str]:
        return []

    def encode(self, text: str) -> list[str]:
        return [*text.split(), "</s>"]

    def decode(self, tokens: Iterable[str]) -> str:
        return " ".join(tokens)

    def count(self, text: str) -> int:
        return len(text.split()) + 1


class Recorded:
    """An engine that answers with given texts and keeps what it was asked."""

    name, device, precision = "recorded", "cpu", "float32"

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.asked: list[tuple[list[str], DecodingOptions]] = []

    def generate(
        self, sources: Iterable[Sequence[str]], options: DecodingOptions
    ) -> Iterator[Hypothesis]:
        for source, answer in zip(sources, self.answers * 8, strict=False):
            self.asked.append((list(source), options))
            yield Hypothesis(tuple(answer.split()), -0.5)


def write(*answers: str, one_sentence: bool = True, count: int = 3) -> list[tuple[str, ...]]:
    writer = Writer(Recorded(*answers), Words(), "some/model", one_sentence=one_sentence)
    return [draft.sentences for draft in writer.write(SOURCES, count, "en")]


def test_a_one_sentence_model_is_asked_once_a_part_with_the_card_s_options() -> None:
    engine = Recorded("Fire hit a market.")
    drafts = Writer(engine, Words(), "m", one_sentence=True).write(SOURCES, 3, "en")
    assert [draft.sentences for draft in drafts] == [("Fire hit a market.",)] * 3
    options = engine.asked[0][1]
    assert (options.beam_size, options.length_penalty, options.no_repeat_ngram_size) == (4, 0.6, 2)
    assert options.max_target_tokens == 84
    assert sum(len(source) - 1 for source, _ in engine.asked) == sum(
        len(text.split()) for text in SENTENCES
    )


def test_a_model_that_writes_several_sentences_is_asked_once() -> None:
    drafts = write(
        "Fire hit a market. Nobody was hurt. The hall opens in June.", one_sentence=False
    )
    assert drafts == [("Fire hit a market.", "Nobody was hurt.", "The hall opens in June.")]


def test_a_sentinel_means_that_the_checkpoint_is_only_pre_trained() -> None:
    with pytest.raises(ModelError, match=r"some/model wrote <extra_id_0>.*only been pre-trained"):
        write("<extra_id_0> the fire .")


@pytest.mark.parametrize("answer", ["", ". . .", " ".join(SENTENCES), " ".join(SENTENCES[:2])])
def test_an_output_that_is_empty_or_echoes_its_input_is_not_used(answer: str) -> None:
    assert write(answer, one_sentence=False) == [()]


def test_a_sentence_cut_at_the_limit_is_dropped() -> None:
    long = "Fire hit a market. " + "word " * TOKENS_PER_SENTENCE
    assert write(long) == [("Fire hit a market.",)] * 3


def test_an_article_too_short_to_be_written_about_is_not() -> None:
    engine = Recorded("The president resigned in tears.")
    writer = Writer(engine, Words(), "m", one_sentence=True)
    assert writer.write(SOURCES[:2], 3, "en") == []
    assert engine.asked == []


def test_a_sentence_over_the_source_limit_is_cut_to_it() -> None:
    engine = Recorded("Fire hit a market.")
    long = [SourceSentence("word " * 2000 + "end.", 0, 0)]
    Writer(engine, Words(), "m", one_sentence=True).write(long, 3, "en")
    assert [len(source) for source, _ in engine.asked] == [512]
    assert engine.asked[0][0][-1] == "</s>"


def test_which_checkpoints_write_one_sentence() -> None:
    assert writes_one_sentence("csebuetnlp/mT5_multilingual_XLSum")
    assert writes_one_sentence("models/mt5-small-xsum")
    assert not writes_one_sentence("cahya/t5-base-indonesian-summarization-cased")


@pytest.fixture(scope="module")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_t5(tmp_path_factory.mktemp("summarize") / "mt5")


def test_a_real_mt5_that_writes_sentinels_is_refused(mt5: Path) -> None:
    article = Article("-", None, tuple(SENTENCES), Language("en", 1.0))
    with pytest.raises(ModelError, match="only been pre-trained"):
        Summarizer(str(mt5), precision="float32", threads=1).summarize(article)


@pytest.mark.parametrize("name", ["mt5", "mt5-xlsum"])
def test_a_real_mt5_gives_exactly_three_sentences_grounded_whatever_it_writes(
    name: str,
    mt5: Path,
    tmp_path: Path,
) -> None:
    from safetensors.numpy import load_file, save_file

    directory = tmp_path / name
    shutil.copytree(mt5, directory)
    weights = load_file(directory / "model.safetensors")
    weights["lm_head.weight"][-112:] = 0.0  # the sentinels
    save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})

    article = Article("-", None, tuple(SENTENCES), Language("en", 1.0))
    summary = Summarizer(str(directory), precision="float32", threads=1).summarize(article)
    assert len(summary.sentences) == 3
    assert summary.provenance is not None
    assert summary.provenance.engine == "ctranslate2"
    # Its weights are random: nothing it writes can stand.
    assert {sentence.origin for sentence in summary.sentences} <= {"extracted", "replaced"}
    assert {sentence.text for sentence in summary.sentences} <= set(SENTENCES)
