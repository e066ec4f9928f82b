"""Scores as text, LaTeX or JSON: a signature beside every value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from dwibahasa import __version__
from eval.metrics.statistics import Better
from eval.scoring import LEVEL, Comparison, Score, Scores
from eval.significance import RESAMPLES, TRIALS

__all__ = ["FORMATS", "best", "mark"]

DIRECTIONS: dict[Better, str] = {
    "higher": "higher is better",
    "lower": "lower is better",
    "neither": "a description, not a score",
}


def mark(comparison: Comparison | None, better: Better) -> str:
    """Say where a system stands: "+" significantly better than the baseline, "-" worse, or ""."""
    if comparison is None or not comparison.significant:
        return ""
    return "+" if (comparison.difference > 0) == (better == "higher") else "-"


def best(column: Mapping[str, Score]) -> set[str]:
    """Return the systems with the best value of one score, as it is printed; none of one alone."""
    better = {score.better for score in column.values()}
    if len(column) < 2 or "neither" in better:
        return set()
    printed = {name: round(score.value, 1) for name, score in column.items()}
    top = (max if "higher" in better else min)(printed.values())
    return {name for name, value in printed.items() if value == top}


def _leaders(scores: Scores) -> list[set[str]]:
    """Return the best systems of each score."""
    columns = zip(*scores.systems.values(), strict=True)
    return [best(dict(zip(scores.systems, column, strict=True))) for column in columns]


def table(scores: Scores) -> str:
    """Write a block a score: systems with their intervals, differences and p-values."""
    width = max(len(name) for name in scores.systems) + len(" *")
    leaders = _leaders(scores)
    blocks = []
    for index, first in enumerate(next(iter(scores.systems.values()))):
        lines = [f"{first.metric} ({DIRECTIONS[first.better]})"]
        for name, held in scores.systems.items():
            score = held[index]
            line = (
                f"  {name + (' *' if name in leaders[index] else ''):<{width}}"
                f"  {score.value:6.1f}  {f'[{score.low:.1f}, {score.high:.1f}]':<15}"
            )
            if comparison := _comparison(scores, name, first.metric):
                line += (
                    f"  {comparison.difference:+6.1f}  p {_p(comparison.bootstrap_p)}"
                    f" / {_p(comparison.randomization_p)}  {mark(comparison, score.better)}"
                )
            elif name == scores.baseline:
                line += "  baseline"
            lines.append(line.rstrip())
        lines.append(f"  {first.signature}")
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, *_legend(scores)]) + "\n"


def latex(scores: Scores) -> str:
    """Write a booktabs table, systems by scores, with the signatures as comments."""
    header = next(iter(scores.systems.values()))
    leaders = _leaders(scores)
    lines = [f"% {score.metric}: {score.signature}" for score in header]
    lines += [f"% {line}" for line in _legend(scores)]
    lines += [
        rf"\begin{{tabular}}{{l{'r' * len(header)}}}",
        r"\toprule",
        " & ".join(["System", *(_escape(score.metric) for score in header)]) + r" \\",
        r"\midrule",
    ]
    for name, held in scores.systems.items():
        cells = [_escape(name)]
        for index, score in enumerate(held):
            value = f"{score.value:.1f}"
            if name in leaders[index]:
                value = rf"\textbf{{{value}}}"
            sign = mark(_comparison(scores, name, score.metric), score.better)
            half = (score.high - score.low) / 2
            cells.append(f"{value}{f'$^{{{sign}}}$' if sign else ''} {{\\small$\\pm${half:.1f}}}")
        lines.append(" & ".join(cells) + r" \\")
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}"]) + "\n"


def as_json(scores: Scores) -> str:
    """Write everything there is, the scores of the single segments included."""
    content = {"version": __version__, "resamples": RESAMPLES, "trials": TRIALS, **asdict(scores)}
    for held in content["comparisons"]:
        held["correction"] = "holm"
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Scores], str]] = {"table": table, "json": as_json, "latex": latex}


def _comparison(scores: Scores, system: str, metric: str) -> Comparison | None:
    return next(
        (each for each in scores.comparisons if (each.system, each.metric) == (system, metric)),
        None,
    )


def _legend(scores: Scores) -> Iterator[str]:
    yield f"[low, high]: 95 % confidence, {RESAMPLES} bootstrap resamples."
    if scores.baseline is not None:
        others = len(scores.systems) - 1
        yield (
            f"p: paired bootstrap / approximate randomisation ({TRIALS} trials) against "
            f"{scores.baseline}"
            + (f", Holm's correction over {others} systems" if others > 1 else "")
            + f"; + better, - worse, where both are under {LEVEL}; * the best."
        )


def _p(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "<.001"


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in "&%$#_{}" else c for c in text)
