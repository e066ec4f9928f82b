"""Any causal language model of transformers: loaded safely, and continued from prompts."""

from __future__ import annotations

from typing import Any

import torch

from dwibahasa.errors import ModelError, first_line
from dwibahasa.pretrained import quiet_transformers
from train.batches import pad

__all__ = ["continued", "load_causal"]


def load_causal(name: str, device: torch.device, dtype: torch.dtype) -> tuple[Any, Any]:
    """Load a model and its tokeniser from a directory or the hub; ModelError where there is none.

    Only safetensors, and no code of the checkpoint is run.
    """
    from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

    with quiet_transformers():
        try:
            tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=False)
            model, report = AutoModelForCausalLM.from_pretrained(
                name, dtype=dtype, trust_remote_code=False, use_safetensors=True,
                output_loading_info=True,
            )  # fmt: skip
        except Exception as error:  # the libraries beneath let errors of every kind through
            raise ModelError(
                f"{name} cannot be loaded ({first_line(error)}); give the directory or hub id of "
                "a causal language model with safetensors"
            ) from error
    if missing := sorted(report["missing_keys"]):
        raise ModelError(f"{name}: its weights lack {missing[0]}; copy or download it again")
    if tokenizer.eos_token_id is None:
        raise ModelError(f"{name} has no token that ends a text; take another model")
    end = tokenizer.eos_token_id
    # The model's own settings may end elsewhere and draw at random.
    model.generation_config = GenerationConfig(
        bos_token_id=tokenizer.bos_token_id, eos_token_id=end, pad_token_id=end
    )
    return model.to(device).eval(), tokenizer


@torch.no_grad()
def continued(
    model: Any, prompts: list[list[int]], end: int, temperature: float = 0.0
) -> list[list[int] | None]:
    """Go on from prompts of ids, to `end` (left out) or to half as many again as the longest has;
    None where no end came.

    temperature: of the drawing of tokens; at 0 each is the likeliest.
    """
    # Filled up on the left, where nothing is added.
    table = torch.from_numpy(pad([row[::-1] for row in prompts], -1)).flip(1).to(model.device)
    filled = table < 0
    drawn = {"temperature": temperature, "top_k": 0, "top_p": 1.0} if temperature else {}
    rows = model.generate(
        input_ids=table.masked_fill(filled, end), attention_mask=(~filled).long(),
        max_new_tokens=12 + 3 * table.shape[1] // 2, do_sample=bool(drawn), **drawn,
    )  # fmt: skip
    said: list[list[int]] = rows[:, table.shape[1] :].tolist()
    return [row[: row.index(end)] if end in row else None for row in said]
