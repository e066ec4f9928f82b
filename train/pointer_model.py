"""The untrained pointing mT5: its SentencePiece model, its shape, and embeddings to begin with.

    python -m train.pointer_model --pieces models/mini --text labels.jsonl.xz --output DIR

Its pieces are those of a Marian translator that the texts use, English and Indonesian, with the
translator's trained embeddings; before them come the marker tokens of `summarize.pointer`. It can
point before it has learned where: `_wire_pointing` says how, and why.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Annotated, Any

import torch
from torch import Tensor
from typer import Option

from dwibahasa.checkpoint import inspect
from dwibahasa.pretrained import load_pretrained, quiet_transformers
from summarize.pointer import COUNTS, LENGTHS, MARKERS
from train.command import run
from train.data import open_text
from train.pieces import pieces_of, trim_pieces

__all__ = ["make_pointer"]

LEAST_USED = 30  # times, for a piece to be kept
LOOK_AHEAD = 12  # tokens, in which a sentence says what it is about
WIDTH = 256
SHAPE = {"d_kv": 32, "d_ff": 768, "num_layers": 4, "num_decoder_layers": 2, "num_heads": 8}


def make_pointer(
    pieces: Annotated[Path, Option(help="The directory of the Marian translator.")],
    text: Annotated[Path, Option(help="Labels, as train.labels writes them.")],
    output: Annotated[Path, Option(help="Where the untrained model is written.")],
) -> None:
    """Write an untrained pointing mT5."""
    translator = inspect(pieces, str(pieces))
    embeddings = load_pretrained(translator).get_input_embeddings().weight.detach()
    # Marian multiplies its embeddings by the root of their width.
    embeddings = _narrowed(embeddings * math.sqrt(embeddings.shape[1]), WIDTH)
    numbered = json.loads((pieces / "vocab.json").read_text(encoding="utf-8"))
    output.mkdir(parents=True, exist_ok=True)
    kept = _write_spm(pieces, output / "spiece.model", text)
    model = _untrained(len(kept))
    rows = model.get_input_embeddings().weight
    with torch.no_grad():
        for row, piece in zip(rows, kept, strict=True):
            if piece in numbered:
                row.copy_(embeddings[numbered[piece]])
        # The outputs are the embeddings: begin with small logits.
        model.decoder.final_layer_norm.weight.fill_(1 / math.sqrt(WIDTH))
        _wire_pointing(model, *(list(map(kept.index, tokens)) for tokens in (MARKERS, LENGTHS)))
    with quiet_transformers():
        model.save_pretrained(output)


def _untrained(pieces: int) -> Any:
    from transformers import MT5Config, MT5ForConditionalGeneration

    torch.manual_seed(1)
    config = MT5Config(
        vocab_size=pieces, d_model=WIDTH, feed_forward_proj="gated-gelu", tie_word_embeddings=True,
        relative_attention_max_distance=256, dropout_rate=0.0, pad_token_id=0, eos_token_id=1,
        decoder_start_token_id=0, **SHAPE,
    )  # fmt: skip
    return MT5ForConditionalGeneration(config)


def _narrowed(rows: Tensor, width: int) -> Tensor:
    """Give rows in at most `width` dimensions, their principal ones."""
    # The last is the principal one.
    directions: Tensor = torch.linalg.eigh(rows.T @ rows).eigenvectors
    return rows @ directions[:, -width:]


def _wire_pointing(model: Any, markers: list[int], lengths: list[int]) -> None:
    """Begin with a decoder that names the markers of its source, each as likely as the other.

    Random weights have to find copying before any gradient says what is worth copying, which took
    longer than all the training we could afford. So the markers' embeddings share a direction, by
    which the last cross-attention finds them, and have each one of their own, which its values
    carry to the output; the first self-attention takes away what was said. Some heads of the
    encoder look at the tokens that follow, others back, so that a marker reads its sentence, and
    one at the very next, its length; lengths lie on a quarter of a circle.
    """
    embeddings = model.get_input_embeddings().weight
    width = embeddings.shape[1]
    length = float(embeddings.norm(dim=1).mean())
    one = torch.eye(width)
    shared, start, *own = torch.linalg.qr(torch.randn(width, width))[0].T
    for marker, direction in zip(markers, own, strict=False):
        embeddings[marker] = length * (shared + direction) / math.sqrt(2)
    embeddings[model.config.decoder_start_token_id] = length * start
    shortest, longest = own[len(markers) : len(markers) + 2]
    for step, row in enumerate(lengths):
        angle = math.pi / 2 * step / (len(lengths) - 1)
        embeddings[row] = length * (math.cos(angle) * shortest + math.sin(angle) * longest)

    for name, weight in model.named_parameters():
        if name.endswith((".o.weight", ".wo.weight")):
            weight.mul_(0.3)  # a marker stays recognisable through the layers
    cross = model.decoder.block[-1].layer[1].EncDecAttention
    heads = torch.randn(model.config.num_heads, model.config.d_kv)
    probe = 0.17 * (heads / heads.norm(dim=1, keepdim=True)).reshape(-1)  # a logit of about 5
    cross.q.weight.add_(torch.outer(probe, shared + start))
    cross.k.weight.add_(torch.outer(probe, shared))
    cross.v.weight.copy_(one)
    cross.o.weight.copy_(2 * one)
    said = model.decoder.block[0].layer[0].SelfAttention
    said.q.weight.zero_()
    said.v.weight.copy_(one)
    said.o.weight.copy_(-3 * (one - torch.outer(shared, shared) - torch.outer(start, start)))

    attention = model.encoder.block[0].layer[0].SelfAttention
    distances = torch.arange(-LOOK_AHEAD, LOOK_AHEAD + 1)
    buckets = attention._relative_position_bucket(
        distances, num_buckets=attention.relative_attention_num_buckets,
        max_distance=attention.relative_attention_max_distance,
    )  # fmt: skip
    bias = attention.relative_attention_bias.weight
    bias.zero_()
    bias[:, :5] = -4
    bias[buckets[distances > 0].unique(), :3] = 0
    bias[buckets[distances < 0].unique(), 3] = 0
    bias[buckets[distances == 1].unique(), 4] = 4  # at a sentence's length


def _write_spm(pieces: Path, path: Path, text: Path) -> list[str]:
    """Join the models of both languages into one; give its pieces in order."""
    from sentencepiece.sentencepiece_model_pb2 import ModelProto

    sides = [
        ModelProto.FromString((pieces / f"{side}.spm").read_bytes())
        for side in ("target", "source")
    ]
    kinds = ModelProto.SentencePiece
    joined = ModelProto.FromString(sides[1].SerializeToString())  # with bytes to fall back to
    del joined.pieces[:]
    kinds_of = [("<pad>", kinds.CONTROL), ("</s>", kinds.CONTROL), ("<unk>", kinds.UNKNOWN)]
    kinds_of += [(marker, kinds.USER_DEFINED) for marker in (*MARKERS, *COUNTS, *LENGTHS)]
    for piece, kind in kinds_of:
        joined.pieces.add(piece=piece, score=0, type=kind)
    taken = {piece for piece, _ in kinds_of}
    for side in sides:
        for entry in side.pieces:
            if entry.piece not in taken and entry.type in (kinds.NORMAL, kinds.BYTE):
                taken.add(entry.piece)
                joined.pieces.append(entry)
    joined.trainer_spec.pad_id, joined.trainer_spec.eos_id = 0, 1
    joined.trainer_spec.unk_id, joined.trainer_spec.bos_id = 2, -1
    joined.trainer_spec.pad_piece, joined.trainer_spec.eos_piece = "<pad>", "</s>"
    joined.trainer_spec.vocab_size = len(joined.pieces)

    with open_text(text) as lines:
        texts = (sentence for line in lines for sentence in json.loads(line)["sentences"])
        trimmed = trim_pieces(joined.SerializeToString(), texts, LEAST_USED)
    path.write_bytes(trimmed)
    return pieces_of(trimmed)


if __name__ == "__main__":
    run(make_pointer)
