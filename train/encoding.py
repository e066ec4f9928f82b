"""Pairs as token ids: one flat array a side, small enough to hold millions of pairs in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dwibahasa.checkpoint import read_json
from dwibahasa.tokenizers import EOS, UNK
from train.data import Pair

__all__ = ["Encoded", "Ids", "MarianVocabulary"]

MAX_TOKENS = 120
CHUNK = 20_000  # pairs given to sentencepiece at once

Ids = npt.NDArray[np.uint16]
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Encoded:
    """Token ids of n pairs, </s> included; pair i is source[source_starts[i] : source_starts[i+1]]
    and likewise its target. The offsets have n + 1 entries.
    """

    source: Ids
    source_starts: Offsets
    target: Ids
    target_starts: Offsets

    @classmethod
    def of(cls, pairs: Iterable[tuple[Sequence[int], Sequence[int]]]) -> Encoded:
        """Pack pairs of id sequences."""
        sides: tuple[list[Ids], list[Ids]] = ([], [])
        for pair in pairs:
            for side, ids in zip(sides, pair, strict=True):
                side.append(np.asarray(ids, np.uint16))
        packed: list[Any] = []
        for side in sides:
            lengths = np.fromiter((len(ids) for ids in side), np.int64, len(side))
            packed.append(np.concatenate(side) if side else np.zeros(0, np.uint16))
            packed.append(np.concatenate([[0], np.cumsum(lengths)]))
        return cls(*packed)

    def __len__(self) -> int:
        return len(self.source_starts) - 1

    def pair(self, index: int) -> tuple[Ids, Ids]:
        """Give the ids of one pair."""
        (a, b), (c, d) = (
            self.source_starts[index : index + 2],
            self.target_starts[index : index + 2],
        )
        return self.source[a:b], self.target[c:d]

    @property
    def lengths(self) -> tuple[Offsets, Offsets]:
        """Source and target lengths in tokens, one entry a pair."""
        return np.diff(self.source_starts), np.diff(self.target_starts)


class MarianVocabulary:
    """The pieces of a Marian checkpoint, for either side of a pair."""

    def __init__(self, checkpoint: Path) -> None:
        import sentencepiece

        self._ids: dict[str, int] = read_json(checkpoint / "vocab.json", str(checkpoint))
        self._pieces = sorted(self._ids, key=self._ids.__getitem__)
        self._source = sentencepiece.SentencePieceProcessor(
            model_file=str(checkpoint / "source.spm")
        )
        self._target = sentencepiece.SentencePieceProcessor(
            model_file=str(checkpoint / "target.spm")
        )

    def encode(self, pairs: Iterable[Pair], outputs: int) -> Encoded:
        """Encode pairs; left out are those of more than 120 tokens a side and those whose target
        has a piece that the decoder cannot say (unknown, or an id of `outputs` or above).
        """
        rows = list(pairs)
        return Encoded.of(
            (source, target)
            for start in range(0, len(rows), CHUNK)
            for source, target in zip(
                self.source([pair.source for pair in rows[start : start + CHUNK]]),
                self.target([pair.target for pair in rows[start : start + CHUNK]]),
                strict=True,
            )
            if max(len(source), len(target)) <= MAX_TOKENS
            and self._ids[UNK] not in target
            and max(target) < outputs
        )

    def source(self, texts: list[str]) -> list[list[int]]:
        """Encode source sentences, </s> included; unknown pieces are <unk>."""
        return self._numbered(self._source, texts)

    def target(self, texts: list[str]) -> list[list[int]]:
        """Encode target sentences, </s> included; unknown pieces are <unk>."""
        return self._numbered(self._target, texts)

    def decode(self, ids: Sequence[int]) -> str:
        """Join target ids into a text; </s>, <unk> and <pad> are left out."""
        pieces = (self._pieces[i] for i in ids)
        return str(self._target.decode([p for p in pieces if p not in (EOS, UNK, "<pad>")]))

    def _numbered(self, model: Any, texts: list[str]) -> list[list[int]]:
        unknown, end = self._ids[UNK], self._ids[EOS]
        cut = model.encode(texts, out_type=str)
        return [[*(self._ids.get(piece, unknown) for piece in pieces), end] for pieces in cut]
