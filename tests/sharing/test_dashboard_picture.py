"""Dashboards as a picture: words stay words, and blocks are shapes that meet without a gap."""

from xml.etree import ElementTree

from lbtui.charts.lines import Span, Tone
from lbtui.query import parse
from lbtui.sharing.dashboard_picture import CELL, LINE, draw_dashboards, draw_lines
from lbtui.sharing.svg import Colours, mix
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.export import text_of
from lbtui.statistics.frames import Frames
from lbtui.statistics.request import StatisticsRequest
from lbtui.statistics.service import Counted, Counting
from tests.statistics.library import TODAY

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = Colours()


def counted(frames: Frames, dashboard: Dashboard) -> Counted:
    counting = Counting(None)  # type: ignore[arg-type]  # it reads nothing
    counting._frames = frames
    return counting.count(StatisticsRequest(dashboard, TODAY, series=True))


def drawn(*spans: Span, width: int = 12) -> ElementTree.Element:
    """One line as a picture."""
    group = ElementTree.fromstring(draw_lines([spans], width, COLOURS)).find(f"{SVG}g")
    assert group is not None
    return group


def boxes(group: ElementTree.Element) -> list[tuple[float, ...]]:
    """Left, top, width and height of the shapes, in cells and lines."""
    sizes = (("x", CELL), ("y", LINE), ("width", CELL), ("height", LINE))
    return [tuple(float(box.get(name, 0)) / unit for name, unit in sizes) for box in group.iter(f"{SVG}rect")]


def test_every_word_of_the_dashboards_can_be_selected(library: Frames) -> None:
    both = [counted(library, Dashboard.OVERVIEW), counted(library, Dashboard.RATINGS)]
    tree = ElementTree.fromstring(draw_dashboards(both, parse("rating>=1"), COLOURS))
    told = " ".join(text.text or "" for text in tree.iter(f"{SVG}text"))

    for dashboard in both:
        for panel in dashboard.panels:
            assert panel.title in told or not panel.kind.framed
    assert "rating>=1" in told
    assert "[REC]" in text_of(both[0], parse(""))
    assert "[REC]" in told


def test_text_is_as_wide_as_its_cells_and_never_markup() -> None:
    texts = list(drawn(Span("  <b>&千 ", Tone.LABEL), Span("5", Tone.VALUE)).iter(f"{SVG}text"))

    assert [text.text for text in texts] == ["<b>&千", "5"]
    assert [(text.get("x"), text.get("textLength")) for text in texts] == [("20", "60"), ("90", "10")]
    assert texts[1].get("font-weight") == "700"


def test_blocks_are_shapes_as_large_as_they_are() -> None:
    found = boxes(drawn(Span("███▂", Tone.INK), Span("▄▄▖", Tone.BAR), Span("▗", Tone.BAR)))

    assert found == [(0, 0, 3, 1), (3, 0.75, 1, 0.25), (4, 0.5, 2, 0.5), (6, 0.5, 0.5, 0.5), (7.5, 0.5, 0.5, 0.5)]


def test_levels_are_colours_between_both_ends() -> None:
    spans = [Span("█", Tone.INK, level) for level in (0.0, 0.5, 1.0)]
    fills = [box.get("fill") for box in drawn(*spans).iter(f"{SVG}rect")]

    assert fills == [COLOURS.primary, mix(COLOURS.primary, COLOURS.accent, 0.5), COLOURS.accent]
    assert mix("#000000", "#ff8000", 0.5) == "#804000"


def test_a_figure_on_a_ground_can_be_read() -> None:
    low, high = (drawn(Span(" 12 ", Tone.HEAT, level)) for level in (0.0, 1.0))

    assert boxes(low) == []
    assert boxes(high) == [(0, 0, 4, 1)]
    assert [text.get("fill") for text in high.iter(f"{SVG}text")] == ["#000000"]
