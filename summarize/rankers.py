"""Extractive rankers by name: how well each sentence of an article would stand in its summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TypeAlias

__all__ = ["DEFAULT_RANKER", "RANKERS", "Ranker", "load_ranker"]

Ranker: TypeAlias = Callable[[Sequence[str]], list[float]]
"""The sentences of an article in reading order -> a positive score each, higher is better.

Anything that prefers sentences fits: a model that points at them as well as a graph.
"""

RANKERS = {
    "textrank": "summarize.textrank:rank",
    "lead": "summarize.lead:rank",
}

DEFAULT_RANKER = "textrank"


def load_ranker(name: str) -> Ranker:
    """Import the ranker `name`, a key of RANKERS."""
    module, attribute = RANKERS[name].split(":")
    ranker: Ranker = getattr(import_module(module), attribute)
    return ranker
