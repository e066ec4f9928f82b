"""The corpora of a recipe, or one TSV file of a user, split into training and dev pairs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dwibahasa.errors import InputError
from eval import sets
from train.data import Overlap, Pair, clean, open_text, read_pairs
from train.names import exchange_names, name_pool
from train.recipe import Recipe

__all__ = ["Corpora", "evaluation_texts", "read_corpora", "read_tsv"]

DEV_SHARE, DEV_MOST = 0.1, 300


@dataclass(frozen=True)
class Corpora:
    """Training pairs by corpus, the weight of each, (source, reference) pairs to choose on, and
    pairs of a recipe's first corpus that were held out.
    """

    training: dict[str, list[Pair]]
    weights: dict[str, float]
    dev: list[tuple[str, str]]
    held_out: list[Pair]

    def reverse(self) -> Corpora:
        """Swap the languages."""
        return Corpora(
            {name: [_swapped(pair) for pair in pairs] for name, pairs in self.training.items()},
            self.weights,
            [(target, source) for source, target in self.dev],
            [_swapped(pair) for pair in self.held_out],
        )


def read_corpora(recipe: Recipe, directory: Path) -> Corpora:
    """Read what `recipe` names from `directory`."""
    forbidden = list(evaluation_texts())
    overlap = Overlap.of(forbidden)
    training: dict[str, list[Pair]] = {}
    held_out: list[Pair] = []
    for name, corpus in recipe.corpora.items():
        pairs = list(clean(read_pairs(directory / corpus.file), overlap, corpus.leave_out))
        if not training and recipe.held_out:
            if recipe.held_out >= len(pairs):
                raise InputError(
                    f"{directory / corpus.file} has {len(pairs)} usable pairs, too few for the "
                    f"recipe to hold out {recipe.held_out} of them; lower its held_out"
                )
            kept = set(random.Random(0).sample(range(len(pairs)), recipe.held_out))
            held_out = [pair for i, pair in enumerate(pairs) if i in kept]
            overlap = Overlap.of([*forbidden, *(text for pair in held_out for text in pair[:2])])
            pairs = [pair for pair in pairs if not overlap.has(pair.source)]
        training[name] = pairs
    weights = {name: corpus.weight for name, corpus in recipe.corpora.items()}
    exchanged = [name for name, corpus in recipe.corpora.items() if corpus.exchange_names]
    if exchanged:
        pairs = [pair for name in exchanged for pair in training[name]]
        texts = [pair.source for pair in pairs]
        for file in recipe.names:
            with open_text(directory / file) as lines:
                texts += lines
        training["names"] = list(exchange_names(pairs, name_pool(texts)))
        weights["names"] = 1.0
    corpora = Corpora(training, weights, _parallel(recipe.dev)[:DEV_MOST], held_out)
    return corpora.reverse() if recipe.reverse else corpora


def read_tsv(path: Path) -> Corpora:
    """Read one TSV file; a tenth of it, at most 300 pairs, is held out as dev."""
    pairs = list(clean(read_pairs(path), Overlap.of(())))
    count = min(DEV_MOST, int(DEV_SHARE * len(pairs)))
    if count < 1:
        raise InputError(f"{path} has {len(pairs)} usable pairs; at least 10 are needed")
    random.Random(0).shuffle(pairs)
    dev = [(pair.source, pair.target) for pair in pairs[:count]]
    return Corpora({path.stem: pairs[count:]}, {path.stem: 1.0}, dev, [])


def _swapped(pair: Pair) -> Pair:
    return Pair(pair.target, pair.source, pair.origin)


def _parallel(name: str) -> list[tuple[str, str]]:
    rows = sets.load(name)
    return list(zip(rows["source"], rows["target"], strict=True))


def evaluation_texts() -> Iterator[str]:
    """Every sentence or paragraph of the project's own evaluation sets, in both languages."""
    for name in sets.FLORES:
        for pair in _parallel(name):
            yield from pair
    for article in sets.load("seeds"):
        yield from article["article"].splitlines()
        yield from article["translation"].splitlines()
    for article in sets.load("news-summaries"):
        yield from article["paragraphs"]
