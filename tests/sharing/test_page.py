"""The page of the dashboards: all that they hold, as text, and nothing that a browser would run or fetch."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.calendar import Calendar
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.draw.grid import YearGrid
from lbtui.charts.draw.steps import Steps
from lbtui.charts.model import Bar, OfBars, Panel
from lbtui.query import parse
from lbtui.services.posters import Posters
from lbtui.services.streaming import CREDIT
from lbtui.sharing.charts_html import IN_SIGHT, MOST, chart
from lbtui.sharing.page import TMDB, draw_page, kept_posters
from lbtui.sharing.svg import Colours
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.service import Counted, Counting
from tests.statistics.library import build, request

DARK, LIGHT = Colours(), Colours(background="#fefefe")
HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><u>[REC] & Co", "千と千尋の神隠し")


class Page(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}
        if tag not in ("meta", "input", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] != "style":
            self.words.append(data.strip())

    @property
    def text(self) -> str:
        """All that can be read."""
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Counted]:
    """All dashboards of a library in which every name is a trap."""
    path = build(tmp_path_factory.mktemp("page") / "library.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("film", "person", "genre", "company", "list", "collection"):
            for at, name in enumerate(HOSTILE):
                connection.execute(f"UPDATE {table} SET name = ? || ' ' || rowid WHERE rowid % 4 = {at}", (name,))
        connection.execute("UPDATE viewing_tag SET tag = ? || tag", (HOSTILE[0],))
    counting = Counting(path)
    return [counting.count(request(dashboard, series=True)) for dashboard in Dashboard]


@pytest.fixture(scope="module")
def page(counted: Sequence[Counted]) -> Page:
    found = Page(draw_page(counted, parse("rating>=1"), DARK, LIGHT, "<i>me</i>"))
    assert not found.open
    return found


def test_every_label_and_figure_of_every_panel_can_be_read(counted: Sequence[Counted], page: Page) -> None:
    squeezed = page.text.replace(" ", "")
    for panel in (panel for each in counted for panel in each.panels):
        assert panel.title.replace(" ", "") in squeezed or not panel.kind.framed
        if not isinstance(panel.kind, Calendar | Steps | YearGrid):  # they tell of each when it is pointed at
            assert [bar for bar in panel.bars[:MOST] if bar.label.replace(" ", "") not in squeezed] == []
    assert all(name in page.text for name in HOSTILE)


def test_foreign_text_is_never_markup(page: Page) -> None:
    assert not page.tags & {"script", "img", "u", "iframe", "object", "form"}
    assert page.open == []
    assert not {name for name, _ in page.attributes if name.startswith("on")}
    assert "<i>me</i>" in page.text


def test_nothing_is_fetched_from_elsewhere(counted: Sequence[Counted], page: Page) -> None:
    text = draw_page(counted, parse(""), DARK, LIGHT)
    assert not re.search(r"url\(|@import|https?://|<link", text)
    assert {value[0] for name, value in page.attributes if name in ("src", "href")} == {"#"}
    assert any(value.startswith("default-src 'none'") for name, value in page.attributes if name == "content")


def test_it_is_dark_or_light_as_the_reader_wants(counted: Sequence[Counted]) -> None:
    text = draw_page(counted[:1], parse(""), DARK, LIGHT)
    dark, light = (f"--background:{colours.background}" for colours in (DARK, LIGHT))

    assert text.index(dark) < text.index("prefers-color-scheme:light") < text.index(light)
    assert re.search(rf"#dark:checked\)\{{[^}}]*{dark}", text)
    assert re.search(rf"#light:checked\)\{{[^}}]*{light}", text)


def test_one_dashboard_is_a_page_of_its_own_named_with_its_filter(counted: Sequence[Counted]) -> None:
    page = Page(draw_page(counted[5:6], parse("genre:drama"), DARK, LIGHT))

    assert page.words[1] == "2026 in review"
    assert "genre:drama" in page.words[2]
    assert "nav" not in page.tags


def test_who_the_data_come_from_is_said(counted: Sequence[Counted]) -> None:
    streamed = Panel("services", "Services", BarRows(), [Bar("MUBI", 3)], note=f"{CREDIT} · films")
    with_services = replace(counted[0], panels=[*counted[0].panels, streamed])

    assert TMDB in Page(draw_page(counted, parse(""), DARK, LIGHT)).text
    assert CREDIT not in draw_page(counted, parse(""), DARK, LIGHT)
    assert f"{CREDIT}.</footer>" in draw_page([with_services], parse(""), DARK, LIGHT)


def test_the_best_films_of_the_years_have_their_posters(counted: Sequence[Counted]) -> None:
    years = counted[5]
    films = [bar.film for panel in years.panels if panel.key == "bests" for bar in panel.bars]
    posters = {film: data for film, data in zip(films, (b"\xff\xd8\xff", b"<svg onload=x>"), strict=False) if film}
    page = Page(draw_page([years], parse(""), DARK, LIGHT, posters=posters))

    assert {value for name, value in page.attributes if name == "src"} == {"data:image/jpeg;base64,/9j/"}
    assert not {name for name, _ in page.attributes if name.startswith("on")}


def test_posters_come_from_the_disk_alone(counted: Sequence[Counted], tmp_path: Path) -> None:
    store = build(tmp_path / "library.db")
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE metadata SET poster_path = '/' || id || '.jpg'")
    best = next(panel for panel in counted[5].panels if panel.key == "bests").bars[0].film
    (tmp_path / f"w185-{best}.jpg").write_bytes(b"\xff\xd8\xff")

    assert kept_posters(counted, store, Posters(tmp_path, ask_nobody)) == {best: b"\xff\xd8\xff"}


async def ask_nobody() -> None:
    """No client."""


def test_bars_are_as_long_as_their_figures_and_unknown_ones_are_none() -> None:
    rows = chart(BarRows(), [Bar("a", 40), Bar("b", 10), Bar("c", float("nan"))])
    both = chart(Deviations("mean"), [Bar("a", 1.0), Bar("b", -0.5)])

    assert re.findall(r"width:([\d.]+)%", rows) == ["100.0", "25.0"]
    assert re.findall(r'"(both[ a-z]*)"><i style="width:([\d.]+)%', both) == [("both", "50.0"), ("both low", "25.0")]


def test_long_lists_open_and_say_what_is_left_out() -> None:
    many = chart(BarRows(), [Bar(f"n{at}", 1000 - at) for at in range(MOST + 5)])

    assert many.index(f"n{IN_SIGHT - 1}<") < many.index("<details>") < many.index(f"n{IN_SIGHT}<")
    assert f"and {MOST + 5 - IN_SIGHT:,} more</summary>" in many
    assert "and 5 more</p>" in many
    assert f">n{MOST}<" not in many


def test_a_kind_of_chart_that_is_not_known_yet_is_a_table() -> None:
    class Spiral(OfBars):
        def draw(self, data: object, view: object) -> list[list[object]]:  # type: ignore[override]
            return []

    assert "<table><tbody><tr><th>[REC] </th>" in chart(Spiral(), [Bar("[REC]", 1)])
