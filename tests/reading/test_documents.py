"""Markdown, HTML, DOCX and PDF, through `read_article` as users meet them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as PdfParagraph

from dwibahasa.errors import InputError
from dwibahasa.reading import read_article

TITLE = "Harga Beras di Surabaya Naik"
LEAD = (
    "SURABAYA - Harga beras di Pasar Wonokromo naik 2,5 persen pada Kamis (2/3), kata Sagara "
    "Lintang, kepala dinas perdagangan kota, setelah panen di beberapa daerah tertunda oleh hujan."
)
QUOTE = (
    '"Kami menambah pasokan 1.500 ton," ujar Sagara. Ia meminta warga tidak panik dan tidak '
    "membeli beras melebihi kebutuhan sehari-hari selama pasokan belum pulih seperti semula."
)
SUBHEAD = "Pasar Murah"
END = "Pemerintah kota akan menggelar pasar murah pekan depan. Pasar itu dibuka pukul 08.00 WIB."
BODY = (LEAD, QUOTE, SUBHEAD, END)


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"---\nlayout: post\n---\n# {TITLE}\n\n"
        + LEAD.replace("Surabaya", "**Surabaya**")
        .replace("Pasar Wonokromo", "[Pasar *Wonokromo*](https://example.org)")
        .replace(" kata", "\nkata")
        + f"\n\n> {QUOTE}\n\n![gambar](x.png)\n\n## {SUBHEAD}\n\n- Beras\n- Minyak `goreng`\n\n"
        f"<div>iklan</div>\n\n{END}\n",
        encoding="utf-8",
    )
    article = read_article(str(path))
    assert article.title == TITLE
    assert article.paragraphs == (LEAD, QUOTE, SUBHEAD, "Beras", "Minyak goreng", END)


HTML = f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">
<title>{TITLE} - Contoh News</title>
<meta property="article:published_time" content="2023-03-02T10:00:00+07:00"></head><body>
<nav><a href="/">Beranda</a> <a href="/e">Ekonomi</a></nav>
<article><h1>{TITLE}</h1><p>{LEAD}</p><p>Baca juga: <a href="/y">Harga Cabai Turun</a></p>
<p>{QUOTE.replace("pasokan 1", "<b>pasokan</b>&nbsp;1")}</p><h2>{SUBHEAD}</h2><p>{END} (ard)</p>
</article><footer>Copyright 2023 Contoh</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(HTML, encoding="utf-8")
    article = read_article(str(path))
    assert article.title == TITLE
    assert article.paragraphs == BODY
    assert article.date == "2023-03-02"
    assert article.removed == ("Baca juga: Harga Cabai Turun", "(ard)")
    assert article.language.code in ("id", "ms")


def test_html_is_told_by_its_content_and_its_encoding_by_its_meta(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    page = HTML.replace('charset="utf-8"', 'charset="iso-8859-2"').replace("Sagara", "Łucja")
    path.write_bytes(b'<?xml version="1.0" encoding="iso-8859-2"?>\n' + page.encode("iso-8859-2"))
    assert read_article(str(path)).paragraphs[0] == LEAD.replace("Sagara", "Łucja")


def make_docx(path: Path, *, titled: bool) -> str:
    document = Document()
    if titled:
        document.add_paragraph("Ekonomi")
        document.add_heading(TITLE, level=0)
    else:
        document.add_heading(TITLE, level=1)
    for text in BODY[:2]:
        document.add_paragraph(text)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "isi tabel"
    document.add_heading(SUBHEAD, level=2)
    document.add_paragraph(END)
    document.save(str(path))
    return str(path)


def test_docx(tmp_path: Path) -> None:
    article = read_article(make_docx(tmp_path / "a.docx", titled=False))
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_docx_title_style_and_content_decides(tmp_path: Path) -> None:
    article = read_article(make_docx(tmp_path / "a.bin", titled=True))
    assert article.title == TITLE
    assert article.paragraphs == ("Ekonomi", *BODY)


def make_pdf(path: Path) -> None:
    styles = getSampleStyleSheet()
    story = [PdfParagraph(TITLE, styles["Title"])]
    story += [PdfParagraph(text, styles["BodyText"]) for text in BODY[:2]]
    story += [PageBreak(), PdfParagraph(SUBHEAD, styles["Heading2"])]
    story += [PdfParagraph(END, styles["BodyText"])]

    def number(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(300, 30, str(document.page))

    SimpleDocTemplate(str(path)).build(story, onFirstPage=number, onLaterPages=number)


def test_pdf(tmp_path: Path) -> None:
    make_pdf(tmp_path / "a.pdf")
    article = read_article(str(tmp_path / "a.pdf"))
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_pdf_without_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    with pytest.raises(InputError, match="OCR"):
        read_article(str(tmp_path / "a.pdf"))


@pytest.mark.parametrize("password", ["secret", ""])
def test_encrypted_pdf(tmp_path: Path, password: str) -> None:
    make_pdf(tmp_path / "plain.pdf")
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "plain.pdf"))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    if password:
        with pytest.raises(InputError, match="encrypted"):
            read_article(str(tmp_path / "a.pdf"))
    else:
        assert read_article(str(tmp_path / "a.pdf")).title == TITLE


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_damaged_documents_fail_quietly(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if name == "a.pdf":
        make_pdf(path)
    else:
        make_docx(path, titled=True)
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(InputError, match=r"damaged|OCR"):
        read_article(str(path))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"<html><body><script>x()</script></body></html>", "no article text"),
        ("a.html", b"<html>", "no article text"),
        ("a.html", b"", "is empty|has no text|no article text"),
        ("a.pdf", b"hello", "is called PDF but is none"),
        ("a.docx", b"hello", "is called DOCX but is none"),
        ("a.docx", b"", "is empty|has no text|damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old Word format"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 100, "archive"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text"),
        ("a.md", b"![](x.png)\n", "has no text"),
    ],
)
def test_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=reason) as caught:
        read_article(str(path))
    assert str(caught.value).startswith(f"{path}: ")


def test_empty_docx(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Document().save(buffer)
    with pytest.raises(InputError, match="has no text"):
        read_article("-", stdin=io.BytesIO(buffer.getvalue()))
