"""Labels without noise: what surface features say of a sentence, instead of what one summary says.

    python -m train.salience labels.jsonl.xz --output smooth.jsonl.xz --splits summary_splits.toml

One summary is one person's choice; a model has to see thousands before what they have in common
stands out. Gradient-boosted trees find it in seconds from where a sentence stands, how long it is
and what it shares with the others. Their scores take the place of "gains" and "choice", and a
model that reads the articles learns from them (distillation, Hinton et al. 2015), of articles
without a summary as well.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from typer import Option

from summarize import textrank
from summarize.connective import connective
from summarize.words import content_words
from train.command import run, say
from train.data import open_text
from train.gains import Floats, likely, standard
from train.labels import CHOICES
from train.toml_file import read_toml

__all__ = ["features", "smooth"]

# Against the sets' own weight of 1: the summaries that are what ours should be.
OWN, OWN_WEIGHT = "hand", 6.0
BEST = 3  # sentences that count as chosen
TREES = {"max_iter": 200, "learning_rate": 0.05, "max_leaf_nodes": 15, "min_samples_leaf": 150}


def smooth(
    labels: Annotated[Path, typer.Argument(help="As train.labels writes them.")],
    output: Annotated[Path, Option(help="A .jsonl.xz file.")],
    splits: Annotated[Path, Option(help="A TOML file; trees do not learn from its `dev`.")],
) -> None:
    """Replace the gains and choices of labels by what trees say that learned from them."""
    dev = set(read_toml(splits)["dev"])
    articles = [features(row["sentences"]) for row in _rows(labels)]
    learned = [
        (row, seen)
        for row, seen in zip(_rows(labels), articles, strict=True)
        if row["summaries"] and row["id"] not in dev
    ]
    say(f"{len(learned):,} articles with summaries")
    ranker = _Ranker(learned)
    with lzma.open(output, "wt", encoding="utf-8") as out:
        for row, seen in zip(_rows(labels), articles, strict=True):
            scores = ranker.score(seen)
            row["gains"] = [round(score, 3) for score in scores.tolist()]
            row["choice"] = np.argsort(-scores, kind="stable")[:CHOICES].tolist()
            print(json.dumps(row, ensure_ascii=False), file=out)


def features(sentences: Sequence[str]) -> Floats:
    """Describe each sentence of an article: (sentences, features)."""
    count = len(sentences)
    bags = [content_words(sentence) for sentence in sentences]
    words = [sentence.split() for sentence in sentences]
    times = Counter(word for bag in bags for word in bag)
    holders = Counter(word for bag in bags for word in set(bag))
    likeness = np.eye(count)
    for (i, j), cosine in textrank.similarities(sentences).items():
        likeness[i, j] = likeness[j, i] = cosine
    others = likeness - np.eye(count)
    ranks = np.array(textrank.rank(sentences))
    rows = []
    for place, (sentence, bag, own) in enumerate(zip(sentences, bags, words, strict=True)):
        size = max(1, len(bag))
        recurring = sum(holders[word] > 1 for word in set(bag))
        rows.append(
            [
                place, 1 / (1 + place), place / count, count,
                len(own), len(bag), len(own) - (len(words[place - 1]) if place else 0),
                others[place].sum() / count,
                others[place, :place].max(initial=0), others[place, place:].max(initial=0),
                likeness[place, 0],
                sum(times[word] for word in bag) / size,
                sum(holders[word] for word in bag) / size / count,
                recurring, recurring / size,
                ranks[place] / ranks.max(), textrank.standing(sentence),
                sum(map(sentence.count, '"“”')), len(re.findall(r"\d+", sentence)),
                sum(word[:1].isupper() for word in own) / max(1, len(own)),
                float(any(connective(sentence, language) for language in ("en", "id"))),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=np.float64)


class _Ranker:
    """Trees for two targets: how much of the summary a sentence has, and whether it is chosen."""

    def __init__(self, learned: Sequence[tuple[dict[str, Any], Floats]]) -> None:
        from sklearn.ensemble import HistGradientBoostingRegressor

        seen = np.concatenate([seen for _, seen in learned])
        weights = np.concatenate(
            [
                np.full(len(seen), OWN_WEIGHT if row["set"].startswith(OWN) else 1.0)
                for row, seen in learned
            ]
        )
        gains = [standard(row["gains"]) for row, _ in learned]
        chosen = [_chosen(row["choice"], row["gains"]) for row, _ in learned]
        self._trees = [
            HistGradientBoostingRegressor(random_state=1, **TREES).fit(
                seen, np.concatenate(wanted), weights
            )
            for wanted in (gains, chosen)
        ]

    def score(self, seen: Floats) -> Floats:
        """Score the sentences of an article, in standard deviations."""
        total: Floats = sum(
            (standard(trees.predict(seen)) for trees in self._trees), np.zeros(len(seen))
        )
        return total / len(self._trees)


def _chosen(choice: Sequence[int], gains: Sequence[float]) -> Floats:
    """Half the best set's sentences, half what each is worth alone; 1 on average."""
    best = np.zeros(len(gains))
    best[list(choice[:BEST])] = 1 / BEST
    return (likely(gains) + best) / 2 * len(gains)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with open_text(path) as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    run(smooth)
