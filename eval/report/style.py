"""The look of the report, beyond that of every page, and the few lines that sort its tables."""

from __future__ import annotations

__all__ = ["SCRIPT", "STYLE"]

STYLE = """
:root { --blue: #1f6f9f; --heat: 31 111 159; --less: #b4540a; --less-ground: #fbe6d2;
  --more-ground: #d9ebf6; --faint: #eceae4; }
@media (prefers-color-scheme: dark) { :root { --blue: #74bfe8; --heat: 90 170 220;
  --less: #f0a35e; --less-ground: #4a2f17; --more-ground: #173a50; --faint: #262523; } }
body { overflow-wrap: break-word; }
.kicker, .lead, nav, .note, figcaption, summary, h3, h4, .report table, .report dl, .spreads
  { font-family: system-ui, sans-serif; }
.kicker { margin: 0; color: var(--accent); font-size: .8rem; letter-spacing: .08em;
  text-transform: uppercase; }
h1 { margin: .2rem 0 .6rem; font-size: clamp(1.7rem, 5vw, 2.6rem); }
.lead { max-width: 44rem; margin: 0 0 1rem; color: var(--soft); font-size: .95rem; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: .5rem 0; font-size: .85rem;
  border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
a { color: var(--blue); text-underline-offset: .15em; }
section { margin-top: 3.2rem; padding-top: .6rem; border-top: 3px solid var(--ink); }
section > h2 { margin: 0; font-size: 1.5rem; }
.finding { max-width: 44rem; margin: .2rem 0 1.2rem; font-size: 1.1rem; }
h3 { margin: 2.2rem 0 .2rem; font-size: 1rem; }
h4 { margin: 0 0 .2rem; color: var(--soft); font-size: .75rem; font-weight: 600; }
.note, figcaption { max-width: 46rem; margin: .2rem 0 .7rem; color: var(--soft);
  font-size: .82rem; line-height: 1.45; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--blue); }
.report table { font-size: .85rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.report th, .report td { padding: .4rem .7rem; text-align: right; vertical-align: top;
  border-bottom: 1px solid var(--line); white-space: nowrap; }
.report thead th { color: var(--soft); font-size: .78rem; font-weight: 500; vertical-align: bottom;
  border-bottom: 1px solid var(--ink); }
.report th:first-child { position: sticky; left: 0; padding-left: 0; text-align: left;
  background: var(--paper); max-width: 13rem; white-space: normal; overflow-wrap: anywhere;
  min-width: 7rem; z-index: 1; }
.report tbody th { font-weight: 600; }
.report .words { text-align: left; }
.sort thead th { cursor: pointer; }
.sort thead th[aria-sort] { color: var(--ink); }
.ci, .tag { display: block; color: var(--soft); font-size: .72rem; font-weight: 400; }
.best b { border-bottom: 2px solid var(--accent); }
td abbr { margin-left: .15rem; font-size: .7rem; text-decoration: none; }
.up { color: var(--blue); } .down { color: var(--less); }
dl { margin: .5rem 0 0; font-size: .72rem; color: var(--soft); line-height: 1.5; }
dl div { display: flex; flex-wrap: wrap; gap: 0 .6rem; }
dt { min-width: 8.5rem; font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
details { margin: .6rem 0; } summary { cursor: pointer; font-size: .85rem; color: var(--blue); }
figure { margin: 0; }
.plot { display: block; width: 100%; max-width: 860px; height: auto; }
.plot text { font: 12.5px system-ui, sans-serif; fill: var(--ink); }
.plot .tick, .plot .name { fill: var(--soft); }
.plot .label { paint-order: stroke; stroke: var(--paper); stroke-width: 3px;
  stroke-linejoin: round; }
.grid { stroke: var(--faint); } .stroke { stroke: var(--soft); }
.fence { stroke: var(--line); stroke-dasharray: 2 3; }
.whisker { stroke: var(--blue); stroke-opacity: .5; stroke-width: 2; }
.leader { stroke: var(--soft); stroke-width: .7; }
.frontier { fill: none; stroke: var(--blue); stroke-opacity: .3; stroke-width: 6;
  stroke-linejoin: round; stroke-linecap: round; }
.dot { fill: var(--blue); stroke: var(--paper); }
.hollow { fill: var(--paper); stroke: var(--blue); stroke-width: 2; }
.base.dot { fill: var(--accent); } .base.hollow { stroke: var(--accent); }
.narrow { display: none; }
.heat td { min-width: 3.4rem; padding: .3rem .5rem; text-align: center; vertical-align: middle;
  background: rgb(var(--heat) / calc(var(--v) * .55)); border-bottom: 1px solid var(--paper);
  border-left: 1px solid var(--paper); }
.heat thead th { min-width: 4.4rem; max-width: 8rem; text-align: center; white-space: normal;
  overflow-wrap: anywhere; }
.heat tbody th { font-weight: 400; }
.spreads { display: grid; grid-template-columns: minmax(5rem, 13rem) minmax(0, 1fr) auto;
  gap: .5rem 1rem; max-width: 860px; align-items: end; font-size: .85rem; line-height: 1.25; }
.spreads > span { overflow-wrap: anywhere; padding-bottom: .5rem;
  font-variant-numeric: tabular-nums; }
.spreads > .axis { position: relative; height: 1rem; color: var(--soft); font-size: .72rem; }
.axis span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.spread { display: block; width: 100%; overflow: visible; }
.bin { fill: var(--blue); fill-opacity: .5; } .half { stroke: var(--ink); stroke-width: 2; }
.median { fill: var(--ink); }
.example { padding: .8rem 0 1rem; border-bottom: 1px solid var(--line); }
.example p:not(.note) { margin: 0; white-space: pre-line; line-height: 1.5; font-size: .98rem; }
.example p.source:not(.note) { color: var(--soft); font-style: italic; margin-bottom: .6rem;
  font-size: .92rem; }
.sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .8rem 2rem; }
del { background: var(--less-ground); text-decoration: underline dotted var(--less) 2px;
  text-underline-offset: .2em; }
ins { background: var(--more-ground); text-decoration: underline solid var(--blue) 2px;
  text-underline-offset: .2em; }
@media (max-width: 44rem) { .wide { display: none; } .narrow { display: block; }
  .sides { grid-template-columns: minmax(0, 1fr); }
  .spreads { grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; }
  .spreads > .system { grid-column: 1 / -1; padding: .6rem 0 .1rem; }
  .spreads > .gap { display: none; } }
@media print { details::details-content { content-visibility: visible; height: auto; } }
"""

# Everything can be read without it: it only sorts a table by the column whose head is clicked.
SCRIPT = """
for (const head of document.querySelectorAll(".sort thead th")) head.onclick = () => {
  const column = head.cellIndex, body = head.closest("table").tBodies[0];
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = row => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const order = (a, b) => isNaN(a - b) ? String(a).localeCompare(b) : a - b;
  body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * order(key(a), key(b))));
};
"""
