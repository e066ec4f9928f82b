"""SentencePiece models: trimmed to what a language uses, and new ones."""

from __future__ import annotations

import io
import string
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["chunks", "pieces_of", "processor", "train_pieces", "trim_pieces"]

CHUNK = 5_000  # texts given to sentencepiece at once
_KEPT = {*string.printable}


def processor(model: bytes) -> Any:
    """Load a serialised SentencePiece model."""
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_proto=model)


def pieces_of(model: bytes) -> list[str]:
    """List a model's pieces in their order."""
    loaded = processor(model)
    return list(loaded.id_to_piece(list(range(loaded.get_piece_size()))))


def trim_pieces(model: bytes, texts: Iterable[str], least: int) -> bytes:
    """Leave out of a unigram model the pieces that `texts` use less than `least` times.

    Special pieces and single ASCII characters stay. Texts are then cut as before wherever they
    used only pieces that stay.
    """
    from sentencepiece.sentencepiece_model_pb2 import ModelProto

    parsed = ModelProto.FromString(model)
    loaded = processor(model)
    counts: npt.NDArray[np.int64] = np.zeros(len(parsed.pieces), np.int64)
    for chunk in chunks(texts, CHUNK):
        used = [i for ids in loaded.encode(chunk, out_type=int) for i in ids]
        counts += np.bincount(used, minlength=len(counts))
    kept = [
        piece
        for piece, count in zip(parsed.pieces, counts, strict=True)
        if piece.type != ModelProto.SentencePiece.NORMAL
        or count >= least
        or piece.piece.removeprefix("▁") in _KEPT
    ]
    del parsed.pieces[:]
    parsed.pieces.extend(kept)
    parsed.trainer_spec.vocab_size = len(kept)
    trimmed: bytes = parsed.SerializeToString()
    return trimmed


def train_pieces(texts: Iterable[str], size: int) -> bytes:
    """Train a unigram model (Kudo 2018) of at most `size` pieces, </s> first and <unk> second.

    What it has no piece for is cut into bytes, so that nothing is unknown.
    """
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=written, model_type="unigram",
        vocab_size=size, hard_vocab_limit=False, byte_fallback=True, character_coverage=0.9997,
        eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, input_sentence_size=1_000_000,
        shuffle_input_sentence=True, minloglevel=2,
    )  # fmt: skip
    return written.getvalue()


def chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Cut a stream into lists of `size`, the last one shorter."""
    stream = iter(items)
    while chunk := list(islice(stream, size)):
        yield chunk
