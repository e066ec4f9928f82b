"""Imports go one way: eval -> summarize -> translate -> dwibahasa; nothing imports train."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "dwibahasa": {"dwibahasa"},
    "translate": {"dwibahasa", "translate"},
    "summarize": {"dwibahasa", "translate", "summarize"},
    "eval": {"dwibahasa", "translate", "summarize", "eval"},
    "train": {"dwibahasa", "translate", "summarize", "eval", "train"},
}
PACKAGES = set(ALLOWED)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def modules(package: str) -> list[Path]:
    cli = ROOT / "dwibahasa" / "cli"
    return [path for path in (ROOT / package).rglob("*.py") if not path.is_relative_to(cli)]


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_go_down(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name in imported(path)
        if name.split(".")[0] in PACKAGES - ALLOWED[package]
    ]
    assert wrong == []


def test_the_command_line_imports_the_others_inside_its_functions() -> None:
    above = PACKAGES - {"dwibahasa"}
    wrong = []
    for path in (ROOT / "dwibahasa" / "cli").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                wrong += [
                    f"{path.name}: {name}"
                    for name in imported_by(node)
                    if name.split(".")[0] in above
                ]
    assert wrong == []


def imported_by(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""]


def test_no_import_cycles() -> None:
    names = {}
    for package in ALLOWED:
        for path in modules(package):
            parts = path.relative_to(ROOT).with_suffix("").parts
            names[".".join(p for p in parts if p != "__init__")] = path
    graph = {
        name: {target for target in top_level(path) if target in names and target != name}
        for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail, name])
        if name not in done:
            for target in graph[name]:
                visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def top_level(path: Path) -> Iterator[str]:
    """Modules that are imported when `path` is, outside functions and TYPE_CHECKING."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imported_by(node)


HEAVY = {"torch", "transformers", "ctranslate2", "numpy", "datasets", "evaluate", "trafilatura"}


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['dwibahasa', '--help']\n"
        "from dwibahasa.cli import main\n"
        "try: main()\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "dwibahasa.cli" in loaded
    assert loaded & HEAVY == set()
