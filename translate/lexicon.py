"""How well the words of a source are accounted for by a translation: IBM Model 1.

P(source | target) is the product over source words of the mean over target words of t(source word |
target word) (Brown et al. 1993), with a table t counted by train/lexicon.py. A clause that was left
out and a word that was made up both cost, which a translator's own probability does not see.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

__all__ = ["STEPS", "Lexicon", "words"]

STEPS = 16  # of a nat, in which the logarithms of the table are stored
# What a word that nothing accounts for has; and one that is not in the table, copied or not.
_FLOOR, _COPIED, _UNKNOWN = 1e-3, 0.5, 3e-3

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Split into words and numerals, in small letters."""
    return _WORD.findall(text.lower())


class Lexicon:
    """A table of t(source word | target word); the last target word is "" (none, what a source word
    is there without).

    path: an .npz file with `sources` and `targets` (words in UTF-8, a line each), `keys`
    (ascending: place of the source word x number of targets + place of the target word) and `costs`
    (whole numbers: -log t in sixteenths of a nat).
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as file:
            sources, targets = (file[name].tobytes().decode() for name in ("sources", "targets"))
            self._keys: npt.NDArray[np.uint32] = file["keys"]
            self._table = np.exp(file["costs"].astype(np.float32) / -STEPS)
        self._sources = {word: place for place, word in enumerate(sources.split("\n"))}
        self._targets = {word: place for place, word in enumerate(targets.split("\n"))}

    def log_probability(self, source: str, target: str) -> float:
        """Give log P(source | target), up to a constant that is the same for every target."""
        given = words(target)
        placed = [self._targets[word] for word in given if word in self._targets]
        columns = np.array([*placed, self._targets[""]], np.int64)
        said = words(source)
        rows = [self._sources[word] for word in said if word in self._sources]
        wanted = np.array(rows, np.int64)[:, None] * len(self._targets) + columns
        found = np.searchsorted(self._keys, wanted).clip(max=len(self._keys) - 1)
        shares = np.where(self._keys[found] == wanted, self._table[found], 0).sum(1)
        unknown = (word for word in said if word not in self._sources)
        rest = [_COPIED if word in given else _UNKNOWN for word in unknown]
        return float(np.log(shares + _FLOOR).sum() + np.log(rest).sum())
