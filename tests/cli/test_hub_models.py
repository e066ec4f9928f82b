"""Models of a hub through the verbs that use them: summarize and benchmark."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from commands import Command
from hub import LocalHub

MT5, OPUS = "acme/mT5_multilingual_XLSum", "acme/opus-mt-id-en"
NON_COMMERCIAL = "licence CC BY-NC-SA 4.0: not for commercial use"


@pytest.fixture
def mt5(hub: LocalHub, tiny_mt5: Path, tmp_path: Path) -> str:
    """The commit of an mT5 on the hub, one that writes no sentinels."""
    from safetensors.numpy import load_file, save_file

    directory = shutil.copytree(tiny_mt5, tmp_path / "mt5")
    weights = load_file(directory / "model.safetensors")
    weights["lm_head.weight"][-112:] = 0.0  # the sentinels
    save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})
    (directory / "README.md").write_text("---\nlicenses:\n- cc-by-nc-sa-4.0\n---\n# mT5\n")
    return hub.add(MT5, directory)


@pytest.mark.slow
def test_summarize_then_offline_then_what_is_known_of_it(
    hub: LocalHub, mt5: str, command: Command, article: Path
) -> None:
    summarize = ("summarize", article, "-m", MT5, "--beam", "1", "--quiet", "-f", "json")
    first = command(*summarize)
    assert first.returncode == 0, first.stderr
    assert first.stderr == f"Downloading {MT5}: 1 MiB, {NON_COMMERCIAL}\n"
    summary = json.loads(first.stdout)
    assert len(summary["sentences"]) == 3
    asked = len(hub.requests)
    again = command(*summarize, "--offline")
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, "")
    assert len(hub.requests) == asked

    listed = command("models", "list").stdout
    (line,) = (line for line in listed.splitlines() if line.startswith(f"  {MT5}  summarization, "))
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert "MiB, CTranslate2: int8, " in line
    assert line.endswith(f"revision {mt5[:8]}, last used {today}")
    info = command("models", "info", MT5).stdout
    for fact in ("mt5 (MT5ForConditionalGeneration)", NON_COMMERCIAL, mt5, "int8"):
        assert fact in info


@pytest.mark.slow
def test_benchmark_then_offline(
    hub: LocalHub, mt5: str, opus: Path, command: Command, tmp_path: Path
) -> None:
    hub.add(OPUS, opus)
    benchmark = (
        *("benchmark", "--models", f"{OPUS},{MT5}", "--limit", "1", "--beam", "1", "--no-speed"),
        *("--metrics", "chrf,exact_sentences", "-o", tmp_path / "results", "-f", "json", "--quiet"),
    )
    first = command(*benchmark)
    assert first.returncode == 0, first.stderr
    assert [line.split(":")[0] for line in first.stderr.splitlines()] == [
        f"Downloading {OPUS}",
        f"Downloading {MT5}",
    ]
    made = json.loads(first.stdout)["cells"]
    assert {cell["system"]["model"] for cell in made} >= {OPUS, MT5, f"{OPUS} + {MT5}"}
    asked = len(hub.requests)
    again = command(*benchmark, "--offline")
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, "")
    assert len(hub.requests) == asked
