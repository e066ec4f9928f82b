"""Loads a checkpoint into transformers: safely, silently, and as its weights say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dwibahasa.errors import MissingExtraError, ModelError, first_line
from dwibahasa.families import FAMILIES

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint

__all__ = ["load_pretrained", "quiet_transformers"]


def load_pretrained(checkpoint: Checkpoint, dtype: str = "float32") -> Any:
    """Load the model, in evaluation mode, its weights as `dtype` ("float32", "bfloat16").

    Only safetensors, or .bin files read with `weights_only`; no code of the checkpoint is run.
    Raises MissingExtraError without the extra 'hub', ModelError where the weights cannot be used.
    """
    try:
        import torch
        import transformers
    except ImportError:
        raise MissingExtraError(f"Loading {checkpoint.name} with transformers", "hub") from None

    model_class = getattr(transformers, FAMILIES[checkpoint.family].model_class)
    with quiet_transformers():
        try:
            model, report = model_class.from_pretrained(
                checkpoint.path,
                dtype=getattr(torch, dtype),
                local_files_only=True,
                weights_only=True,
                output_loading_info=True,
            )
        except Exception as error:  # transformers lets safetensors', pickle's, torch's own through
            raise ModelError(f"{checkpoint.name} cannot be loaded: {first_line(error)}") from error
    if missing := sorted(report["missing_keys"]):
        raise ModelError(
            f"{checkpoint.name}: its weights lack {missing[0]} and {len(missing) - 1} more; "
            "copy or download it again"
        )
    return model.eval()


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """Keep transformers from printing warnings and progress bars."""
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
