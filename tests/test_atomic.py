"""Files are written whole or not at all."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dwibahasa.atomic import write_text
from dwibahasa.errors import OutputError

as_root = hasattr(os, "geteuid") and os.geteuid() == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(text=st.text())
def test_round_trip(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.txt"
    write_text(path, text)
    assert path.read_bytes() == text.encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.txt"]


def test_new_file_has_the_permissions_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "out.txt", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o640


def test_permissions_of_an_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_symbolic_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_no_such_directory(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no directory"):
        write_text(tmp_path / "none" / "out.txt", "x")
    assert [entry.name for entry in tmp_path.iterdir()] == []


def test_output_is_a_directory(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="this is a directory"):
        write_text(tmp_path, "x")


def test_file_name_too_long(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="too long"):
        write_text(tmp_path / ("x" * 300), "x")
    assert [entry.name for entry in tmp_path.iterdir()] == []


@pytest.mark.skipif(as_root, reason="root may write everywhere")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o400)
    with pytest.raises(OutputError, match="no permission"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux only")  # noqa: PTH110
def test_disk_full() -> None:
    with pytest.raises(OutputError, match="no space left"):
        write_text(Path("/dev/full"), "x")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)  # noqa: PTH116


def test_write_that_stops_midway_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")
    # The limit holds for a whole process, so it is set in one of its own.
    script = (
        "import resource, sys; from pathlib import Path; from dwibahasa.atomic import write_text\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, {resource.RLIM_INFINITY}))\n"
        "write_text(Path(sys.argv[1]), 'x' * 1_000_000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=False
    )
    assert "OutputError" in done.stderr
    assert "larger than the system allows" in done.stderr
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.txt"]


def test_device_is_written_directly() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from pathlib import Path; from dwibahasa.atomic import write_text\n"
            "write_text(Path('/dev/stdout'), 'isi')",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("isi", "")
