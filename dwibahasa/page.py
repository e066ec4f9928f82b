"""The frame of every web page we write: self-contained, readable on a phone, light and dark."""

from __future__ import annotations

from html import escape

__all__ = ["page"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fdfdfb; --line: #d8d5cc;
  --soft: #6b675e; --mark: #fff0c2; --accent: #9c2b20; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --paper: #171716; --line: #3a3935;
  --soft: #a09c92; --mark: #4d3f12; --accent: #f08a7c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 72rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.6 Georgia, "Times New Roman", serif; }
h1, h2, th { line-height: 1.25; text-wrap: balance; }
table { border-collapse: collapse; width: 100%; }
.pair td, .pair th { width: 50%; padding: .35rem .9rem .35rem 0; text-align: left;
  vertical-align: top; }
.pair thead th { color: var(--soft); font: .8rem system-ui, sans-serif; border-bottom: 1px solid
  var(--line); }
.pair tbody th { font-size: 1.3rem; }
.pair .gap td { padding: 0; height: .6rem; border-bottom: 1px solid var(--line); }
mark { background: var(--mark); color: inherit; }
small, footer { color: var(--soft); font: .8rem/1.5 system-ui, sans-serif; }
small { display: block; color: var(--accent); }
footer { margin-top: 2rem; }
footer p { margin: .2rem 0; }
@media (max-width: 40rem) { .pair, .pair tbody, .pair tr, .pair td, .pair tbody th { display: block;
  width: 100%; } .pair thead { display: none; } .pair [lang=id] { color: var(--soft); } }
"""


def page(title: str, body: str, style: str = "") -> str:
    """Put `body` (HTML) into a page named `title` (text); needs no network.

    style: more CSS, for what this page has and others have not.
    """
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )
