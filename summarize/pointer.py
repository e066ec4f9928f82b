"""An mT5 that points: it reads an article's numbered sentences and names those of the summary.

Extraction as generation: before each sentence stand its marker ("<s7>") and how long it is
("<l3>"), before them all how many are wanted ("<n3>"), and the output is that many markers, the
best first. Whatever it says, the summary is made of the article's own sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dwibahasa.engines.base import DecodingOptions, Engine
from dwibahasa.tokenizers import EOS, Tokenizer

__all__ = [
    "COUNTS",
    "DECODING",
    "LENGTHS",
    "MARKERS",
    "Pointer",
    "points",
    "prefer",
    "prompt",
    "shown",
]

MARKERS = tuple(f"<s{number}>" for number in range(1, 41))
COUNTS = tuple(f"<n{number}>" for number in range(1, 11))
LENGTHS = tuple(f"<l{number}>" for number in range(1, 11))
LENGTH_STEP = 6  # tokens
MAX_SENTENCE_TOKENS = 12  # what a sentence is about stands at its beginning
MAX_SOURCE_TOKENS = 420

# No marker may come twice.
DECODING = DecodingOptions(no_repeat_ngram_size=1)


class Pointer:
    """Points at sentences with one checkpoint."""

    def __init__(self, engine: Engine, tokenizer: Tokenizer, options: DecodingOptions) -> None:
        self._engine = engine
        self._tokenizer = tokenizer
        self._options = options

    def point(self, sentences: Sequence[str], count: int) -> list[int]:
        """Give the places of about `count` sentences, each once, the best first.

        An article that does not fit the source is read in windows, and their winners once more. A
        checkpoint may name fewer; at most ten are asked for.
        """
        pieces = [shown(self._tokenizer.encode(sentence)[:-1]) for sentence in sentences]
        wanted = min(count, len(COUNTS))
        places = list(range(len(sentences)))
        while len(windows := list(_windows(places, pieces))) > 1:
            winners = [at for window in windows for at in self._choose(window, pieces, wanted)]
            if not 0 < len(winners) < len(places):
                return winners
            places = sorted(winners)
        return self._choose(windows[0], pieces, wanted)

    def _choose(
        self, window: Sequence[int], pieces: Sequence[Sequence[str]], wanted: int
    ) -> list[int]:
        source = prompt([pieces[place] for place in window], MARKERS, wanted)
        options = replace(self._options, max_target_tokens=wanted + 1)
        (said,) = self._engine.generate([source], options)
        places = dict(zip(MARKERS, window, strict=False))
        return [places[token] for token in said.tokens if token in places][:wanted]


def prefer(scores: Sequence[float], pointed: Sequence[int]) -> list[float]:
    """Put the sentences pointed at above all others, the first highest; `scores`, positive, order
    the rest.
    """
    most = max(scores)
    bonus = {place: 1 + (len(pointed) - i) / len(pointed) for i, place in enumerate(pointed)}
    return [score / most + bonus.get(place, 0.0) for place, score in enumerate(scores)]


def shown(pieces: Sequence[str]) -> list[str]:
    """Give what the model sees of a sentence's pieces: how many they are, and the first 12."""
    length = LENGTHS[min(len(pieces) // LENGTH_STEP, len(LENGTHS) - 1)]
    return [length, *pieces[:MAX_SENTENCE_TOKENS]]


def prompt(sentences: Iterable[Sequence[str]], markers: Iterable[str], wanted: int) -> list[str]:
    """Lay out what the model reads: what is `shown` of each sentence, behind its marker."""
    tokens = [COUNTS[wanted - 1]]
    for marker, pieces in zip(markers, sentences, strict=False):
        tokens += [marker, *pieces]
    return [*tokens, EOS]


def points(tokenizer: Tokenizer) -> bool:
    """Tell a pointing checkpoint by its pieces."""
    return MARKERS[0] in tokenizer.vocabulary


def _windows(places: Sequence[int], pieces: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Cut places into runs that fit the markers and the source limit."""
    window: list[int] = []
    tokens = 0
    for place in places:
        length = 1 + len(pieces[place])
        if window and (len(window) == len(MARKERS) or tokens + length > MAX_SOURCE_TOKENS - 2):
            yield window
            window, tokens = [], 0
        window.append(place)
        tokens += length
    yield window
