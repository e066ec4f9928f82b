from __future__ import annotations

import errno
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkpoints import ROOT, tiny_marian, tiny_mt5  # noqa: F401

from dwibahasa.checkpoint import inspect
from dwibahasa.errors import ModelError, UsageError
from dwibahasa.store import convert, converted, resolve, shipped

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_mini_ships() -> None:
    assert "mini" in shipped()
    assert resolve("mini").path == ROOT / "models" / "mini"


def test_a_directory_is_a_model(tiny_marian: Path) -> None:  # noqa: F811
    assert resolve(str(tiny_marian)).path == tiny_marian
    with pytest.raises(UsageError, match="--revision is for hub models"):
        resolve(str(tiny_marian), revision="main")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("minj", "no model 'minj', did you mean mini"),
        ("opus-mt-id-em", "did you mean Helsinki-NLP/opus-mt-id-en"),
        ("zzzz", "shipped: mini"),
        ("./nowhere", "no directory ./nowhere"),
        ("/no/such/dir", "no directory /no/such/dir"),
        ("Makefile", "is a file"),
    ],
)
def test_names_that_lead_nowhere(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(ModelError, match=said):
        resolve(name)


def test_conversion_is_cached_by_content(tiny_marian: Path, tmp_path: Path) -> None:  # noqa: F811
    first = converted(inspect(tiny_marian, "tiny"))
    made = (first / "model.bin").stat().st_mtime_ns
    copy = shutil.copytree(tiny_marian, tmp_path / "copy")
    assert converted(inspect(copy, "copy"), "int8_float32") == first
    assert (first / "model.bin").stat().st_mtime_ns == made
    assert converted(inspect(tiny_marian, "tiny"), "float32") != first
    assert {p.name for p in first.parent.iterdir()} == {
        first.name,
        first.name.replace("int8", "float32"),
    }


def test_a_conversion_beside_other_weights_is_not_used(tiny_marian: Path, tmp_path: Path) -> None:  # noqa: F811
    copy = shutil.copytree(tiny_marian, tmp_path / "copy")
    beside = copy / "ctranslate2-int8"
    convert(inspect(copy, "copy"), beside)
    assert converted(inspect(copy, "copy")) == beside
    (copy / "source.spm").write_bytes((copy / "target.spm").read_bytes())
    assert converted(inspect(copy, "copy")) != beside


def test_marian_whose_pad_row_is_not_zero_is_not_converted(
    tiny_marian: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    from safetensors.torch import load_file, save_file

    copy = shutil.copytree(tiny_marian, tmp_path / "copy")
    weights = load_file(copy / "model.safetensors")
    weights["model.shared.weight"][-1, 0] = 0.1
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="<pad> embedding is not zero"):
        converted(inspect(copy, "copy"))


def test_a_full_disk_leaves_nothing_behind(
    tiny_marian: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ctranslate2.specs.TransformerSpec.save", full)
    with pytest.raises(ModelError, match="no space is left"):
        convert(inspect(tiny_marian, "tiny"), tmp_path / "made" / "int8")
    assert list((tmp_path / "made").iterdir()) == []


class Hub(http.server.BaseHTTPRequestHandler):
    """As much of the hub's protocol as a download needs; one model, one gated, one BERT."""

    root: Path

    def log_message(self, *_: object) -> None: ...

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        parts = self.path.split("?")[0].strip("/").split("/")
        if parts[:2] == ["api", "models"]:
            name, wanted = "/".join(parts[2:4]), None
        else:
            name, wanted = "/".join(parts[:2]), "/".join(parts[4:])
        directory = self.root / name
        if name == "acme/gated":
            return self.answer(401, b"", {"X-Error-Code": "GatedRepo"})
        if not directory.is_dir():
            return self.answer(401, b"", {"X-Error-Code": "RepoNotFound"})
        if wanted is None:
            files = [{"rfilename": p.name, "size": p.stat().st_size} for p in directory.iterdir()]
            tree = [{"type": "file", "path": f["rfilename"], "size": f["size"], "oid": "0" * 40}
                    for f in files]  # fmt: skip
            info = {"id": name, "sha": COMMIT, "siblings": files}
            content = tree if "tree" in parts else info
            return self.answer(
                200, json.dumps(content).encode(), {"Content-Type": "application/json"}
            )
        if not (directory / wanted).exists():
            return self.answer(404, b"", {"X-Error-Code": "EntryNotFound"})
        return self.answer(200, (directory / wanted).read_bytes(), {"ETag": f'"{wanted}"'})

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in {"X-Repo-Commit": COMMIT, **headers}.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@pytest.fixture(scope="module")
def hub(
    tiny_marian: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    Hub.root = tmp_path_factory.mktemp("hub")
    shutil.copytree(tiny_marian, Hub.root / "acme" / "opus-mt-id-en")
    bert = Hub.root / "acme" / "bert"
    bert.mkdir()
    (bert / "config.json").write_text('{"model_type": "bert"}')
    (bert / "model.safetensors").write_bytes(b"never asked for")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def resolve_elsewhere(name: str, endpoint: str, *, offline: bool = False) -> tuple[str, str]:
    """Resolve in a process of its own: huggingface_hub reads HF_ENDPOINT when it is imported."""
    script = (
        "import sys\nfrom dwibahasa.store import resolve\n"
        "from dwibahasa.errors import DwibahasaError\n"
        f"try: c = resolve({name!r}, offline={offline}); print(c.family, c.revision)\n"
        "except DwibahasaError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=os.environ | {"HF_ENDPOINT": endpoint, "HF_HUB_DISABLE_XET": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip(), done.stderr.strip()


def test_hub_model_is_downloaded_once_and_then_found_offline(hub: str) -> None:
    before, _ = resolve_elsewhere("acme/opus-mt-id-en", hub, offline=True)
    assert "acme/opus-mt-id-en is not on this disk" in before
    first, said = resolve_elsewhere("acme/opus-mt-id-en", hub)
    assert first == f"marian {COMMIT}"
    assert said.startswith("Downloading acme/opus-mt-id-en: ")
    again, silence = resolve_elsewhere("acme/opus-mt-id-en", "http://127.0.0.1:9", offline=True)
    assert (again, silence) == (first, "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acme/nothing", "the hub has no model acme/nothing"),
        ("Helsinki-NLP/opus-mt-id-em", "did you mean Helsinki-NLP/opus-mt-id-en"),
        ("acme/gated", "acme/gated is gated: accept its terms at http"),
        ("acme/bert", "a bert model; only"),
    ],
)
def test_hub_models_that_cannot_be_had(hub: str, name: str, said: str) -> None:
    assert said in resolve_elsewhere(name, hub)[0]


def test_without_a_network() -> None:
    said, _ = resolve_elsewhere("acme/opus-mt-id-en", "http://127.0.0.1:9")
    assert "cannot be downloaded from http://127.0.0.1:9" in said
    assert "check the network" in said
