"""An mT5 or T5 checkpoint that writes sentences about parts of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dwibahasa.engines.base import DecodingOptions, Engine, Hypothesis
from dwibahasa.engines.batching import decode
from dwibahasa.errors import ModelError
from dwibahasa.progress import Progress
from dwibahasa.segmentation import segment
from dwibahasa.tokenizers import Tokenizer
from summarize.planner import plan
from summarize.result import SourceSentence
from summarize.words import content_words

__all__ = ["Draft", "Writer", "writes_one_sentence"]

# As the card of csebuetnlp/mT5_multilingual_XLSum has it.
MAX_SOURCE_TOKENS = 512
TOKENS_PER_SENTENCE = 84
DECODING = DecodingOptions(
    length_penalty=0.6, no_repeat_ngram_size=2, max_target_tokens=TOKENS_PER_SENTENCE
)

# Checkpoints trained on the one-sentence summaries of XL-Sum or XSum say so in their names.
_ONE_SENTENCE = re.compile(r"xl-?sum|xsum", re.IGNORECASE)
_SENTINEL = re.compile(r"<extra_id_\d+>")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Draft:
    """What a model wrote about `part`: sentences, none where its output could not be used."""

    part: tuple[SourceSentence, ...]
    sentences: tuple[str, ...]


class Writer:
    """Runs one checkpoint. `one_sentence`: it writes one sentence whatever it is given."""

    def __init__(
        self,
        engine: Engine,
        tokenizer: Tokenizer,
        name: str,
        *,
        one_sentence: bool,
        options: DecodingOptions = DECODING,
    ) -> None:
        self._engine = engine
        self._tokenizer = tokenizer
        self._name = name
        self._one_sentence = one_sentence
        self._options = options
        self._max_source_tokens = min(MAX_SOURCE_TOKENS, tokenizer.max_source_tokens)

    def write(
        self,
        sources: Sequence[SourceSentence],
        count: int,
        language: str,
        progress: Progress | None = None,
    ) -> list[Draft]:
        """Write about `count` parts of the article, or once about its beginning.

        No draft comes back where the article is too short to be written about. Raises ModelError
        where the checkpoint has only been pre-trained.
        """
        one = self._one_sentence
        parts = plan(sources, count if one else 1, self._tokenizer.count, self._max_source_tokens)
        allowed = TOKENS_PER_SENTENCE if one else TOKENS_PER_SENTENCE * count
        options = replace(self._options, max_target_tokens=allowed)
        encoded = [self._encode(" ".join(source.text for source in part)) for part in parts]
        outputs = decode(self._engine, encoded, options, progress)
        return [
            Draft(tuple(part), self._sentences(part, output, allowed, language))
            for part, output in zip(parts, outputs, strict=True)
        ]

    def _encode(self, text: str) -> list[str]:
        tokens = self._tokenizer.encode(text)
        limit = self._max_source_tokens
        return tokens if len(tokens) <= limit else [*tokens[: limit - 1], tokens[-1]]

    def _sentences(
        self, part: Sequence[SourceSentence], output: Hypothesis, allowed: int, language: str
    ) -> tuple[str, ...]:
        text = self._tokenizer.decode(output.tokens).strip()
        if sentinel := _SENTINEL.search(text):
            raise ModelError(
                f"{self._name} wrote {sentinel[0]}: it has only been pre-trained; use a checkpoint "
                "fine-tuned for summaries, such as csebuetnlp/mT5_multilingual_XLSum"
            )
        if _echoes(text, part):
            return ()
        sentences = [s.strip() for s in segment(" ".join(text.split()), language)]
        cut = len(output.tokens) >= allowed and sentences and not _ENDS.search(sentences[-1])
        kept = sentences[:-1] if cut else sentences
        return tuple(sentence for sentence in kept if content_words(sentence))


def writes_one_sentence(name: str) -> bool:
    """Tell by a checkpoint's name whether it was trained to write one sentence."""
    return _ONE_SENTENCE.search(name) is not None


def _echoes(text: str, part: Sequence[SourceSentence]) -> bool:
    """Tell whether an output only repeats what it was given, or its first sentences in a row."""
    given = content_words(" ".join(source.text for source in part))
    written = content_words(text)
    longest = max(len(content_words(source.text)) for source in part)
    return len(written) > longest and written == given[: len(written)]
