"""A student in Bergamot's format, written here, must compute the same in transformers."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import numpy as np
import pytest
import torch
from checkpoints import sentences, train_sentencepiece
from sentencepiece import SentencePieceProcessor

from dwibahasa.errors import ModelError
from dwibahasa.pretrained import load_pretrained
from train.bergamot import Array, read_bergamot
from train.marian import open_marian
from train.parent import to_marian, write_marian

WIDTH, INNER, PIECES = 64, 96, 40
Item = tuple[str, int, tuple[int, ...], bytes]


def student(pieces: int = PIECES) -> dict[str, Array]:
    """Random weights of two encoder layers and a decoder layer, by Marian's names."""
    chance = np.random.default_rng(4)

    def matrix(*shape: int) -> Array:
        return chance.normal(0, 0.3, shape).astype(np.float32)

    weights = {"Wemb": matrix(pieces, WIDTH), "decoder_ff_logit_out_b": matrix(1, pieces)}
    for layer, blocks in (
        ("encoder_l1", ["self"]), ("encoder_l2", ["self"]), ("decoder_l1", ["context"])
    ):  # fmt: skip
        for block in blocks:
            for part in "qkvo":
                weights[f"{layer}_{block}_W{part}"] = matrix(WIDTH, WIDTH)
                weights[f"{layer}_{block}_b{part}"] = matrix(1, WIDTH)
            weights[f"{layer}_{block}_Wo_ln_scale"] = matrix(1, WIDTH)
            weights[f"{layer}_{block}_Wo_ln_bias"] = matrix(1, WIDTH)
        weights[f"{layer}_ffn_W1"], weights[f"{layer}_ffn_b1"] = matrix(WIDTH, INNER), matrix(1, 96)
        weights[f"{layer}_ffn_W2"] = matrix(INNER, WIDTH)
        weights[f"{layer}_ffn_b2"] = matrix(1, WIDTH)
        weights[f"{layer}_ffn_ffn_ln_scale"] = matrix(1, WIDTH)
        weights[f"{layer}_ffn_ffn_ln_bias"] = matrix(1, WIDTH)
    for part in ("W", "Wf"):
        weights[f"decoder_l1_rnn_{part}"] = matrix(WIDTH, WIDTH)
    for part in ("bf", "ffn_ln_scale", "ffn_ln_bias"):
        weights[f"decoder_l1_rnn_{part}"] = matrix(1, WIDTH)
    return weights


def write_bergamot(path: Path, weights: dict[str, Array]) -> None:
    """Write weights as Bergamot does: matrices in int8 and transposed, vectors in float32."""
    items: list[Item] = []
    for name, array in weights.items():
        if array.shape[0] == 1:
            items.append((name, 0x404, array.shape, array.tobytes()))
            continue
        multiplier = np.float32(127 / np.abs(array).max())
        laid = array if name == "Wemb" else array.T
        values = np.rint(laid * multiplier).astype(np.int8)
        data = values.tobytes() + struct.pack("<f", multiplier)
        items.append((name, 0x4101, array.shape, data.ljust(-(-len(data) // 256) * 256, b"\0")))
        items.append((f"{name}_QuantMultA", 0x404, (1, 1), struct.pack("<f", 9).ljust(256, b"\0")))
    items.append(("special:model.yml", 0x101, (5,), b"a: 1\0"))
    written = struct.pack("<QQ", 1, len(items))
    names = [name.encode() + b"\0" for name, *_ in items]
    for written_name, (_, kind, shape, data) in zip(names, items, strict=True):
        written += struct.pack("<4Q", len(written_name), kind, len(shape), len(data))
    written += b"".join(names)
    for _, _, shape, _ in items:
        written += struct.pack(f"<{len(shape)}i", *shape)
    gap = -(len(written) + 8) % 256
    written += struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in items)
    path.write_bytes(written)


def test_weights_come_back_within_a_step_of_int8(tmp_path: Path) -> None:
    weights = student()
    write_bergamot(tmp_path / "model.bin", weights)
    read = read_bergamot(tmp_path / "model.bin")
    assert read.keys() == weights.keys()
    for name, array in weights.items():
        assert read[name].shape == array.shape
        step = 0 if array.shape[0] == 1 else np.abs(array).max() / 127
        assert np.abs(read[name] - array).max() <= 0.51 * step, name


def encoder_by_hand(weights: dict[str, Array], ids: list[int]) -> Array:
    """Marian's post-norm transformer encoder, straight from its names."""
    frequencies = 10_000 ** (-np.arange(WIDTH // 2) / (WIDTH // 2))
    angles = np.arange(len(ids))[:, None] * frequencies
    states = weights["Wemb"][ids] * math.sqrt(WIDTH)
    states = states + np.concatenate([np.sin(angles), np.cos(angles)], 1)

    def norm(values: Array, prefix: str) -> Array:
        centred = values - values.mean(1, keepdims=True)
        scaled: Array = centred / np.sqrt(values.var(1, keepdims=True) + 1e-5)
        return scaled * weights[f"{prefix}_scale"] + weights[f"{prefix}_bias"]

    for layer in ("encoder_l1", "encoder_l2"):
        start = f"{layer}_self"
        q, k, v = (states @ weights[f"{start}_W{p}"] + weights[f"{start}_b{p}"] for p in "qkv")
        heads = []
        for at in range(0, WIDTH, 32):
            part = slice(at, at + 32)
            scores = q[:, part] @ k[:, part].T / math.sqrt(32)
            scores = np.exp(scores - scores.max(1, keepdims=True))
            heads.append(scores / scores.sum(1, keepdims=True) @ v[:, part])
        mixed = np.concatenate(heads, 1) @ weights[f"{start}_Wo"] + weights[f"{start}_bo"]
        states = norm(states + mixed, f"{start}_Wo_ln")
        inner = np.maximum(states @ weights[f"{layer}_ffn_W1"] + weights[f"{layer}_ffn_b1"], 0)
        inner = inner @ weights[f"{layer}_ffn_W2"] + weights[f"{layer}_ffn_b2"]
        states = norm(states + inner, f"{layer}_ffn_ffn_ln")
    return states


def test_the_encoder_computes_what_marian_computes() -> None:
    weights = student()
    model = to_marian(weights)
    ids = [5, 7, 31, 2, 0]
    with torch.no_grad():
        ours = model.model.encoder(input_ids=torch.tensor([ids])).last_hidden_state[0].numpy()
    np.testing.assert_allclose(ours, encoder_by_hand(weights, ids), rtol=1e-3, atol=1e-3)


def test_the_decoder_takes_over_what_it_can() -> None:
    weights = student()
    model = to_marian(weights)
    layer = model.model.decoder.layers[0]
    np.testing.assert_array_equal(
        layer.encoder_attn.k_proj.weight.detach().numpy(), weights["decoder_l1_context_Wk"].T
    )
    np.testing.assert_array_equal(
        layer.self_attn.v_proj.weight.detach().numpy(), weights["decoder_l1_rnn_W"].T
    )
    np.testing.assert_array_equal(
        layer.self_attn_layer_norm.weight.detach().numpy(),
        weights["decoder_l1_rnn_ffn_ln_scale"][0],
    )
    assert model.config.pad_token_id == PIECES
    assert model.get_input_embeddings().weight[PIECES].abs().max() == 0
    assert model.final_logits_bias[0, PIECES] == -1e4
    np.testing.assert_array_equal(
        model.final_logits_bias[0, :PIECES].numpy(), weights["decoder_ff_logit_out_b"][0]
    )


def test_the_checkpoint_written_loads_again(tmp_path: Path) -> None:
    spm = tmp_path / "vocab.spm"
    train_sentencepiece(spm, sentences(), 300, bos_id=-1, eos_id=0, unk_id=1)
    pieces = SentencePieceProcessor(model_file=str(spm)).get_piece_size()
    model = to_marian(student(pieces))
    write_marian(model, spm, tmp_path / "parent", "pt", "en")
    again = load_pretrained(open_marian(str(tmp_path / "parent")))
    for name, value in model.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], value)
    with pytest.raises(ModelError, match="give the vocabulary that came with it"):
        write_marian(to_marian(student()), spm, tmp_path / "other", "pt", "en")


def test_other_files_and_other_models_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    write_bergamot(path, student())
    whole = path.read_bytes()
    for data in (whole[:100], whole[:5000], whole[: len(whole) // 2], b"", b"PK\3\4" * 99):
        path.write_bytes(data)
        with pytest.raises(ModelError, match="no Bergamot model"):
            read_bergamot(path)
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        read_bergamot(tmp_path / "missing.bin")
    weights = student()
    del weights["decoder_l1_rnn_W"]
    with pytest.raises(ModelError, match=r"decoder_l1_rnn_W.*built otherwise"):
        to_marian(weights)
    weights = student()
    del weights["encoder_l2_self_Wq"]
    with pytest.raises(ModelError, match=r"built otherwise: .*q_proj"):
        to_marian(weights)
