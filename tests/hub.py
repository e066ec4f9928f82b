"""A small hub on the loopback, speaking the protocol as huggingface_hub 2.x uses it.

Large files are redirected to another host name, as the real hub sends them to its CDN; there,
ranges are served, and a connection can be made to break, to stall, to be slow or to lie.
"""

from __future__ import annotations

import hashlib
import http.server
import json
import math
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from opus import make_opus_mt

__all__ = ["LocalHub", "hub", "large_opus", "opus"]

PIECE = 2**16  # bytes that are sent at once
LFS = (".bin", ".safetensors", ".spm", ".model")
API = re.compile(r"/api/models/(?P<name>[^/]+/[^/]+)(?:/(?P<what>revision|tree)/(?P<revision>.+))?")
RESOLVE = re.compile(r"/(?P<name>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<file>.+)")


@dataclass
class LocalHub:
    """What the server has and does; `url` is for HF_ENDPOINT.

    gated: models for which a token is not enough. private: models that `TOKEN` opens.
    break_after: bytes of a file after which its connection breaks, once. broken: files whose
    connection always breaks. stalled: files of which half is sent, then nothing; with "api", no
    question about a model is answered. pace: bytes a second of large files. damaged: files of which
    one bit is sent wrong.
    requests: (method, path, headers) of every request.
    """

    TOKEN = "hf_local"

    root: Path
    port: int = 0
    gated: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    break_after: dict[str, int] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    stalled: set[str] = field(default_factory=set)
    pace: float = math.inf
    damaged: set[str] = field(default_factory=set)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    _snapshots: dict[str, dict[str, Path]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, name: str, directory: Path, revision: str = "main") -> str:
        """Put a copy of `directory` on the hub, as a new revision; gives its commit."""
        commit = hashlib.sha1(f"{name} {revision} {time.time_ns()}".encode()).hexdigest()
        kept = shutil.copytree(directory, self.root / name / commit)
        self._snapshots.setdefault(name, {}).update({revision: kept, commit: kept})
        return commit

    def snapshot(self, name: str, revision: str) -> Path | None:
        return self._snapshots.get(name, {}).get(revision)

    def has(self, name: str) -> bool:
        return name in self._snapshots

    def paths(self, method: str, part: str) -> list[str]:
        """The paths that were asked for with `method` and have `part` in them."""
        return [path for how, path, _ in self.requests if how == method and part in path]


class _Handler(http.server.BaseHTTPRequestHandler):
    hub: LocalHub

    def log_message(self, *_: object) -> None: ...

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        hub, path = self.hub, self.path.split("?")[0]
        hub.requests.append(
            (self.command, self.path, {k.lower(): v for k, v in self.headers.items()})
        )
        if path.startswith("/cdn/"):
            return self.send_large(hub.root / path.removeprefix("/cdn/"))
        if path.startswith("/api/") and "api" in hub.stalled:
            hub.closing.wait()
            return None
        asked = API.fullmatch(path) or RESOLVE.fullmatch(path)
        if asked is None:
            return self.refuse(404, "EntryNotFound")
        name, revision = asked["name"], asked["revision"] or "main"
        token = self.headers.get("Authorization") == f"Bearer {hub.TOKEN}"
        if not hub.has(name) or (name in hub.private and not token):
            return self.refuse(401, "RepoNotFound")
        if name in hub.gated and "file" in asked.groupdict():
            return self.refuse(403 if token else 401, "GatedRepo")
        directory = hub.snapshot(name, revision)
        if directory is None:
            return self.refuse(404, "RevisionNotFound")
        headers = {"X-Repo-Commit": directory.name}
        if "file" not in asked.groupdict():
            files = sorted(path for path in directory.rglob("*") if path.is_file())
            made: Any = (
                [tree_entry(directory, file) for file in files]
                if asked["what"] == "tree"
                else {"id": name, "sha": directory.name, "private": name in hub.private,
                      "siblings": [sibling(directory, file) for file in files]}
            )  # fmt: skip
            return self.send(200, json.dumps(made).encode(), headers)
        file = directory / asked["file"]
        if not file.is_file():
            return self.refuse(404, "EntryNotFound", headers)
        if file.suffix not in LFS:
            etag = f'"{git_oid(file)}"'
            return self.send(200, file.read_bytes(), {**headers, **named(file), "ETag": etag})
        linked = {
            "X-Linked-ETag": f'"{sha256(file)}"',
            "X-Linked-Size": str(file.stat().st_size),
            "Location": f"http://localhost:{hub.port}/cdn/{file.relative_to(hub.root)}",
        }
        return self.send(302, b"", {**headers, **linked})

    def refuse(self, status: int, code: str, headers: dict[str, str] | None = None) -> None:
        self.send(status, b"", {**(headers or {}), "X-Error-Code": code})

    def send(self, status: int, body: bytes, headers: dict[str, str], *, whole: int = 0) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(whole or len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def send_large(self, file: Path) -> None:
        body = file.read_bytes()
        size = len(body)
        if file.name in self.hub.damaged:
            body = body[:-1] + bytes([body[-1] ^ 1])
        ranged = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(ranged[1]) if ranged else 0
        headers = {"Accept-Ranges": "bytes", "ETag": f'"{sha256(file)}"', **named(file)}
        if ranged:
            headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        end = self.hub.break_after.pop(file.name, size)
        if file.name in self.hub.broken | self.hub.stalled:
            end = start + (size - start) // 2
        self.send(206 if ranged else 200, b"", headers, whole=size - start)
        with suppress(ConnectionError):  # the command may have been ended
            for piece in range(start, end, PIECE):
                self.wfile.write(body[piece : min(piece + PIECE, end)])
                time.sleep(PIECE / self.hub.pace)
        if file.name in self.hub.stalled:
            self.hub.closing.wait()
        self.close_connection = True


def named(file: Path) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{file.name}";'}


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def git_oid(file: Path) -> str:
    content = file.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def tree_entry(root: Path, file: Path) -> dict[str, Any]:
    size = file.stat().st_size
    entry = {"type": "file", "path": str(file.relative_to(root)), "size": size}
    lfs = {"oid": sha256(file), "size": size, "pointerSize": 134}
    return {**entry, "oid": git_oid(file), **({"lfs": lfs} if file.suffix in LFS else {})}


def sibling(root: Path, file: Path) -> dict[str, Any]:
    size = file.stat().st_size
    entry = {"rfilename": str(file.relative_to(root)), "size": size, "blobId": git_oid(file)}
    lfs = {"sha256": sha256(file), "size": size, "pointerSize": 134}
    return {**entry, **({"lfs": lfs} if file.suffix in LFS else {})}


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    """An empty hub, which the commands of the test are pointed at."""
    local = LocalHub(tmp_path / "hub")
    handler = type("Handler", (_Handler,), {"hub": local})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    local.port = server.server_port
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    monkeypatch.setenv("HF_ENDPOINT", local.url)
    yield local
    local.closing.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def opus(tiny_marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Marian as opus-mt-id-en lies on the hub."""
    return make_opus_mt(tmp_path_factory.mktemp("hub-checkpoints") / "opus", tiny_marian)


@pytest.fixture(scope="session")
def large_opus(opus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with 25 MiB of weights: huggingface_hub keeps 10 MiB at once."""
    import torch

    large = shutil.copytree(opus, tmp_path_factory.mktemp("hub-checkpoints") / "large")
    weights = torch.load(large / "pytorch_model.bin", weights_only=True)
    weights["spare"] = torch.zeros(6 * 2**20)
    torch.save(weights, large / "pytorch_model.bin")
    return large
