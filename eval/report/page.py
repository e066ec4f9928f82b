"""The report of a benchmark as one self-contained page: no network, no font or script from outside.

Everything can be read without JavaScript; a few inline lines sort tables by a column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dwibahasa.page import page
from eval.cell import Cell, Speed
from eval.report.axis import axis
from eval.report.distribution import histogram, quartiles
from eval.report.examples import examples
from eval.report.group import Group, group_cells
from eval.report.scatter import Point, frontier, scatter
from eval.report.style import SCRIPT, STYLE
from eval.report.tables import (
    article_table,
    difference_table,
    score_table,
    signatures,
    speed_table,
    system_table,
)
from eval.report.text import clean, safe
from eval.scoring import LEVEL, Comparison, Score
from eval.significance import RESAMPLES, TRIALS

__all__ = ["render_report"]

SPEEDS: tuple[tuple[str, Callable[[Speed], float | None]], ...] = (
    ("source tokens per second", lambda speed: speed.source_tokens_per_second),
    ("sentences per second", lambda speed: speed.sentences_per_second),
    ("articles per second", lambda speed: speed.articles_per_second),
)


def render_report(
    cells: Sequence[Cell],
    comparisons: Mapping[tuple[str, str, str], Sequence[Comparison]],
    baseline: str | None,
) -> str:
    """Write the page for the cells of one benchmark, in the order given.

    comparisons: by (task, setting, name of the data), each system against the baseline.
    baseline: a system's name; None where nothing was compared.
    """
    groups = group_cells(cells, comparisons, baseline)
    names = list(dict.fromkeys(cell.system.name for cell in cells))
    what = f"{len(names)} systems" if len(names) > 1 else " ".join(names) or "nothing"
    against = f" Marks compare with the baseline, {baseline}." if baseline else ""
    title = f"Indonesian news in English: {what} measured"
    links = "".join(
        f'<a href="#group-{index}">{safe(group.title)}</a>' for index, group in enumerate(groups)
    )
    body = (
        f'<main class="report"><p class="kicker">dwibahasa benchmark</p>\n<h1>{safe(title)}</h1>\n'
        f'<p class="lead">Each score stands with its 95 % confidence interval.{safe(against)} '
        f'Click a column’s head to sort.</p>\n<nav aria-label="Contents">{links}'
        '<a href="#systems">Systems</a><a href="#made">How this was made</a></nav>\n'
        + "".join(_section(group, index) for index, group in enumerate(groups))
        + f'<section id="systems"><h2>Systems</h2>\n{system_table(cells)}</section>\n'
        + f"{_made(cells)}</main>\n<script>{SCRIPT}</script>"
    )
    return page(clean(title), body, STYLE)


def _section(group: Group, index: int) -> str:
    data, main = group.cells[0].data, group.main
    version = f"version {safe(data.version)}, " if data.version else ""
    parts = [
        f'<section id="group-{index}"><h2>{safe(group.title)}</h2>',
        f'<p class="finding">{_finding(group)}</p>' if main else "",
        score_table(group),
        f'<p class="note">{_legend(group)} {data.segments:,} segments; '
        f"{version}checksum {safe(data.checksum[:12])}.</p>",
        f"<details><summary>How the scores were computed</summary>{signatures(group.metrics)}"
        "</details>",
    ]
    if group.comparisons:
        parts.append(
            f"<details><summary>Differences from {safe(group.baseline)}, with p-values</summary>"
            f"{difference_table(group)}</details>"
        )
    if speed := speed_table(group):
        parts.append(f"<h3>Speed, memory and size</h3>{speed}")
    if main:
        parts += [_quality_against_speed(group, main), _articles(group, main)]
        parts += [_distributions(group, main), _examples(group, main)]
    return "\n".join(part for part in parts if part) + "</section>\n"


def _finding(group: Group) -> str:
    """Say in a sentence who leads by the main metric."""
    main, rivals = group.main, group.rivals
    score = main and rivals and group.score(rivals[0], main.metric)
    if not main or not score:
        return ""
    leaders = sorted(group.best(main.metric)) or [rivals[0].system.name]
    names = " and ".join(f"<b>{safe(name)}</b>" for name in leaders)
    verb = " lead:" if len(leaders) > 1 else " leads:" if len(rivals) > 1 else ":"
    return (
        f"{names}{verb} {safe(main.metric)} {score.value:.1f} [{score.low:.1f}, {score.high:.1f}]."
    )


def _legend(group: Group) -> str:
    parts = ["Arrows beside a metric point the good way. In brackets: 95 % confidence."]
    if len(group.cells) > 1:
        parts.append("Bold: the best.")
    if len(group.rivals) < len(group.cells):
        parts.append(
            "oracle has seen the references: about the most that a choice of sentences can score."
        )
    if group.comparisons:
        parts.append(
            f"▲ ▼: significantly better or worse than {safe(group.baseline)} (both tests under "
            f"{LEVEL} after Holm’s correction)."
        )
    return " ".join(parts)


def _quality_against_speed(group: Group, main: Score) -> str:
    """Plot the first speed that any system was timed by; "" where none was timed."""
    for name, get in SPEEDS:
        points = []
        for cell in group.ranked:
            score = group.score(cell, main.metric)
            speed = get(cell.speed) if cell.speed else None
            if score is not None:
                values = (score.value, score.low, score.high)
                base = cell.system.name == group.baseline
                points.append(Point(cell.system.name, *values, speed or None, base))
        if all(point.speed is None for point in points):
            continue
        higher = main.better == "higher"
        line = len(frontier(points, higher=higher)) > 1
        plots = "".join(
            f'<div class="{kind}">'
            + scatter(points, width=width, quality=main.metric, speed=name, higher=higher)
            + "</div>"
            for kind, width in (("wide", 860), ("narrow", 360))
        )
        return (
            "<h3>Quality against speed</h3><figure><figcaption>Right is faster, "
            f"{'up' if higher else 'down'} is better; the bars are confidence intervals."
            + (" The pale line joins the systems that no other beats in both." if line else "")
            + (" The baseline is the red square." if group.baseline else "")
            + f"</figcaption>{plots}</figure>"
        )
    return ""


def _articles(group: Group, main: Score) -> str:
    table = article_table(group)
    if not table:
        return ""
    return (
        f"<h3>Article by article</h3><p class=note>{safe(main.metric)} of each article, the "
        "hardest first (by the mean over the systems). The stronger the colour, the higher the "
        f"score.</p>{table}"
    )


def _distributions(group: Group, main: Score) -> str:
    held = [(cell, group.score(cell, main.metric)) for cell in group.ranked]
    scored = [(cell, score) for cell, score in held if score is not None and score.segments]
    if not scored:
        return ""
    along = axis([value for _, score in scored for value in score.segments])
    rows = "".join(
        f'<span class="system">{safe(cell.system.name)}</span>{histogram(score.segments, along)}'
        f"<span>{quartiles(score.segments)[1]:.1f}</span>"
        for cell, score in scored
    )
    ticks = "".join(
        f'<span style="left:{along.place(tick) * 100:.2f}%">{tick:g}</span>' for tick in along.ticks
    )
    return (
        "<h3>How the scores are spread</h3><p class=note>How many segments have which "
        f"{safe(main.metric)}. The dot is the median, printed at the right; the line below holds "
        f'the middle half.</p><div class="spreads">{rows}<span class="gap"></span>'
        f'<span class="axis">{ticks}</span><span></span></div>'
    )


def _examples(group: Group, main: Score) -> str:
    held = [(cell, group.score(cell, main.metric)) for cell in group.ranked]
    shown = [
        examples(cell, score, unfolded=index == 0)
        for index, (cell, score) in enumerate(held)
        if score is not None and score.segments
    ]
    if not shown:
        return ""
    return (
        "<h3>Worst and best, beside the reference</h3><p class=note><del>Dotted</del>: words of "
        "the reference that the system does not have there. <ins>Underlined</ins>: words of the "
        "system that the reference does not have there.</p>" + "".join(shown)
    )


def _made(cells: Sequence[Cell]) -> str:
    """Say when, where and with what the cells were made; each distinct statement once."""
    dates = sorted({str(cell.created) for cell in cells})
    when = " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else "–"
    facts: dict[str, str] = {"made": when}
    for cell in cells:
        for name, value in {"dwibahasa": cell.version, **cell.machine}.items():
            before = facts.get(name)
            text = str(value)
            if before is None:
                facts[name] = text
            elif text not in before.split("; "):
                facts[name] = f"{before}; {text}"
    rows = "".join(
        f"<div><dt>{safe(name)}</dt><dd>{safe(value)}</dd></div>" for name, value in facts.items()
    )
    return (
        f'<section id="made"><h2>How this was made</h2><dl>{rows}</dl><p class="note">Intervals: '
        f"bootstrap, {RESAMPLES:,} resamples. Tests: paired bootstrap ({RESAMPLES:,} resamples) "
        f"and approximate randomisation ({TRIALS:,} trials), Holm’s correction over the systems "
        "compared.</p></section>\n"
    )
