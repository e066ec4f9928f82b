"""Bad input, through the real command: one sentence, the right exit code, nothing half-written."""

from __future__ import annotations

import http.server
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

Command = Callable[..., "subprocess.CompletedProcess[str]"]

JAPANESE = """東京で大雪、交通に乱れ

東京では木曜日、大雪のため鉄道や道路の交通に大きな乱れが出ました。気象庁は、金曜日の朝まで
雪が続く見込みだとして、不要不急の外出を控えるよう呼びかけています。

鉄道各社によりますと、この雪の影響でおよそ五万人に影響が出たということです。
"""


def assert_refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    complaints = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(complaints) == 1 or code == 2, done.stderr
    for word in words:
        assert word.lower() in done.stderr.lower(), done.stderr
    assert done.stdout == ""


def text_file(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_missing_file(command: Command, tmp_path: Path) -> None:
    assert_refused(command("translate", tmp_path / "none.txt"), 1, "none.txt", "no such file")


def test_directory_without_articles(command: Command, tmp_path: Path) -> None:
    assert_refused(command("translate", tmp_path), 1, tmp_path.name)


@pytest.mark.parametrize("content", ["", " \n\n\t \n\u200b\n"])
def test_empty_or_white_space(command: Command, tmp_path: Path, content: str) -> None:
    assert_refused(command("translate", text_file(tmp_path / "a.txt", content)), 1, "a.txt")


def test_binary_named_txt(command: Command, tmp_path: Path) -> None:
    content = bytes(range(256)) * 40
    assert_refused(command("translate", text_file(tmp_path / "a.txt", content)), 1, "text")


def test_50_mb_file(command: Command, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.txt", b"Harga beras naik. " * (50_000_000 // 18))
    assert_refused(command("translate", path), 1, "MiB")


def test_line_of_200_000_characters_without_a_space(command: Command, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.txt", "a" * 200_000)
    done = command("translate", "--force", "--beam", "1", path)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_20_000_one_word_lines(command: Command, tmp_path: Path) -> None:
    words = ["beras", "harga", "pasar", "naik", "turun"]
    path = text_file(tmp_path / "a.txt", "\n\n".join(words * 4_000))
    done = command("translate", "--force", "--beam", "1", path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split("\n\n")) == 20_000


def test_invalid_utf8_is_guessed(command: Command, tmp_path: Path) -> None:
    content = "Menteri mengatakan “harga beras” naik – dan café tutup hari ini.".encode("cp1252")
    done = command("translate", "--force", text_file(tmp_path / "a.txt", content))
    assert done.returncode == 0, done.stderr
    assert "�" not in done.stdout


def test_utf16(command: Command, article: Path, tmp_path: Path) -> None:
    path = text_file(tmp_path / "b.txt", article.read_text(encoding="utf-8").encode("utf-16"))
    done, plain = command("translate", path), command("translate", article)
    assert done.returncode == 0, done.stderr
    assert done.stdout == plain.stdout


def test_html_without_text(command: Command, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.html", "<html><body><script>x()</script></body></html>")
    assert_refused(command("translate", path), 1, "a.html")


def test_encrypted_pdf(command: Command, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plain.pdf"))
    canvas.drawString(72, 720, "Harga beras naik.")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "plain.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert_refused(command("translate", tmp_path / "a.pdf"), 1, "encrypted")


def test_scanned_pdf(command: Command, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    assert_refused(command("translate", tmp_path / "a.pdf"), 1, "OCR")


def test_empty_docx(command: Command, tmp_path: Path) -> None:
    Document().save(str(tmp_path / "a.docx"))
    assert_refused(command("translate", tmp_path / "a.docx"), 1, "a.docx")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
        else:
            self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def test_url_404(command: Command, server: str) -> None:
    assert_refused(command("translate", f"{server}/gone"), 1, "404")


def test_url_redirects_forever(command: Command, server: str) -> None:
    assert_refused(command("translate", f"{server}/loop"), 1, "redirect")


def test_url_without_an_answer(command: Command) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert_refused(command("translate", f"http://127.0.0.1:{port}/a"), 1, "127.0.0.1")


def test_output_directory_does_not_exist(command: Command, article: Path) -> None:
    out = article.parent / "none" / "out.txt"
    assert_refused(command("translate", article, "-o", out), 1, "none")
    assert not out.parent.exists()


def test_output_equal_to_an_input(command: Command, article: Path) -> None:
    before = article.read_bytes()
    assert_refused(command("translate", article, "-o", article), 2, "is an input")
    assert article.read_bytes() == before


def test_several_inputs_into_one_file(command: Command, article: Path, tmp_path: Path) -> None:
    other = text_file(tmp_path / "b.txt", article.read_bytes())
    out = tmp_path / "out.txt"
    assert_refused(command("translate", article, other, "-o", out), 2, "directory")
    assert not out.exists()


def test_disk_full(command: Command, article: Path) -> None:
    # tests/test_atomic.py holds that nothing is left and that what was there stays.
    assert_refused(command("translate", "-q", article, "-o", "/dev/full"), 1, "no space left")


def test_closed_stdout(article: Path) -> None:
    script = f"{sys.executable} -m dwibahasa translate -q {article} {article} | head -1"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_interrupted(tmp_path: Path) -> None:
    # All different: what comes twice is translated once.
    sentences = (f"Harga beras di pasar nomor {n} naik tajam hari ini." for n in range(20_000))
    long = text_file(tmp_path / "long.txt", "\n\n".join(sentences))
    out = tmp_path / "out.txt"
    with subprocess.Popen(
        [sys.executable, "-m", "dwibahasa", "translate", long, "-o", out],
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        time.sleep(3)
        running.send_signal(signal.SIGINT)
        _, stderr = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "interrupted" in stderr
    assert "Traceback" not in stderr
    assert [path.name for path in tmp_path.iterdir()] == ["long.txt"]


def test_unknown_model(command: Command, article: Path) -> None:
    assert_refused(command("translate", "-m", "minni", article), 1, "minni", "mini")


@pytest.mark.parametrize(
    "arguments",
    [
        ("translate", "--format", "pdf"),
        ("translate", "--beam", "0"),
        ("translate", "--colour"),
        ("summarize", "-n", "0"),
        ("summarize", "-n", "three"),
        ("transalte",),
    ],
)
def test_wrong_usage(command: Command, article: Path, arguments: tuple[str, ...]) -> None:
    done = command(*arguments, article)
    assert_refused(done, 2, "Error: ")


def test_japanese(command: Command, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.txt", JAPANESE)
    assert_refused(command("translate", path), 1, "Japanese", "--force")
    assert_refused(command("summarize", path), 1, "Japanese")


def test_article_of_one_sentence(command: Command, tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.txt", "Harga beras di pasar tradisional naik dua persen kemarin."
    )
    done = command("summarize", path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip().splitlines()) == 1
    assert "1 sentence" in done.stderr


def test_one_bad_article_does_not_stop_the_others(
    command: Command, article: Path, tmp_path: Path
) -> None:
    bad = text_file(tmp_path / "a.txt", "")
    foreign = text_file(tmp_path / "b.txt", JAPANESE)
    out = tmp_path / "out"
    done = command("translate", bad, article, foreign, tmp_path / "none.txt", "-o", f"{out}/")
    assert done.returncode == 1
    assert [path.name for path in out.iterdir()] == ["beras.en.txt"]
    for name in ("a.txt", "b.txt", "none.txt"):
        assert name in done.stderr
