"""Cells that stand in one table: the same task, setting and data, a system each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.cell import Cell
from eval.render_scores import best
from eval.scoring import Comparison, Score

__all__ = ["Group", "group_cells"]

# A segment's score by these says more than by BLEU, which is rough on single sentences.
PREFERRED = ("chrF2++", "ROUGE-Lsum", "ROUGE-L")
TASKS = {"translate": "Translation", "summarize": "Summaries"}


@dataclass(frozen=True)
class Group:
    """One or more cells that may be compared; `comparisons` are those against the baseline."""

    cells: tuple[Cell, ...]
    baseline: str | None
    comparisons: Mapping[tuple[str, str], Comparison]

    @property
    def title(self) -> str:
        """What was measured: "Translation: flores-devtest"."""
        first = self.cells[0]
        setting = f", {first.setting}" if first.setting else ""
        return f"{TASKS.get(first.task, first.task)}{setting}: {first.data.name}"

    @property
    def rivals(self) -> list[Cell]:
        """The cells, best by the main metric first, without the oracle, which is a bound."""
        return [cell for cell in self.ranked if cell.system.kind != "oracle"]

    @property
    def metrics(self) -> list[Score]:
        """A score of each metric, in the order of the cells, for its name, signature and way."""
        found: dict[str, Score] = {}
        for cell in self.cells:
            for score in cell.scores:
                found.setdefault(score.metric, score)
        return list(found.values())

    @property
    def main(self) -> Score | None:
        """The metric that is plotted, and by which systems and segments are ordered."""
        judging = {each.metric: each for each in self.metrics if each.better != "neither"}
        names = [name for name in PREFERRED if name in judging] or list(judging)
        return judging[names[0]] if names else None

    @property
    def ranked(self) -> list[Cell]:
        """The cells, best by the main metric first; those without it last."""
        main = self.main
        if main is None:
            return list(self.cells)
        sign = -1 if main.better == "higher" else 1
        held = [(self.score(cell, main.metric), cell) for cell in self.cells]
        scored = sorted(
            ((score, cell) for score, cell in held if score is not None),
            key=lambda pair: sign * pair[0].value,
        )
        return [cell for _, cell in scored] + [cell for score, cell in held if score is None]

    def score(self, cell: Cell, metric: str) -> Score | None:
        """Return a cell's score, None where it was not measured."""
        return next((score for score in cell.scores if score.metric == metric), None)

    def best(self, metric: str) -> set[str]:
        """Return the systems with the best value, as it is printed, where there are several (the
        oracle is none)."""
        held = {cell.system.name: self.score(cell, metric) for cell in self.rivals}
        return best({name: score for name, score in held.items() if score is not None})


def group_cells(
    cells: Sequence[Cell],
    comparisons: Mapping[tuple[str, str, str], Sequence[Comparison]],
    baseline: str | None,
) -> list[Group]:
    """Gather cells by task, setting and data, in the order in which each first occurs."""

    def against(key: tuple[str, str, str], members: Sequence[Cell]) -> str | None:
        """The named baseline need not stand in every table; each has one of its own then."""
        if compared := comparisons.get(key):
            return compared[0].baseline
        return baseline if any(cell.system.name == baseline for cell in members) else None

    gathered: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in cells:
        gathered.setdefault((cell.task, cell.setting, cell.data.name), []).append(cell)
    return [
        Group(
            tuple(members),
            against(key, members),
            {(each.system, each.metric): each for each in comparisons.get(key, ())},
        )
        for key, members in gathered.items()
    ]
