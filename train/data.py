"""Parallel text for training: read, filtered, without duplicates and without evaluation sentences.

A line of a TSV file is "Indonesian <tab> English [<tab> origin]"; .xz and .gz are read as they are.
"""

from __future__ import annotations

import gzip
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from dwibahasa.errors import InputError
from translate.typography import plain

__all__ = ["Overlap", "Pair", "clean", "open_text", "read_pairs"]

# Longer sentences are rare in news, and cost a batch more than they teach.
MAX_WORDS = 90
MAX_LENGTH_RATIO = 2.5
# A run of so many words shared with an evaluation sentence is hardly chance.
NGRAM = 8

_WORD = re.compile(r"\w+")


class Pair(NamedTuple):
    """An Indonesian sentence, its English translation, and the corpus it comes from."""

    source: str
    target: str
    origin: str


def open_text(path: Path) -> IO[str]:
    """Open a UTF-8 text file, decompressing .xz and .gz; InputError where it cannot be read."""
    try:
        if path.suffix == ".xz":
            return lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz":
            return gzip.open(path, "rt", encoding="utf-8")
        return path.open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a TSV file; InputError names a line that has no two columns."""
    number = 0
    try:
        with open_text(path) as lines:
            for number, line in enumerate(lines, 1):
                source, _, rest = line.rstrip("\n").partition("\t")
                target, _, origin = rest.partition("\t")
                if not (source.strip() and target.strip()):
                    raise InputError(
                        f"{path}, line {number}: write Indonesian, a tab, English on each line"
                    )
                yield Pair(source.strip(), target.strip(), origin)
    except (UnicodeDecodeError, lzma.LZMAError, gzip.BadGzipFile, EOFError) as error:
        raise InputError(f"{path} cannot be read after line {number}: {error}") from None


@dataclass(frozen=True)
class Overlap:
    """What must not be trained on: whole sentences and runs of words of evaluation sets."""

    sentences: frozenset[str]
    ngrams: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Overlap:
        """Make it from the sentences (either language) of the evaluation sets."""
        sentences: set[str] = set()
        ngrams: set[str] = set()
        for text in texts:
            words = _words(text)
            sentences.add(" ".join(words))
            ngrams.update(_ngrams(words))
        return cls(frozenset(sentences), frozenset(ngrams))

    def has(self, text: str) -> bool:
        """Tell whether `text` is an evaluation sentence or shares eight words running with one."""
        words = _words(text)
        return " ".join(words) in self.sentences or not self.ngrams.isdisjoint(_ngrams(words))


def clean(pairs: Iterable[Pair], overlap: Overlap, leave_out: Iterable[str] = ()) -> Iterator[Pair]:
    """Yield what can be trained on, in the plain punctuation that models are given and write.

    Left out: sentences of more than 90 words, lengths in characters that differ more than 2.5
    times, pairs seen before, what overlaps an evaluation set, and the origins `leave_out`.
    """
    origins = set(leave_out)
    seen: set[int] = set()
    for source, target, origin in pairs:
        key = hash((source, target))
        ratio = (len(source) + 8) / (len(target) + 8)
        if (
            origin in origins
            or key in seen
            or max(len(source.split()), len(target.split())) > MAX_WORDS
            or not 1 / MAX_LENGTH_RATIO < ratio < MAX_LENGTH_RATIO
            or overlap.has(source)
            or overlap.has(target)
        ):
            continue
        seen.add(key)
        yield Pair(plain(source), plain(target), origin)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _ngrams(words: list[str]) -> Iterator[str]:
    for start in range(len(words) - NGRAM + 1):
        yield " ".join(words[start : start + NGRAM])
