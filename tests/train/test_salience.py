"""What surface features say of sentences, and labels that say it."""

from __future__ import annotations

import json
import lzma
import random
from pathlib import Path
from typing import Any

import numpy as np

from eval.oracle import gains, greedy_oracle
from train.salience import features, smooth

PLAIN = "The shop in {town} opened."
LONG = "A flood of the river {town} reached the old market and closed the long bridge at {hour}."


def made_labels(count: int) -> list[dict[str, Any]]:
    """Articles of ten sentences, of which the long ones are the summary, but for some noise."""
    chance = random.Random(1)
    rows = []
    for number in range(count):
        long = sorted(chance.sample(range(10), 3))
        sentences = [
            (LONG if place in long else PLAIN).format(town=f"Town{number}", hour=place)
            for place in range(10)
        ]
        wanted = [*chance.sample(long, 2), chance.randrange(10)]
        summary = [" ".join(sentences[place] for place in wanted)]
        rows.append(
            {
                "set": "hand", "id": f"id{number}", "language": "en", "sentences": sentences,
                "choice": greedy_oracle(sentences, summary, 6), "gains": gains(sentences, summary),
                "summaries": summary, "english": [],
            }
        )  # fmt: skip
    return rows


def test_smoothed_labels_say_what_summaries_have_in_common(tmp_path: Path) -> None:
    rows = made_labels(120)
    labels, splits, output = (tmp_path / name for name in ("labels.xz", "splits.toml", "out.xz"))
    unseen = {**rows[0], "id": "dev", "choice": [0], "gains": [1.0] + 9 * [0.0]}
    without_summary = {**rows[1], "id": "plain", "summaries": []}
    with lzma.open(labels, "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in [*rows, unseen, without_summary])
    splits.write_text('dev = ["dev"]', encoding="utf-8")
    smooth(labels, output, splits)
    with lzma.open(output, "rt") as file:
        smoothed = [json.loads(line) for line in file]
    assert [row["id"] for row in smoothed] == [*(row["id"] for row in rows), "dev", "plain"]
    for row in smoothed:
        long = {place for place, text in enumerate(row["sentences"]) if text.startswith("A flood")}
        assert set(row["choice"][:3]) == long
        assert len(row["gains"]) == len(row["sentences"])
        assert abs(np.mean(row["gains"])) < 0.01


def test_features_of_an_article() -> None:
    sentences = [
        PLAIN.format(town="A"),
        LONG.format(town="B", hour=5),
        "However, the rain fell all day.",
    ]
    seen = features(sentences)
    assert seen.shape[0] == 3
    assert np.isfinite(seen).all()
    assert seen[:, 0].tolist() == [0, 1, 2]
    assert seen[:, -1].tolist() == [0, 0, 1]
    assert features(["One sentence alone."]).shape == (1, seen.shape[1])
