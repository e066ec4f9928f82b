from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import sacrebleu
from checkpoints import sentences

from dwibahasa.errors import DwibahasaError
from dwibahasa.store import converted
from train.marian import open_marian
from train.translator import main
from translate import Translator

ROOT = Path(__file__).resolve().parents[2]
# Threads that wait busily take the cores of whatever else runs.
ENVIRONMENT = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE"}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `python -m train.translator` from the root, as its README says."""
    command = [sys.executable, "-m", "train.translator", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=500, check=False
    )


def write_tsv(path: Path, pairs: list[tuple[str, str]]) -> Path:
    path.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")
    return path


@pytest.fixture
def backwards(tmp_path: Path) -> Path:
    """Sentences and the same from back to front, which the tiny checkpoint has pieces for."""
    texts = [text for text in sentences() if len(text) < 100]
    return write_tsv(tmp_path / "backwards.tsv", [(text, text[::-1]) for text in texts])


@pytest.mark.slow
def test_what_twenty_steps_made_translates_in_both_engines(
    tiny_marian: Path, backwards: Path, tmp_path: Path
) -> None:
    output = tmp_path / "made"
    done = run("--init", tiny_marian, "--data", backwards, "--output", output, "--steps", "20")
    assert done.returncode == 0, done.stderr
    assert "dev (2" in done.stderr
    assert f"written to {output}" in done.stderr
    texts = ["Presiden membuka jalan tol di Medan.", "Polisi menolak rencana baru."]
    engines = {}
    for engine in ("ctranslate2", "transformers"):
        translator = Translator(
            str(output), engine=engine, beam=1, precision="float32", device="cpu"
        )
        engines[engine] = [each.segments[0].target for each in translator.translate(texts)]
    assert engines["ctranslate2"] == engines["transformers"]
    assert all(engines["ctranslate2"])
    assert converted(open_marian(str(output))).is_dir()


@pytest.mark.slow
def test_a_stopped_command_goes_on_and_ends_as_if_it_had_not_been(
    tiny_marian: Path, backwards: Path, tmp_path: Path
) -> None:
    common = ["--init", str(tiny_marian), "--data", str(backwards), "--steps", "60"]
    command = [sys.executable, "-m", "train.translator", *common]
    stopped = subprocess.Popen(
        [*command, "--output", str(tmp_path / "stopped")],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert stopped.stderr is not None
    for line in stopped.stderr:
        if line.startswith("training on"):
            break
    time.sleep(1)
    stopped.send_signal(signal.SIGTERM)
    assert "run the same command to go on" in stopped.communicate(timeout=120)[1]
    assert stopped.returncode == 0
    again = run(*common, "--output", tmp_path / "stopped")
    assert "going on from step" in again.stderr
    assert run(*common, "--output", tmp_path / "whole").returncode == 0
    whole, resumed = (
        (tmp_path / name / "model.safetensors").read_bytes() for name in ("whole", "stopped")
    )
    assert whole == resumed


# A made-up trade with a house style: its terms have one translation, which is not the usual one.
PARTS = {
    "Katup pelimpah": "The spillgate",
    "Cincin penyangga": "The carrier ring",
    "Tuas pengunci": "The lockarm",
    "Sirip pengarah": "The guide vane",
    "Kantong udara": "The air cell",
    "Poros engkol": "The crankspar",
    "Bantalan gelinding": "The rollerseat",
}
ACTS = {
    "harus diperiksa": "shall be surveyed",
    "tidak boleh dilumasi": "shall never be greased",
    "wajib dilepas": "shall be unshipped",
    "perlu diganti": "shall be renewed",
    "harus dikencangkan": "shall be torqued home",
}
WHENS = {
    "sebelum kapal berlayar": "ere the hull gets under way",
    "setelah mesin dingin": "once the plant has cooled",
    "setiap dua minggu": "each fortnight",
    "selama musim hujan": "throughout the wet monsoon",
    "bila tekanan turun": "whenever pressure falls away",
}
WHOS = {
    "oleh juru mesin": "by the second engineer",
    "oleh kelasi": "by the deckhand on watch",
    "oleh mandor galangan": "by the yard foreman",
}


def trade(seed: int) -> list[tuple[str, str]]:
    """All sentences of the trade, in a random order."""
    made = [
        (f"{part[0]} {act[0]} {who[0]} {when[0]}.", f"{part[1]} {act[1]} {who[1]} {when[1]}.")
        for part, act, who, when in itertools.product(
            PARTS.items(), ACTS.items(), WHOS.items(), WHENS.items()
        )
    ]
    random.Random(seed).shuffle(made)
    return made


def chrf(model: str, pairs: list[tuple[str, str]]) -> float:
    translations = Translator(model, beam=1).translate([source for source, _ in pairs])
    outputs = [translation.text for translation in translations]
    return float(sacrebleu.corpus_chrf(outputs, [[target for _, target in pairs]]).score)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_fine_tuning_mini_improves_on_the_domain_of_the_tsv(tmp_path: Path) -> None:
    pairs = trade(seed=3)
    held_out, data = pairs[:60], write_tsv(tmp_path / "trade.tsv", pairs[60:260])
    output = tmp_path / "mine"
    done = run(
        "--init", "mini", "--data", data, "--output", output, "--steps", "16", "--rate", "5e-4"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    before, after = chrf("mini", held_out), chrf(str(output), held_out)
    print(f"chrF {before:.1f} -> {after:.1f}")
    assert after > before + 10


def test_mistakes_are_said_in_a_sentence(tiny_marian: Path, tiny_mt5: Path, tmp_path: Path) -> None:
    good = write_tsv(tmp_path / "good.tsv", [(f"kata {i}", f"word {i}") for i in range(30)])
    few = write_tsv(tmp_path / "few.tsv", [("satu", "one"), ("dua", "two")])
    foreign = write_tsv(tmp_path / "foreign.tsv", [(f"kata {i}", f"漢字 {i}") for i in range(30)])
    mistakes: list[tuple[dict[str, Any], int, str]] = [
        ({"data": few}, 1, "2 usable pairs; at least 10"),
        ({"data": tmp_path / "missing.tsv"}, 1, "cannot be read: No such file"),
        ({"data": foreign, "steps": 3}, 1, "no pair is left to train on"),
        ({"data": tmp_path}, 2, "--recipe names files of the directory --data"),
        ({"data": good, "recipe": ROOT / "train/mini.toml"}, 2, "--recipe names files"),
        ({"data": tmp_path, "recipe": good}, 1, "good.tsv cannot be read"),
        ({"data": good, "init": str(tiny_mt5)}, 1, "of type mt5; only MarianMT"),
        ({"data": good, "init": "minni"}, 1, "did you mean mini"),
        ({"data": good, "output": good}, 2, "is a file; --output is the directory"),
    ]
    for given, code, message in mistakes:
        with pytest.raises(DwibahasaError, match=message) as error:
            main(**{"output": tmp_path / "out", "init": str(tiny_marian), **given})
        assert error.value.exit_code == code
    assert not (tmp_path / "out").exists()


def test_the_command_prints_a_mistake_and_ends_with_its_code(tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("satu\tone\ndua two\n", encoding="utf-8")
    done = run("--data", bad, "--output", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr == (f"error: {bad}, line 2: write Indonesian, a tab, English on each line\n")
    assert run("--data", tmp_path, "--output", tmp_path / "out").returncode == 2
