"""The summarizer's recipe at toy size: labels, an untrained mT5, training, both engines."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dwibahasa.engines import load_engine
from dwibahasa.store import converted, resolve
from dwibahasa.tokenizers import load_tokenizer
from summarize.pointer import DECODING, MARKERS, Pointer, points
from train.export import export
from train.labels import gap_gains

ROOT = Path(__file__).resolve().parents[2]


def run(module: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def made_articles(count: int) -> list[dict[str, str]]:
    """Articles in which the summary's sentences are those that speak of a flood."""
    rows = []
    for number in range(count):
        plain = [f"The shop number {n} in town {number} opened at noon again." for n in range(8)]
        at = [number % 8, (number * 3 + 1) % 8, (number * 5 + 2) % 8]
        for n, place in enumerate(dict.fromkeys(at)):
            plain[place] = f"A great flood of the river reached bridge {n} and the market."
        summary = [s for s in plain if "flood" in s]
        rows.append({"lang": "en", "article": "\n".join(plain), "summary": " ".join(summary)})
    return rows


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pointing mT5 that was trained for some steps by the commands of the README."""
    place = tmp_path_factory.mktemp("pointing")
    with lzma.open(place / "floods.jsonl.xz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in made_articles(200))
    labels, untrained, output = place / "labels.jsonl.xz", place / "untrained", place / "trained"
    for step in (
        run("train.labels", place / "floods.jsonl.xz", "--output", labels),
        run(
            "train.pointer_model", "--pieces", "models/mini", "--text", labels,
            "--output", untrained,
        ),
        run(
            "train.summarizer", "--init", untrained, "--data", labels, "--output", output,
            "--steps", "60", "--rate", "5e-4",
        ),
    ):  # fmt: skip
        assert step.returncode == 0, step.stderr
    return output


@pytest.mark.slow
def test_both_engines_point_alike(trained: Path) -> None:
    checkpoint = resolve(str(trained))
    tokenizer = load_tokenizer(checkpoint)
    chosen: dict[str, list[list[int]]] = {}
    for engine in ("ctranslate2", "transformers"):
        loaded = load_engine(checkpoint, engine, device="cpu", precision="float32", threads=1)
        # Greedy search: beams may differ, the engines count banned tokens' probability otherwise.
        pointer = Pointer(loaded, tokenizer, replace(DECODING, beam_size=1))
        chosen[engine] = []
        for row in made_articles(40):
            sentences = row["article"].split("\n")
            pointed = pointer.point(sentences, 3)
            assert len(set(pointed)) == len(pointed) <= 3
            chosen[engine].append(pointed)
    assert chosen["ctranslate2"] == chosen["transformers"]


@pytest.mark.slow
def test_it_learns_what_sentences_say(trained: Path) -> None:
    checkpoint = resolve(str(trained))
    engine = load_engine(checkpoint, "ctranslate2", device="cpu", precision="int8", threads=1)
    pointer = Pointer(engine, load_tokenizer(checkpoint), DECODING)
    right = wanted = 0
    for row in made_articles(40):
        sentences = row["article"].split("\n")
        floods = {place for place, sentence in enumerate(sentences) if "flood" in sentence}
        right += len(floods.intersection(pointer.point(sentences, len(floods))))
        wanted += len(floods)
    # Three of eight sentences chosen blindly are right in three of eight cases.
    assert right / wanted > 0.8


@pytest.mark.slow
def test_a_long_article_is_read_in_windows(trained: Path) -> None:
    checkpoint = resolve(str(trained))
    engine = load_engine(checkpoint, "ctranslate2", device="cpu", precision="int8", threads=1)
    pointer = Pointer(engine, load_tokenizer(checkpoint), DECODING)
    sentences = [f"Sentence {n} about the weather over there." for n in range(3 * len(MARKERS))]
    pointed = pointer.point(sentences, 3)
    assert len(set(pointed)) == len(pointed)
    assert all(0 <= place < len(sentences) for place in pointed)


@pytest.mark.slow
def test_it_is_exported_as_a_translator_is(trained: Path, tmp_path: Path) -> None:
    articles = [row["article"].replace("\n", " ") for row in made_articles(10)]
    figures = export(trained, tmp_path / "shipped", articles)
    assert figures.texts == 10
    assert 0 <= figures.equal <= 1  # floods are alike: int8 may choose another
    shipped = resolve(str(tmp_path / "shipped"))
    assert converted(shipped) == tmp_path / "shipped" / "ctranslate2-int8"
    assert points(load_tokenizer(shipped))


def test_a_gap_sentence_shares_most_with_the_rest() -> None:
    sentences = [
        "Rain fell.",
        "The river flood reached the market and the bridge.",
        "The flood closed the bridge.",
        "The market and the river were full of water.",
    ]
    gains = gap_gains(sentences)
    assert gains.index(max(gains)) == 1
