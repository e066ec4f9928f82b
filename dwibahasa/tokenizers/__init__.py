"""Text to pieces and back, as transformers' tokenisers do it, without transformers.

Special tokens written in a text ("</s>", "<extra_id_0>") are text here, or <unk> where they are
pieces; transformers would let them steer the model.
"""

from __future__ import annotations

from importlib import import_module

from dwibahasa.checkpoint import Checkpoint
from dwibahasa.families import FAMILIES, JSON
from dwibahasa.tokenizers.base import EOS, PAD, UNK, Tokenizer

__all__ = ["EOS", "PAD", "UNK", "Tokenizer", "load_tokenizer"]


def load_tokenizer(checkpoint: Checkpoint) -> Tokenizer:
    """Load the tokeniser of a checkpoint; ModelError names a file that cannot be read."""
    family = FAMILIES[checkpoint.family]
    fast = checkpoint.tokenizer_files == JSON
    module, name = ("fast:FastTokenizer" if fast else family.tokenizer).split(":")
    tokenizer: Tokenizer = getattr(import_module(f"{__name__}.{module}"), name)(checkpoint)
    return tokenizer
