"""URLs, from a server on the loopback interface."""

from __future__ import annotations

import gzip
import http.server
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from dwibahasa import __version__
from dwibahasa.errors import InputError
from dwibahasa.reading import read_article
from dwibahasa.reading.web import fetch

PAGE = (
    "<html><head><title>Harga Beras Naik</title></head><body><article><h1>Harga Beras Naik</h1>"
    "<p>Harga beras di pasar tradisional naik dua persen pada Kamis, kata menteri perdagangan. "
    "Ia menambahkan bahwa “pasokan” akan ditambah.</p></article></body></html>"
)
ANSWERS = {
    "/page": ("text/html; charset=windows-1252", PAGE.encode("cp1252")),
    "/text": ("text/plain; charset=utf-8", b"Harga naik."),
    "/a.md": ("text/plain", b"# Harga\n\nNaik *dua* persen."),
    "/binary.txt": ("application/octet-stream", b"Harga naik."),
    "/image": ("image/png", b"\x89PNG"),
    "/large": ("text/plain", b"a" * 300_000),
    "/zipped": ("text/plain", b"Harga beras naik."),
    "/bomb": ("text/plain", b"a" * 10_000_000),
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        if self.path.startswith("/hop"):
            left = int(self.path[4:])
            self.answer(302, location=f"/hop{left - 1}" if left > 1 else "/page")
        elif self.path == "/loop":
            self.answer(302, location="/loop")
        elif self.path == "/file":
            self.answer(302, location="file:///etc/passwd")
        elif self.path == "/slow":
            time.sleep(1)
        elif self.path in ANSWERS:
            kind, body = ANSWERS[self.path]
            zipped = self.path in ("/zipped", "/bomb")
            self.answer(200, kind, gzip.compress(body) if zipped else body, zipped=zipped)
        else:
            self.answer(404)

    def answer(
        self,
        status: int,
        kind: str = "text/html",
        body: bytes = b"",
        location: str | None = None,
        zipped: bool = False,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away early are part of the tests."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


def test_page(server: Server) -> None:
    article = read_article(f"{server.url}/page")
    assert article.source == f"{server.url}/page"
    assert article.title == "Harga Beras Naik"
    assert "“pasokan”" in article.paragraphs[0]
    assert server.seen == [("/page", f"dwibahasa/{__version__}")]


def test_the_content_type_decides(server: Server) -> None:
    assert read_article(f"{server.url}/text").paragraphs == ("Harga naik.",)
    assert read_article(f"{server.url}/a.md").paragraphs == ("Naik dua persen.",)
    assert read_article(f"{server.url}/binary.txt").paragraphs == ("Harga naik.",)
    assert read_article(f"{server.url}/zipped").paragraphs == ("Harga beras naik.",)


def test_five_redirects_are_followed_and_no_more(server: Server) -> None:
    assert read_article(f"{server.url}/hop5").title == "Harga Beras Naik"
    for path in ("/hop6", "/loop"):
        with pytest.raises(InputError, match="redirects more than 5 times"):
            read_article(f"{server.url}{path}")


def test_redirect_to_a_local_file_is_refused(server: Server) -> None:
    with pytest.raises(InputError):
        read_article(f"{server.url}/file")


def test_404(server: Server) -> None:
    with pytest.raises(InputError, match="the server answers 404"):
        read_article(f"{server.url}/gone")


def test_no_document(server: Server) -> None:
    with pytest.raises(InputError, match="is image/png, not an article"):
        read_article(f"{server.url}/image")


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_too_large(server: Server, path: str) -> None:
    with pytest.raises(InputError, match="is larger than"):
        fetch(f"{server.url}{path}", max_bytes=200_000)


def test_server_that_does_not_answer_is_asked_three_times(server: Server) -> None:
    with pytest.raises(InputError, match="does not answer"):
        fetch(f"{server.url}/slow", max_bytes=1_000, timeout=0.1)
    assert len(server.seen) == 3


def test_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(InputError, match="cannot be reached"):
        read_article(f"http://127.0.0.1:{port}/a")


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://a b/", "http://host:99999999/"])
def test_no_address(url: str) -> None:
    with pytest.raises(InputError):
        read_article(url)
