"""dwibahasa summarize, as a user runs it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dwibahasa.reading.language import identify, is_indonesian

Command = Callable[..., "subprocess.CompletedProcess[str]"]
SEED = Path(__file__).parents[2] / "seeds" / "g20-lavrov-blinken.id.txt"


@pytest.mark.parametrize("count", [1, 3, 8])
def test_exactly_n_sentences(command: Command, count: int) -> None:
    done = command("summarize", "-n", str(count), SEED)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == count
    assert "by mini-summarizer" in done.stderr


def test_an_indonesian_summary_is_the_articles_own_words(command: Command, article: Path) -> None:
    done = command("summarize", "--language", "id", article)
    text = article.read_text(encoding="utf-8").replace('"', "")
    assert len(done.stdout.splitlines()) == 3
    for line in done.stdout.splitlines():
        assert line.translate(str.maketrans("", "", "“”")).split(" — ")[-1] in text


def test_json_names_the_support_of_each_sentence(command: Command, article: Path) -> None:
    data = json.loads(command("summarize", "-f", "json", article).stdout)
    assert data["summarizer"] == "mini-summarizer"
    assert data["source"] == str(article)
    assert len(data["sentences"]) == 3
    for sentence in data["sentences"]:
        assert sentence["support"][0]["original"].strip() in article.read_text(encoding="utf-8")


def test_lead_takes_the_first_sentences(command: Command, article: Path) -> None:
    data = json.loads(command("summarize", "-m", "lead", "-f", "json", article).stdout)
    assert [s["support"][0]["index"] for s in data["sentences"]] == [1, 2, 3]  # 0 is the title


def test_the_translation_is_shown_when_asked_for(command: Command, article: Path) -> None:
    shown = command("summarize", "--show-translation", article).stdout
    assert command("translate", article).stdout in shown


def test_an_english_article_in_indonesian(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "The minister said on Thursday that prices would fall soon. Farmers were not convinced. "
        "Rice rose 2.5 percent in Surabaya last week. The market opens at 8 a.m.",
        encoding="utf-8",
    )
    done = command("summarize", "--language", "id", "-f", "json", path)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["language"] == "id"
    assert summary["translator"]["model"] == "mini-en-id"
    assert summary["summarizer"] == "textrank"  # chosen by what the article was written in
    assert len(summary["sentences"]) == 3
    assert is_indonesian(identify(" ".join(each["text"] for each in summary["sentences"])))


def test_verbatim_leaves_sentences_as_they_stand(command: Command, article: Path) -> None:
    done = command("summarize", "--language", "id", "-m", "lead", "-f", "json", article)
    first = json.loads(done.stdout)["sentences"][0]
    assert [change["kind"] for change in first["changes"]] == ["dateline"]
    was = first["changes"][0]["was"]
    assert was + first["text"] == first["support"][0]["text"]
    assert "1 sentence(s) were changed at the beginning" in done.stderr

    done = command("summarize", "--language", "id", "-f", "json", "--verbatim", article)
    for sentence in json.loads(done.stdout)["sentences"]:
        assert sentence["text"] == sentence["support"][0]["text"]
        assert sentence["changes"] == []
    assert "changed" not in done.stderr
