"""The report looked at in a real browser, at two widths, light and dark."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from report_cells import cell

from eval.report.page import render_report

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
HEIGHT = 1600
# A window is never narrower than 500 pixels, so that the page is looked at in a frame of its own.
FRAME = """<!doctype html><meta name="color-scheme" content="light dark">
<style>body {{ margin: 0 }} iframe {{ border: 0; display: block }}</style>
<iframe width="{width}" height="{height}" srcdoc="{page}"></iframe>
<script>onload = () => {{ const shown = frames[0].document.documentElement;
  document.title = `${{shown.clientWidth}} ${{shown.scrollWidth}}`; }}</script>"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def report() -> str:
    """Long names, wide tables and words without a break: what could widen a page."""
    segments = [(f"article-{n}", "Kata " * 90, ["Word " * 60], "W" * 300) for n in range(24)]
    cells = [
        cell(f"organisation/a-rather-long-model-name-{n}", quality=40 + n, speed=30.0 * 2**n)
        for n in range(6)
    ]
    cells += [
        cell(f"system-{n}", data="seeds", task="summarize", segments=segments) for n in range(14)
    ]
    return render_report(cells, {}, cells[0].system.name)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_the_report_in_a_browser(report: str, tmp_path: Path, width: int, dark: bool) -> None:
    opened = report.replace("<details", "<details open").replace("open open", "open")
    page = tmp_path / "framed.html"
    page.write_text(FRAME.format(width=width, height=HEIGHT, page=escape(opened)), encoding="utf-8")
    picture = tmp_path / "picture.png"
    chromium(page, tmp_path, width, dark, f"--screenshot={picture}")
    dom = chromium(page, tmp_path, width, dark, "--dump-dom")

    found = re.search(r"<title>(\d+) (\d+)</title>", dom)
    assert found, "the page did not load"
    assert int(found[2]) <= int(found[1]) <= width

    with Image.open(picture) as image:
        shown = image.convert("L").crop((0, 0, width, HEIGHT))
    lightness, spread = ImageStat.Stat(shown).mean[0], ImageStat.Stat(shown).stddev[0]
    assert lightness < 70 if dark else lightness > 200
    assert spread > 10, "the picture is blank"


def chromium(page: Path, directory: Path, width: int, dark: bool, what: str) -> str:
    command = [
        CHROMIUM or "",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        f"--user-data-dir={directory / 'profile'}",
        f"--window-size={max(width, 500)},{HEIGHT}",
        what,
        page.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
