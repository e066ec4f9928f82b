"""Reference sets: what each name loads, and what is said of those that cannot be."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from dwibahasa.errors import DwibahasaError, EvaluationError, UsageError
from dwibahasa.reading import read_article
from eval.sets import STORED_SYSTEMS, load, seeds_directory, stored_outputs

PAIRS = [("Hujan turun.", "Rain fell."), ('Kata "air", ya.', 'The word "water",\u2028yes.')]


def test_seeds_are_what_their_checksums_say() -> None:
    lines = (seeds_directory() / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in seeds_directory().glob("*.txt")
    }
    assert there == listed


def test_seeds_have_every_reference() -> None:
    seeds = load("seeds")
    assert len(seeds) == 24
    assert str(seeds.version) == "1.0.0"
    assert seeds.info.license == "CC BY 4.0"
    assert list(seeds.features) == ["name", "article", "translation", "summaries", "summary_id"]
    for row in seeds:
        assert 100 < len(row["article"].split()) < 800, row["name"]
        assert len(row["summaries"]) == 2
        for summary in (*row["summaries"], row["summary_id"]):
            assert len(summary.split("\n")) == 3, row["name"]


def test_seed_translations_stand_beside_the_articles_paragraphs() -> None:
    for row in load("seeds"):
        article = read_article(str(seeds_directory() / f"{row['name']}.id.txt"))
        assert len(article.blocks) == len(row["translation"].split("\n\n")), row["name"]


@pytest.mark.parametrize(("name", "lines"), [("flores-dev", 997), ("flores-devtest", 1012)])
def test_flores_and_its_stored_outputs(name: str, lines: int) -> None:
    flores = load(name)
    assert len(flores) == lines
    assert all(row["source"] and row["target"] for row in flores)
    for system in STORED_SYSTEMS:
        outputs = stored_outputs(system, name)
        assert len(outputs) == lines
        assert all(outputs)


@pytest.fixture(params=["jsonl", "tsv", "tsv without header", "csv", "parquet", "plain"])
def local(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same pairs in a file of each kind."""
    kind = request.param.split()[0]
    path = tmp_path / f"set.{kind}"
    if kind == "plain":
        for side, name in enumerate(("a.id", "b.en")):
            text = "".join(f"{pair[side]}\r\n" for pair in PAIRS)
            (tmp_path / name).write_bytes(text.encode("utf-8-sig"))
        return f"{tmp_path / 'a.id'},{tmp_path / 'b.en'}"
    rows = [{"source": source, "target": target} for source, target in PAIRS]
    if kind == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif kind == "tsv":
        header = "" if "without" in request.param else "source\ttarget\n"
        path.write_text(header + "".join(f"{s}\t{t}\n" for s, t in PAIRS), encoding="utf-8")
    elif kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["source", "target"])
            writer.writeheader()
            writer.writerows(rows)
    else:
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return str(path)


def test_local_files_of_every_kind(local: str) -> None:
    assert [(row["source"], row["target"]) for row in load(local)] == PAIRS


def test_columns_have_the_users_names(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("id,note,en\nHujan,x,Rain\n", encoding="utf-8")
    (row,) = load(str(path), source_column="id", target_column="en")
    assert row == {"source": "Hujan", "target": "Rain"}
    with pytest.raises(DwibahasaError, match="no column 'source', only id, note, en"):
        load(str(path))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("set.jsonl", b'{"source": "a", "target": "b"}\n{"source": ', "line 2 is not JSON"),
        ("set.jsonl", b'{"source": "a", "target": 3}', "column 'target' of row 1 is not text"),
        ("set.jsonl", b'["a"]', "not an object"),
        ("set.tsv", b"a\tb\nc\n", "line 2 has 1 columns instead of 2"),
        ("set.csv", b"", "empty"),
        ("set.csv", b"source,target\n", "no rows"),
        ("set.csv", "source,target\nKöln,b\n".encode("latin-1"), "not UTF-8"),
        ("set.parquet", b"PAR1 or not", "not a Parquet file"),
    ],
)
def test_bad_files_are_explained(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DwibahasaError, match=message):
        load(str(tmp_path / name))


def test_unknown_names_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="known are seeds, news-summaries, flores-dev"):
        load("flores")
    with pytest.raises(UsageError, match="only of google"):
        stored_outputs("deepl", "flores-dev")
    with pytest.raises(EvaluationError, match="not for seeds"):
        stored_outputs("google", "seeds")
    with pytest.raises(DwibahasaError, match="there is no such file"):
        load(str(tmp_path / "none.tsv"))
    for name, lines in (("a", "x\ny\n"), ("b", "x\n")):
        (tmp_path / name).write_text(lines, encoding="utf-8")
    with pytest.raises(DwibahasaError, match=r"has 2 lines and .* has 1"):
        load(f"{tmp_path / 'a'},{tmp_path / 'b'}")


def test_hub_sets_are_loaded_by_id_and_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # `datasets` takes a directory of data files for an id: the way to a hub set without the hub.
    folder = tmp_path / "org" / "pairs"
    folder.mkdir(parents=True)
    line = '{"translation": {"id": "Hujan", "en": "Rain"}}\n'
    (folder / "test.jsonl").write_text(line, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    columns = {"source_column": "translation.id", "target_column": "translation.en"}
    (row,) = load("hub:org/pairs", **columns)
    assert row == {"source": "Hujan", "target": "Rain"}
    with pytest.raises(EvaluationError, match="no column 'source', only translation"):
        load("hub:org/pairs")
    with pytest.raises(EvaluationError, match="cannot load its split 'train'"):
        load("hub:org/pairs", split="train", **columns)
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)  # or it tries for 20 seconds
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EvaluationError, match="hub:org/none: cannot load"):
        load("hub:org/none")
