"""The set news-summaries, and a user's own articles with summaries."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from dwibahasa.errors import InputError
from dwibahasa.segmentation import segment
from eval.sets import load

SPLITS = Path(__file__).resolve().parents[2] / "train" / "summary_splits.toml"


def test_the_set_is_the_test_split_and_whole() -> None:
    held = load("news-summaries")
    before, after = SPLITS.read_text(encoding="utf-8").split("\ndev = ")
    test, dev = (set(re.findall(r'"([a-z]{2}\d+)"', text)) for text in (before, after))
    assert set(held["id"]) == test
    assert len(held) == len(test) == 150
    assert not test & dev
    assert Counter(held["language"]) == {"id": 75, "en": 75}
    assert all(len(row["summary_en"]) == 3 and len(row["paragraphs"]) > 1 for row in held)
    assert all(len(row["summary_id"]) == 3 * (row["language"] == "id") for row in held)


def test_no_article_is_among_the_seeds() -> None:
    def sentences(block: str, language: str) -> set[str]:
        return {s.strip() for s in segment(block, language) if len(s.split()) > 5}

    seeds = set[str]()
    for row in load("seeds"):
        for side, language in (("article", "id"), ("translation", "en")):
            seeds |= set().union(*(sentences(b, language) for b in row[side].split("\n")))
    for row in load("news-summaries"):
        assert not seeds & set().union(
            *(sentences(block, row["language"]) for block in row["paragraphs"])
        )


def write(path: Path, *rows: dict[str, object]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_file_of_articles_with_summaries_is_recognised(tmp_path: Path) -> None:
    name = write(
        tmp_path / "mine.jsonl",
        {"article": "Rain fell.", "summary": ["It rained.", "Roads closed."], "language": "en"},
        {"article": "Hujan turun.", "summary": "It rained.", "views": 3},
    )
    assert list(load(name)) == [
        {"article": "Rain fell.", "language": "en", "summary": "It rained.\nRoads closed."},
        {"article": "Hujan turun.", "language": "", "summary": "It rained."},
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"summary": "b"}, "row 2 has no column 'article', only"),
        ({"article": "a", "summary": 3}, "column 'summary' of row 2 is not text"),
        ({"article": "a", "summary": ["b", 3]}, "column 'summary' of row 2 is not text"),
    ],
)
def test_bad_rows_are_explained(tmp_path: Path, row: dict[str, object], message: str) -> None:
    name = write(tmp_path / "mine.jsonl", {"article": "a", "summary": "b"}, row)
    with pytest.raises(InputError, match=message):
        load(name)
