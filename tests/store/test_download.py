"""The real command downloading where the network, the disk or the user gives out."""

from __future__ import annotations

import fcntl
import math
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from commands import Command
from hub import LocalHub

NAME = "acme/opus-mt-id-en"
MIB = 2**20
PULL = (sys.executable, "-m", "dwibahasa", "models", "pull", NAME)
NOTICE = f"Downloading {NAME}: 25 MiB, licence apache-2.0"


def test_without_a_network(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    done = command("models", "pull", NAME)
    assert done.returncode == 1
    assert f"{NAME} cannot be downloaded from http://127.0.0.1:9" in done.stderr
    assert "check the network" in done.stderr


def test_damaged_file_is_deleted_and_downloaded_anew(
    hub: LocalHub, opus: Path, command: Command
) -> None:
    hub.add(NAME, opus)
    hub.damaged.add("pytorch_model.bin")
    first = command("models", "pull", NAME)
    assert first.returncode == 1
    assert "pytorch_model.bin was damaged on its way" in first.stderr
    assert "Traceback" not in first.stderr
    assert "incomplete: pull it again" in command("models", "list").stdout
    hub.damaged.clear()
    hub.requests.clear()
    assert command("models", "pull", NAME).returncode == 0
    assert len(hub.paths("GET", "/cdn/")) == 1  # what had come whole is not asked for again


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_ETAG_TIMEOUT", "1")
    monkeypatch.setenv("HF_HUB_DOWNLOAD_TIMEOUT", "1")


@pytest.mark.usefixtures("_impatient")
def test_hub_that_does_not_answer(hub: LocalHub, command: Command) -> None:
    hub.stalled.add("api")
    done = command("models", "pull", NAME)
    assert done.returncode == 1
    assert done.stderr.startswith(f"dwibahasa: {NAME} cannot be downloaded from {hub.url}")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("trouble", ["broken", "stalled"])
def test_file_that_never_comes_whole(
    trouble: str, hub: LocalHub, large_opus: Path, command: Command
) -> None:
    hub.add(NAME, large_opus)
    getattr(hub, trouble).add("pytorch_model.bin")
    done = command("models", "pull", NAME)
    assert done.returncode == 1
    notice, error = done.stderr.splitlines()
    assert notice == NOTICE
    assert error.startswith(f"dwibahasa: {NAME} cannot be downloaded from {hub.url}")
    assert "run the command again" in error
    getattr(hub, trouble).clear()
    assert command("models", "pull", NAME).returncode == 0


@pytest.mark.usefixtures("_impatient")
def test_slow_connection_and_its_progress_bar(hub: LocalHub, large_opus: Path) -> None:
    hub.add(NAME, large_opus)
    hub.pace = 12 * MIB  # longer than the patience, but never silent for as long
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    with subprocess.Popen(PULL, stdout=subprocess.PIPE, stderr=inside, text=True) as process:
        os.close(inside)
        said = _read_all(terminal)
        assert process.stdout is not None
        assert Path(process.stdout.read().strip()).is_dir()
    assert process.returncode == 0
    assert NOTICE in said
    assert re.search(r"pytorch_model.bin: +[1-9]\d?%\|", said)
    assert "pytorch_model.bin: 100%|" in said


def _read_all(terminal: int) -> str:
    read = b""
    try:
        while some := os.read(terminal, 2**16):
            read += some
    except OSError:  # how Linux says that nobody has the other end any more
        pass
    os.close(terminal)
    return read.decode()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_then_run_again(
    how: signal.Signals, hub: LocalHub, large_opus: Path, command: Command
) -> None:
    hub.add(NAME, large_opus)
    hub.pace = 2 * MIB
    with subprocess.Popen(PULL, stderr=subprocess.PIPE, text=True) as process:
        while not hub.paths("GET", "/cdn/"):
            time.sleep(0.05)
        time.sleep(0.2)
        process.send_signal(how)
        _, said = process.communicate(timeout=10)  # the download would take 12 seconds
    lines = [NOTICE]
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert list(Path(os.environ["HF_HOME"]).rglob("*.incomplete")) == []
        lines.append("dwibahasa: interrupted; what was finished before is kept")
    assert said.splitlines() == lines
    absent = command("models", "info", NAME)
    assert (absent.returncode, f"{NAME} is not on this disk" in absent.stderr) == (1, True)

    hub.pace = math.inf
    again = command("models", "pull", NAME)
    assert (again.returncode, again.stderr) == (0, f"{NOTICE}\n")
    for file in Path(again.stdout.strip()).iterdir():
        assert file.read_bytes() == (large_opus / file.name).read_bytes()


# A disk of its own for HF_HOME, which goes with the process, and which root is not needed for.
SMALL_DISK = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-euc")
needs_small_disk = pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(
        [*SMALL_DISK, "mount -t tmpfs tmpfs /mnt"], capture_output=True, check=False
    ).returncode
    != 0,
    reason="this system lets nobody mount a small disk",
)


def _on_small_disk(script: str) -> subprocess.CompletedProcess[str]:
    Path(os.environ["HF_HOME"]).mkdir()
    return subprocess.run(
        [*SMALL_DISK, script, "sh", *PULL], capture_output=True, text=True, check=True, timeout=60
    )


@needs_small_disk
def test_disk_that_is_too_small(hub: LocalHub, large_opus: Path) -> None:
    hub.add(NAME, large_opus)
    done = _on_small_disk(
        """mount -t tmpfs -o size=8m tmpfs "$HF_HOME"
        "$@" || echo "ended with $?"
        mount -o remount,size=64m "$HF_HOME"
        "$@" > /dev/null"""
    )
    assert done.stdout == "ended with 1\n"
    notice, error, again = done.stderr.splitlines()
    assert (notice, again) == (NOTICE, NOTICE)
    assert f"{NAME} cannot be downloaded: it needs 25 MiB and the disk of " in error
    assert "has 8 MiB left; free some, or set HF_HOME to another disk" in error


@pytest.mark.slow
@needs_small_disk
def test_disk_that_fills_up_meanwhile(hub: LocalHub, large_opus: Path) -> None:
    hub.add(NAME, large_opus)
    hub.pace = 10 * MIB
    done = _on_small_disk(
        """mount -t tmpfs -o size=40m tmpfs "$HF_HOME"
        "$@" &
        until [ -n "$(find "$HF_HOME" -name '*.incomplete' -size +1M)" ]; do sleep 0.1; done
        dd if=/dev/zero of="$HF_HOME/ballast" bs=1M 2> /dev/null || true
        wait $! || echo "ended with $?"
        find "$HF_HOME" -name '*.incomplete' -o -name pytorch_model.bin
        rm "$HF_HOME/ballast"
        "$@" > /dev/null"""
    )
    assert done.stdout == "ended with 1\n"
    assert done.stderr.splitlines() == [
        NOTICE,
        f"dwibahasa: {NAME} cannot be downloaded: no space is left on the disk; free some, or set "
        "HF_HOME to another disk",
        NOTICE,
    ]
