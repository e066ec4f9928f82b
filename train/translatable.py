"""Word lists for dwibahasa/names.py, made from parallel text.

    python -m train.translatable PAIRS.tsv.xz ... > dwibahasa/data/translatable.txt
    python -m train.translatable --english PAIRS.tsv.xz ... > dwibahasa/data/common_english.txt

A line of PAIRS is "Indonesian <tab> English <tab> source". The Indonesian list holds the words that
English does not copy: words usually written small, and capitalised ones ("Jerman", "Kamis", "PBB")
that the paired English rarely has. The English list holds words usually written small.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dwibahasa.names import WORD, fold

__all__ = ["common_english", "translatable"]


def pairs(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (Indonesian, English) from xz-compressed TSV files."""
    for path in paths:
        with lzma.open(Path(path), "rt", encoding="utf-8") as lines:
            for line in lines:
                indonesian, english, *_ = line.rstrip("\n").split("\t")
                yield indonesian, english


def translatable(paths: list[str], least: int = 2, copied_below: float = 0.5) -> list[str]:
    """List Indonesian words seen small more than `least` times (uncopied, and in at least 30 % of
    these and their copied occurrences), or capitalised at least `least` times and copied into
    English in less than `copied_below` of them.
    """
    small: Counter[str] = Counter()
    capitalised: Counter[str] = Counter()
    copied: Counter[str] = Counter()
    for indonesian, english in pairs(paths):
        target = set(WORD.findall(fold(english)))
        for word in set(WORD.findall(indonesian)):
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
    english = "--english" in sys.argv
    paths = [argument for argument in sys.argv[1:] if argument != "--english"]
    print(f"# Made by train/translatable.py from {', '.join(Path(path).name for path in paths)}")
    print(
        "# (public Indonesian-English translations; only single words and their counts were used)"
    )
    print("\n".join(common_english(paths) if english else translatable(paths)))


if __name__ == "__main__":
    main()
