"""A recipe: what a model is trained on and how, in a TOML file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dwibahasa.errors import InputError
from train.loop import Settings
from train.toml_file import read_toml

__all__ = ["CorpusRecipe", "Recipe", "read_recipe"]


@dataclass(frozen=True)
class CorpusRecipe:
    """One corpus: a file in the directory of the corpora, how often an epoch has it (0.4: four
    tenths of it, drawn anew), origins that are left out, and whether its pairs come once more with
    their names exchanged.
    """

    file: str
    weight: float = 1.0
    leave_out: list[str] = field(default_factory=list)
    exchange_names: bool = False


@dataclass(frozen=True)
class Recipe:
    """What `read_recipe` reads.

    batch_tokens: a side of a batch, padding included. dropout: the share of activations dropped;
    None is what the model's configuration says. dev: the reference set (see `eval.sets.load`) that
    is watched. names: Indonesian text files from which names are taken for exchanging. held_out:
    pairs of the first corpus that are kept for measuring. reverse: learn to translate English into
    Indonesian. learn: parts of the names of the weights that learn, such as "shared"; all where
    there are none.
    """

    settings: Settings
    batch_tokens: int = 3500
    corpora: dict[str, CorpusRecipe] = field(default_factory=dict)
    dev: str = "flores-dev"
    dropout: float | None = None
    names: list[str] = field(default_factory=list)
    held_out: int = 500
    reverse: bool = False
    learn: list[str] = field(default_factory=list)


def read_recipe(path: Path) -> Recipe:
    """Read a TOML file; InputError says which entry is wrong."""
    content = read_toml(path)
    try:
        settings = Settings(**content.pop("settings"))
        corpora = {
            name: CorpusRecipe(**entry) for name, entry in content.pop("corpora", {}).items()
        }
        return Recipe(settings=settings, corpora=corpora, **content)
    except (TypeError, KeyError) as error:
        raise InputError(f"the recipe {path} cannot be used: {error}") from None
