"""A list of films as posters: when it is one, what is below them, what is fetched, and that none stays behind."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.signal import Signal

from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.graphics.canvas import Canvas
from lbtui.graphics.terminal import Protocol
from lbtui.screens.base import repaint_posters
from lbtui.services.posters import Posters
from lbtui.widgets.chart import Chart
from lbtui.widgets.dashboard import DashboardView
from lbtui.widgets.poster_chart import FilmPosters, PosterChart
from tests.app.running import until
from tests.graphics.pictures import quarters
from tests.widgets.snapshot import screen_text

PICTURE = re.compile("[\U00100000-\U0010fffd]")
OTHERS = [Panel(f"other{at}", "", Ranked(), [Bar("another", 1)], height=30, span=FULL) for at in range(2)]


def best(*films: int) -> Panel[Any]:
    """Films with a rating, as those of a year."""
    bars = [Bar(f"Film {film}", 5, "5 ★", note=str(1950 + film), film=film) for film in films]
    return Panel("best", "Best", Ranked(top=5), bars, posters=1)


class _Posters:
    """Has the posters that it is told of; keeps what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.none = False
        self.off = False
        self.known: Sequence[str] = ()

    def wanted(self) -> bool:
        return not self.off

    def kept(self, path: str, size: str = "") -> bytes | None:
        return quarters(20, 30) if path in self.known else None

    async def get(self, path: str, size: str) -> bytes | None:
        self.asked.append(path)
        return None if self.none else quarters(20, 30)


class _App(App[None]):
    AUTO_FOCUS = ""

    def __init__(self, *, key: bool = True) -> None:
        super().__init__()
        self.pictures = Canvas()
        self.pictures.protocol = Protocol.SIXEL
        self.pictures_changed: Signal[None] = Signal(self, "pictures_changed")
        self.posters = _Posters()
        self.films = FilmPosters(cast(Posters, self.posters), "/{}.jpg".format, lambda: key)
        self.opened: list[int | None] = []

    def compose(self) -> ComposeResult:
        yield DashboardView(self.films, id="page")

    def on_mount(self) -> None:
        self.page.choices.show([])

    @on(Chart.Selected)
    def _selected(self, event: Chart.Selected) -> None:
        self.opened.append(event.bar.film)

    @property
    def page(self) -> DashboardView:
        return self.query_one(DashboardView)

    @property
    def chart(self) -> PosterChart:
        return self.query_one(PosterChart)

    async def show(self, panel: Panel[Any]) -> None:
        await self.page.grid.show([panel, *OTHERS])

    @property
    def pictures_shown(self) -> int:
        """Cells of pictures on the screen."""
        return len(PICTURE.findall(screen_text(self)))

    def done(self) -> bool:
        return self.chart._posters.idle and self.chart._posters._moving is None


async def test_the_films_in_sight_have_posters_with_title_year_and_stars_and_nothing_moves_when_they_come() -> None:
    app = _App()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show(best(*range(10)))
        await pilot.pause(0)
        words = [line for line in screen_text(app).split("\n") if "5 ★" in line]
        before = [chart.virtual_region for chart in app.query(Chart)]
        await until(pilot, lambda: app.posters.asked and app.done(), "the posters")
        await pilot.pause()
        assert app.pictures_shown == 6 * 16 * 12
        assert [line for line in screen_text(app).split("\n") if "5 ★" in line] == words
        assert words[0].split() == ["│", *(word for n in range(6) for word in (str(1950 + n), "5", "★")), "│"]
        assert "Film 5 " in screen_text(app)
        assert "and 4 more" in screen_text(app)
        assert [chart.virtual_region for chart in app.query(Chart)][: len(before)] == before


@pytest.mark.parametrize("why", ["small", "low", "off", "no key", "no films"])
async def test_without_room_or_posters_it_is_the_list_that_it_is_elsewhere(why: str) -> None:
    app = _App(key=why != "no key")
    app.posters.off = why == "off"
    async with app.run_test(size={"small": (99, 40), "low": (120, 35)}.get(why, (120, 40))) as pilot:
        await app.show(best(*range(10)) if why != "no films" else best())
        await pilot.pause()
        assert isinstance(app.chart.panel.kind, Ranked)
        assert app.chart.size.height == 10
        assert not app.posters.asked


async def test_without_a_key_those_that_are_kept_are_shown() -> None:
    app = _App(key=False)
    app.posters.known, app.posters.none = ["/3.jpg"], True
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show(best(*range(10)))
        await until(pilot, lambda: len(app.posters.asked) >= 6 and app.done(), "the posters")
        await pilot.pause()
        assert app.pictures_shown == 16 * 12
        places = [match.start() for line in screen_text(app).split("\n") for match in re.finditer("Film 2 ", line)]
        assert len(places) == 2, "on its card and below it"
        assert places[0] == places[1], "below its middle"


async def test_where_none_is_to_be_had_the_list_stands_in_their_place_until_one_is() -> None:
    app = _App()
    app.posters.none = True
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show(best(*range(10)))
        await pilot.pause(0)
        place = app.chart.virtual_region
        await until(pilot, lambda: isinstance(app.chart.panel.kind, Ranked), "the list")
        await pilot.pause()
        assert app.chart.virtual_region == place
        assert "10 Film 9" in screen_text(app)
        app.posters.none = False
        app.page.grid.dress()
        await until(pilot, lambda: app.done() and app.pictures_shown, "the posters")


async def test_what_is_wanted_and_the_room_may_change() -> None:
    app = _App()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show(best(*range(10)))
        await until(pilot, lambda: app.pictures_shown, "posters")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.chart.panel.kind, Ranked) and not app.pictures_shown, "a list")
        await pilot.resize_terminal(160, 50)
        await until(pilot, lambda: app.pictures_shown == 7 * 20 * 15, "more and larger posters")
        app.posters.off = True
        app.page.grid.dress()
        await pilot.pause()
        assert not app.pictures_shown
        assert app.chart.size.height == 10


async def test_keys_and_clicks_reach_every_film() -> None:
    app = _App()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show(best(*range(10)))
        app.chart.focus()
        await pilot.press("right", "enter", "down", "enter")
        assert "6 more above" in screen_text(app)
        await pilot.press("up", "enter")
        assert await pilot.click(PosterChart, offset=(100, 8))
        assert app.opened == [1, 7, 1, 5]


async def test_no_picture_is_left_after_a_scroll_another_year_or_a_dialog() -> None:
    app = _App()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show(best(*range(6)))
        await until(pilot, lambda: app.pictures_shown and app.done(), "the posters")
        whole = app.pictures_shown
        app.page.scroll_to(y=4, animate=False)
        await pilot.pause(0)
        assert not app.pictures_shown, "half cells while it moves"
        await until(pilot, app.done, "to stand")
        await pilot.pause()
        assert app.pictures_shown == whole - 3 * 6 * 16
        app.push_screen(ModalScreen())
        await pilot.pause()
        repaint_posters(app.screen_stack[0])
        await pilot.pause()
        assert not app.pictures_shown
        app.pop_screen()
        repaint_posters(app.screen)
        await until(pilot, lambda: app.pictures_shown == whole - 3 * 6 * 16, "the posters again")
        app.page.scroll_to(y=30, animate=False)
        await until(pilot, lambda: "Film" not in screen_text(app) and app.done(), "what is below")
        await pilot.pause()
        assert not app.pictures_shown
        asked = len(app.posters.asked)
        await app.show(best(20, 21))
        await pilot.pause()
        assert len(app.posters.asked) == asked, "out of sight"
        app.page.scroll_to(y=0, animate=False)
        await until(pilot, lambda: len(app.posters.asked) == asked + 2 and app.done(), "the other year")
        await until(pilot, lambda: app.pictures_shown == 2 * 16 * 12, "its two posters, and none of the others")


async def test_kitty_has_the_pictures_while_it_moves() -> None:
    app = _App()
    app.pictures.protocol = Protocol.KITTY
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show(best(*range(6)))
        await until(pilot, lambda: app.pictures_shown and app.done(), "the posters")
        app.page.scroll_to(y=4, animate=False)
        await pilot.pause(0)
        assert app.pictures_shown


async def test_where_the_same_film_stands_twice_its_poster_does() -> None:
    app = _App()
    async with app.run_test(size=(120, 40)) as pilot:
        panel = best(1, 2)
        await app.show(replace(panel, data=[*panel.bars, replace(panel.bars[0], label="Once more")]))
        await until(pilot, lambda: app.pictures_shown == 3 * 16 * 12, "three posters")
