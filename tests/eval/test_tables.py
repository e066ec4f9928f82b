"""The benchmark's tables, from cells made by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

from report_cells import cell

from eval.benchmark import Results
from eval.scoring import Comparison
from eval.tables import as_csv, as_json, markdown, print_tables

GROUP = ("translate", "sentences", "flores-devtest")


def results() -> Results:
    base = cell("base", setting="sentences", quality=50.0)
    good = cell("good|[red]x", setting="sentences", quality=60.0)
    stored = cell("stored:other", setting="sentences", quality=49.96, speed=None)
    stored = replace(stored, system=replace(stored.system, size_bytes=None, parameters=None))
    compared = (
        Comparison("BLEU", "good|[red]x", "base", 10.0, 0.001, 0.002),
        Comparison("TER", "good|[red]x", "base", 10.0, 0.001, 0.002),
        Comparison("BLEU", "stored:other", "base", -0.04, 0.9, 0.01),
    )
    return Results((base, good, stored), {GROUP: compared}, 0)


def printed(found: Results) -> str:
    file = io.StringIO()
    print_tables(found, file)
    return file.getvalue()


def test_values_marks_and_signatures_are_printed() -> None:
    text = printed(results())
    # BLEU and chrF2++ are best where high, TER where low; "+" and "-" need both tests.
    assert re.search(r"good\|\[red\]x +60\.0\*\+ +60\.0\* +60\.0- +60\.0\n", text)
    assert re.search(r"base +50\.0 +50\.0 +50\.0\* +50\.0\n", text)
    assert re.search(r"stored:other +50\.0 +50\.0 +50\.0\* +50\.0\n", text)
    assert "[58.5, 61.5]" in text
    for metric in ("BLEU", "chrF2++", "TER", "words"):
        assert text.count(f"{metric}: nrefs:1|case:{metric}") == 1
    assert "baseline: base" in text
    assert "CPU a processor, cores 2" in text
    assert "2026-11-24" in text


def test_who_was_not_timed_has_no_row_of_speed() -> None:
    _, _, after = printed(results()).partition("source tokens/s")
    assert re.search(r"base +200 ", after)
    assert "stored:other" not in after


def test_markdown_is_a_table_whatever_the_names() -> None:
    lines = markdown(results()).splitlines()
    table = [line for line in lines if line.startswith("|")]
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table}
    assert widths == {6, 8}
    assert any("**60.0+** [58.5, 61.5]" in line for line in table)
    assert any(line.startswith("- BLEU: nrefs:1") for line in lines)


def test_csv_has_a_row_a_score_with_its_signature() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(results()))))
    assert len(rows) == 12
    assert all(row["signature"] and row["data"] == "flores-devtest" for row in rows)
    (row,) = (r for r in rows if r["metric"] == "BLEU" and r["system"].startswith("good"))
    assert (row["value"], row["baseline"], row["bootstrap_p"]) == ("60.0", "base", "0.001")
    assert row["segments"] == "3"


def test_json_says_all_but_the_texts() -> None:
    held = json.loads(as_json(results()))
    assert [each["system"]["name"] for each in held["cells"]] == [
        c.system.name for c in results().cells
    ]
    assert "segments" not in held["cells"][0]
    assert held["comparisons"][0]["task"] == "translate"
    assert held["comparisons"][0]["correction"] == "holm"


def test_nothing_measured_is_no_error() -> None:
    nothing = Results((), {}, 1)
    assert "95 % confidence" in printed(nothing)
    assert as_csv(nothing).count("\n") == 1
    assert json.loads(as_json(nothing))["failures"] == 1


def test_without_scores_only_speeds_are_printed() -> None:
    timed = Results(tuple(replace(each, scores=()) for each in results().cells[:1]), {}, 0)
    text = printed(timed)
    assert text.count("base ") == 1
    assert "confidence" not in text
    assert markdown(timed).count("| base |") == 1
    (row,) = csv.DictReader(io.StringIO(as_csv(timed)))
    assert (row["system"], row["metric"], row["source_tokens_per_second"]) == ("base", "", "200.0")
