"""Word lists for dwibahasa/names.py, made from parallel text.

    python -m train.translatable PAIRS.tsv.xz ... > dwibahasa/data/translatable.txt
    python -m train.translatable --reverse PAIRS.tsv.xz ... > dwibahasa/data/translatable_en.txt
    python -m train.translatable --acronyms PAIRS.tsv.xz ... > dwibahasa/data/acronyms.txt
    python -m train.translatable --common PAIRS.tsv.xz ... > dwibahasa/data/common_english.txt

A line of PAIRS is "Indonesian <tab> English <tab> source". The first list holds the Indonesian
words that English does not copy: words usually written small, and capitalised ones ("Jerman",
"Kamis", "PBB") that the paired English rarely has; the second the English words that Indonesian
does not copy. The third holds words of the first that are copied in capitals ("RIA" Novosti, "ria"
is "happy"), the fourth English words usually written small.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dwibahasa.names import WORD, fold, is_translatable

__all__ = ["acronyms", "common_english", "translatable"]


def pairs(paths: list[str], *, reverse: bool = False) -> Iterator[tuple[str, str]]:
    """Yield (Indonesian, English), or the reverse, from xz-compressed TSV files."""
    for path in paths:
        with lzma.open(Path(path), "rt", encoding="utf-8") as lines:
            for line in lines:
                indonesian, english, *_ = line.rstrip("\n").split("\t")
                yield (english, indonesian) if reverse else (indonesian, english)


def translatable(
    paths: list[str], least: int = 2, copied_below: float = 0.5, *, reverse: bool = False
) -> list[str]:
    """List Indonesian (reverse: English) words seen small more than `least` times (uncopied, and in
    at least 30 % of these and their copied occurrences), or capitalised at least `least` times and
    copied into the other language in less than `copied_below` of them.
    """
    small: Counter[str] = Counter()
    capitalised: Counter[str] = Counter()
    copied: Counter[str] = Counter()
    for source, translation in pairs(paths, reverse=reverse):
        target = set(WORD.findall(fold(translation)))
        for word in set(WORD.findall(source)):
            lower = word.lower()
            if word == lower:
                # Foreign words within Indonesian text ("the") are copied: not translatable.
                small[lower] += lower not in target
            else:
                capitalised[lower] += 1
                copied[lower] += fold(word) in target
    return sorted(
        word
        for word in small.keys() | capitalised.keys()
        if len(word) > 1
        and (
            (small[word] > least and small[word] >= 0.3 * (small[word] + copied[word]))
            or (capitalised[word] >= least and copied[word] < copied_below * capitalised[word])
        )
    )


def acronyms(paths: list[str], least: int = 2) -> list[str]:
    """List Indonesian words of three to five capitals, seen `least` times in sentences that are not
    in capitals altogether and copied in at least half of them, that `is_translatable` in small
    letters.
    """
    seen: Counter[str] = Counter()
    copied: Counter[str] = Counter()
    for indonesian, english in pairs(paths):
        words = [word for word in WORD.findall(indonesian) if len(word) > 1]
        if 2 * sum(word.isupper() for word in words) > len(words):
            continue
        target = set(WORD.findall(english))
        for word in set(words):
            if word.isupper() and 3 <= len(word) <= 5:
                seen[word] += 1
                copied[word] += word in target
    return sorted(
        word
        for word, count in seen.items()
        if count >= least and 2 * copied[word] >= count and is_translatable(word)
    )


def common_english(paths: list[str], least: int = 15) -> list[str]:
    """List English words seen small `least` times and in most of their occurrences."""
    small: Counter[str] = Counter()
    capitalised: Counter[str] = Counter()
    for _, english in pairs(paths):
        for word in WORD.findall(english):
            (small if word == word.lower() else capitalised)[word.lower()] += 1
    return sorted(w for w, n in small.items() if n >= least and n > 0.3 * capitalised[w])


def main() -> None:
    """Print the list the arguments ask for, under a header that names its sources."""
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    print(f"# Made by train/translatable.py from {', '.join(Path(path).name for path in paths)}")
    print(
        "# (public Indonesian-English translations; only single words and their counts were used)"
    )
    if "--common" in sys.argv:
        words = common_english(paths)
    elif "--acronyms" in sys.argv:
        words = acronyms(paths)
    else:
        words = translatable(paths, reverse="--reverse" in sys.argv)
    print("\n".join(words))


if __name__ == "__main__":
    main()
