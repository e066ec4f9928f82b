"""A system's worst and best segments beside the reference, the differing words marked."""

from __future__ import annotations

from collections.abc import Sequence

from eval.cell import Cell, Segment
from eval.report.differences import Piece, differences, nearest
from eval.report.text import safe
from eval.scoring import Score

__all__ = ["WORST", "examples"]

WORST, BEST = 5, 3
LONG = 400  # characters; longer sources are folded away


def examples(cell: Cell, score: Score, *, unfolded: bool) -> str:
    """Show up to WORST and BEST segments by this score, none twice."""
    sign = 1 if score.better == "higher" else -1
    order = sorted(range(len(score.segments)), key=lambda i: (sign * score.segments[i], i))
    worst = order[: min(WORST, (len(order) + 1) // 2)]
    best = order[len(worst) :][-BEST:][::-1]
    shown = [
        _example(cell, cell.segments[index], f"{kind} {rank} of {len(order)}", score, index)
        for kind, indices in (("worst", worst), ("best", best))
        for rank, index in enumerate(indices, start=1)
    ]
    return (
        f"<details{' open' if unfolded else ''}><summary>{safe(cell.system.name)}: "
        f"{len(worst)} worst and {len(best)} best by {safe(score.metric)}</summary>"
        + "".join(shown)
        + "</details>"
    )


def _example(cell: Cell, segment: Segment, rank: str, score: Score, index: int) -> str:
    hypothesis = segment.hypothesis
    sides = [(cell.system.name, _marked([Piece(hypothesis, differs=False)], "ins"))]
    if segment.references:
        chosen = nearest(segment.references, hypothesis)
        one, two = differences(segment.references[chosen], hypothesis)
        several = len(segment.references) > 1
        which = f"Reference {chosen + 1} of {len(segment.references)}" if several else "Reference"
        sides = [(which, _marked(one, "del")), (cell.system.name, _marked(two, "ins"))]
    columns = "".join(
        f"<div><h4>{safe(head)}</h4><p>{text or '<em>nothing</em>'}</p></div>"
        for head, text in sides
    )
    source = f'<p class="source" lang="id">{safe(segment.source)}</p>'
    if len(segment.source) > LONG:
        source = f"<details><summary>the source</summary>{source}</details>"
    return (
        f'<div class="example"><p class="note">{safe(segment.id)} · {safe(score.metric)} '
        f"{score.segments[index]:.1f} · {rank}</p>{source}"
        f'<div class="sides">{columns}</div></div>\n'
    )


def _marked(pieces: Sequence[Piece], tag: str) -> str:
    return "".join(
        f"<{tag}>{safe(each.text)}</{tag}>" if each.differs else safe(each.text) for each in pieces
    )
