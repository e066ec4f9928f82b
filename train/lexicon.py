"""Make a translator's lexicon: IBM Model 1 (Brown et al. 1993), by expectation maximisation.

    python -m train.lexicon CORPORA/parallel/hand.tsv.xz CORPORA/parallel/a.tsv.xz \
        --output models/mini/lexicon.npz

The table says which words of the translator's source its target words stand for;
`translate.lexicon` reads it. FLORES-200 and the seeds are left out, with whatever shares eight
words running with them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
from typer import Argument, Option

from train.command import run, say
from train.corpora import evaluation_texts
from train.data import Overlap, clean, read_pairs
from translate.lexicon import STEPS, words

__all__ = ["estimate", "save"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ROUNDS = 5
FEWEST = 3  # sentences that have a word
LONGEST = 40  # words of a sentence
LEAST = 0.005  # of a probability that is kept
LEFT_OUT = ["quran", "wordnet_definitions", "xgqa_questions", "global_mmlu_lite"]  # origins


def estimate(
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]], targets: int, rounds: int = ROUNDS
) -> tuple[Ints, Floats]:
    """Estimate t(source | target) from pairs of sentences as ids.

    targets: the number of target ids; the last stands for no word, and is added to every target.
    Gives keys (source id x targets + target id, ascending) and their probabilities, which sum to 1
    over the sources of a target.
    """
    places, given, said = [], [], []
    count = 0
    for source, target in pairs:
        filled = np.append(np.asarray(target, np.int64), targets - 1)
        said.append(np.repeat(np.asarray(source, np.int64), len(filled)) * targets)
        given.append(np.tile(filled, len(source)))
        places.append(np.repeat(np.arange(count, count + len(source)), len(filled)))
        count += len(source)
    keys, link = np.unique(np.concatenate(said) + np.concatenate(given), return_inverse=True)
    place = np.concatenate(places)
    del said, given, places
    target_of = keys % targets
    table: Floats = np.ones(len(keys))
    for _ in range(rounds):
        expected = table[link]
        expected /= np.bincount(place, expected, minlength=count)[place]
        table = np.bincount(link, expected, minlength=len(keys)).astype(np.float64)
        table = table / np.bincount(target_of, table, minlength=targets)[target_of]
    return keys, table


def save(path: Path, sources: list[str], targets: list[str], keys: Ints, table: Floats) -> None:
    """Write what `translate.lexicon.Lexicon` reads; probabilities below 0.005 are left out."""
    kept = table >= LEAST
    np.savez_compressed(
        path,
        sources=np.frombuffer("\n".join(sources).encode(), np.uint8),
        targets=np.frombuffer("\n".join(targets).encode(), np.uint8),
        keys=keys[kept].astype(np.uint32),
        costs=np.rint(-np.log(table[kept]) * STEPS).astype(np.uint8),
    )


def _numbered(sentences: Iterable[list[str]]) -> dict[str, int]:
    counts = Counter(word for sentence in sentences for word in set(sentence))
    return {word: i for i, word in enumerate(sorted(w for w, n in counts.items() if n >= FEWEST))}


def main(
    files: Annotated[list[Path], Argument(help="TSV files of Indonesian and English.")],
    output: Annotated[Path, Option(help="The .npz file.")],
    limit: Annotated[int, Option(help="Pairs taken, drawn at random.", min=100)] = 200_000,
    reverse: Annotated[bool, Option("--reverse", help="The translator reads English.")] = False,
) -> None:
    """Make the lexicon of a translator from parallel text."""
    overlap = Overlap.of(evaluation_texts())
    pairs = [
        (words(pair.target), words(pair.source))
        if reverse
        else (words(pair.source), words(pair.target))
        for file in files
        for pair in clean(read_pairs(file), overlap, LEFT_OUT)
    ]
    pairs = [pair for pair in pairs if all(0 < len(side) <= LONGEST for side in pair)]
    random.Random(0).shuffle(pairs)
    pairs = pairs[:limit]
    sources, targets = (_numbered(pair[side] for pair in pairs) for side in (0, 1))
    targets[""] = len(targets)
    ids = [
        ([sources[w] for w in source if w in sources], [targets[w] for w in target if w in targets])
        for source, target in pairs
    ]
    keys, table = estimate(ids, len(targets))
    save(output, [*sources], [*targets], keys, table)
    say(
        f"{len(pairs):,} pairs, {len(sources):,} words into {len(targets):,}, "
        f"{(table >= LEAST).sum():,} probabilities, {output.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    run(main)
