from __future__ import annotations

from pathlib import Path

import torch

from dwibahasa.checkpoint import inspect
from dwibahasa.pretrained import load_pretrained
from train.widen import main, widened


def test_a_wider_model_says_what_the_narrow_one_said(tiny_marian: Path) -> None:
    narrow = load_pretrained(inspect(tiny_marian, "tiny"))
    wide = widened(narrow, noise=0)
    source = torch.tensor([[5, 6, 7, 8, 0]])
    given = torch.tensor([[narrow.config.pad_token_id, 9, 10]])
    with torch.no_grad():
        for model in (narrow, wide):  # half of the sinusoids have no counterpart
            model.model.encoder.embed_positions.weight.zero_()
            model.model.decoder.embed_positions.weight.zero_()
        said = [model(source, decoder_input_ids=given).logits for model in (narrow, wide)]
    assert wide.config.d_model == 2 * narrow.config.d_model
    torch.testing.assert_close(said[1], said[0], rtol=1e-3, atol=1e-3)


def test_noise_parts_what_was_doubled(tiny_marian: Path, tmp_path: Path) -> None:
    main(str(tiny_marian), tmp_path / "wide")
    wide = load_pretrained(inspect(tmp_path / "wide", "wide"))
    weight = wide.model.encoder.layers[0].fc1.weight
    assert not torch.equal(weight[:, ::2], weight[:, 1::2])
    assert not wide.model.shared.weight[wide.config.pad_token_id].any()
