"""Tokenisers in files of the package `tokenizers`, which comes with transformers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.errors import MissingExtraError, ModelError, first_line
from dwibahasa.tokenizers.base import BOS, EOS, PAD, SPECIAL, UNK, max_length, source_prefix

if TYPE_CHECKING:
    from tokenizers import Tokenizer as Backend

__all__ = ["FastTokenizer"]


class FastTokenizer:
    """tokenizer.json does all, or vocab.json and merges.txt of a byte-level BPE (BART's).

    Needs the extra 'hub' (MissingExtraError). What goes before a text is that of the family and of
    config.json: the template in tokenizer.json names the language last used.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._backend = _load(checkpoint)
        self._first = [token] if (token := checkpoint.source_token) else []
        self._prefix = source_prefix(checkpoint)
        self._size = int(checkpoint.config["vocab_size"])
        special = {
            t.content for t in self._backend.get_added_tokens_decoder().values() if t.special
        }
        self._special = special | SPECIAL
        for token in (*self._first, EOS):
            if self._backend.token_to_id(token) is None:
                files = " and ".join(checkpoint.tokenizer_files)
                raise ModelError(
                    f"{checkpoint.name} has no {token} in {files}; copy the tokeniser's files from "
                    "the model that it was made from"
                )
        self.max_source_tokens = max_length(checkpoint)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every piece, at its place in the model's embeddings; the last rows only fill them up."""
        names = {i: piece for piece, i in self._backend.get_vocab(with_added_tokens=True).items()}
        return [names.get(i, f"<unused_{i}>") for i in range(self._size)]

    def encode(self, text: str) -> list[str]:
        """Cut prefix and text into pieces; unknown ones are <unk>, the last is </s>.

        Where the family has a source token, it is the first.
        """
        ids = self._backend.encode(self._prefix + text, add_special_tokens=False).ids
        # Not what the encoding calls its tokens: a Unigram's unknown ones are as they are written.
        pieces = (self.vocabulary[i] for i in ids)
        return [*self._first, *(UNK if p in self._special else p for p in pieces), EOS]

    def decode(self, tokens: Iterable[str]) -> str:
        """Join pieces into a text, leaving out special tokens; "<n>" is Pegasus's end of a line.

        Sentinels stay: a model that writes them has not been trained to write text.
        """
        kept = [t for t in tokens if t not in self._special or t.startswith("<extra_id_")]
        text: str = self._backend.decoder.decode(kept)
        return text.replace("<n>", "\n").strip()

    def count(self, text: str) -> int:
        """Count the tokens of `encode(text)`, all that is put around it included."""
        return len(self.encode(text))


def _load(checkpoint: Checkpoint) -> Backend:
    try:
        from tokenizers import Tokenizer
    except ImportError:
        raise MissingExtraError(f"The tokeniser of {checkpoint.name}", "hub") from None

    files = checkpoint.tokenizer_files
    try:
        if "merges.txt" in files:
            backend = _byte_level(checkpoint.path)
        else:
            backend = Tokenizer.from_file(str(checkpoint.path / "tokenizer.json"))
    except Exception as error:  # tokenizers raises nothing narrower
        raise ModelError(
            f"{checkpoint.name}: {' or '.join(files)} cannot be read ({first_line(error)}); "
            "copy it again"
        ) from None
    backend.encode_special_tokens = True  # as text, where a text holds them
    backend.no_truncation()
    return backend


def _byte_level(path: Path) -> Backend:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    bpe = models.BPE.from_file(str(path / "vocab.json"), str(path / "merges.txt"), unk_token=UNK)
    backend = Tokenizer(bpe)
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    backend.add_special_tokens([BOS, PAD, EOS, UNK, "<mask>"])
    return backend
