"""What holds for every chart, whatever the data: the size of its lines, and that foreign text is only text."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from lbtui.charts.lines import Line, Lines, plain
from lbtui.charts.model import Bar, Grid, Look, Pair, YearDays
from tests.charts.drawing import (
    BarRows,
    Calendar,
    Cards,
    Columns,
    Deviations,
    Pairs,
    Ranked,
    Share,
    Steps,
    Wall,
    YearGrid,
    draw,
)

FOREIGN = ("[REC]", "[/b]", "[@click=app.quit]x", "七人の侍", "👩‍👩‍👧 🎬", "é" * 500, "★", "None", "", "1917")

labels = st.one_of(st.sampled_from(FOREIGN), st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40))
values = st.one_of(st.integers(-50, 10_000_000), st.floats(0, 5), st.sampled_from((math.nan, math.inf, -math.inf)))
bars = st.lists(
    st.builds(Bar, labels, values, shown=st.sampled_from(("", "★ 3.8", "12 h")), note=st.sampled_from(("", "1975"))),
    max_size=120,
)
widths, heights = st.integers(0, 200), st.integers(0, 60)


def pairs_of(data: list[Bar]) -> list[Pair]:
    return [Pair(left.label, left, right) for left, right in zip(data, reversed(data), strict=True)]


def year_of(data: list[Bar]) -> YearDays:
    start = date(2024, 1, 1)
    return YearDays(2024, {start + timedelta(days=index * 3): bar.value for index, bar in enumerate(data)})


def grid_of(data: list[Bar]) -> Grid:
    rows = [data[first : first + 12] for first in range(0, len(data) - 11, 12)]
    return Grid(["Jan", *[""] * 11], [str(2026 - place) for place in range(len(rows))], rows, sums=True)


CHARTS: dict[str, Callable[[list[Bar], int, int], Lines]] = {
    "bars": partial(draw, BarRows()),
    "bars, scrolled": lambda data, width, height: draw(BarRows(), data, width, height, first=7),
    "columns": partial(draw, Columns()),
    "columns, scrolled": lambda data, width, height: draw(Columns(top=5), data, width, height, first=30),
    "bars with columns": lambda data, width, height: draw(
        BarRows(heads=("films", "mean", "hours")),
        [replace(bar, cells=("4.50", bar.label)) for bar in data],
        width,
        height,
    ),
    "deviations": lambda data, width, height: draw(Deviations(centre="your mean 3.54"), data, width, height, first=3),
    "steps": partial(draw, Steps()),
    "steps, scrolled": lambda data, width, height: draw(Steps(), data, width, height, cursor=3, look=Look(fine=False)),
    "grid": lambda data, width, height: draw(YearGrid(), grid_of(data), width, height, first=1),
    "calendar": lambda data, width, height: draw(Calendar(), year_of(data), width, height, cursor=200),
    "cards": partial(draw, Cards()),
    "pairs": lambda data, width, height: draw(Pairs(names=("2024", "二〇二五")), pairs_of(data), width, height),
    "ranked": partial(draw, Ranked()),
    "share": partial(draw, Share()),
    "wall": partial(draw, Wall()),
}


def size(line: Line) -> int:
    return sum(cell_len(span.text) for span in line)


@pytest.mark.parametrize("chart", CHARTS)
@given(data=bars, width=widths, height=heights)
@settings(max_examples=60, deadline=None)
def test_every_line_has_exactly_the_width_and_there_are_no_more_than_the_height(
    chart: str, data: list[Bar], width: int, height: int
) -> None:
    lines = CHARTS[chart](data, width, height)
    assert len(lines) <= height
    assert {size(line) for line in lines} <= {width}


@pytest.mark.parametrize("chart", CHARTS)
@given(data=bars, width=st.integers(1, 200), height=st.integers(1, 60))
@settings(max_examples=30, deadline=None)
def test_items_are_indices_of_the_data_and_levels_run_from_0_to_1(
    chart: str, data: list[Bar], width: int, height: int
) -> None:
    most = {"calendar": 366, "pairs": 2 * len(data)}.get(chart, len(data))
    spans = [span for line in CHARTS[chart](data, width, height) for span in line]
    assert all(-1 <= span.item < most for span in spans)
    assert all(0 <= span.level <= 1 for span in spans)


@pytest.mark.parametrize("chart", [name for name in CHARTS if name not in ("calendar", "cards", "grid")])
@pytest.mark.parametrize("label", ["[REC]", "[/b]", "七人の侍"])
def test_foreign_text_is_drawn_as_it_is(chart: str, label: str) -> None:
    lines = CHARTS[chart]([Bar(label, 3), Bar("other", 2)], 80, 12)
    assert label in plain(lines) or "scrolled" in chart


@pytest.mark.parametrize("chart", [name for name in CHARTS if name not in ("calendar", "share", "grid")])
def test_an_unknown_value_is_said_to_be_unknown_and_hides_no_other(chart: str) -> None:
    data = [Bar("known", 3), Bar("unknown", math.nan), Bar("also", 2)]
    lines = CHARTS[chart](data, 60, 12)
    assert {span.item for line in lines for span in line} >= {0, 1, 2}


FINE = set("▁▂▃▅▆▇▏▎▍▋▊▉▖▗") | {chr(0x2800 + dots) for dots in range(256)}
SPARE = Look(fine=False)


@given(data=bars, width=widths, height=heights)
@settings(max_examples=40, deadline=None)
def test_a_console_without_fine_blocks_is_drawn_without_them(data: list[Bar], width: int, height: int) -> None:
    data = [replace(bar, label="label") for bar in data]
    drawn = (
        draw(BarRows(), data, width, height, look=SPARE),
        draw(Columns(), data, width, height, look=SPARE),
        draw(Deviations(), data, width, height, look=SPARE),
        draw(YearGrid(), grid_of(data), width, height, look=SPARE),
        draw(Pairs(), pairs_of(data), width, height, look=SPARE),
        draw(Ranked(), data, width, height, look=SPARE),
        draw(Steps(), data, width, height, look=SPARE),
    )
    assert not FINE & set("".join(map(plain, drawn)))
