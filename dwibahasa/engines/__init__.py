"""The engines that run a checkpoint, by name; one is imported only when it is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

from dwibahasa.errors import UsageError

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint
    from dwibahasa.engines.base import Engine

__all__ = ["ENGINES", "load_engine"]

ENGINES = {
    "ctranslate2": "dwibahasa.engines.ctranslate2:CTranslate2Engine",
    "transformers": "dwibahasa.engines.transformers:TransformersEngine",
}


def load_engine(
    checkpoint: Checkpoint,
    engine: str = "ctranslate2",
    *,
    device: str = "auto",
    precision: str = "int8",
    threads: int = 0,
) -> Engine:
    """Load a checkpoint into an engine.

    engine: a key of ENGINES. device: "auto" (a GPU where there is one), "cpu" or "cuda". precision:
    "int8", "int8_float32" or "float32", for ctranslate2; transformers runs float32 on a CPU and
    bfloat16 on a GPU. threads: CPU threads, 0 takes all physical cores.

    Raises UsageError for an unknown engine, device or precision, and ModelError where the
    checkpoint or the device cannot be used.
    """
    if engine not in ENGINES:
        near = get_close_matches(engine, ENGINES, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"no engine '{engine}', there are: {', '.join(ENGINES)}{hint}")
    if device not in ("auto", "cpu", "cuda"):
        raise UsageError(f"no device '{device}', there are: auto, cpu, cuda")
    if precision not in ("int8", "int8_float32", "float32"):
        raise UsageError(f"no precision '{precision}', there are: int8, int8_float32, float32")
    module, name = ENGINES[engine].split(":")
    loaded: Engine = getattr(import_module(module), name)(checkpoint, device, precision, threads)
    return loaded
