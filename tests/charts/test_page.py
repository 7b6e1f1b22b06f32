"""Panels on a page: where they stand, their frames, and what is said in place of an empty chart."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.cells import cell_len

from lbtui.charts.layout import columns_in, draw_page, place
from lbtui.charts.lines import plain
from lbtui.charts.model import FULL, Bar, Look, Panel
from tests.charts.drawing import BarRows, Cards, Steps, Wall

PLAIN = Look(colours=False)
BARS = [Bar("Drama", 3, note="★ 3.50"), Bar("[/b]", 2), Bar("千と千尋", 1)]


def panel(key: str, span: tuple[float, float] = (1, 1), height: int = 7, **options: object) -> Panel[Sequence[Bar]]:
    return Panel(key, key.title(), BarRows(), BARS, height=height, span=span, **options)  # type: ignore[arg-type]


PANELS = [
    Panel("cards", "", Cards(), BARS, span=FULL),
    panel("one"), panel("two", (1, 2), 9), panel("three", FULL), panel("four", (2, 1.5)), panel("five", (2, 1.5)),
]  # fmt: skip


@pytest.mark.parametrize("width", [20, 79, 92, 120, 140, 158, 300])
def test_every_row_fills_the_width_without_overlap(width: int) -> None:
    spots = place(PANELS, width)
    cells = [
        (x, y)
        for spot in spots
        for y in range(spot.y, spot.y + spot.height)
        for x in range(spot.x, spot.x + spot.width)
    ]

    height = max(spot.y + spot.height for spot in spots)
    assert sorted(cells) == sorted((x, y) for x in range(width) for y in range(height))


def test_narrow_pages_have_one_column_wide_ones_three() -> None:
    assert [columns_in(width) for width in (80, 100, 160)] == [1, 2, 3]
    assert [spot.y for spot in place([panel("one"), panel("two"), panel("three")], 160)] == [0, 0, 0]


def test_panels_of_a_row_are_as_high_as_the_highest() -> None:
    assert [spot.height for spot in place([panel("one"), panel("two", (1, 2), 9)], 160)] == [9, 9]


def test_where_the_page_is_high_lists_show_more_of_their_rows_and_then_plots_are_higher() -> None:
    many = Panel("many", "", BarRows(), BARS * 10, height=7)
    plot, few = Panel("plot", "", Steps(), BARS, height=12), panel("few", FULL)
    panels = [plot, many, replace(few, span=FULL)]

    assert [spot.height for spot in place(panels, 100)] == [12, 12, 7]
    assert [spot.height for spot in place(panels, 100, 24)] == [17, 17, 7]
    assert [spot.height for spot in place(panels, 100, 90)] == [32, 32, 7]
    assert [spot.height for spot in place([plot, few], 100, 90)] == [24, 7]


def test_a_page_shows_titles_notes_and_the_reason_of_an_empty_chart() -> None:
    empty = Panel("empty", "[Empty]", Steps(), [], note="0 films", empty="no film has a year")
    lines = draw_page([panel("one", note="6 films"), empty], 100, look=PLAIN)
    text = plain(lines)

    assert {sum(cell_len(span.text) for span in line) for line in lines} == {100}
    for told in ("─ One ─", "─ 6 films ─", "[/b]", "千と千尋", "─ [Empty] ─", "no film has a year"):
        assert told in text


def test_a_wall_reads_from_left_to_right_and_counts_what_is_left() -> None:
    titles = [Bar(f"Film {number}", 1, note="1999") for number in range(20)]
    text = plain(draw_page([Panel("wall", "Wall", Wall(), titles, height=6)], 80, look=PLAIN))

    first, second = text.splitlines()[1:3]
    assert [part.strip(" │") for part in first.split("★")] == ["", "Film 0 1999", "Film 1 1999"]
    assert "Film 2 1999" in second
    assert "and 14 more" in text
