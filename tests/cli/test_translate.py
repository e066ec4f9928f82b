"""dwibahasa translate, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def test_text_has_a_line_for_every_paragraph(command: Command, article: Path) -> None:
    done = command("translate", article)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip().split("\n\n")) == 4
    assert "Surabaya" in done.stdout


def test_standard_input_and_a_file_say_the_same(command: Command, article: Path) -> None:
    from_file = command("translate", "-q", article)
    piped = command("translate", "-q", "-", stdin=article.read_text(encoding="utf-8"))
    implied = command("translate", "-q", stdin=article.read_text(encoding="utf-8"))
    assert from_file.stdout == piped.stdout == implied.stdout
    assert from_file.stderr == ""


def test_json_says_what_made_every_segment(command: Command, article: Path) -> None:
    data = json.loads(command("translate", "-f", "json", article).stdout)
    assert data["source"] == str(article)
    assert data["language"]["code"] in ("id", "ms")
    assert data["title"]["source"] == "Harga Beras di Surabaya Naik"
    segments = [s for p in data["paragraphs"] for s in p["segments"]]
    assert len(segments) == 5
    for segment in segments:
        assert segment["source_tokens"] > 0
        assert segment["target_tokens"] > 0
        assert segment["score"] < 0
        assert isinstance(segment["flags"], list)
    assert data["provenance"]["model"] == "mini"
    assert data["provenance"]["options"]["beam_size"] == 8  # twice 4, for the lexicon to choose


def test_bilingual_shows_each_sentence_with_its_source(command: Command, article: Path) -> None:
    out = command("translate", "-f", "bilingual", article).stdout
    assert out.count("\nen: ") == 6
    assert "id: Ia meminta warga tidak panik." in out


def test_html_is_self_contained(command: Command, article: Path) -> None:
    out = command("translate", "-f", "html", article).stdout
    assert out.startswith("<!doctype html>")
    assert "src=" not in out
    assert "href=" not in out
    assert out.count('lang="id"') == out.count('<td lang="en"') + 1 == 6


def test_markdown_has_a_heading(command: Command, article: Path) -> None:
    assert command("translate", "-f", "markdown", article).stdout.startswith("# ")


def test_several_inputs_to_standard_output_are_told_apart(command: Command, article: Path) -> None:
    other = article.with_name("b.txt")
    other.write_bytes(article.read_bytes())
    done = command("translate", "-q", article.parent)
    assert done.stdout.count("==> ") == 2
    text = command("translate", "-q", "-f", "json", article.parent).stdout
    decoder, sources = json.JSONDecoder(), []
    while text:
        made, end = decoder.raw_decode(text)
        sources.append(Path(made["source"]).name)
        text = text[end:].lstrip()
    assert sources == ["b.txt", article.name]


def test_directory_output_names_every_article(command: Command, article: Path) -> None:
    elsewhere = article.parent / "more"
    elsewhere.mkdir()
    (elsewhere / "beras.txt").write_bytes(article.read_bytes())
    out = article.parent / "english"
    done = command("translate", article, elsewhere / "beras.txt", "-o", f"{out}/", "-f", "json")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in out.iterdir()) == ["beras-2.en.json", "beras.en.json"]


def test_english_is_passed_through_with_a_note(command: Command, tmp_path: Path) -> None:
    text = "The minister said on Thursday that prices would fall. He gave no date.\n"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    done = command("translate", path)
    assert done.stdout == text
    assert "English already" in done.stderr


def test_the_main_job_needs_no_torch(article: Path) -> None:
    script = (
        f"import sys; sys.argv = ['dwibahasa', 'summarize', {str(article)!r}]\n"
        "from dwibahasa.cli import main\n"
        "try: main()\nexcept SystemExit as stop: print('code', stop.code, *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "ctranslate2" in loaded
    assert loaded & {"torch", "transformers", "datasets", "evaluate", "safetensors"} == set()


def test_a_failed_input_does_not_change_the_names_of_the_others(
    command: Command, article: Path
) -> None:
    first = article.parent / "more" / "beras.txt"
    first.parent.mkdir()
    first.write_text("", encoding="utf-8")
    out = article.parent / "english"
    done = command("translate", first, article, "-o", f"{out}/")
    assert done.returncode == 1
    assert [path.name for path in out.iterdir()] == ["beras-2.en.txt"]


def test_english_articles_into_indonesian(command: Command, article: Path, tmp_path: Path) -> None:
    english = article.with_name("rice.txt")
    english.write_text(
        "The price of rice rose 2.5 percent in Surabaya on Thursday, said Sagara Lintang.\n\n"
        "The market opens at 8 a.m., he added.\n",
        encoding="utf-8",
    )
    done = command("translate", "--to", "id", article, english, "-o", f"{tmp_path / 'id'}/")
    assert done.returncode == 0, done.stderr
    assert "already and was passed through" in done.stderr
    written = sorted(path.name for path in (tmp_path / "id").iterdir())
    assert written == ["beras.id.txt", "rice.id.txt"]
    text = (tmp_path / "id" / "rice.id.txt").read_text(encoding="utf-8")
    for copied in ("2,5", "Surabaya", "Sagara Lintang"):
        assert copied in text
    html = command("translate", "-q", "--to", "id", "-f", "html", english).stdout
    assert "<th>English</th><th>Indonesian</th>" in html
