"""Give a translator between two languages a vocabulary for one of them and Indonesian.

    python -m train.vocabulary pten START --pairs parallel/a.tsv.xz --pairs parallel/hand.tsv.xz
    python -m train.vocabulary enpt START --pairs parallel/a.tsv.xz --reverse

The first turns a Portuguese-English parent (see train.parent) into an untrained Indonesian-English
model, the second an English-Portuguese one into an English-Indonesian one. English keeps its pieces
and their rows; Indonesian gets pieces of its own, whose rows start from those of the pieces they
stand for in the parallel text.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
from typer import Argument, Option

from dwibahasa.errors import InputError, ModelError
from dwibahasa.pretrained import load_pretrained, quiet_transformers
from dwibahasa.store.convert import NEVER
from train.association import Floats, associate
from train.command import run
from train.data import Overlap, Pair, clean, open_text, read_pairs
from train.marian import open_marian
from train.parent import write_vocabulary
from train.pieces import pieces_of, processor, train_pieces, trim_pieces

__all__ = ["Start", "number", "start_rows"]

PAD = "<pad>"
# What a new row is made of: the parent's own other language, English, and the piece's letters.
BRIDGED, ENGLISH, SPELLING = 0.6, 0.25, 0.15
MOST_PAIRS = 150_000  # for counting meetings


@dataclass(frozen=True)
class Start:
    """A vocabulary and where its embeddings start from.

    pieces: all, those of the target language first, <pad> last. rows: (pieces, width).
    bias: (pieces,).
    """

    pieces: list[str]
    rows: Floats
    bias: Floats


def number(targets: list[str], sources: list[str]) -> list[str]:
    """Number the pieces of both languages: those of the target first, each once, <pad> last."""
    return [*dict.fromkeys([*targets, *sources]), PAD]


def start_rows(
    parent: tuple[bytes, Floats, Floats], kept: bytes, new: bytes, pairs: Iterable[Pair],
    bridge: dict[str, str], *, reverse: bool,
) -> Start:  # fmt: skip
    """Number the pieces of the SentencePiece models `kept` (English) and `new` (Indonesian).

    parent: its SentencePiece model, embeddings and output biases. pairs: (Indonesian, English),
    to see what pieces stand for. bridge: English words in the parent's other language, where it is
    known. reverse: Indonesian is the target.
    """
    model, rows, biases = parent
    cut, table = processor(model), np.column_stack([rows, biases])
    place = {piece: i for i, piece in enumerate(pieces_of(model))}
    kept_pieces, new_pieces = pieces_of(kept), pieces_of(new)
    english = table[[place[piece] for piece in kept_pieces]]
    bridged = english.copy()
    for i, piece in enumerate(kept_pieces):
        if piece.startswith("▁") and (other := bridge.get(piece[1:].lower())):
            bridged[i] = table[cut.encode(other)].mean(0)
    left, right = processor(new), processor(kept)
    partners, weights = associate(
        ((left.encode(pair.source), right.encode(pair.target)) for pair in pairs),
        (len(new_pieces), len(kept_pieces)),
    )
    average = table.mean(0)
    made = dict(zip(kept_pieces, english, strict=True))
    for piece, others, shares in zip(new_pieces, partners, weights, strict=True):
        if piece in made:
            continue
        letters = cut.encode(piece.replace("▁", " ")) if not piece.startswith("<0x") else []
        row = table[letters].mean(0) if letters else average
        if shares.any():
            meaning = BRIDGED * bridged[others] + ENGLISH * english[others]
            row = SPELLING * row + shares @ meaning
        made[piece] = row
    targets, sources = (new_pieces, kept_pieces) if reverse else (kept_pieces, new_pieces)
    pieces = number(targets, sources)
    filled = np.array([made.get(piece, np.zeros_like(average)) for piece in pieces], np.float32)
    filled[len(set(targets)) :, -1] = NEVER
    filled[-1, :-1] = 0
    return Start(pieces, filled[:, :-1], filled[:, -1])


def _read_bridge(path: Path) -> dict[str, str]:
    with open_text(path) as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    if any(len(row) < 2 for row in rows):
        raise InputError(f"{path}: write an English word, a tab, its translation on each line")
    return {row[0].lower(): row[1] for row in rows}


def _built(parent: Any, start: Start) -> Any:
    """Make a model of the parent's body and the new embeddings."""
    from transformers import MarianMTModel

    config = copy.deepcopy(parent.config)
    last = len(start.pieces) - 1
    config.vocab_size = config.decoder_vocab_size = last + 1
    config.pad_token_id = config.decoder_start_token_id = last
    model = MarianMTModel(config)
    state = parent.state_dict()
    for name in [name for name in state if name.endswith("embed_tokens.weight")]:
        state[name] = torch.from_numpy(start.rows)
    state["model.shared.weight"] = state["lm_head.weight"] = torch.from_numpy(start.rows)
    state["final_logits_bias"] = torch.from_numpy(start.bias)[None]
    model.load_state_dict(state)
    model.tie_weights()
    return model


def _lines(paths: list[Path]) -> Iterable[str]:
    for path in paths:
        with open_text(path) as lines:
            yield from (line.strip() for line in lines if line.strip())


def main(
    parent: Annotated[Path, Argument(help="A checkpoint with one vocabulary for both sides.")],
    output: Annotated[Path, Argument(help="Where the untrained checkpoint is written.")],
    pairs: Annotated[list[Path], Option(help="Indonesian, tab, English; once for each file.")],
    english: Annotated[list[Path] | None, Option(help="More English text.")] = None,
    indonesian: Annotated[list[Path] | None, Option(help="More Indonesian text.")] = None,
    bridge: Annotated[Path | None, Option(help="English, tab, the parent's language.")] = None,
    size: Annotated[int, Option(help="Pieces of Indonesian.", min=300)] = 16_000,
    least: Annotated[int, Option(help="Uses that keep a piece of English.", min=1)] = 5,
    reverse: Annotated[bool, Option("--reverse", help="English into Indonesian.")] = False,
) -> None:
    """Make an untrained Indonesian-English (or reverse) checkpoint of a parent."""
    checkpoint = open_marian(str(parent))
    model = (parent / "source.spm").read_bytes()
    if model != (parent / "target.spm").read_bytes():
        raise ModelError(f"{parent} has two vocabularies; a parent has one for both sides")
    rows = [pair for path in pairs for pair in clean(read_pairs(path), Overlap.of(()))]
    kept = trim_pieces(model, [*(pair.target for pair in rows), *_lines(english or [])], least)
    new = train_pieces([*(pair.source for pair in rows), *_lines(indonesian or [])], size)
    loaded = load_pretrained(checkpoint)
    start = start_rows(
        (
            model,
            loaded.get_input_embeddings().weight.detach()[:-1].numpy(),
            loaded.final_logits_bias[0, :-1].numpy(),
        ),
        kept, new, rows[:: -(-len(rows) // MOST_PAIRS)],
        _read_bridge(bridge) if bridge else {}, reverse=reverse,
    )  # fmt: skip
    output.mkdir(parents=True, exist_ok=True)
    with quiet_transformers():
        _built(loaded, start).save_pretrained(output)
    sides, languages = (kept, new), ("en", "id")
    if not reverse:
        sides, languages = sides[::-1], languages[::-1]
    for side, content in zip(("source.spm", "target.spm"), sides, strict=True):
        (output / side).write_bytes(content)
    write_vocabulary(output, start.pieces, *languages)
    print(
        f"{len(pieces_of(kept)):,} English pieces of {len(pieces_of(model)):,} kept, "
        f"{len(pieces_of(new)):,} Indonesian ones made, {len(start.pieces):,} together",
        file=sys.stderr,
    )


if __name__ == "__main__":
    run(main)
