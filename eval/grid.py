"""The grid of a benchmark: which system is to be measured on what, and how."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product

from dwibahasa import __version__
from dwibahasa.engines import ENGINES
from dwibahasa.errors import DwibahasaError, UsageError
from dwibahasa.languages import LanguageCode
from eval.cell import System
from eval.machine import machine
from eval.material import Material, Task, materials
from eval.metrics import check_metrics
from eval.sets import FLORES
from eval.systems import BEAM, ENGINE, ORACLE, Choice, describe, role_of
from summarize.rankers import RANKERS

__all__ = ["DEFAULT_METRICS", "SUITED", "Grid", "GroupKey", "Job", "plan"]

SUITED: dict[Task, tuple[str, ...]] = {
    "translate": ("bleu", "chrf", "ter", "comet", "coverage", "length"),
    "summarize": ("rouge", "exact_sentences", "redundancy", "support", "length"),
}
DEFAULT_METRICS: dict[Task, tuple[str, ...]] = {
    "translate": ("bleu", "chrf", "coverage"),
    "summarize": ("rouge", "exact_sentences", "redundancy", "support"),
}
GroupKey = tuple[str, str, str]
"""Task, setting and name of the data: cells that share them stand in one table."""


@dataclass(frozen=True)
class Grid:
    """What to measure, as the options of `dwibahasa benchmark` say it.

    metrics: None for each task's own (DEFAULT_METRICS). limit: articles or sentences of each set.
    into: the language translated into; summaries are in English.
    """

    models: Sequence[str] = ("mini", "mini-summarizer", "lead", "textrank")
    tasks: Sequence[Task] = ("translate", "summarize")
    data: Sequence[str] = ("seeds",)
    metrics: Sequence[str] | None = None
    engines: Sequence[str] = (ENGINE,)
    beams: Sequence[int] = (BEAM,)
    limit: int | None = None
    source_column: str = "source"
    target_column: str = "target"
    offline: bool = False
    into: LanguageCode = "en"


@dataclass(frozen=True, eq=False)
class Job:
    """A cell to be: `system` lacks its sizes still; `key` is the cell's."""

    material: Material
    choice: Choice
    system: System
    metrics: tuple[str, ...]
    key: str

    @property
    def group(self) -> GroupKey:
        """The table it stands in."""
        return (self.material.task, self.material.setting, self.material.data.name)

    @property
    def file(self) -> str:
        """The name of its file."""
        return re.sub(r"[^\w.+-]+", "_", "-".join((*self.group, self.system.name)))[-200:] + ".json"


def plan(grid: Grid) -> tuple[list[Job], list[DwibahasaError]]:
    """List the cells of a grid, and the models that cannot be had (the others are planned).

    Beside every summarizer stand the rankers, lead among them, and the oracle. Raises UsageError
    for what does not exist or does not go together, ModelError where no model can be had,
    InputError and EvaluationError for a set that cannot be used.
    """
    for engine in grid.engines:
        if engine not in ENGINES:
            raise UsageError(f"no engine '{engine}', there are: {', '.join(ENGINES)}")
    if grid.into != "en" and "summarize" in grid.tasks:
        raise UsageError("summaries are measured in English alone: leave out --to, or --task")
    metrics = _metrics(grid)
    choices, failures = _choices(grid)
    if failures and len(failures) == len(set(grid.models)):
        raise failures[0]
    stored = [choice.model for choice in choices["translate"] if choice.role == "stored"]
    if stored and "translate" in grid.tasks and not set(grid.data) & set(FLORES):
        raise UsageError(
            f"{stored[0]} has outputs for {' and '.join(FLORES)} alone: "
            f"name one of them (--data {FLORES[-1]})"
        )
    if stored and grid.into != "en":
        raise UsageError(f"{stored[0]} has outputs in English alone: leave out --to")
    jobs = []
    for name in dict.fromkeys(grid.data):
        for material in materials(
            name,
            [task for task in grid.tasks if metrics[task]],
            limit=grid.limit,
            source_column=grid.source_column,
            target_column=grid.target_column,
            into=grid.into,
        ):
            suited = tuple(each for each in metrics[material.task] if material.allows(each))
            for choice in choices[material.task] if suited else ():
                if choice.role == "stored" and name not in FLORES:
                    continue
                if not material.foreign:
                    choice = replace(choice, translator=None)
                jobs.append(_job(material, choice, suited))
    if not jobs and not failures:
        raise UsageError(
            f"there is nothing to measure: {', '.join(grid.models)} on {', '.join(grid.data)} for "
            f"{' and '.join(grid.tasks)} (summaries need --data seeds, "
            "news-summaries or a JSONL with the columns article and summary, translations a "
            "translator)"
        )
    return jobs, failures


def _metrics(grid: Grid) -> dict[Task, tuple[str, ...]]:
    if grid.metrics is None:
        return DEFAULT_METRICS
    check_metrics(grid.metrics)
    for name in grid.metrics:
        if not any(name in SUITED[task] for task in grid.tasks):
            known = "; ".join(f"{task}: {', '.join(SUITED[task])}" for task in grid.tasks)
            raise UsageError(f"{name} is not measured here, but these are: {known}")
    if "comet" in grid.metrics:
        from eval.metrics.comet import find_command

        find_command()  # better now than after an hour of translating
    wanted = dict.fromkeys(grid.metrics)
    return {
        task: tuple(name for name in wanted if name in suited) for task, suited in SUITED.items()
    }


def _choices(grid: Grid) -> tuple[dict[Task, list[Choice]], list[DwibahasaError]]:
    translators: list[Choice] = []
    summarizers: list[Choice] = []
    failures: list[DwibahasaError] = []
    for model in dict.fromkeys(grid.models):
        try:
            role = role_of(model, offline=grid.offline, into=grid.into)
        except DwibahasaError as error:
            failures.append(error)
            continue
        decodes = role in ("translator", "summarizer")
        ways = list(product(grid.engines, grid.beams)) if decodes else [(ENGINE, BEAM)]
        found = [Choice(model, role, *way, offline=grid.offline, into=grid.into) for way in ways]
        (translators if role in ("translator", "stored") else summarizers).extend(found)
    absent = [name for name in (*RANKERS, ORACLE) if name not in grid.models]
    summarizers += [
        Choice(name, role_of(name, offline=grid.offline), offline=grid.offline) for name in absent
    ]
    shipped = Choice("mini", "translator", grid.engines[0], grid.beams[0], offline=grid.offline)
    feeding = next((each for each in translators if each.role == "translator"), shipped)
    fed = [replace(each, translator=feeding) for each in summarizers]
    return {"translate": translators, "summarize": fed}, failures


def _job(material: Material, choice: Choice, metrics: tuple[str, ...]) -> Job:
    system = describe(choice, material.data.name)
    facts = {
        "task": material.task,
        "setting": material.setting,
        "data": asdict(material.data),
        "system": asdict(system),
        "metrics": metrics,
        "machine": machine(),
        "version": __version__,
    }
    key = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    return Job(material, choice, system, metrics, key)
