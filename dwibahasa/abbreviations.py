"""What a full stop means after these words, for Indonesian ("id") and English ("en").

All entries are lower case and without their last full stop. Indonesian forms follow PUEBI (Pedoman
Umum Ejaan Bahasa Indonesia, 2016, chapter II.F) and newspaper usage; English ones the Associated
Press stylebook's.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ABBREVIATIONS", "Abbreviations"]


@dataclass(frozen=True)
class Abbreviations:
    """The words of one language that a full stop may follow without ending the sentence.

    titles: a name follows ("Dr.", "Jl."), so they never end a sentence.
    numeric: they don't end a sentence where a digit follows ("No. 5", "hlm. 12").
    common: they don't end a sentence in front of a small letter, a digit or a bracket, nor in
        front of a capital unless a starter follows ("Tbk.", "Inc.").
    final: they end a sentence in front of any capital ("dll.", "etc.").
    starters: words that begin sentences and are hardly ever part of a name.
    """

    titles: frozenset[str]
    numeric: frozenset[str]
    common: frozenset[str]
    final: frozenset[str]
    starters: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS = {
    "id": Abbreviations(
        titles=_words(
            "jl jln gg kav blok pt cv ud pd fa dr drs dra drg drh prof h hj ir tn ny nn sdr "
            "sdri bpk yth k.h kh r.a r.m tgk tgh ust ustz kel kec kab kep prov ds dsn kol "
            "letkol letjen mayjen brigjen jend kapt let lettu letda serka serda kombes kompol "
            "akbp akp ipda iptu irjen komjen aipda aiptu bripka pdt rs a.n an u.p u.b d.a c.q "
            "alm almh mr mrs ms st gub e.g i.e vs plt plh pj pjs telp hp"
        ),
        numeric=_words(
            "no nomor hlm hal tgl pk pkl rp ps psl pas jil vol ed th thn km rt rw lt gbr tab "
            "jan feb mar apr jun jul agt agu agst sep sept okt nop nov des tel"
        ),
        common=_words("tbk ltd inc co corp jr sr bros sw swt saw as s.d a.m p.m s.m"),
        final=_words("dll dkk dsb dst etc wib wita wit"),
        starters=_words(
            "ia dia mereka kami kita saya aku anda beliau ini itu hal namun tetapi tapi akan "
            "sementara selain setelah sebelum sebelumnya saat ketika pada di dari dalam untuk "
            "dengan oleh karena sebab jadi maka meski meskipun walaupun bahkan juga menurut "
            "kata sedangkan adapun lalu kemudian selanjutnya akibatnya sejak seorang sebuah "
            "para semua banyak beberapa bagi tidak belum sudah ada sekarang kini hari bila jika "
            "kalau apa siapa bagaimana mengapa kapan kepada seperti sampai hingga tak yang "
            "serta dan rencananya pihaknya katanya"
        ),
    ),
    "en": Abbreviations(
        titles=_words(
            "adj comr mr mrs ms dr prof messrs mx st mt ft rev hon pres gov lt sgt cpl pvt capt "
            "cmdr col gen maj adm brig sen rep reps sens supt det insp msgr fr e.g i.e vs v cf viz "
            "approx attn dept univ asst assoc lt.gov lt.col lt.gen maj.gen brig.gen jl drs hj "
            "ir"
        ),
        numeric=_words(
            "no nos p pp vol vols ch chap art fig figs ed eds jan feb mar apr jun jul aug sep "
            "sept oct nov dec tel ext para rp rs"
        ),
        common=_words(
            "inc ltd co corp bros llc plc jr sr u.s u.k u.n e.u d.c p.m a.m ph.d esq calif fla "
            "ill mass mich minn pa tex va wash wis ariz colo conn ga ind kan ky la md mo mont "
            "nev okla ore tenn vt ala ark del neb ave blvd rd tbk al"
        ),
        final=_words("etc in oz lb lbs yd km cm kg hr hrs min"),
        starters=_words(
            "he she it they we i you this that these those the a an but and so or yet however "
            "if when while after before since although though because as at in on for from with "
            "by there here his her its their our my your what who why how where which some many "
            "most all both each no not now then also another one two meanwhile instead until "
            "once during according to under over despite last next even still only just let"
        ),
    ),
}
