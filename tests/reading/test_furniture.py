"""What is the site's goes, what is the article's stays."""

from __future__ import annotations

import pytest

from dwibahasa.reading.furniture import remove_furniture

PROSE = "Harga beras naik dua persen, kata Sagara."


@pytest.mark.parametrize(
    "line",
    [
        "Baca Juga:",
        "Baca juga: Harga Cabai Turun di Surabaya",
        "BACA JUGA : Apa Itu Inflasi?",
        "[Baca Juga: Setelah Kegagalan di Piala Sudirman 2017, Apa Selanjutnya?]",
        "Baca juga",
        "ADVERTISEMENT",
        "Advertisement",
        "SCROLL TO CONTINUE WITH CONTENT",
        "SCROLL TO RESUME CONTENT",
        "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT",
        "Simak Video 'Dito Ariotedjo Bicara Kemungkinan Caketum Golkar'",
        "Simak juga Video: Momen Ketua MK Setop Video yang Diputar",
        'Tonton juga Video "Harga Beras Naik":',
        "Saksikan Video Pilihan Berikut Ini:",
        "Simak juga: Harga Beras Hari Ini",
        "[Gambas:Video 20detik]",
        "[Gambas: Youtube]",
        "Halaman 1 2 Selanjutnya",
        "Lihat Juga",
        "Lihat juga:",
        "Pilihan Redaksi",
        "Foto: Andhika Prasetia/detikcom",
        "(Foto: Dok. Kemendagri)",
        "ANTARA FOTO/Sigid Kurniawan/foc.",
        "(ard)",
        "(rds/imk)",
        "(*)",
        "(Red)",
        "Editor: Kelik Dewanto",
        "Penulis: Fika Nurul Ulya",
        "Pewarta: PR Wire Editor: PR Wire Copyright © ANTARA 2025 Dilarang keras mengambil konten.",
        "Copyright © ANTARA 2025",
        "Copyright 2023 Contoh",
        "Ikuti berita terbaru kami di Google News",
        "Gabung di WhatsApp Channel kami untuk berita terbaru.",
        "Dapatkan update berita di saluran WhatsApp: https://whatsapp.com/channel/x.",
    ],
)
def test_lines_of_the_site_go(line: str) -> None:
    kept, removed = remove_furniture([PROSE, line, PROSE])
    assert kept == [PROSE, PROSE]
    assert "".join(removed).replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    "line",
    [
        "NEW DELHI - Diplomat tinggi Rusia dan Amerika Serikat berbicara.",
        "JAKARTA, KOMPAS.com - Harga beras naik.",
        "Liputan6.com, Jakarta - Harga beras naik.",
        "Tekanan Rusia",
        "Lelucon",
        "Baca juga kitab suci, kata ustaz itu kepada para santri.",
        "Ia meminta warga baca juga: aturan, syarat, dan batas waktunya.",
        "Simak! Ini Cara Cek Penerima BLT Kesra Rp 300 Ribu",
        "Simak juga penjelasan menteri tentang harga beras.",
        "Lihat juga bagaimana warga bertahan hidup.",
        "Video tersebut berdurasi tiga menit dan viral di media sosial.",
        "Lihat video itu dengan tenang, kata polisi.",
        "Advertisement itu dipasang di halaman depan koran.",
        "Iklan rokok dilarang di dekat sekolah.",
        "Foto itu diambil di Jakarta.",
        "Foto Ketum PAN Mejeng di Times Square New York",
        "Editor koran itu mengundurkan diri.",
        "Penulis novel Laskar Pelangi hadir di Jakarta.",
        "Penulis: Mengapa Anda pergi?",
        "Copyright adalah istilah lain untuk hak cipta.",
        "Google News menampilkan berita dari berbagai media.",
        "Perusahaan itu menambah fitur di WhatsApp Channel.",
        "Bergabung dengan Telegram pada 2015, ia memimpin tim teknis.",
        "Gabung Pemerintahan Prabowo, Paloh Malu Bicara Jatah Kursi Menteri",
        "Ikuti HUT ke-79 RI di IKN, AHY: Awal Perjalanan Baru Indonesia",
        "Inflasi mencapai 5,1 persen (yoy).",
        "Pilihan redaksi jatuh pada novel itu.",
        "Penumpang harus scroll to continue, kata aplikasi itu.",
    ],
)
def test_lines_of_the_article_stay(line: str) -> None:
    assert remove_furniture([PROSE, line, PROSE]) == ([PROSE, line, PROSE], [])
    assert remove_furniture([PROSE, line])[0] == [PROSE, line]


@pytest.mark.parametrize(
    ("paragraph", "kept", "removed"),
    [
        (f"{PROSE} Baca juga: Harga Cabai Turun", PROSE, "Baca juga: Harga Cabai Turun"),
        (f"{PROSE} [Baca Juga: Harga Turun?]", PROSE, "[Baca Juga: Harga Turun?]"),
        (f"{PROSE} Simak Video 'Harga': Halaman 1 2", PROSE, "Simak Video 'Harga': Halaman 1 2"),
        (f"{PROSE} [Gambas:Video 20detik]", PROSE, "[Gambas:Video 20detik]"),
        (f"{PROSE} (Foto: Ari/detikcom)", PROSE, "(Foto: Ari/detikcom)"),
        (
            f"ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT {PROSE}",
            PROSE,
            "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT",
        ),
        (
            f"{PROSE} Pewarta: A. Fauzan Editor: Kelik Copyright © ANTARA 2025 Dilarang.",
            PROSE,
            "Pewarta: A. Fauzan Editor: Kelik Copyright © ANTARA 2025 Dilarang.",
        ),
    ],
)
def test_within_a_paragraph(paragraph: str, kept: str, removed: str) -> None:
    assert remove_furniture([paragraph, PROSE]) == ([kept, PROSE], [removed])


@pytest.mark.parametrize("initials", ["(ard)", "(rds/imk)", "(kid/kid)", "(*)", "(dadan)"])
def test_initials_end_the_last_paragraph(initials: str) -> None:
    assert remove_furniture([f'"Naik," ujarnya. {initials}', "Editor: Sari"]) == (
        ['"Naik," ujarnya.'],
        ["Editor: Sari", initials],
    )


@pytest.mark.parametrize(
    "ending", ["(PDB).", "(BBNP)", "(AS).", "Bank Nusantara (bps)", "sejak 2023. (14/8)"]
)
def test_brackets_that_are_no_initials_stay(ending: str) -> None:
    assert remove_furniture([f"Harga naik {ending}"]) == ([f"Harga naik {ending}"], [])


def test_paragraph_swallowed_by_a_link_stays() -> None:
    paragraph = "Baca juga: Apple Investasi di Indonesia Menurut Airlangga, " + PROSE * 5
    assert remove_furniture([paragraph]) == ([paragraph], [])
