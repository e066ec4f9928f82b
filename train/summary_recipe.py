"""How a summarizer is trained, in a TOML file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dwibahasa.errors import InputError
from train.loop import Settings
from train.toml_file import read_toml

__all__ = ["SummaryRecipe", "read_summary_recipe"]


@dataclass(frozen=True)
class SummaryRecipe:
    """batch_tokens: source tokens of a batch, padding included. sets: how often an epoch has each
    set of labels (1 where a recipe names none, 0 where it names others). dev: ids of the articles
    that are held out to choose by; in the file, `splits` names the TOML file that lists them.
    """

    settings: Settings
    batch_tokens: int = 2000
    sets: dict[str, float] = field(default_factory=dict)
    dev: list[str] = field(default_factory=list)

    def weight(self, name: str) -> float:
        """How often an epoch has the set `name`."""
        return self.sets.get(name, 0.0) if self.sets else 1.0


def read_summary_recipe(path: Path) -> SummaryRecipe:
    """Read a TOML file; InputError says which entry is wrong."""
    content = read_toml(path)
    try:
        settings = Settings(**content.pop("settings"))
        dev: list[str] = read_toml(path.parent / content.pop("splits"))["dev"]
        return SummaryRecipe(settings=settings, dev=dev, **content)
    except (TypeError, KeyError) as error:
        raise InputError(f"the recipe {path} cannot be used: {error}") from None
