"""The benchmark: systems on reference sets, a cell each, kept on disk and never made twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from dwibahasa import __version__
from dwibahasa.article import Article
from dwibahasa.atomic import make_directory, write_text
from dwibahasa.errors import DwibahasaError, EvaluationError, OutputError, UsageError
from dwibahasa.progress import Progress
from dwibahasa.reading.language import is_english
from eval.cell import Cell, Speed
from eval.grid import Grid, GroupKey, Job, plan
from eval.machine import machine
from eval.metrics import measure
from eval.metrics.statistics import Statistics, ratio
from eval.oracle import oracle_summaries
from eval.scoring import Comparison, Score, compare, score_corpus
from eval.sets import stored_outputs
from eval.speed import RUNS, measure_speeds, sample
from eval.systems import STORED, Choice, load, load_summarizer, with_sizes

__all__ = ["Grid", "Results", "kept", "plan", "run", "time_only"]

# A summary that is in two tables (of all articles, of those in one language) is written once.
Written = dict[tuple[Choice, Article, tuple[str, ...]], str]

# A mistake in one system's model, its memory or its engine is no reason to stop the others.
FAILURES = (DwibahasaError, OSError, RuntimeError, MemoryError)


@dataclass(frozen=True)
class Results:
    """The cells in the order of their jobs, each system against the baseline of its table, and how
    many cells could not be had."""

    cells: tuple[Cell, ...]
    comparisons: Mapping[GroupKey, tuple[Comparison, ...]]
    failures: int


def run(
    jobs: Sequence[Job],
    output: Path,
    *,
    baseline: str | None = None,
    force: bool = False,
    timed: bool = True,
    progress: Progress = lambda _done, _total: None,
    say: Callable[[str], None] = lambda _message: None,
) -> Results:
    """Make the cells that are not yet in the directory `output`, and compare systems.

    baseline: a system's name; by default lead for summaries, the first system for translations.
    force: make all cells again. timed: measure speeds too. progress: called with (done, total), in
    characters to decode. say: called with a sentence on each failure; the others go on.

    Each cell is written as soon as it is there, so that an interruption loses one at most. Raises
    UsageError for an unknown baseline, OutputError where the directory cannot be made.
    """
    names = list(dict.fromkeys(job.system.name for job in jobs if job.choice.role != "oracle"))
    if baseline is not None and baseline not in names:
        near = get_close_matches(baseline, names, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no system '{baseline}': {hint}there are: {', '.join(names)}")
    make_directory(output)
    cells = {} if force else {job: cell for job in jobs if (cell := kept(output / job.file, job))}
    measured: dict[Job, list[Statistics]] = {}
    failed: set[Job] = set()
    written: Written = {}

    def fail(job: Job, error: BaseException) -> None:
        failed.add(job)
        say(f"{job.system.name} on {' '.join(job.group)}: {error or type(error).__name__}")

    def is_timed(job: Job) -> bool:
        return timed and _is_run(job) and not (job in cells and cells[job].speed)

    new = [job for job in jobs if job not in cells]
    untimed = [job for job in jobs if is_timed(job)]
    meter = _Meter(progress, [*map(_work, new), *map(_timed_work, untimed)])
    for job in new:
        try:
            cells[job], measured[job] = _make(job, written, meter.part(_work(job)))
            write_text(output / job.file, cells[job].to_json())
        except FAILURES as error:
            fail(job, error)
        meter.finish(_work(job))
    for group in _grouped(job for job in untimed if job in cells).values():
        for job, speed in _time(group, meter):
            if isinstance(speed, DwibahasaError):
                fail(job, speed)
                continue
            cells[job] = replace(cells[job], speed=speed)
            try:
                write_text(output / job.file, cells[job].to_json())
            except OutputError as error:
                fail(job, error)
    there = [job for job in jobs if job in cells]
    comparisons = {
        key: compared
        for key, group in _grouped(there).items()
        if (compared := _compare(group, cells, measured, baseline))
    }
    return Results(tuple(cells[job] for job in there), comparisons, len(failed))


def time_only(
    jobs: Sequence[Job],
    *,
    progress: Progress = lambda _done, _total: None,
    say: Callable[[str], None] = lambda _message: None,
) -> Results:
    """Measure speed, start-up and memory alone: nothing is scored, and nothing is kept.

    progress and say as in `run`. Raises UsageError where no system can be timed.
    """
    timed = [job for job in jobs if _is_run(job)]
    if not timed:
        raise UsageError("there is nothing to time: stored outputs and the oracle are not run")
    meter = _Meter(progress, map(_timed_work, timed))
    cells: dict[Job, Cell] = {}
    for group in _grouped(timed).values():
        for job, speed in _time(group, meter):
            if isinstance(speed, DwibahasaError):
                say(f"{job.system.name} on {' '.join(job.group)}: {speed}")
            else:
                nothing = [""] * len(job.material.segments)
                cells[job] = replace(_cell(job, nothing, ()), speed=speed)
    there = tuple(cells[job] for job in timed if job in cells)
    return Results(there, {}, len(timed) - len(there))


def kept(path: Path, job: Job) -> Cell | None:
    """Read the cell of a job; None where there is none, or one of other options."""
    try:
        cell = Cell.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, EvaluationError):
        return None
    return cell if cell.key == job.key else None


def _make(job: Job, written: Written, progress: Progress) -> tuple[Cell, list[Statistics]]:
    material, choice = job.material, job.choice
    if choice.role == "stored":
        outputs = stored_outputs(choice.model.removeprefix(STORED), material.data.name)
        hypotheses = outputs[: material.data.segments]
    elif material.task == "translate":
        hypotheses, _ = load(choice)(material.articles, progress)
    else:
        hypotheses = _summarize(job, written, progress)
    corpus = material.corpus(hypotheses)
    statistics = [each for metric in job.metrics for each in measure(metric, corpus)]
    return _cell(job, hypotheses, tuple(map(score_corpus, statistics))), statistics


def _cell(job: Job, hypotheses: Sequence[str], scores: tuple[Score, ...]) -> Cell:
    material = job.material
    return Cell(
        key=job.key,
        task=material.task,
        setting=material.setting,
        data=material.data,
        system=with_sizes(job.system, job.choice),
        segments=tuple(
            replace(segment, hypothesis=hypothesis)
            for segment, hypothesis in zip(material.segments, hypotheses, strict=True)
        ),
        scores=scores,
        speed=None,
        machine=machine(),
        created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        version=__version__,
    )


def _summarize(job: Job, written: Written, progress: Progress) -> list[str]:
    keys = [
        (
            replace(job.choice, translator=None) if is_english(article.language) else job.choice,
            article,
            segment.references,
        )
        for article, segment in zip(job.material.articles, job.material.segments, strict=True)
    ]
    new = [key for key in keys if key not in written]
    if new:
        articles = [article for _, article, _ in new]
        if job.choice.role == "oracle":
            references = [texts for _, _, texts in new]
            summarizer = load_summarizer(job.choice)
            outputs = oracle_summaries(summarizer, articles, references, progress)
        else:
            outputs, _ = load(job.choice)(articles, progress)
        written.update(zip(new, outputs, strict=True))
    return [written[key] for key in keys]


def _compare(
    group: Sequence[Job],
    cells: Mapping[Job, Cell],
    measured: Mapping[Job, list[Statistics]],
    baseline: str | None,
) -> tuple[Comparison, ...]:
    group = [job for job in group if job.choice.role != "oracle"]  # a bound, no rival
    names = [job.system.name for job in group]
    if len(names) < 2:
        return ()
    chosen = next((name for name in (baseline, "lead") if name in names), names[0])
    statistics = {
        job.system.name: measured.get(job) or _measure_again(job, cells[job]) for job in group
    }
    return compare(statistics, chosen).comparisons


def _measure_again(job: Job, cell: Cell) -> list[Statistics]:
    """Take the statistics of a cell that was kept."""
    corpus = job.material.corpus([segment.hypothesis for segment in cell.segments])
    found: list[Statistics] = []
    for metric in job.metrics:
        if metric == "comet":  # takes minutes, and is no more than the mean of its segments
            (score,) = (each for each in cell.scores if each.metric == "COMET")
            rows = np.array([(value / 100, 1.0) for value in score.segments])
            found.append(Statistics("COMET", rows, ratio(), score.signature))
        else:
            found += measure(metric, corpus)
    return found


def _grouped(jobs: Iterable[Job]) -> dict[GroupKey, list[Job]]:
    groups: dict[GroupKey, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.group, []).append(job)
    return groups


def _is_run(job: Job) -> bool:
    return job.choice.role not in ("stored", "oracle")


def _time(group: Sequence[Job], meter: _Meter) -> Iterator[tuple[Job, Speed | DwibahasaError]]:
    by_key = {job.key: job for job in group}
    work = sum(map(_timed_work, group))
    speeds = measure_speeds(
        {job.key: job.choice for job in group}, group[0].material, meter.steps(work, RUNS)
    )
    meter.finish(work)
    for key, speed in speeds.items():
        yield by_key[key], speed


def _work(job: Job) -> int:
    """Estimate a job's work: the characters it decodes (ranking takes next to nothing)."""
    decodes = job.choice.translator is not None or job.choice.role in ("translator", "summarizer")
    return sum(len(article.text) for article in job.material.articles) if decodes else 1


def _timed_work(job: Job) -> int:
    share = len(sample(job.material)) / len(job.material.articles)
    return int(_work(job) * share * RUNS) + 1


class _Meter:
    """One progress over many pieces of work."""

    def __init__(self, progress: Progress, pieces: Iterable[int]) -> None:
        self._progress = progress
        self._total = sum(pieces)
        self._done = 0

    def part(self, work: int) -> Progress:
        """Give the progress of the piece that runs now, in whatever unit it counts."""
        return lambda done, total: self._progress(
            self._done + int(work * done / max(total, 1)), self._total
        )

    def steps(self, work: int, count: int) -> Callable[[], None]:
        """Give what a piece of `count` equal steps calls after each."""
        part, taken = self.part(work), iter(range(1, count + 1))
        return lambda: part(next(taken, count), count)

    def finish(self, work: int) -> None:
        """Count a piece of work as done."""
        self._done += work
        self._progress(self._done, self._total)
