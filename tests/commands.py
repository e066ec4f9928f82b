"""The real command, run as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]

ARTICLE = """Harga Beras di Surabaya Naik

SURABAYA - Harga beras di Pasar Wonokromo naik 2,5 persen pada Kamis (2/3), kata Sagara Lintang.

"Kami menambah pasokan 1.500 ton," ujar Sagara. Ia meminta warga tidak panik.

Pemerintah kota akan menggelar pasar murah pekan depan. Pasar itu dibuka pukul 08.00 WIB.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small Indonesian article in a file of its own folder."""
    path = tmp_path / "beras.id.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def command() -> Command:
    """Run `dwibahasa ARGUMENTS`; gives its exit code and what it printed."""

    def run(
        *arguments: str | Path, stdin: str | bytes = b"", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "dwibahasa", *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run
