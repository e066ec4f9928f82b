"""The report's tables: scores, differences, speed and size, scores by article, systems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import mean

from eval.cell import Cell, Speed
from eval.render_scores import DIRECTIONS, mark
from eval.report.group import Group
from eval.report.text import number, safe
from eval.scoring import Score

__all__ = [
    "article_table",
    "difference_table",
    "score_table",
    "signatures",
    "speed_table",
    "system_table",
]

ARROWS = {"higher": " ↑", "lower": " ↓", "neither": ""}
SIGNS = {
    "": "",
    "+": '<abbr class="up" title="significantly better than the baseline">▲</abbr>',
    "-": '<abbr class="down" title="significantly worse than the baseline">▼</abbr>',
}
TIMED: tuple[tuple[str, Callable[[Speed], float | None]], ...] = (
    ("source tokens/s", lambda speed: speed.source_tokens_per_second),
    ("sentences/s", lambda speed: speed.sentences_per_second),
    ("articles/s", lambda speed: speed.articles_per_second),
    ("start-up, s", lambda speed: speed.startup_seconds),
    ("peak memory, MiB", lambda speed: speed.peak_rss_mib),
)
MOST_ARTICLES = 60  # with more segments a table of each is not looked at


def score_table(group: Group) -> str:
    """Systems by metrics: the value, its interval, ▲ or ▼ against the baseline, the best bold."""
    metrics = group.metrics
    best = {each.metric: group.best(each.metric) for each in metrics}
    rows = []
    for cell in group.ranked:
        name = cell.system.name
        columns = []
        for each in metrics:
            score = group.score(cell, each.metric)
            if score is None:
                columns.append("<td>–</td>")
                continue
            sign = SIGNS[mark(group.comparisons.get((name, each.metric)), score.better)]
            top = name in best[each.metric]
            value = f"<b>{score.value:.1f}</b>" if top else f"{score.value:.1f}"
            columns.append(
                f'<td data-value="{score.value}"{" class=best" if top else ""}>{value}{sign}'
                f'<span class="ci">[{score.low:.1f}, {score.high:.1f}]</span></td>'
            )
        rows.append(_row(_system(cell, group.baseline), columns))
    head = ["System", *(f"{safe(each.metric)}{ARROWS[each.better]}" for each in metrics)]
    return _table(head, rows, "Scores")


def signatures(metrics: Sequence[Score]) -> str:
    """List how each score was computed; a value means nothing without it."""
    return (
        "<dl>"
        + "".join(
            f'<div><dt title="{DIRECTIONS[each.better]}">{safe(each.metric)}</dt>'
            f"<dd>{safe(each.signature)}</dd></div>"
            for each in metrics
        )
        + "</dl>"
    )


def difference_table(group: Group) -> str:
    """Each system's difference from the baseline, with the p-values of both tests."""
    metrics = [each for each in group.metrics if each.better != "neither"]
    rows = []
    for cell in group.ranked:
        if cell.system.name == group.baseline:
            continue
        columns = []
        for each in metrics:
            found = group.comparisons.get((cell.system.name, each.metric))
            columns.append(
                "<td>–</td>"
                if found is None
                else f'<td data-value="{found.difference}">{found.difference:+.1f}'
                f"{SIGNS[mark(found, each.better)]}"
                f'<span class="ci">p {_p(found.bootstrap_p)} / {_p(found.randomization_p)}</span>'
                "</td>"
            )
        rows.append(_row(_system(cell), columns))
    return _table(["System", *(safe(each.metric) for each in metrics)], rows, "Differences")


def speed_table(group: Group) -> str:
    """Speed, memory and size, with the columns that any system has a value for."""
    ranked = group.ranked
    columns: list[tuple[str, list[float | None]]] = [
        (head, [get(cell.speed) if cell.speed else None for cell in ranked]) for head, get in TIMED
    ]
    columns.append(("size on disk, MB", [_millions(cell.system.size_bytes) for cell in ranked]))
    columns.append(("parameters, M", [_millions(cell.system.parameters) for cell in ranked]))
    kept = [column for column in columns if any(value is not None for value in column[1])]
    if not kept:
        return ""
    rows = [
        _row(
            _system(cell),
            [*(_number(values[index]) for _, values in kept), f"<td>{_how(cell)}</td>"],
        )
        for index, cell in enumerate(ranked)
    ]
    heads = ["System", *(head for head, _ in kept), "engine, precision, beam"]
    return _table(heads, rows, "Speed and size")


def article_table(group: Group) -> str:
    """Scores of single segments by the main metric, the hardest first; "" for a large set."""
    main = group.main
    if main is None:
        return ""
    held = [(cell, group.score(cell, main.metric)) for cell in group.ranked]
    scored = [(cell, score.segments) for cell, score in held if score is not None]
    count = len(scored[0][1])
    if not 1 < count <= MOST_ARTICLES or any(len(values) != count for _, values in scored):
        return ""
    every = [value for _, values in scored for value in values]
    low, span = min(every), (max(every) - min(every)) or 1.0
    rows = []
    sign = 1 if main.better == "higher" else -1
    order = sorted(range(count), key=lambda i: sign * mean(values[i] for _, values in scored))
    for index in order:
        columns = [
            f'<td style="--v:{(values[index] - low) / span:.2f}" data-value="{values[index]}">'
            f"{values[index]:.1f}</td>"
            for _, values in scored
        ]
        rows.append(_row(safe(scored[0][0].segments[index].id), columns))
    heads = ["Article", *(_system(cell) for cell, _ in scored)]
    return _table(heads, rows, f"{main.metric} by article", kind="heat sort")


def system_table(cells: Iterable[Cell]) -> str:
    """What each system is: the model and its checksum, where it came from, its licence."""
    systems = {cell.system: cell for cell in cells}
    rows = [
        _row(
            _system(cell),
            [
                f'<td class="words">{safe(value or "–")}</td>'
                for value in (system.kind, system.model, system.licence)
            ]
            + [
                f'<td class="words">{_how(cell)}</td>',
                f'<td class="words" title="{safe(system.checksum or "")}">'
                f"{safe((system.checksum or '–')[:12])}</td>",
            ],
        )
        for system, cell in systems.items()
    ]
    return _table(
        [
            "System",
            *(
                f'<span class="words">{head}</span>'
                for head in ("kind", "model", "licence", "engine, precision, beam", "checksum")
            ),
        ],
        rows,
        "Systems",
    )


def _system(cell: Cell, baseline: str | None = None) -> str:
    tag = '<span class="tag">baseline</span>' if cell.system.name == baseline else ""
    return safe(cell.system.name).replace("/", "/<wbr>") + tag


def _millions(value: int | None) -> float | None:
    return None if value is None else value / 1e6


def _number(value: float | None) -> str:
    return "<td>–</td>" if value is None else f'<td data-value="{value}">{number(value)}</td>'


def _how(cell: Cell) -> str:
    system = cell.system
    beam = f"beam {system.beam}" if system.beam else ""
    return safe(", ".join(str(x) for x in (system.engine, system.precision, beam) if x)) or "–"


def _row(head: str, columns: Sequence[str]) -> str:
    return f'<tr><th scope="row">{head}</th>{"".join(columns)}</tr>'


def _table(heads: Sequence[str], rows: Sequence[str], label: str, kind: str = "sort") -> str:
    """Put a table (heads and rows are HTML) into a box that scrolls by itself."""
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{safe(label)}">'
        f'<table class="{kind}"><thead><tr>{head}</tr></thead>\n<tbody>\n'
        + "\n".join(rows)
        + "\n</tbody></table></div>"
    )


def _p(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "&lt;.001"
