from __future__ import annotations

import math
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eval.report.axis import axis
from eval.report.distribution import histogram, quartiles
from eval.report.labels import Box, place_labels
from eval.report.scatter import Point, frontier, scatter
from eval.report.text import safe, short

AREA = Box(0, 0, 860, 700)


@given(
    st.lists(
        st.tuples(st.floats(20, 840), st.floats(20, 680), st.floats(15, 190)),
        min_size=1,
        max_size=30,
        unique_by=lambda each: (each[0] // 12, each[1] // 12),
    )
)
def test_labels_lie_inside_and_never_on_each_other(given: list[tuple[float, float, float]]) -> None:
    boxes = place_labels([(x, y) for x, y, _ in given], [(w, 15.0) for *_, w in given], AREA)
    assert all(box.within(AREA) for box in boxes)
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlap(pair[1])] == []


@given(st.lists(st.integers(-(10**7), 10**7), min_size=1), st.booleans())
@example([73], False)
def test_an_axis_holds_its_values_and_has_round_ticks(tenths: list[int], log: bool) -> None:
    values = [tenth / 10 for tenth in tenths]
    found = axis(values, logarithmic=log)
    assert all(0 <= found.place(value) <= 1 for value in values)
    assert all(found.low <= tick <= found.high for tick in found.ticks)
    assert len(found.ticks) <= 8


def test_a_wide_range_of_speeds_is_drawn_on_a_logarithmic_axis() -> None:
    wide = axis([20, 3000], logarithmic=True)
    assert wide.logarithmic
    assert wide.place(math.sqrt(wide.low * wide.high)) == pytest.approx(0.5)
    assert not axis([20, 30], logarithmic=True).logarithmic
    assert not axis([0, 3000], logarithmic=True).logarithmic


def point(name: str, quality: float, speed: float | None) -> Point:
    return Point(name, quality, quality - 1, quality + 1, speed)


def test_the_frontier_has_the_systems_that_no_other_beats_in_both() -> None:
    slow, fast = point("slow and good", 60, 10), point("fast and poor", 40, 900)
    beaten, untimed = point("beaten", 39, 800), point("untimed", 70, None)
    assert frontier([fast, beaten, slow, untimed]) == [slow, fast]
    assert frontier([fast, beaten, slow, untimed], higher=False) == [beaten, fast]


@pytest.mark.parametrize("width", [860, 360])
def test_the_plot_is_well_formed_and_names_each_system(width: int) -> None:
    points = [point("<b>&", 50, 12.5), point("stored", 60, None), point("x" * 90, 55, 800)]
    drawn = ElementTree.fromstring(
        scatter(points, width=width, quality="chrF2++", speed="source tokens per second")
    )
    labels = [each.text for each in drawn.iter("text") if each.get("class") == "label"]
    assert labels[:2] == ["<b>&", "stored"]
    assert len(labels[2] or "") < 30
    assert "not timed" in [each.text for each in drawn.iter("text")]
    titles = [each.text for each in drawn.iter("title")]
    assert titles[0] == "<b>&: 50.0 [49.0, 51.0], 12.5"


def test_a_histogram_counts_every_segment() -> None:
    values = [10.0, 10.0, 20.0, 90.0]
    drawn = ElementTree.fromstring(histogram(values, axis(values)))
    heights = sorted(float(each.get("height", "")) for each in drawn.iter("rect"))
    assert heights == [17.0, 17.0, 34.0]
    assert quartiles(values) == (10.0, 15.0, 37.5)
    assert quartiles([3.0]) == (3.0, 3.0, 3.0)


def test_any_text_can_be_written() -> None:
    assert safe("<a href='x'>&\x00\ud800") == "&lt;a href=&#x27;x&#x27;&gt;&amp;\ufffd\ufffd"
    assert short("organisation/a-very-long-model-name") == "organisation…ng-model-name"
