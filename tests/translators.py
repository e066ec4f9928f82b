"""The shipped translator, loaded once; and an engine that says what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest
from sentencepiece import SentencePieceProcessor

from dwibahasa.engines.base import DecodingOptions, Hypothesis
from dwibahasa.languages import LanguageCode
from dwibahasa.store import shipped
from translate import Translator
from translate.translator import DEFAULTS

Answer = Callable[[str, DecodingOptions], str]


class ScriptedEngine:
    """Answers each source as `answer(source, options)` says; `seen` lists what it was given."""

    name, device, precision = "scripted", "cpu", "none"

    def __init__(self, answer: Answer, cut: Callable[[str], list[str]]) -> None:
        self.answer = answer
        self.cut = cut
        self.seen: list[str] = []

    def generate(
        self, sources: Iterable[Sequence[str]], options: DecodingOptions
    ) -> Iterator[Hypothesis]:
        for pieces in sources:
            source = "".join(pieces[:-1]).replace("▁", " ").strip()
            self.seen.append(source)
            yield Hypothesis(tuple(self.cut(self.answer(source, options))), -0.5)


@pytest.fixture(scope="session")
def mini() -> Translator:
    return Translator("mini")


@pytest.fixture
def scripted() -> Callable[..., tuple[Translator, ScriptedEngine]]:
    def make(answer: Answer, into: LanguageCode = "en") -> tuple[Translator, ScriptedEngine]:
        translator = Translator(into=into)
        target = SentencePieceProcessor(model_file=str(shipped()[DEFAULTS[into]] / "target.spm"))
        engine = ScriptedEngine(answer, lambda text: target.encode(text, out_type=str))
        translator._decoder._engine = engine
        return translator, engine

    return make
