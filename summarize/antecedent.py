"""Whom an opening "He" means, where that is certain.

The subject is the likeliest antecedent of a subject pronoun, and the sentence just before the
likeliest place (centering: Grosz, Joshi and Weinstein 1995). Here both must hold, and nobody else
may be in reach; all other pronouns are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dwibahasa.names import WORD, name_words
from summarize.people import DAYS_AND_MONTHS, PERSON_NOUNS, TITLES

__all__ = ["antecedent"]

_PRONOUN = {
    "en": re.compile(r"(He|She) (?!who\b|whose\b|and\b|or\b)(?=[a-z])"),
    "id": re.compile(r"(Ia|Dia|Beliau) (?!yang\b|dan\b|atau\b)(?=[a-z])"),
}
_MALE, _FEMALE = frozenset(("mr", "sir", "lord")), frozenset(("mrs", "ms", "miss", "lady", "dame"))
_NAME = r"[A-Z][\w'’-]*(?:\.(?= [A-Z]))?"
_RUN = re.compile(rf"{_NAME}(?: (?:(?:bin|binti|de|van|von|al|der) )?{_NAME})*")
# What follows a subject at once: an age, and a verb.
_VERB = {
    "en": re.compile(
        r"(?:, \d{1,3},)? (?:(?:also|later|then|has|had|have|is|was|will|would|can|could|did|does|"
        r"said|says|told|tells|made|makes|took|takes|went|goes|won|wins|became|becomes|began|"
        r"wrote|spoke|gave|gives|left|came|comes|met|got|saw|led|lost|felt|thinks|believes|wants|"
        r"wanted|plans|hopes|faces|added|plays|played)|(?!asked|replied)[a-z]{2,}ed)\b(?! by\b)"
    ),
    "id": re.compile(
        r" (?:juga |pun |sempat |kemudian |lalu |akan |telah |sudah |tidak )?"
        r"(?:(?:me|ber)[a-z]{3,}|akan|telah|sudah|sempat|ingin|yakin|optimis|tidak)\b"
    ),
}
_SAID = {
    "en": r"(?:said|says|added|adds)",
    "id": r"(?:kata|ujar|ucap|tutur|jelas|tegas|ungkap|imbuh|papar|sebut|terang|tambah|lanjut)",
}
# A quotation, who spoke it, and what else the sentence says.
_ATTRIBUTION = {
    "en": (
        re.compile(rf"[,.!?][\"”’'] {_SAID['en']} (?P<name>{_RUN.pattern})(?P<rest>[,.].*|)$"),
        re.compile(rf"[,.!?][\"”’'] (?P<name>{_RUN.pattern}) {_SAID['en']}(?P<rest>[,. ].*|)$"),
    ),
    "id": (re.compile(rf"[\"”],? {_SAID['id']} (?P<name>{_RUN.pattern})(?P<rest>[,. ].*|)$"),),
}
_SPEAKS = {
    "en": re.compile(
        r"\w+ (?:also |then |later |further )?(?:said|says|added|adds|told|warned|noted|argued|"
        r"explained|stressed|insisted|continued|went on)\b"
    ),
    "id": re.compile(
        r"\w+ (?:juga |pun |lalu |kemudian )?(?:mengatakan|menambahkan|menyebut|menyebutkan|"
        r"menjelaskan|menegaskan|menuturkan|menilai|mengungkapkan|menyampaikan|memaparkan|"
        r"melanjutkan|menerangkan|menekankan|mengaku|mengakui|mengingatkan|menyatakan|berharap|"
        r"mencontohkan|meminta|mengimbau|memastikan)\b"
    ),
}
_PRONOUNS = frozenset(("he", "she", "his", "her", "ia", "dia", "beliau"))
_IN_PLACE = {
    "en": re.compile(r"\b(?:in|at|on|the) $"),
    "id": re.compile(r"\b(?:di|ke|pada|hari) $"),
}


def antecedent(sentence: str, before: Sequence[str], language: str) -> tuple[str, str] | None:
    """Give the pronoun that opens a sentence and the name it stands for, or None where in doubt.

    `before` are the sentences of the article before it, in order. The pronoun is a singular one of
    a person ("He", "Dia"), a verb follows, and the sentence does not have the name. The name is
    that of
    - the subject that begins the sentence just before, where it bears a title or the article has
      shown it to be a person's ("Mr Lavrov", "Lavrov, 72,", "said Lavrov"), and neither the rest of
      that sentence nor the one before it names or mentions another person; or
    - the speaker of the quotation just before ('"...," said Lavrov.'), where the pronoun goes on
      speaking ("He added").
    """
    opening = _PRONOUN[language].match(sentence)
    if opening is None or not before:
        return None
    pronoun = opening[1]
    name = _speaker(before[-1], language) if _SPEAKS[language].match(sentence) else None
    name = name or _subject(before, pronoun, language)
    if name is None or _words(name) & _words(sentence):
        return None
    first = name.lower().split()[0].rstrip(".")
    if first in (_FEMALE if pronoun == "He" else _MALE if pronoun == "She" else ()):
        return None
    return pronoun, name


def _subject(before: Sequence[str], pronoun: str, language: str) -> str | None:
    """Give the name that begins the sentence just before, if it is a person's and the only one."""
    last = before[-1]
    run = _RUN.match(last)
    if run is None or not _VERB[language].match(last, run.end()) or "?" in last:
        return None
    name, rest = run[0], last[run.end() :]
    own = _words(name)
    if not _is_name(name, last, language):
        return None
    if not (_titled(name, language) or _is_person(name, before, language)):
        return None
    if _mentions(rest, pronoun, language) or _names(rest, own, language):
        return None
    if len(before) > 1:
        family = name.split()[-1]
        runs = (run[0] for run in _RUN.finditer(before[-2]))
        same = own.union(*(_words(run) for run in runs if run.split()[-1] == family))
        if _names(before[-2], same, language):
            return None
        # Somebody spoken of, and then a name that is new: the pronoun may go back to the former.
        spoken_of = _words(before[-2]) & _PRONOUNS
        if spoken_of and not any(family in text for text in before[:-1]):
            return None
    return name


def _speaker(last: str, language: str) -> str | None:
    """Give the name of who spoke the quotation in a sentence ("kata Lavrov", not "kata BPS")."""
    for pattern in _ATTRIBUTION[language]:
        match = pattern.search(last)
        if match is None:
            continue
        name, rest = match["name"], match["rest"]
        own, family = _words(name), name.split()[-1]
        if family.isupper() or not name_words(family, language) or own & DAYS_AND_MONTHS:
            continue
        if not (_names(rest, own, language) or _words(rest) & PERSON_NOUNS[language]):
            return name
    return None


def _words(text: str) -> set[str]:
    return {re.sub(r"['’]s?$", "", word).lower() for word in re.findall(r"\w[\w'’-]*", text)}


def _is_name(run: str, sentence: str, language: str) -> bool:
    """Tell whether the first of capitalised words is a name or title ("But Lavrov" is not)."""
    if re.search(r"['’]s\b", run):  # "Lavrov's Ministry"
        return False
    first = run.split()[0].rstrip(".")
    return first.lower() in TITLES[language] or WORD.findall(first)[0] in name_words(
        sentence, language
    )


def _titled(name: str, language: str) -> bool:
    """Tell whether the words are a title and a name."""
    words = name.lower().replace(".", "").split()
    return any(word in TITLES[language] for word in words[:-1]) and (
        words[-1] not in TITLES[language]
    )


def _is_person(name: str, before: Sequence[str], language: str) -> bool:
    """Tell whether the article has shown that a name is a person's."""
    family = re.escape(name.split()[-1])
    titles = "|".join(TITLES[language])
    evidence = re.compile(
        rf"(?i:\b(?:{titles}))\.? (?:{_NAME} )?{family}\b"
        rf"|{family}(?:, \d\d,| \(\d\d\))"
        rf"|[”\",] {_SAID[language]} (?:{_NAME} )?{family}\b"
    )
    return any(evidence.search(text) for text in before)


def _names(text: str, own: set[str], language: str) -> bool:
    """Tell whether a text has names that may be another person's: no days, acronyms or places."""
    names = set(name_words(text, language))
    for match in WORD.finditer(text):
        word = re.sub(r"['’]s?$", "", match[0])
        if word not in names or word.isupper() or word.lower() in own | DAYS_AND_MONTHS:
            continue
        if not _IN_PLACE[language].search(text, 0, match.start()):
            return True
    return False


def _mentions(text: str, pronoun: str, language: str) -> bool:
    """Tell whether a text speaks of another person without a name."""
    words = set(re.findall(r"[a-z]+", text))
    # "his" and "her" are the subject's own; "him" is somebody else.
    people = {"He": {"she", "her", "hers", "him"}, "She": {"he", "his", "him"}}.get(pronoun, set())
    return bool(words & (PERSON_NOUNS[language] | people))
