from __future__ import annotations

import re
from html.parser import HTMLParser

from report_cells import HYPOTHESES, REFERENCES, cell

from eval.report.page import render_report
from eval.scoring import Comparison

VOID = {"meta", "br", "wbr", "link"}
HOSTILE = (
    "</td></table><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;\x00\ud800\u202e"
)


class Page(HTMLParser):
    """Collects what a browser would build; `wrong` holds tags that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words.append((self.open[-1], data))

    def texts(self, tag: str) -> list[str]:
        return [text for name, text in self.words if name == tag]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def read(text: str) -> Page:
    page = Page(text)
    assert (page.wrong, page.open) == ([], [])
    return page


def test_the_table_has_values_intervals_marks_and_signatures() -> None:
    cells = [cell("base", quality=50), cell("better", quality=61.25), cell("same", quality=50)]
    compared = [
        Comparison("chrF2++", "better", "base", 11.25, 0.001, 0.0001),
        Comparison("TER", "better", "base", 11.25, 0.001, 0.0001),
        Comparison("chrF2++", "same", "base", 0.0, 1.0, 1.0),
    ]
    text = render_report(cells, {("translate", "", "flores-devtest"): compared}, "base")
    page = read(text)
    row = text[text.index('<th scope="row">better') :].split("</tr>")[0]
    assert "<b>61.2</b>" in row
    assert "[59.8, 62.8]" in row
    assert (row.count("▲"), row.count("▼")) == (1, 1)  # a higher TER is worse
    assert "nrefs:1|case:chrF2++" in page.texts("dd")
    assert "baseline" in page.texts("span")
    assert "p 0.001 / &lt;.001" in text
    assert "a processor" in page.texts("dd")


def test_each_task_setting_and_data_has_its_own_section() -> None:
    cells = [
        cell("a"),
        cell("b"),
        cell("a", task="summarize", setting="end to end", data="seeds"),
        cell("a", task="summarize", setting="references", data="seeds"),
    ]
    page = read(render_report(cells, {}, None))
    assert page.texts("h2") == [
        "Translation: flores-devtest",
        "Summaries, end to end: seeds",
        "Summaries, references: seeds",
        "Systems",
        "How this was made",
    ]
    links = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert links == {f"#{attrs['id']}" for tag, attrs in page.tags if tag == "section"}


def test_words_that_differ_are_marked_beside_the_nearest_reference() -> None:
    references = ["Nothing alike.", REFERENCES[0]]
    made = cell("mini", segments=[("7", "Sumber.", references, HYPOTHESES[0])])
    page = read(render_report([made], {}, None))
    assert "Reference 2 of 2" in page.texts("h4")
    assert page.texts("del") == ["Dotted", "the"]
    assert page.texts("ins") == ["Underlined"]


def test_hostile_text_stays_text() -> None:
    render_report([cell(HOSTILE)], {}, None).encode()
    made = cell(HOSTILE, data=HOSTILE, segments=[(HOSTILE, HOSTILE, [HOSTILE], HOSTILE + " x")] * 3)
    text = render_report([made, cell("other", data=HOSTILE)], {}, HOSTILE)
    text.encode()
    page = read(text)
    assert page.count("script") == 1
    assert page.count("img") == 0
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    assert any("<script>alert(1)</script>" in word for word in page.texts("th"))


def test_the_page_needs_no_network() -> None:
    text = render_report([cell("a"), cell("b")], {}, None)
    assert re.findall(r"(?:src|href)\s*=\s*\"(?!#)[^\"]*", text) == []
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_without_speed_there_is_no_plot_and_without_references_no_marks() -> None:
    made = cell("lead", speed=None, segments=[("1", "Halo.", [], ""), ("2", "Dua.", [], "Two.")])
    page = read(render_report([made], {}, None))
    assert "Quality against speed" not in page.texts("h3")
    assert "nothing" in page.texts("em")
    assert page.texts("del") == ["Dotted"]


def test_one_untimed_system_still_has_its_quality_in_the_plot() -> None:
    text = render_report([cell("timed"), cell("stored", speed=None)], {}, None)
    assert "not timed</text>" in text
    assert text.count(">stored</text>") == 2  # in the wide and the narrow drawing


def test_thirty_systems_and_many_segments() -> None:
    many = [(str(n), "Satu dua.", ["One two."], f"One {n}.") for n in range(100)]
    cells = [cell(f"system-{n}", quality=40 + n, segments=many) for n in range(30)]
    page = read(render_report(cells, {}, "system-3"))
    assert "Article by article" not in page.texts("h3")
    folded = [text for text in page.texts("summary") if "worst" in text]
    assert folded[0] == "system-29: 5 worst and 3 best by chrF2++"
    assert len(folded) == 30


def test_nothing_measured_is_still_a_page() -> None:
    assert "nothing measured" in render_report([], {}, None)
