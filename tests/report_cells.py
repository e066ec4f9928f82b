"""Benchmark cells made by hand, for the tests of the report."""

from __future__ import annotations

import random
from collections.abc import Sequence

from eval.cell import Cell, Data, Segment, Speed, System
from eval.metrics.statistics import Better
from eval.scoring import Score

SOURCES = ("Menteri itu memotong anggaran.", "Hujan deras melanda kota.", "Pasar tutup lebih awal.")
REFERENCES = ("The minister cut the budget.", "Heavy rain hit the city.", "The market shut early.")
HYPOTHESES = ("The minister cut budget.", "Heavy rain hits the town.", "The market shut early.")


def cell(
    name: str = "mini",
    *,
    task: str = "translate",
    setting: str = "",
    data: str = "flores-devtest",
    quality: float = 60.0,
    speed: float | None = 200.0,
    segments: Sequence[tuple[str, str, Sequence[str], str]] = (),
) -> Cell:
    """Make a cell with two scores and a description; its segments' scores vary about `quality`."""
    held = segments or [
        (str(i), source, [reference], hypothesis)
        for i, (source, reference, hypothesis) in enumerate(
            zip(SOURCES, REFERENCES, HYPOTHESES, strict=True), start=1
        )
    ]
    draw = random.Random(repr(name + data))
    scored: list[tuple[str, Better]] = [
        ("BLEU", "higher"),
        ("chrF2++", "higher"),
        ("TER", "lower"),
        ("words", "neither"),
    ]
    return Cell(
        key=f"{task}-{data}-{name}",
        task=task,
        setting=setting,
        data=Data(data, "1.0.0", "c0ffee" * 8, len(held)),
        system=System(
            name,
            "model",
            f"org/{name}",
            "beef" * 16,
            "CC BY 4.0",
            "ctranslate2",
            "int8",
            4,
            16_900_000,
            17_000_000,
        ),
        segments=tuple(Segment(i, s, tuple(r), h) for i, s, r, h in held),
        scores=tuple(
            Score(
                metric,
                quality,
                quality - 1.5,
                quality + 1.5,
                f"nrefs:1|case:{metric}",
                better,
                tuple(draw.gauss(quality, 8) for _ in held),
            )
            for metric, better in scored
        ),
        speed=None if speed is None else Speed(speed, speed / 20, None, 0.4, 210.0),
        machine={"CPU": "a processor", "cores": "2"},
        created="2026-11-24T12:00:00+00:00",
        version="0.1.0",
    )
