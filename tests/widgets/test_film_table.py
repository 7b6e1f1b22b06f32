"""The film table: what it shows, where its cursor is, and what it keeps while films change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from lbtui.films.columns import Column, Sorting
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.query import Index, parse
from lbtui.widgets.film_table import FilmTable
from tests.app.running import until
from tests.film_rows import film_row
from tests.widgets.snapshot import screen_text, widget_lines

Heard = FilmTable.Opened | FilmTable.Sorted | FilmTable.SortAsked


class TableApp(App[None]):
    """A film table and what it said."""

    def __init__(self, rows: list[FilmRow]) -> None:
        super().__init__()
        self.films = rows
        self.heard: list[Heard] = []

    def compose(self) -> ComposeResult:
        yield FilmTable()

    def on_mount(self) -> None:
        self.table.focus()
        self.table.set_rows(self.films)

    @property
    def table(self) -> FilmTable:
        return self.query_one(FilmTable)

    def on_film_table_opened(self, message: FilmTable.Opened) -> None:
        self.heard.append(message)

    def on_film_table_sort_asked(self, message: FilmTable.SortAsked) -> None:
        self.heard.append(message)

    def on_film_table_sorted(self, message: FilmTable.Sorted) -> None:
        self.heard.append(message)

    @property
    def lines(self) -> list[str]:
        return widget_lines(self.table)


def film(number: int, name: str = "", **fields: Any) -> FilmRow:
    defaults: dict[str, Any] = {"year": 1900 + number % 120, "watched": True, "status": FilmStatus.ENRICHED}
    return film_row(number, name or f"Film {number:04}", **defaults | fields)


def many(count: int = 500) -> list[FilmRow]:
    return [film(number, runtime=number % 200 + 1) for number in range(count)]


async def test_a_film_is_shown_with_its_figures() -> None:
    cleo = film(
        1,
        "Cléo from 5 to 7",
        year=1962,
        rating=4.5,
        liked=True,
        runtime=90,
        genres=("Drama", "Comedy"),
        directors=("Agnès Varda",),
        language="French",
        countries=("France",),
        tmdb_rating=7.62,
        dates=(date(2020, 1, 1), date(2024, 5, 12)),
    )
    app = TableApp([cleo])
    async with app.run_test(size=(170, 10)):
        header, row = (" ".join(line.split()) for line in app.lines[:2])
        assert (
            header == "Title Year Rating ♥ Min Genres Director Language Country TMDB Watched on Times Streams on State"
        )
        assert row == "Cléo from 5 to 7 1962 ★★★★½ ♥ 90 Drama, Comedy Agnès Varda French France 7.6 2024-05-12 2×"


@pytest.mark.parametrize("width", [160, 100, 80, 60, 40, 20, 5])
async def test_columns_fit_any_width_and_the_title_stays(width: int) -> None:
    app = TableApp([film(1, "Stalker", rating=5.0, genres=("Drama",), directors=("Andrei Tarkovsky",))])
    async with app.run_test(size=(width, 6)):
        assert app.lines[1].startswith(" S")
        assert all(cell_len(line) <= width for line in app.lines)
        assert ("Tarkovsky" in app.lines[1]) == (width >= 60)


@pytest.mark.parametrize(("width", "minor"), [(108, False), (130, False), (150, True), (200, True)])
async def test_titles_names_and_genres_stand_whole_before_minor_columns_come(width: int, minor: bool) -> None:
    genres, directors = ("Adventure", "Fantasy"), ("Apichatpong Weeras.",)
    app = TableApp([film(1, "Once Upon a Time… in Hollywood", genres=genres, directors=directors)])
    async with app.run_test(size=(width, 6)):
        assert "Once Upon a Time… in Hollywood " in app.lines[1]
        assert ("Times" in app.lines[0]) == minor
        assert ("Apichatpong Weeras." in app.lines[1] and "Adventure, Fantasy" in app.lines[1]) or not minor


async def test_chosen_columns_are_shown_in_their_order_and_the_title_always() -> None:
    app = TableApp([film(1, "Ran", runtime=162, year=1985)])
    async with app.run_test(size=(60, 5)) as pilot:
        app.table.choose_columns(["runtime", "year", "nonsense"])
        await pilot.pause()
        assert app.table.columns == ("title", "runtime", "year")
        assert app.lines[1].split() == ["Ran", "162", "1985"]


async def test_why_a_film_has_no_metadata_stands_in_the_place_of_its_genres() -> None:
    rows = [
        film(1, "A", status=FilmStatus.PENDING),
        film(2, "B", status=FilmStatus.NEEDS_REVIEW),
        film(3, "C", status=FilmStatus.NOT_FOUND),
        film(4, "D", status=FilmStatus.FAILED, reason="no answer"),
    ]
    app = TableApp(rows)
    async with app.run_test(size=(100, 8)):
        states = ("· pending", "? needs review", "∅ not found", "! failed: no")
        assert all(state in line for state, line in zip(states, app.lines[1:], strict=False))


HOSTILE = {
    "[REC]": "[REC]",
    "[REC]²": "[REC]²",
    "[/b]": "[/b]",
    "[/]": "[/]",
    "[@click=app.quit]x": "[@click=app.quit]x",
    "a\x1b]0;T\x07b\x00\x9b2J\u202e": "a]0;Tb2J",
    "two\nlines": "two lines",
    "千と千尋の神隠し": "千と千尋の神隠し",
    "★": "★",
    "👨‍👩‍👧 Family": "👨‍👩‍👧 Family",
    "é" * 500: "é" * 10,
    "": "",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_any_title_is_shown_as_it_is_and_moves_nothing(name: str) -> None:
    app = TableApp([replace(film(1, "x"), name=name), film(2, "Next")])
    async with app.run_test(size=(80, 6)) as pilot:
        app.table.show(parse("-zzz"))
        await pilot.pause()
        assert app.lines[1].startswith(f" {HOSTILE[name]}".rstrip())
        assert "1901" in app.lines[1]
        assert app.lines[2].startswith(" Next")
        strip = app.table.render_line(1)
        assert (
            strip.cell_length
            == sum(segment.cell_length for segment in strip)
            == app.table.scrollable_content_region.width
        )


async def test_wide_characters_keep_the_columns_in_line() -> None:
    app = TableApp([film(1, "千と千尋の神隠し" * 9, year=2001), film(2, "Plain", year=2001)])
    async with app.run_test(size=(80, 6)):
        wide, plain = app.lines[1:3]
        assert cell_len(wide[: wide.index("2001")]) == plain.index("2001")
        assert "…" in wide


async def test_what_was_typed_is_marked_without_regard_to_accents() -> None:
    app = TableApp([film(1, "Cléo", directors=("Agnès Varda",)), film(2, "Other")])
    async with app.run_test(size=(100, 6)) as pilot:
        plain = [segment.text for segment in app.table.draw_line(0, "odd")]
        app.table.show(parse("cleo director:agnes"))
        await pilot.pause()
        marked = [segment.text for segment in app.table.draw_line(0, "odd")]
        assert "Cléo" in marked
        assert "Agnès" in marked
        assert "Agnès" not in plain


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_cursor_walks_by_lines_pages_and_to_the_ends() -> None:
    app = TableApp(many())
    async with app.run_test(size=(80, 21)) as pilot:
        table = app.table
        await press(pilot, "down", "j", "k")
        assert table.cursor_line == 1
        await press(pilot, "pagedown")
        assert table.cursor_line == 21
        await press(pilot, "ctrl+d", "ctrl+u", "pageup")
        assert table.cursor_line == 1
        await press(pilot, "G")
        assert table.cursor_line == 499
        assert app.lines[-1].startswith(" Film 0499")
        await press(pilot, "down", "g")
        assert table.cursor_line == 0
        assert app.lines[1].startswith(" Film 0000")
        await press(pilot, "end", "home", "up")
        assert table.cursor_line == 0


async def test_enter_and_double_click_open_a_film() -> None:
    app = TableApp(many())
    async with app.run_test(size=(80, 20)) as pilot:
        await press(pilot, "down", "enter")
        await pilot.click(FilmTable, offset=(5, 4))
        assert app.table.cursor_line == 3
        await pilot.click(FilmTable, offset=(5, 6), times=2)
        await pilot.pause()
        assert [message.row.id for message in app.heard if isinstance(message, FilmTable.Opened)] == [1, 5]


async def test_a_click_on_a_label_sorts_and_a_second_one_turns_the_order_round() -> None:
    app = TableApp([film(1, "B", year=1950), film(2, "A", year=1960), film(3, "C", year=None)])
    async with app.run_test(size=(80, 8)) as pilot:
        year = app.lines[0].index("Year")
        await pilot.click(FilmTable, offset=(year, 0))
        assert app.table.sorting == ("year", True)
        assert [row.id for row in app.table.rows] == [2, 1, 3]
        await pilot.click(FilmTable, offset=(year, 0))
        await pilot.pause()
        assert [row.id for row in app.table.rows] == [1, 2, 3], "unknown stays last"
        assert "Year▲" in app.lines[0]
        assert [(m.name, m.descending) for m in app.heard if isinstance(m, FilmTable.Sorted)] == [
            ("year", True),
            ("year", False),
        ]


async def test_titles_are_sorted_as_on_a_shelf_and_shift_s_turns_the_order() -> None:
    app = TableApp([film(1, "The Zoo"), film(2, "A Fox"), film(3, "“Émile”"), film(4, "[REC]")])
    async with app.run_test(size=(80, 8)) as pilot:
        app.table.sort_by("title")
        assert [row.name for row in app.table.rows] == ["“Émile”", "A Fox", "[REC]", "The Zoo"]
        await press(pilot, "S")
        assert [row.name for row in app.table.rows] == ["The Zoo", "[REC]", "A Fox", "“Émile”"]
        await press(pilot, "s")
        await pilot.pause()
        assert any(isinstance(message, FilmTable.SortAsked) for message in app.heard)


async def test_films_without_a_day_come_last_both_ways_those_seen_before_those_to_see() -> None:
    app = TableApp([
        film(1, watched=False), film(2, watched=True), film(3, watched=True, dates=(date(2020, 1, 1),)),
        film(4, watched=True, dates=(date(2024, 1, 1),)),
    ])  # fmt: skip
    async with app.run_test(size=(80, 8)):
        app.table.sort_by("watched")
        assert [row.id for row in app.table.rows] == [4, 3, 2, 1]
        app.table.sort_by("watched", False)
        assert [row.id for row in app.table.rows] == [3, 4, 2, 1]
        app.table.update_rows([replace(app.table.rows[0], dates=())])
        assert [row.id for row in app.table.rows] == [4, 2, 3, 1]


async def test_the_film_under_the_cursor_stays_there_while_the_filter_changes() -> None:
    app = TableApp(many())
    async with app.run_test(size=(80, 21)) as pilot:
        table = app.table
        table.move_to(250)
        changes: list[Callable[[], None]] = [
            lambda: table.show(parse("runtime:40..60")),
            lambda: table.show(parse("")),
        ]
        for change in changes:
            change()
            assert table.cursor_row is not None
            assert table.cursor_row.id == 250
        await pilot.pause()
        assert any("Film 0250" in line for line in app.lines)


@pytest.mark.parametrize("text", ["film", "1", "43", "film 0333"])
@pytest.mark.parametrize(("order", "descending"), [(None, False), ("runtime", False), ("runtime", True)])
async def test_however_many_films_match_they_stand_in_order_and_the_film_stays(
    text: str, order: str | None, descending: bool
) -> None:
    films = many()
    app = TableApp(films)
    async with app.run_test(size=(100, 20)):
        app.table.sort_by(order, descending)
        app.table.move_to(333)
        app.table.show(parse(text))
        expected = [row for row in films if text in row.name.lower()]
        if order:
            expected.sort(key=lambda row: row.runtime or 0, reverse=descending)
        stays = films[333] if films[333] in expected else expected[0]
        assert (app.table.line_count, app.table.cursor_row) == (len(expected), stays)
        assert app.table.row_at(app.table.cursor_line) is stays
        assert app.table.rows == expected


async def test_a_filter_without_the_film_goes_to_the_top_and_says_when_nothing_matches() -> None:
    app = TableApp(many())
    async with app.run_test(size=(80, 21)) as pilot:
        app.table.move_to(250)
        app.table.show(parse('"film 000"'))
        assert (app.table.cursor_line, app.table.line_count) == (0, 10)
        app.table.show(parse("[/b] year:1850"))
        await pilot.pause()
        text = "\n".join(app.lines)
        assert "No film matches" in text
        assert "[/b] year:1850" in text
        assert app.table.cursor_row is None
        await press(pilot, "down", "pagedown", "enter", "s")


async def test_an_empty_library_says_so() -> None:
    app = TableApp([])
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "down", "end", "enter")
        assert any("Your library is empty" in line for line in app.lines)


async def test_changing_films_leave_cursor_and_view_on_their_film() -> None:
    rows = [film(number, runtime=None, status=FilmStatus.PENDING) for number in range(500)]
    app = TableApp(rows)
    async with app.run_test(size=(80, 21)) as pilot:
        table = app.table
        table.sort_by("runtime", False)
        table.move_to(300)
        table.action_move(-5)
        await pilot.pause()
        here = [line for line in app.lines if "Film 0295" in line]
        at = app.lines.index(here[0])
        table.update_rows([replace(row, runtime=90 + row.id, status=FilmStatus.ENRICHED) for row in rows[400:440]])
        await pilot.pause()
        assert table.cursor_row is not None
        assert table.cursor_row.id == 295
        assert "Film 0295" in app.lines[at]
        assert [row.id for row in table.rows[:41]] == [*range(400, 440), 0]
        table.update_rows([replace(rows[295], runtime=1, status=FilmStatus.ENRICHED)])
        assert table.cursor_row.id == 295
        assert table.cursor_line == 0


async def test_a_film_that_begins_to_match_comes_in_and_one_that_ceases_goes() -> None:
    app = TableApp(many(20))
    async with app.run_test(size=(80, 21)) as pilot:
        app.table.show(parse("genre:horror"))
        assert app.table.line_count == 0
        app.table.update_rows([film(3, genres=("Horror",)), film(9, genres=("Horror",)), film(99)])
        await pilot.pause()
        assert [row.id for row in app.table.rows] == [3, 9]
        assert "Horror" in app.lines[1]
        app.table.update_rows([film(3, genres=("Drama",))])
        assert [row.id for row in app.table.rows] == [9]


async def test_resizing_keeps_the_cursor_in_sight() -> None:
    app = TableApp(many())
    async with app.run_test(size=(80, 40)) as pilot:
        app.table.move_to(30)
        await pilot.resize_terminal(100, 12)
        await pilot.pause()
        assert any("Film 0030" in line for line in app.lines)


async def test_another_library_keeps_filter_order_and_film() -> None:
    app = TableApp(many(100))
    async with app.run_test(size=(80, 21)):
        app.table.show(parse("runtime>=20"))
        app.table.sort_by("runtime", True)
        app.table.move_to(40)
        app.table.set_rows(many(200))
        assert app.table.sorting == ("runtime", True)
        assert app.table.line_count == 181
        assert app.table.cursor_row is not None
        assert app.table.cursor_row.id == 40


async def test_words_wait_until_a_great_library_has_been_read() -> None:
    app = TableApp(many(5000))
    async with app.run_test(size=(80, 21)) as pilot:
        app.table.show(parse('"film 4999"'))
        if app.table.filtering:
            await pilot.pause()
            assert app.table.filtering is False or "filtering…" in app.lines[0]
        await until(pilot, lambda: not app.table.filtering, "the films with the words")
        assert [row.id for row in app.table.rows] == [4999]


async def test_every_built_in_theme_can_draw_the_table() -> None:
    app = TableApp([film(1, "[REC]", rating=3.5, liked=True), film(2, status=FilmStatus.FAILED)])
    async with app.run_test(size=(100, 8)) as pilot:
        for theme in app.available_themes:
            app.theme = theme
            await pilot.pause()
            assert "★★★½" in app.lines[1], theme


async def test_a_filter_that_matches_all_films_still_drops_one_that_stops_matching() -> None:
    rows = [FilmRow(number, f"Film {number}", liked=True) for number in range(3)]
    app = TableApp(rows)
    async with app.run_test(size=(80, 10)):
        table = app.query_one(FilmTable)
        table.show(parse("liked"))
        table.update_rows([FilmRow(1, "Film 1", liked=False)])
        assert [row.id for row in table.rows] == [0, 2]


async def test_in_an_index_of_somebody_else_the_table_replaces_nothing() -> None:
    old, new = FilmRow(1, "Film 1", liked=True), FilmRow(1, "Film 1")
    index = Index([old])
    app = TableApp([])
    async with app.run_test(size=(80, 10)):
        table = app.query_one(FilmTable)
        table.set_rows(index)
        table.show(parse("liked"))
        table.update_rows([new])
        assert index.rows == [old]
        index.replace([new])
        table.update_rows([new])
        assert table.rows == []


async def test_a_table_may_have_columns_of_its_own() -> None:
    part = Column(
        "part", "Part", lambda row: f"part {row.id}", Sorting("part", "Part", "p", lambda row: -row.id), 8, 8, 1
    )

    class PartsApp(App[None]):
        def compose(self) -> ComposeResult:
            yield FilmTable(("title", "part"), more=[part])

    app = PartsApp()
    async with app.run_test(size=(80, 10)) as pilot:
        table = app.query_one(FilmTable)
        table.set_rows([FilmRow(1, "One"), FilmRow(2, "Two")])
        table.sort_by("part")
        await pilot.pause()
        assert "part 2" in screen_text(app)
        assert [row.id for row in table.rows] == [2, 1]
