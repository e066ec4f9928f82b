"""dwibahasa score, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from commands import Command

from eval.sets import load, stored_outputs

LINES = 60
VERSION = version("sacrebleu")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the outputs of two systems, a reference and the source."""
    flores = load("flores-devtest")
    files = {
        "opusmt.en": stored_outputs("opusmt", "flores-devtest"),
        "google.en": stored_outputs("google", "flores-devtest"),
        "ref.en": flores["target"][:],
        "src.id": flores["source"][:],
    }
    for name, lines in files.items():
        text = "".join(f"{line}\n" for line in lines[:LINES])
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_table(command: Command, folder: Path) -> None:
    done = command("score", "--hypothesis", "opusmt.en", "--reference", "ref.en", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "BLEU (higher is better)\n"
        "  opusmt      32.7  [27.5, 37.3]\n"
        f"  nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:{VERSION}|bs:1000|seed:12345\n\n"
        "chrF2++ (higher is better)\n"
        "  opusmt      59.4  [55.9, 62.7]\n"
        f"  nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:{VERSION}|bs:1000|seed:12345\n\n"
        "[low, high]: 95 % confidence, 1000 bootstrap resamples.\n"
    )


def test_several_systems_in_a_row_or_one_by_one(command: Command, folder: Path) -> None:
    options = ["--reference", "ref.en", "--source", "src.id", "--format", "json"]
    row = ["--hypothesis", "opusmt.en", "google.en", "--metrics", "bleu,chrf", "coverage"]
    done = command("score", *row, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    single = ["--hypothesis", "opusmt.en", "--hypothesis", "google.en", "--metrics", "bleu"]
    again = command("score", *single, "--metrics=chrf,coverage", *options, cwd=folder)
    assert again.stdout == done.stdout
    scores = json.loads(done.stdout)
    assert scores["baseline"] == "opusmt"
    assert [each["metric"] for each in scores["systems"]["google"]] == [
        "BLEU",
        "chrF2++",
        "coverage",
    ]
    assert len(scores["systems"]["google"][0]["segments"]) == LINES
    assert [(c["metric"], c["system"]) for c in scores["comparisons"]] == [
        (metric, "google") for metric in ("BLEU", "chrF2++", "coverage")
    ]
    assert scores["comparisons"][0]["difference"] > 5
    assert scores["comparisons"][0]["randomization_p"] < 0.01


def test_table_and_latex_mark_the_best_and_the_significant(command: Command, folder: Path) -> None:
    options = ["--hypothesis", "opusmt.en", "google.en", "--reference", "ref.en"]
    options += ["--baseline", "google.en", "--metrics", "chrf"]
    done = command("score", *options, cwd=folder)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[1][0] == "opusmt"
    assert rows[1][-1] == "-"
    assert rows[2][:2] == ["google", "*"]
    assert rows[2][-1] == "baseline"
    latex = command("score", *options, "--format", "latex", cwd=folder).stdout
    assert latex.startswith("% chrF2++: nrefs:1|")
    assert r"google & \textbf{" in latex
    assert "$^{-}$" in latex


def test_json_lines_and_standard_input(command: Command, folder: Path) -> None:
    rows = [
        {"summary": "Rain fell.\nWind blew.", "references": ["Rain fell.", "Rain fell. It blew."]},
        {"summary": "It is hot.", "references": ["Hot.", "It is hot."]},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "out.jsonl").write_text(text, encoding="utf-8")
    options = ["--reference", "out.jsonl", "--metrics", "rouge", "--format", "json"]
    done = command("score", "--hypothesis", "out.jsonl:summary", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)["systems"]["out"]
    assert scores[0]["signature"].startswith("nrefs:2|")
    assert scores[0]["segments"][1] == pytest.approx(100)
    lines = "Rain fell.\nIt is hot.\n"
    done = command("score", "--hypothesis", "-", *options, stdin=lines, cwd=folder)
    assert "stdin" in json.loads(done.stdout)["systems"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("--hypothesis opusmt.en --reference short", 1, "opusmt.en 60, short 2"),
        ("--hypothesis opusmt.en none.en --reference ref.en", 1, "none.en: there is no such file"),
        ("--hypothesis empty --reference ref.en", 1, "empty: the file is empty"),
        ("--hypothesis latin --reference short", 1, "latin: not UTF-8 (byte 2)"),
        ("--hypothesis utf16 --reference short", 1, "utf16: not UTF-8"),
        ("--hypothesis zeros --reference short", 1, "zeros: not a text file"),
        ("--hypothesis . --reference short", 1, ".: cannot read it: Is a directory"),
        ("--hypothesis opusmt.en", 1, "BLEU compares with references"),
        ("--hypothesis opusmt.en --reference ref.en --metrics coverage", 1, "--source"),
        ("--hypothesis opusmt.en --reference ref.en --metrics blue", 2, "did you mean bleu"),
        ("--hypothesis opusmt.en --reference ref.en --baseline x", 2, "the baseline 'x'"),
        ("--hypothesis - --reference -", 2, "only once"),
        ("--hypothesis opusmt.en opusmt.en --reference ref.en", 2, "given twice"),
        ("--hypothesis rows.jsonl --reference short", 1, "no text in 'hypothesis', only"),
        ("--hypothesis opusmt.en --reference ref.en --format xml", 2, "xml"),
        ("--reference ref.en", 2, "--hypothesis"),
    ],
)
def test_errors_are_one_sentence(
    command: Command, folder: Path, arguments: str, code: int, message: str
) -> None:
    (folder / "short").write_text("one\ntwo\n", encoding="utf-8")
    (folder / "empty").write_text("\n \n", encoding="utf-8")
    (folder / "latin").write_bytes("Köln\ntwo\n".encode("latin-1"))
    (folder / "utf16").write_bytes("one\ntwo\n".encode("utf-16"))
    (folder / "zeros").write_bytes(b"one\0\ntwo\n")
    (folder / "rows.jsonl").write_text('{"text": "a"}\n' * 2, encoding="utf-8")
    done = command("score", *arguments.split(), cwd=folder)
    assert done.returncode == code
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    if code == 1:
        assert done.stderr.count("\n") == 1


def test_plain_text_imports_neither_datasets_nor_evaluate_nor_torch(folder: Path) -> None:
    # nltk, under rouge_score, imports scikit-learn where it is there: with the extra `train`.
    code = (
        "import sys; sys.modules['sklearn'] = None;"
        "from dwibahasa.cli import app; app(sys.argv[1:], standalone_mode=False);"
        "print([m for m in ('datasets', 'evaluate', 'pandas', 'torch') if m in sys.modules])"
    )
    arguments = ["score", "--hypothesis", "opusmt.en", "--reference", "ref.en"]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments, "--metrics", "bleu", "chrf", "rouge"],
        cwd=folder,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
