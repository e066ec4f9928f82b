"""Turn a Bergamot (Firefox Translations) student into a MarianMT checkpoint to start from.

    python -m train.parent model.pten.intgemm.alphas.bin vocab.pten.spm pten --source pt --target en

All weights carry over but those of the decoder's SSRU (Kim et al. 2019), a recurrence where
transformers' Marian has self-attention. That starts from what the two share, the value and the
layer norm, with nearly even attention, and is learned again within minutes.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Annotated, Any

import torch
from torch import Tensor
from typer import Argument, Option

from dwibahasa.errors import ModelError
from dwibahasa.pretrained import quiet_transformers
from dwibahasa.store.convert import NEVER
from train.bergamot import Array, read_bergamot
from train.command import run

__all__ = ["to_marian", "write_marian", "write_vocabulary"]

HEAD = 32  # the width of an attention head in all published students
SMALL = 0.02  # standard deviation of new queries and keys

# Marian's names of a layer's parts -> those of transformers.
_PROJECTIONS = {"q": "q_proj", "k": "k_proj", "v": "v_proj", "o": "out_proj"}
_BLOCKS = {"self": "self_attn", "context": "encoder_attn"}
_FEED_FORWARD = {"1": "fc1", "2": "fc2"}
_NORMS = {"scale": "weight", "bias": "bias"}


def to_marian(weights: dict[str, Array], positions: int = 512) -> Any:
    """Make a MarianMTModel of a student's weights, with a zero row for <pad> after its pieces.

    weights: as `read_bergamot` gives them. positions: the longest source or target, in tokens.
    Raises ModelError where they are not those of a student with tied embeddings and an SSRU.
    """
    from transformers import MarianConfig, MarianMTModel

    try:
        pieces, width = weights["Wemb"].shape
        state = dict(filter(None, (_renamed(name, array) for name, array in weights.items())))
        encoder_layers, decoder_layers = (_layers(weights, side) for side in ("encoder", "decoder"))
        inner = weights["encoder_l1_ffn_W1"].shape[1]
        for layer in range(decoder_layers):
            state |= _self_attention(weights, layer)
        bias = torch.from_numpy(weights["decoder_ff_logit_out_b"]).reshape(1, -1)
    except KeyError as error:
        raise ModelError(f"the student has no {error}: it is built otherwise") from None
    heads = width // HEAD or 1
    config = MarianConfig(
        vocab_size=pieces + 1, d_model=width, encoder_layers=encoder_layers,
        decoder_layers=decoder_layers, encoder_attention_heads=heads,
        decoder_attention_heads=heads, encoder_ffn_dim=inner, decoder_ffn_dim=inner,
        activation_function="relu", max_position_embeddings=positions, scale_embedding=True,
        pad_token_id=pieces, decoder_start_token_id=pieces, eos_token_id=0, bos_token_id=0,
        forced_eos_token_id=0,
    )  # fmt: skip
    model = MarianMTModel(config)
    state["model.shared.weight"] = torch.nn.functional.pad(
        torch.from_numpy(weights["Wemb"]), (0, 0, 0, 1)
    )
    # As Marian's converter has it: <pad> is never said.
    state["final_logits_bias"] = torch.nn.functional.pad(bias, (0, 1), value=NEVER)
    missing, unexpected = model.load_state_dict(state, strict=False)
    # Tied copies and the sinusoids of positions are not among the student's weights.
    missing = [name for name in missing if "embed_" not in name and name != "lm_head.weight"]
    if missing or unexpected:
        raise ModelError(f"the student is built otherwise: {(missing + unexpected)[0]}")
    model.tie_weights()
    return model.eval()


def write_marian(model: Any, spm: Path, directory: Path, source: str, target: str) -> None:
    """Write a student made by `to_marian` with its one SentencePiece model for both sides."""
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    count = pieces.get_piece_size()
    if count + 1 != model.config.vocab_size:
        raise ModelError(
            f"{spm} has {count} pieces, the student {model.config.vocab_size - 1}; "
            "give the vocabulary that came with it"
        )
    directory.mkdir(parents=True, exist_ok=True)
    with quiet_transformers():
        model.save_pretrained(directory)
    for side in ("source.spm", "target.spm"):
        shutil.copyfile(spm, directory / side)
    names = [*pieces.id_to_piece(list(range(count))), "<pad>"]
    write_vocabulary(directory, names, source, target)


def write_vocabulary(directory: Path, pieces: list[str], source: str, target: str) -> None:
    """Write vocab.json and tokenizer_config.json of a checkpoint: its pieces and languages."""
    ids = {piece: i for i, piece in enumerate(pieces)}
    (directory / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
    described = {
        "tokenizer_class": "MarianTokenizer", "source_lang": source, "target_lang": target,
        "separate_vocabs": False, "model_max_length": 512,
        "unk_token": "<unk>", "eos_token": "</s>", "pad_token": "<pad>",
    }  # fmt: skip
    (directory / "tokenizer_config.json").write_text(json.dumps(described), encoding="utf-8")


def _layers(weights: dict[str, Array], side: str) -> int:
    return len({name for name in weights if re.fullmatch(rf"{side}_l\d+_ffn_W1", name)})


def _renamed(name: str, array: Array) -> tuple[str, Tensor] | None:
    """Give the name and the value in transformers; None for what goes elsewhere."""
    match = re.fullmatch(r"(encoder|decoder)_l(\d+)_(self|context|ffn|rnn)_(\w+)", name)
    if not match:
        return None
    side, number, block, part = match.groups()
    layer = f"model.{side}.layers.{int(number) - 1}"
    value = torch.from_numpy(array)
    if norm := re.fullmatch(r"(?:Wo|ffn)_ln_(scale|bias)", part):
        place = {"ffn": "final", "rnn": "self_attn"}.get(block) or _BLOCKS[block]
        return f"{layer}.{place}_layer_norm.{_NORMS[norm[1]]}", value.flatten()
    if block == "rnn":
        return None
    kind, which = part[0], part[1:]
    inside = _FEED_FORWARD[which] if block == "ffn" else f"{_BLOCKS[block]}.{_PROJECTIONS[which]}"
    if kind == "W":
        return f"{layer}.{inside}.weight", value.t()
    return f"{layer}.{inside}.bias", value.flatten()


def _self_attention(weights: dict[str, Array], layer: int) -> dict[str, Tensor]:
    """Start a decoder layer's self-attention: its value is the SSRU's, its queries see nothing."""
    value = torch.from_numpy(weights[f"decoder_l{layer + 1}_rnn_W"]).t()
    width = len(value)
    start = f"model.decoder.layers.{layer}.self_attn"
    return {
        f"{start}.v_proj.weight": value,
        f"{start}.out_proj.weight": torch.eye(width),
        f"{start}.q_proj.weight": SMALL * torch.randn(width, width),
        f"{start}.k_proj.weight": SMALL * torch.randn(width, width),
    } | {f"{start}.{name}.bias": torch.zeros(width) for name in _PROJECTIONS.values()}


def main(
    student: Annotated[Path, Argument(help="model.*.intgemm.alphas.bin")],
    spm: Annotated[Path, Argument(help="Its vocabulary, vocab.*.spm.")],
    output: Annotated[Path, Argument(help="Where the checkpoint is written.")],
    source: Annotated[str, Option(help="The language it reads.")],
    target: Annotated[str, Option(help="The language it writes.")],
) -> None:
    """Turn a Bergamot student into a MarianMT checkpoint."""
    torch.manual_seed(1)
    write_marian(to_marian(read_bergamot(student)), spm, output, source, target)


if __name__ == "__main__":
    run(main)
