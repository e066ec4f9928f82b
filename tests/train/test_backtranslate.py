from __future__ import annotations

import lzma
import subprocess
import sys
from pathlib import Path

import pytest
from checkpoints import sentences

from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.errors import InputError
from dwibahasa.tokenizers import load_tokenizer
from train import backtranslate
from train.backtranslate import BackTranslator, article_sentences, extend, usable
from train.data import read_pairs
from train.marian import open_marian

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = [f"The minister opened road number {i} in the city of Bandung." for i in range(25)]
INDONESIAN = {
    text: f"Menteri itu membuka jalan nomor {i} di kota Bandung." for i, text in enumerate(ENGLISH)
}


class Dictionary:
    """Translates by looking up; may break off, as a machine does."""

    def __init__(self, breaks_after: int = 99) -> None:
        self.left = breaks_after

    def __call__(self, texts: list[str]) -> list[str]:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return [INDONESIAN.get(text, "") for text in texts]


def test_articles_become_sentences_in_plain_punctuation(tmp_path: Path) -> None:
    path = tmp_path / "news.en.txt.xz"
    text = "“It rained,” said Mr. Lee of Medan. Nobody came.\nStop.\n\nThe next article is here.\n"
    path.write_bytes(lzma.compress(text.encode()))
    assert list(article_sentences([path], "en")) == [
        '"It rained," said Mr. Lee of Medan.', "The next article is here.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("The minister opened the road.", ""),
        ("The minister opened the road to Bandung on Monday.", "Menteri."),
        (
            "The minister opened the road to Bandung.",
            "Menteri itu membuka itu membuka itu membuka.",
        ),
        ("The minister opened the road to Bandung.", "The minister opened the roads of Bandung."),
        ("Sapporo, Osaka, Nagoya and Kobe", "Sapporo, Osaka, Nagoya and Kobe"),
        ("Minister Lavrov opened the road to Bandung.", "Menteri itu membuka jalan ke Bandung."),
        ("The minister opened the road to Bandung.", "Menteri Lavrov membuka jalan ke Bandung."),
        ("The minister opened 12 roads in Bandung.", "Menteri itu membuka jalan di Bandung."),
        ("The minister opened the roads of Bandung.", "Menteri itu membuka 12 jalan di Bandung."),
    ],
)
def test_what_cannot_teach_is_left_out(english: str, indonesian: str) -> None:
    assert not usable(english, indonesian)


@pytest.mark.parametrize("breaks_after", [0, 1, 3])
def test_a_run_that_broke_off_goes_on_and_ends_the_same(
    breaks_after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backtranslate, "CHUNK", 6)
    texts = [*ENGLISH[:8], "Nobody knows this one at all.", *ENGLISH[8:]]
    assert extend(tmp_path / "whole.tsv", texts, Dictionary()) == (26, 25)
    broken = tmp_path / "broken.tsv"
    with pytest.raises(KeyboardInterrupt):
        extend(broken, texts, Dictionary(breaks_after))
    if breaks_after:
        with broken.open("a", encoding="utf-8") as file:
            file.write("half a li")
    else:
        broken.unlink()
    assert extend(broken, texts, Dictionary()) == (26, 25)
    assert broken.read_text("utf-8") == (tmp_path / "whole.tsv").read_text("utf-8")
    pairs = list(read_pairs(broken))
    assert [(pair.target, pair.source) for pair in pairs] == list(INDONESIAN.items())
    assert {pair.origin for pair in pairs} == {"back-translated"}
    assert extend(broken, texts, Dictionary(0)) == (26, 25)


def test_the_limit_counts_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtranslate, "CHUNK", 6)
    output = tmp_path / "bt.tsv"
    assert extend(output, ENGLISH, Dictionary(), limit=10)[1] == 10
    assert extend(output, ENGLISH, Dictionary(), limit=10)[1] == 10
    assert len(output.read_text("utf-8").splitlines()) == 10


def test_a_file_of_someone_else_is_not_added_to(tmp_path: Path) -> None:
    output = tmp_path / "bt.tsv"
    output.write_text("satu\tone\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bt\.tsv\.progress, which says where to go on"):
        extend(output, ENGLISH, Dictionary())


def test_greedy_translations_are_the_engines(tiny_marian: Path) -> None:
    checkpoint = open_marian(str(tiny_marian))
    texts = sentences()[40:60]
    tokenizer = load_tokenizer(checkpoint)
    engine = load_engine(checkpoint, "ctranslate2", device="cpu", precision="int8", threads=1)
    options = DecodingOptions(beam_size=1, max_target_ratio=20, max_target_tokens=200)
    outputs = engine.generate([tokenizer.encode(text) for text in texts], options)
    translate = BackTranslator(str(tiny_marian))
    assert translate(texts) == [tokenizer.decode(output.tokens) for output in outputs]
    assert BackTranslator(str(tiny_marian), sampling=20)(texts) != translate(texts)
    unbroken = "-" * 3000  # one word, more pieces than the model has positions for
    assert translate([texts[0], unbroken, texts[1]]) == [
        *translate(texts[:1]),
        None,
        *translate(texts[1:2]),
    ]


def test_the_command_reads_articles_and_names_a_missing_file(
    tiny_marian: Path, tmp_path: Path
) -> None:
    text = tmp_path / "news.txt"
    text.write_text("\n".join(ENGLISH), encoding="utf-8")
    command = [sys.executable, "-m", "train.backtranslate", str(tiny_marian)]
    output = ["--output", str(tmp_path / "bt.tsv")]
    done = subprocess.run(
        [*command, str(text), *output], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "pairs of 25 sentences" in done.stderr
    done = subprocess.run(
        [*command, "nowhere.txt", *output], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (
        1, "error: nowhere.txt is no file; give text files\n",
    )  # fmt: skip
