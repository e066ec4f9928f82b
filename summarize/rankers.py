"""Extractive rankers by name: how well each sentence of an article would stand in its summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from dwibahasa.errors import ModelError

__all__ = ["DEFAULT_RANKER", "RANKERS", "Ranker", "check_spelling", "load_ranker"]

Ranker: TypeAlias = Callable[[Sequence[str]], list[float]]
"""The sentences of an article in reading order -> a positive score each, higher is better.

Anything that prefers sentences fits: a model that points at them as well as a graph.
"""

RANKERS = {
    "textrank": "summarize.textrank:rank",
    "lead": "summarize.lead:rank",
}

DEFAULT_RANKER = "textrank"


def check_spelling(name: str, known: Iterable[str] = RANKERS) -> None:
    """Raise ModelError for a model that is nearly called as one of `known` is, and no directory."""
    near = get_close_matches(name, known, n=1)
    if near and not Path(name).is_dir():
        raise ModelError(f"there is no model '{name}', did you mean {near[0]}?")


def load_ranker(name: str) -> Ranker:
    """Import the ranker `name`, a key of RANKERS."""
    module, attribute = RANKERS[name].split(":")
    ranker: Ranker = getattr(import_module(module), attribute)
    return ranker
