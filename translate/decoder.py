"""Sentences in, their translations out, decoded again where the first output cannot be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dwibahasa.engines.base import DecodingOptions, Engine, Hypothesis
from dwibahasa.engines.batching import decode
from dwibahasa.languages import LanguageCode
from dwibahasa.progress import Progress
from dwibahasa.tokenizers import Tokenizer
from translate.figures import restore_dates, restore_numerals
from translate.guards import loop_length, wrong_length
from translate.lexicon import Lexicon
from translate.names import restore_names
from translate.reranking import best
from translate.stand_ins import disguise, lost
from translate.typography import tidy

__all__ = ["Decoder", "Output"]

STAND_IN_ATTEMPTS = 2


@dataclass(frozen=True)
class Output:
    """The translation of one source: `score` is the mean log-probability a token, `repairs` say
    what was put right.
    """

    text: str
    score: float
    source_tokens: int
    target_tokens: int
    repairs: tuple[str, ...] = ()


class Decoder:
    """Decodes with one engine, and repairs what it writes in the language `into`.

    lexicon: chooses among the hypotheses that the options ask for.
    """

    def __init__(
        self,
        engine: Engine,
        tokenizer: Tokenizer,
        options: DecodingOptions,
        into: LanguageCode = "en",
        lexicon: Lexicon | None = None,
    ) -> None:
        self._engine = engine
        self._into = into
        self._lexicon = lexicon
        self._tokenizer = tokenizer
        self._options = options
        self._pieces = frozenset(tokenizer.vocabulary)

    def decode(self, sources: Sequence[str], progress: Progress | None = None) -> dict[str, Output]:
        """Decode each source; again without repeated n-grams where the output loops, with a larger
        beam where its length cannot be right, and with stand-ins for names and numbers it lost. A
        retry counts only where it is better.
        """
        outputs = self._decode(sources, self._options, progress)
        looping = list(outputs)
        for size in (3, 2):
            looping = [s for s in looping if loop_length(s, outputs[s].text)]
            retried = self._decode(looping, replace(self._options, no_repeat_ngram_size=size))
            for source, output in retried.items():
                if loop_length(source, output.text) < loop_length(source, outputs[source].text):
                    outputs[source] = output
        odd = [source for source, output in outputs.items() if wrong_length(source, output.text)]
        wider = replace(self._options, beam_size=2 * self._options.beam_size)
        for source, output in self._decode(odd, wider).items():
            if not wrong_length(source, output.text):
                outputs[source] = output
        lacking = outputs
        for attempt in range(STAND_IN_ATTEMPTS):
            lacking = self._with_stand_ins(lacking, attempt)
            outputs |= lacking
        return outputs

    def mended(self, source: str, target: str) -> tuple[str, tuple[str, ...]]:
        """Put names, dates and numerals right from the source; give what was done as well."""
        target, names = restore_names(source, target, self._pieces, self._into)
        target, dates = restore_dates(source, target, self._into)
        target, numerals = restore_numerals(source, target, self._into)
        return target, (*names, *dates, *numerals)

    def _with_stand_ins(self, outputs: dict[str, Output], attempt: int) -> dict[str, Output]:
        """Decode what lost names or numbers with stand-ins for them; give those, better or not."""
        mended = {source: self.mended(source, output.text)[0] for source, output in outputs.items()}
        disguised = {
            source: hidden
            for source, target in mended.items()
            if (hidden := disguise(source, target, attempt, self._into))
        }
        retried = self._decode([hidden.text for hidden in disguised.values()], self._options)
        tried = {source: outputs[source] for source in disguised}
        for source, hidden in disguised.items():
            output = retried[hidden.text]
            revealed = hidden.reveal(output.text)
            if (
                revealed is not None
                and len(lost(source, self.mended(source, revealed)[0], self._into))
                < len(lost(source, mended[source], self._into))
                and loop_length(source, revealed) <= loop_length(source, mended[source])
                and not wrong_length(source, revealed)
            ):
                repairs = tuple(f"{it} through {word}" for word, it in hidden.stand_ins.items())
                tried[source] = replace(output, text=revealed, repairs=repairs)
        return tried

    def _decode(
        self, texts: Sequence[str], options: DecodingOptions, progress: Progress | None = None
    ) -> dict[str, Output]:
        sources = [self._tokenizer.encode(text) for text in texts]
        hypotheses = decode(self._engine, sources, options, progress)
        return {
            text: self._output(text, source, hypothesis)
            for text, source, hypothesis in zip(texts, sources, hypotheses, strict=True)
        }

    def _output(self, text: str, source: Sequence[str], hypothesis: Hypothesis) -> Output:
        if self._lexicon:
            hypothesis = best(
                text, hypothesis, self._lexicon, self._text, self._options.length_penalty
            )
        return Output(self._text(hypothesis), hypothesis.score, len(source), len(hypothesis.tokens))

    def _text(self, hypothesis: Hypothesis) -> str:
        return tidy(self._tokenizer.decode(hypothesis.tokens))
