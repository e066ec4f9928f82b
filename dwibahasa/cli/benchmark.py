"""dwibahasa benchmark: which system is better, by how much, and at what speed and memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from dwibahasa.cli.options import Offline, Quiet

if TYPE_CHECKING:
    from eval.grid import Job

__all__ = ["benchmark"]


def benchmark(
    models: Annotated[
        Optional[list[str]],  # noqa: UP045 (Typer, Python 3.10)
        typer.Option(
            metavar="NAME,...",
            help="Shipped names, hub ids, directories, lead, textrank, oracle; stored:google, "
            "stored:microsoft, stored:nllb, stored:bergamot-tiny, stored:opusmt, stored:argos "
            "(outputs for FLORES).",
            show_default="mini, mini-summarizer, lead, textrank; mini-en-id with --to id",
        ),
    ] = None,
    task: Annotated[
        Optional[Literal["translate", "summarize", "both"]],  # noqa: UP045
        typer.Option(help="What to measure.", show_default="both; translate with --to id"),
    ] = None,
    data: Annotated[
        list[str],
        typer.Option(
            metavar="NAME,...",
            help="seeds, news-summaries, flores-dev, flores-devtest, hub:ID, FILE.jsonl (tsv, csv, "
            "parquet) or two plain files as SOURCE,TARGET. A JSONL of summaries has the columns "
            "article and summary.",
        ),
    ] = ["seeds"],  # noqa: B006 (Typer's way of several values)
    into: Annotated[
        Literal["en", "id"],
        typer.Option("--to", help="Language translated into; summaries are in English."),
    ] = "en",
    source_column: Annotated[
        str, typer.Option(help="Column of the Indonesian in a file or hub set.")
    ] = "source",
    target_column: Annotated[str, typer.Option(help="Column of the English.")] = "target",
    metrics: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            metavar="NAME,...",
            help="Of translations: bleu, chrf, ter, comet, coverage, length; of summaries: rouge, "
            "exact_sentences, redundancy, support, length.",
            show_default="bleu,chrf,coverage; rouge,exact_sentences,redundancy,support",
        ),
    ] = None,
    engines: Annotated[
        list[str], typer.Option(metavar="NAME,...", help="ctranslate2, transformers.")
    ] = ["ctranslate2"],  # noqa: B006
    beam: Annotated[str, typer.Option(metavar="N,...", help="Beam sizes; 1 is greedy.")] = "4",
    limit: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(min=1, help="Take the first N articles or sentences.", show_default="all"),
    ] = None,
    baseline: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="NAME",
            help="The system that others are compared with.",
            show_default="lead for summaries, the first for translations",
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIRECTORY", help="Keeps a file a result.")
    ] = Path("results"),
    report: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="FILE.html", help="Write one self-contained page as well."),
    ] = None,
    format_: Annotated[
        Literal["table", "markdown", "csv", "json"], typer.Option("-f", "--format")
    ] = "table",
    speed: Annotated[
        bool, typer.Option("--speed/--no-speed", help="Measure speed, start-up and memory.")
    ] = True,
    speed_only: Annotated[
        bool,
        typer.Option(
            "--speed-only", help="Measure these alone: nothing is scored, and nothing is kept."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Redo results that are there.")] = False,
    offline: Offline = False,
    show_config: Annotated[
        bool, typer.Option("--show-config", help="Print what would be run, as JSON, and stop.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Measure models on reference sets: quality with confidence intervals, speed and memory.

    Results are kept in a directory, one JSON file each, and are not made twice: an interrupted
    benchmark goes on where it stopped. Models run on the CPU.

    \b
    Examples:
      dwibahasa benchmark
      dwibahasa benchmark --task summarize --models csebuetnlp/mT5_multilingual_XLSum --limit 5
      dwibahasa benchmark --task summarize --data news-summaries
      dwibahasa benchmark --models mini,stored:google --data flores-devtest --report out.html
      dwibahasa benchmark --task translate --beam 1,4 --engines ctranslate2,transformers
      dwibahasa benchmark --speed-only --task translate --engines ctranslate2,transformers
      dwibahasa benchmark --data mine.tsv --source-column id --target-column en -f markdown
      dwibahasa benchmark --to id --data flores-devtest
    """
    import sys

    from dwibahasa.atomic import write_text
    from dwibahasa.cli.destination import check_file
    from dwibahasa.cli.run import note
    from dwibahasa.errors import UsageError
    from dwibahasa.progress import progress_bar
    from eval.benchmark import run, time_only
    from eval.grid import Grid, plan
    from eval.tables import as_csv, as_json, markdown, print_tables
    from translate.translator import DEFAULTS

    if speed_only and (report is not None or metrics is not None or not speed):
        raise UsageError("--speed-only scores nothing: leave out --report, --metrics, --no-speed")
    if report is not None:
        check_file(report)
    if into == "en":
        usual, tasks = Grid.models, task or "both"
    else:
        usual, tasks = (DEFAULTS[into],), task or "translate"
    grid = Grid(
        models=_names(models) if models else usual,
        tasks=("translate", "summarize") if tasks == "both" else (tasks,),
        data=_sets(data),
        metrics=_names(metrics) if metrics else None,
        engines=_names(engines),
        beams=_beams(beam),
        limit=limit,
        source_column=source_column,
        target_column=target_column,
        offline=offline,
        into=into,
    )
    jobs, failures = plan(grid)
    for failure in failures:
        note(str(failure))
    if show_config:
        typer.echo(_configuration(jobs, output))
        raise typer.Exit(1 if failures else 0)
    with progress_bar("Benchmarking", quiet=quiet) as progress:
        if speed_only:
            results = time_only(jobs, progress=progress, say=note)
        else:
            results = run(
                jobs,
                output,
                baseline=baseline,
                force=force,
                timed=speed,
                progress=progress,
                say=note,
            )
    if format_ == "table":
        print_tables(results, sys.stdout)
    else:
        writers = {"markdown": markdown, "csv": as_csv, "json": as_json}
        typer.echo(writers[format_](results), nl=False)
    if report is not None:
        from eval.report.page import render_report

        write_text(report, render_report(results.cells, results.comparisons, baseline))
    if failures or results.failures:
        raise typer.Exit(1)


def _names(values: list[str]) -> list[str]:
    return list(dict.fromkeys(name for value in values for name in value.split(",") if name))


def _sets(values: list[str]) -> list[str]:
    """Split at commas, except between two plain files: SOURCE,TARGET is one set."""
    from eval.columns import TABLES
    from eval.sets import FLORES, NEWS_SUMMARIES

    def is_whole(name: str) -> bool:
        known = name in ("seeds", NEWS_SUMMARIES, *FLORES) or name.startswith("hub:")
        return known or Path(name).suffix.lower() in TABLES

    sets: list[str] = []
    halves: list[str] = []
    for name in _names(values):
        if is_whole(name):
            sets.append(name)
            continue
        halves.append(name)
        if len(halves) == 2 and all(Path(half).exists() for half in halves):
            sets.append(",".join(halves))
            halves = []
    return sets + halves


def _beams(value: str) -> list[int]:
    from dwibahasa.errors import UsageError

    try:
        beams = [int(beam) for beam in _names([value])]
    except ValueError:
        beams = []
    if not beams or not all(1 <= beam <= 64 for beam in beams):
        raise UsageError(f"--beam takes numbers from 1 to 64, such as 1,4, not {value}")
    return beams


def _configuration(jobs: list[Job], output: Path) -> str:
    import json
    from dataclasses import asdict

    from eval.benchmark import kept
    from eval.machine import machine

    cells = [
        {
            "task": job.material.task,
            "setting": job.material.setting,
            "data": asdict(job.material.data),
            "system": asdict(job.system),
            "metrics": job.metrics,
            "key": job.key,
            "file": str(output / job.file),
            "kept": kept(output / job.file, job) is not None,
        }
        for job in jobs
    ]
    return json.dumps({"machine": machine(), "cells": cells}, ensure_ascii=False, indent=2)
