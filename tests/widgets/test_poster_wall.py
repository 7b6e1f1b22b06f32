"""The wall of posters: what is in sight, what is fetched for it, where its cursor is."""

import re
from pathlib import Path
from typing import Any, cast

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.signal import Signal

from lbtui.graphics.canvas import Canvas
from lbtui.graphics.terminal import Protocol
from lbtui.model.columns import TitleColumns
from lbtui.query import parse
from lbtui.screens.film import FilmScreen
from lbtui.screens.library import LibraryScreen
from lbtui.services.posters import Posters
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.poster_wall import PosterWall
from tests.app.running import running, until
from tests.film_rows import film_row
from tests.graphics.pictures import quarters
from tests.screens.small_library import make_library
from tests.widgets.snapshot import screen_text

PICTURE = re.compile("[\U00100000-\U0010fffd]")


class _Posters:
    """Has every poster but some, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def kept(self, path: str, size: str = "") -> bytes | None:
        return None

    async def get(self, path: str, size: str) -> bytes | None:
        self.asked.append(path)
        return None if path == "/1.jpg" else quarters(20, 30)


class _WallApp(App[None]):
    def __init__(self, films: int) -> None:
        super().__init__()
        self.pictures = Canvas()
        self.pictures_changed: Signal[None] = Signal(self, "pictures_changed")
        self.posters, self.table = _Posters(), FilmTable()
        columns = TitleColumns()
        self.films = [
            film_row(n, f"Film {n}", 1950 + n % 70, columns=columns, watched=True, poster_path=f"/{n}.jpg")
            for n in range(films)
        ]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.table
            yield PosterWall(self.table, cast(Posters, self.posters))

    def on_mount(self) -> None:
        self.table.display = False
        self.table.set_rows(self.films)
        self.wall.focus()

    @property
    def wall(self) -> PosterWall:
        return self.query_one(PosterWall)

    def on_film_table_filtered(self) -> None:
        self.wall.rearrange()

    def on_film_table_highlighted(self) -> None:
        self.wall.follow()

    def there(self, *films: int) -> Any:
        return lambda: {f"/{n}.jpg" for n in films} <= set(self.posters.asked) and self.wall._posters.idle


async def test_of_a_great_library_only_what_is_in_sight_is_fetched() -> None:
    app = _WallApp(100_000)
    async with app.run_test(size=(101, 30)) as pilot:
        across = app.wall.across
        assert across == 5
        await until(pilot, app.there(*range(15)), "the first posters")
        assert len(app.posters.asked) == len(set(app.posters.asked)) == 3 * across, "two rows, and one ahead"
        assert "▀" * 16 in screen_text(app)
        await pilot.press("G")
        await until(pilot, app.there(99_999), "the last posters")
        assert len(app.posters.asked) <= 6 * across
        text = screen_text(app)
        assert "Film 99999" in text
        assert "Film 0\n" not in text


async def test_a_film_without_a_poster_has_a_card_and_is_asked_for_once() -> None:
    app = _WallApp(3)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, app.there(0, 1, 2), "all posters")
        await pilot.press("right", "left")
        assert sorted(app.posters.asked) == ["/0.jpg", "/1.jpg", "/2.jpg"]
        assert screen_text(app).count("Film 1") == 2, "on its card and below it"
        assert screen_text(app).count("Film 2") == 1


async def test_the_cursor_walks_over_the_wall_and_stays_in_sight() -> None:
    app = _WallApp(23)
    async with app.run_test(size=(100, 30)) as pilot:
        for key, line in [("right", 1), ("down", 6), ("left", 5), ("up", 0), ("up", 0), ("G", 22), ("up", 17)]:
            await pilot.press(key)
            assert app.table.cursor_line == line, key
        await pilot.press("right", "right", "down")  # from the film above none: to the last
        assert app.table.cursor_line == 22
        assert "Film 22" in screen_text(app)
        app.table.show(parse("title:19"))
        await pilot.pause()
        assert screen_text(app).count("Film") >= 1
        assert "Film 22" not in screen_text(app)
        for words in ("nobody", "nothing"):
            app.table.show(parse(words))
            await pilot.pause()
            assert "No film matches" in screen_text(app)
            assert words in screen_text(app)


async def test_a_poster_that_has_become_known_is_shown() -> None:
    app = _WallApp(3)
    app.films[2] = film_row(2, "Film 2", 1952)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, app.there(0, 1), "two posters")
        row = film_row(2, "Film 2", 1952, poster_path="/new.jpg")
        app.table.update_rows([row])
        app.wall.update_rows([row])
        await until(pilot, lambda: "/new.jpg" in app.posters.asked and app.wall._posters.idle, "the third")


async def test_pictures_are_half_cells_while_it_moves_where_each_step_would_write_them_anew() -> None:
    app = _WallApp(100)
    async with app.run_test(size=(100, 30)) as pilot:
        for protocol, moving in ((Protocol.SIXEL, False), (Protocol.KITTY, True)):
            app.pictures.protocol = protocol
            app.pictures_changed.publish(None)
            await until(pilot, lambda: PICTURE.search(screen_text(app)), "pictures")
            app.wall.scroll_to(y=app.wall.scroll_offset.y + 2, animate=False, force=True)
            assert bool(PICTURE.search(screen_text(app))) is moving
            await until(pilot, lambda: PICTURE.search(screen_text(app)), "pictures again")


async def test_in_the_library_the_wall_is_the_table_in_another_form(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (120, 40)) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and len(app.screen.table.rows) == 8, "films")
        screen = cast(LibraryScreen, app.screen)
        await pilot.press("j", "w")
        await until(pilot, lambda: isinstance(app.focused, PosterWall), "the wall")
        assert not screen.table.display
        await pilot.press("right", "slash", *"var", "enter")
        await until(pilot, lambda: isinstance(app.focused, PosterWall), "the wall again")
        assert len(screen.table.rows) < 8
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FilmScreen), "a film's page")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.focused is screen.table, "the table")
        assert str(app.query_now) == "var", "the first escape left the film, the second the wall, none the filter"
