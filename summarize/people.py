"""Words that tell of a person without a name, and capitalised words that are nobody's name."""

from __future__ import annotations

__all__ = ["DAYS_AND_MONTHS", "PERSON_NOUNS", "TITLES"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = {
    "en": _words(
        """
        mr mrs ms miss sir lord lady dame dr prof professor president premier minister secretary
        chancellor governor gov sen senator rep congressman congresswoman mayor king queen prince
        princess pope bishop archbishop cardinal judge justice chief gen general col colonel capt
        captain lt sgt detective inspector superintendent constable commissioner director chairman
        chairwoman ambassador coach manager spokesman spokeswoman attorney mp
        """
    ),
    "id": _words(
        """
        presiden wapres menteri wamen menko mendagri menkeu menlu menhan mensos gubernur wagub
        bupati walikota ketua kepala direktur dirut sekretaris sekjen dirjen jenderal letjen mayjen
        brigjen kolonel kapten komisaris kapolri kapolda kapolres kapolsek kombes kompol akbp akp
        iptu ipda irjen jaksa hakim prof profesor dr pak bapak ibu bu haji hj kh ustaz kiai rektor
        pelatih juru wakil anggota
        """
    ),
}
"""Language -> titles and offices that stand before a name, without full stops."""

PERSON_NOUNS = {
    "en": _words(
        """
        man woman boy girl son daughter father mother brother sister husband wife partner
        girlfriend boyfriend friend child baby teenager student pupil spokesman spokeswoman
        spokesperson minister president chairman chairwoman chief leader player striker midfielder
        defender goalkeeper coach manager captain judge officer driver victim suspect king queen
        prince pope director boss lawyer attorney author actor actress singer colleague someone
        somebody anyone person doctor nurse teacher soldier candidate predecessor successor rival
        opponent counterpart secretary senator governor mayor ambassador deputy aide adviser
        patient owner cousin uncle aunt nephew grandfather grandmother mum dad mom one who
        client customer witness defendant guard agent pilot resident farmer worker
        """
    ),
    "id": _words(
        """
        pria wanita perempuan lelaki laki anak bocah bayi suami istri ayah ibu bapak kakak adik
        korban pelaku tersangka terdakwa saksi menteri presiden gubernur bupati ketua kepala
        direktur pemain pelatih hakim jaksa sopir pengemudi teman kawan rekan sahabat seorang
        seseorang orang sosok dia ia beliau guru murid siswa mahasiswa warga kapten kiper penyerang
        pengacara sutradara aktor aktris penyanyi kekasih pacar putra putri
        """
    ),
}
"""Language -> words for somebody whom a singular pronoun could mean."""

DAYS_AND_MONTHS = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december senin selasa rabu kamis jumat sabtu
    minggu januari februari maret mei juni juli agustus oktober desember
    """
)
"""Of both languages."""
