"""The set news-summaries, and a user's own articles with summaries."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from commands import Command

from dwibahasa.errors import InputError
from dwibahasa.segmentation import segment
from eval.benchmark import run
from eval.grid import Grid, plan
from eval.material import materials
from eval.report.group import group_cells
from eval.report.page import render_report
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


def test_it_is_measured_together_and_by_language() -> None:
    both, foreign, english = materials("news-summaries", ["translate", "summarize"])
    assert [each.setting for each in (both, foreign, english)] == [
        "both-languages",
        "end-to-end",
        "english",
    ]
    assert [len(each.articles) for each in (both, foreign, english)] == [150, 75, 75]
    assert set(both.segments) == {*foreign.segments, *english.segments}
    assert [each.foreign for each in (both, foreign, english)] == [True, True, False]
    # There is no English version of the Indonesian articles by hand.
    assert [each.allows("support") for each in (both, foreign, english)] == [False, False, True]
    codes = [article.language.code for article in both.articles]
    assert codes == [row["language"] for row in load("news-summaries")]


def test_systems_are_compared_and_the_oracle_bounds_them(tmp_path: Path) -> None:
    jobs, _ = plan(Grid(("lead", "textrank"), ("summarize",), ("news-summaries",), limit=40))
    english = [job for job in jobs if job.material.setting == "english"]
    results = run(english, tmp_path, timed=False)
    assert results.failures == 0
    (key,) = results.comparisons
    assert {each.system for each in results.comparisons[key]} == {"textrank"}
    scores = {
        cell.system.name: {score.metric: score.value for score in cell.scores}
        for cell in results.cells
    }
    assert set(scores) == {"lead", "textrank", "oracle"}
    for name in ("lead", "textrank"):
        assert scores[name]["exact sentences"] == scores[name]["support"] == 100
        for metric in ("ROUGE-1", "ROUGE-2", "ROUGE-Lsum"):
            assert scores["oracle"][metric] > scores[name][metric] + 5
    (group,) = group_cells(results.cells, results.comparisons, None)
    assert group.ranked[0].system.name == "oracle"
    assert "oracle" not in group.best("ROUGE-1")
    page = render_report(results.cells, results.comparisons, None)
    assert "oracle has seen the references" in page
    assert "Differences from lead, with p-values" in page
    assert not re.search(r"<b>oracle</b>(?: and <b>\w+</b>)? leads?:", page)


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


ENGLISH = (
    "Heavy rain flooded Jakarta on Monday. Roads were cut. Two schools closed. It will rain on."
)
INDONESIAN = (
    "Hujan deras membanjiri Jakarta pada Senin. Jalan terputus. Dua sekolah ditutup hari ini."
)


def test_a_users_articles_are_measured_in_the_languages_they_have(
    command: Command, tmp_path: Path
) -> None:
    name = write(
        tmp_path / "mine.jsonl",
        {"article": ENGLISH, "summary": ["Rain flooded Jakarta.", "Schools closed."]},
        {"article": INDONESIAN, "summary": "Rain flooded Jakarta on Monday and schools closed."},
    )
    done = command(
        *("benchmark", "--data", name, "--task", "summarize", "--models", "lead", "--no-speed"),
        *("-f", "json", "--output", tmp_path / "results"),
    )
    assert done.returncode == 0, done.stderr
    cells = json.loads(done.stdout)["cells"]
    sizes = {(c["setting"], c["system"]["name"]): c["data"]["segments"] for c in cells}
    assert sizes == {
        (setting, system): size
        for setting, size in (("both-languages", 2), ("end-to-end", 1), ("english", 1))
        for system in ("lead", "textrank", "oracle")
    }
    together, alone = (
        json.loads(path.read_text(encoding="utf-8"))["segments"]
        for setting in ("both-languages", "end-to-end")
        for path in (tmp_path / "results").glob(f"*{setting}*-lead.json")
    )
    assert alone[0] in together


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"article": ENGLISH, "summary": INDONESIAN}, "summaries are in Indonesian"),
        (
            {"article": "雨が降って東京の道路が冠水した。学校は休みになった。", "summary": ENGLISH},
            "in Japanese",
        ),
        ({"article": ENGLISH, "summary": ENGLISH, "language": "fr"}, "in French"),
        ({"article": " ", "summary": ENGLISH}, "article 1: "),
    ],
)
def test_what_cannot_be_measured_is_said(
    tmp_path: Path, row: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        materials(write(tmp_path / "mine.jsonl", row), ["summarize"])
