"""The benchmark's tables: terminal, Markdown, CSV, JSON. No score without its signature."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import IO

from dwibahasa import __version__
from eval.benchmark import Results
from eval.cell import Cell, Speed
from eval.render_scores import mark
from eval.report.group import Group, group_cells
from eval.report.text import number
from eval.scoring import LEVEL, Score
from eval.significance import RESAMPLES, TRIALS

__all__ = ["as_csv", "as_json", "markdown", "print_tables"]

WIDTH = 120  # columns where the output is no terminal
ARROWS = {"higher": " ↑", "lower": " ↓", "neither": ""}
Measured = tuple[tuple[str, Callable[[Speed], float | None]], ...]
MEASURED: Measured = (
    ("source tokens/s", lambda speed: speed.source_tokens_per_second),
    ("sentences/s", lambda speed: speed.sentences_per_second),
    ("articles/s", lambda speed: speed.articles_per_second),
    ("start-up, s", lambda speed: speed.startup_seconds),
    ("memory, MiB", lambda speed: speed.peak_rss_mib),
)
# Outputs that are not scored may be of any length.
UNSCORED: Measured = (("output tokens/s", lambda speed: speed.target_tokens_per_second),)


def print_tables(results: Results, file: IO[str]) -> None:
    """Print to a terminal, or as plain text; the best is bold and has a star."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    plain = io.StringIO()
    console = Console(file=file, highlight=False)
    if not console.is_terminal:
        console = Console(file=plain, highlight=False, width=WIDTH)

    def table(heads: list[str]) -> Table:
        made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for index, head in enumerate(heads):
            made.add_column(Text(head), justify="right" if index else "left")
        return made

    groups = _groups(results)
    for group in groups:
        console.print(Text(group.title, style="bold"))
        scores = table(["system", *(s.metric + ARROWS[s.better] for s in group.metrics)])
        for cell in group.ranked:
            row = [Text(cell.system.name)]
            for name in (score.metric for score in group.metrics):
                score = group.score(cell, name)
                best = cell.system.name in group.best(name)
                text = Text(_value(group, cell, name, star=True), style="bold" if best else "")
                row.append(text.append(f"\n{_interval(score)}", style="dim") if score else text)
            scores.add_row(*row)
        if group.metrics:
            console.print(scores)
        heads, rows = _speeds(group)
        if rows:
            speeds = table(heads)
            for texts in rows:
                speeds.add_row(*map(Text, texts))
            console.print(speeds)
        for line in _notes(group):
            console.print(Text(line), soft_wrap=True)
        console.print()
    for line in _made(results, groups):
        console.print(Text(line), soft_wrap=True)
    # Rich fills its lines with spaces, which no file needs.
    file.writelines(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines())


def markdown(results: Results) -> str:
    """Write tables for a README or an issue."""
    lines: list[str] = []

    def table(heads: list[str], rows: list[list[str]]) -> None:
        lines.extend(["| " + " | ".join(map(_escape, heads)) + " |"])
        lines.append("|---|" + "---:|" * (len(heads) - 1))
        lines.extend("| " + " | ".join(row) + " |" for row in rows)
        lines.append("")

    groups = _groups(results)
    for group in groups:
        lines += [f"### {_escape(group.title)}", ""]
        rows = []
        for cell in group.ranked:
            row = [_escape(cell.system.name)]
            for name in (score.metric for score in group.metrics):
                score = group.score(cell, name)
                value = _value(group, cell, name, star=False)
                if cell.system.name in group.best(name):
                    value = f"**{value}**"
                row.append(f"{value} {_interval(score)}" if score else value)
            rows.append(row)
        if group.metrics:
            table(["system", *(s.metric + ARROWS[s.better] for s in group.metrics)], rows)
        heads, speeds = _speeds(group)
        if speeds:
            table(heads, [[_escape(text) for text in row] for row in speeds])
        lines += [f"- {_escape(line)}" for line in _notes(group)]
        lines.append("")
    return "\n".join([*lines, *(f"- {_escape(line)}" for line in _made(results, groups))]) + "\n"


def as_csv(results: Results) -> str:
    """Write a row a score, or a row a system that has none, for a spreadsheet or a data frame."""
    heads = [
        *("task", "setting", "data", "segments", "system", "model", "engine", "precision", "beam"),
        *("metric", "value", "low", "high", "better", "baseline", "difference"),
        *("bootstrap_p", "randomization_p", "source_tokens_per_second", "sentences_per_second"),
        *("target_tokens_per_second", "articles_per_second", "startup_seconds", "peak_rss_mib"),
        *("size_bytes", "parameters"),
        *("signature", "cpu", "created", "version"),
    ]
    text = io.StringIO()
    rows = csv.DictWriter(text, heads, extrasaction="ignore", lineterminator="\n")
    rows.writeheader()
    for group in _groups(results):
        for cell in group.cells:
            for score in cell.scores or (None,):
                compared = score and group.comparisons.get((cell.system.name, score.metric))
                rows.writerow(
                    asdict(cell.system)
                    | (asdict(cell.speed) if cell.speed else {})
                    | {
                        "task": cell.task,
                        "setting": cell.setting,
                        "data": cell.data.name,
                        "segments": cell.data.segments,
                        "cpu": cell.machine.get("CPU"),
                        "created": cell.created,
                        "version": cell.version,
                    }
                    | (asdict(score) if score else {})
                    | (asdict(compared) if compared else {})
                    | {"segments": cell.data.segments, "system": cell.system.name}
                )
    return text.getvalue()


def as_json(results: Results) -> str:
    """Write the cells and comparisons, without the texts and the scores of single segments."""
    cells = []
    for cell in results.cells:
        held = asdict(cell)
        del held["segments"]
        for score in held["scores"]:
            del score["segments"]
        cells.append(held)
    comparisons = [
        {"task": task, "setting": setting, "data": data, **asdict(each), "correction": "holm"}
        for (task, setting, data), compared in results.comparisons.items()
        for each in compared
    ]
    content = {
        "version": __version__,
        "resamples": RESAMPLES,
        "trials": TRIALS,
        "failures": results.failures,
        "cells": cells,
        "comparisons": comparisons,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _groups(results: Results) -> list[Group]:
    return group_cells(results.cells, results.comparisons, None)


def _value(group: Group, cell: Cell, metric: str, *, star: bool) -> str:
    """Write a value with its marks: "48.0*", "33.4-"."""
    score = group.score(cell, metric)
    if score is None:
        return "–"
    best = "*" if star and cell.system.name in group.best(metric) else ""
    sign = mark(group.comparisons.get((cell.system.name, metric)), score.better)
    return f"{score.value:.1f}{best}{sign}"


def _interval(score: Score) -> str:
    return f"[{score.low:.1f}, {score.high:.1f}]"


def _speeds(group: Group) -> tuple[list[str], list[list[str]]]:
    """Give heads and rows of the table of speed and size, without what is empty."""
    measured = MEASURED if group.metrics else (*MEASURED, *UNSCORED)
    rows = []
    for cell in group.ranked:
        values = [get(cell.speed) if cell.speed else None for _, get in measured]
        size, count = cell.system.size_bytes, cell.system.parameters
        values += [None if size is None else size / 1e6, None if count is None else count / 1e6]
        if any(value is not None for value in values):
            rows.append((cell.system.name, values))
    heads = [*(head for head, _ in measured), "size, MB", "parameters, M"]
    shown = [i for i in range(len(heads)) if any(values[i] is not None for _, values in rows)]
    return ["system", *(heads[i] for i in shown)], [
        [name, *(_number(values[i]) for i in shown)] for name, values in rows
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else number(value)


def _notes(group: Group) -> Iterator[str]:
    """Say what stands in a table."""
    data = group.cells[0].data
    name = f"{data.name} {data.version}".strip()
    yield f"{data.segments} segments of {name}, checksum {data.checksum[:12]}"
    for cell in group.cells:
        if cell.setting in ("end-to-end", "both-languages"):
            yield f"{cell.system.name}: {cell.system.model}"
    if group.baseline:
        yield f"baseline: {group.baseline}"


def _made(results: Results, groups: list[Group]) -> Iterator[str]:
    """Say how to read the tables, and how, where and when all of it was made."""
    if not results.cells or any(cell.scores for cell in results.cells):
        yield (
            "[low, high]: 95 % confidence. *: the best. +, -: better, worse than the baseline "
            f"(both tests p < {LEVEL} after Holm's correction)."
        )
    if any(cell.system.kind == "oracle" for cell in results.cells):
        yield "oracle has seen the references: about the most that a choice of sentences can score."
    if any(
        cell.setting == "end-to-end" and score.metric == "support"
        for cell in results.cells
        for score in cell.scores
    ):
        yield "support is judged by the reference translation, end-to-end too."
    signed: dict[str, dict[str, None]] = {}
    for group in groups:
        for score in group.metrics:
            signed.setdefault(score.signature, {})[score.metric] = None
    for signature, metrics in signed.items():
        yield f"{', '.join(metrics)}: {signature}"
    for machine in dict.fromkeys(tuple(cell.machine.items()) for cell in results.cells):
        yield ", ".join(f"{name} {value}" for name, value in machine)
    if dates := sorted(cell.created for cell in results.cells):
        versions = sorted({cell.version for cell in results.cells})
        when = " to ".join(dict.fromkeys((dates[0], dates[-1])))
        yield f"dwibahasa {', '.join(versions)}, {when}"


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in "|*_[]<>`" else c for c in text)
