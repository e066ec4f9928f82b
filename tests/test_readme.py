"""What the README shows is what its commands print."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from difflib import SequenceMatcher
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def shown() -> list[tuple[str, str]]:
    """Give the commands whose output follows them, with that output."""
    pairs = []
    for kind, block in BLOCKS:
        if kind == "console":
            parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
            pairs += [(c, out) for c, out in zip(parts[::2], parts[1::2], strict=True) if out]
    return pairs


def test_the_readme_shows_commands_with_output() -> None:
    assert len(shown()) >= 2


@pytest.mark.slow
@pytest.mark.timeout(900)  # the benchmark, on two cores that other tests use as well
@pytest.mark.parametrize(("command", "output"), shown())
def test_commands_print_what_is_shown(command: str, output: str, tmp_path: Path) -> None:
    name, *arguments = shlex.split(command)
    assert name == "dwibahasa"
    if arguments[0] == "benchmark":
        arguments += ["--output", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "dwibahasa", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=840,
        check=True,
    )
    printed = done.stdout
    # int8 arithmetic differs a little between processors, and times differ between machines.
    assert len(printed.splitlines()) == len(output.splitlines())
    assert SequenceMatcher(None, printed, output, autojunk=False).ratio() > 0.8


@pytest.mark.parametrize("code", [block for kind, block in BLOCKS if kind == "python"])
def test_python_runs(code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert len(done.stdout.splitlines()) == 5
    assert done.stderr == ""


def test_every_option_it_names_exists() -> None:
    for kind, block in BLOCKS:
        for line in re.findall(r"(?:^\$|\|) (dwibahasa .*)", block, re.MULTILINE):
            verb, *arguments = shlex.split(line, comments=True)[1:]
            assert kind == "console"
            help_text = subprocess.run(
                [sys.executable, "-m", "dwibahasa", verb, "--help"],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for option in arguments:
                if option.startswith("-") and option != "-":
                    assert re.search(rf"(?<![\w-]){option}(?![\w-])", help_text), (line, option)
