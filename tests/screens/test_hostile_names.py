"""Names that are trouble, in every place where a name is shown: nothing is read as markup, cut wrongly, or lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from unicodedata import category

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Candidate, Credit, Metadata, Summary
from lbtui.screens.export import ExportDialog
from lbtui.screens.importing import ExportTree
from lbtui.screens.lists import ListsScreen
from lbtui.screens.match import MatchScreen
from lbtui.screens.person import PersonScreen
from lbtui.screens.review import ReviewScreen
from lbtui.screens.statistics import StatisticsScreen
from lbtui.screens.statistics_choices import TABS
from lbtui.services.importing import import_export
from lbtui.storage import matches
from lbtui.storage.database import Database
from lbtui.text import clean_line
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.film_view import FilmView
from tests.app.running import options, running, until
from tests.letterboxd.maker import film_uri, list_text, list_uri, log_uri, make_export_zip
from tests.widgets.snapshot import screen_text

NAMES = (
    "[REC]",
    "[/b]",
    "[@click=app.quit]x",
    "A\x1b[31mB\x07\x1b]0;title\x07 C\u202eD\u200b",
    "A very long title " * 28,
    "Donaudampfschifffahrt" * 24,
    "千と千尋の神隠し" * 12,
    "👩‍👩‍👧‍👦 🇫🇷 ❤️ Z͑͗̄a̧l͎g̈́o",
)
_DAY = "2024-03-05"


def _export(path: Path) -> Path:
    watched = [[_DAY, name, "2007", film_uri(n)] for n, name in enumerate(NAMES, 1)]
    waiting = [[_DAY, f"{name} waiting", "2008", film_uri(n + 50)] for n, name in enumerate(NAMES, 1)]
    logs = [[*row[:3], log_uri(n), "4.5", "Yes", row[1].replace(",", ""), _DAY] for n, row in enumerate(watched, 1)]
    reviews = [[*log[:6], f"<b>{log[1]}</b> {log[1]}", "", _DAY] for log in logs]
    return make_export_zip(
        path,
        watched=watched,
        watchlist=waiting,
        ratings=[[*row, "4.5"] for row in watched],
        likes=watched,
        diary=logs,
        reviews=reviews,
        lists={f"list-{n}": _list(n, row) for n, row in enumerate(watched, 1)},
    )


def _list(number: int, row: list[str]) -> str:
    return list_text((_DAY, row[1], "", list_uri(number), row[1]), [("1", *row[1:], row[1])])


async def _enrich(database: Database) -> None:
    """As TMDB's answers leave the client: cleaned, and otherwise as they were."""
    seen = await database.fetch("SELECT id, name FROM film WHERE watched ORDER BY id")
    waiting = await database.fetch("SELECT id, name FROM film WHERE watchlist ORDER BY id")
    for (film, text), (other, _) in zip(seen, waiting, strict=True):
        metadata = _metadata(film, text)
        summary = Summary(Kind.MOVIE, film, text, original_title=text, release_date=date(2007, 1, 1), overview=text)
        await matches.store_matches(database, [matches.Match(film, summary, 1.0, "same title")])
        await matches.store_details(database, metadata)
        await matches.store_review(database, other, text, [Candidate(summary, 0.5, "close")])


def _metadata(number: int, text: str) -> Metadata:
    roles = (Role.DIRECTOR, Role.WRITER, Role.ACTOR, Role.COMPOSER)
    return Metadata(
        Kind.MOVIE,
        number,
        text,
        original_title=text,
        original_language="ja",
        release_date=date(2007, 1, 1),
        overview=text,
        tagline=text,
        runtime=90,
        vote_average=7.0,
        vote_count=99,
        collection=(number, text),
        genres=((number, text),),
        countries=((f"C{number}", text),),
        languages=(("ja", "Japanese"),),
        keywords=((number, text),),
        companies=((number, text),),
        credits=tuple(Credit(number, text, role, 0, character=text) for role in roles),
    )


@asynccontextmanager
async def _library(folder: Path, size: tuple[int, int]) -> AsyncIterator[tuple[LbtuiApp, Pilot[int]]]:
    start = options(folder, "http://127.0.0.1:9/3", key=None)
    async with await Database.open(start.paths.database) as database:
        await import_export(database, [_export(folder / "export.zip")])
        await _enrich(database)
    async with running(start, size) as (app, pilot):
        await until(pilot, lambda: len(_rows(app)) == 2 * len(NAMES), "the films")
        yield app, pilot


def _rows(app: LbtuiApp) -> list[object]:
    table = app.screen.query_one_optional(FilmTable)
    return list(table.rows) if table else []


def _check(app: LbtuiApp, place: str, *names: str) -> None:
    """The beginning of each name is there; each line fits; no character moves the cursor."""
    text = screen_text(app)
    assert not any(category(char) == "Cc" or char in "\u202d\u202e\u200b" for char in text.replace("\n", "")), place
    assert all(cell_len(line) <= app.size.width for line in text.splitlines()), place
    for name in names:
        assert clean_line(name)[:7].strip() in text, place


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_names_are_shown_as_they_are_wherever_they_stand(tmp_path: Path, size: tuple[int, int]) -> None:
    async with _library(tmp_path, size) as (app, pilot):
        _check(app, "the library", *NAMES)
        enriched = [row for row in app.session.library.rows if row.status is FilmStatus.ENRICHED]
        # Where there is room for all, length and width of the names are what is left to go wrong.
        for row in enriched if size[0] == 80 else [row for row in enriched if cell_len(row.name) > size[0]]:
            await _walk_film(app, pilot, row)
        await _walk_lists(app, pilot)
        await _walk_review(app, pilot)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, StatisticsScreen), "the statistics")
        for tab in TABS:
            await pilot.press(tab.key)
            await until(pilot, lambda: not _busy(app), f"the dashboard {tab.name}")
            _check(app, f"the dashboard {tab.name}")
        assert app.return_value is None


async def _walk_film(app: LbtuiApp, pilot: Pilot[int], row: FilmRow) -> None:
    app.open_film(row.id)
    await until(pilot, lambda: _film_is_there(app), "the film")
    await pilot.pause()
    _check(app, "the film page", row.name)
    await pilot.press("end")
    _check(app, "the end of the film page")
    app.open_person(row.id)
    await until(pilot, lambda: isinstance(app.screen, PersonScreen) and bool(_rows(app)), "the person page")
    _check(app, "the person page", row.name)
    await pilot.press("escape", "escape")


async def _walk_lists(app: LbtuiApp, pilot: Pilot[int]) -> None:
    await pilot.press("1", "L")
    await until(pilot, lambda: isinstance(app.screen, ListsScreen) and "1 of 1" in screen_text(app), "the lists")
    _check(app, "the lists", *NAMES)
    await pilot.press("escape", "e")
    await until(pilot, lambda: isinstance(app.screen, ExportDialog), "the dialog")
    await pilot.pause()
    _check(app, "taking out")
    await pilot.press("escape")


async def _walk_review(app: LbtuiApp, pilot: Pilot[int]) -> None:
    await pilot.press("4")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and "[REC]" in screen_text(app), "the review")
    _check(app, "the review", *NAMES)
    for row in [row for row in app.session.library.rows if row.status is FilmStatus.NEEDS_REVIEW]:
        app.open_match(row.id)
        await until(pilot, lambda: isinstance(app.screen, MatchScreen), "the match")
        await pilot.pause()
        _check(app, "the match", row.name)
        await pilot.press("escape")


def _film_is_there(app: LbtuiApp) -> bool:
    view = app.screen.query_one_optional(FilmView)
    return view is not None and view.page is not None


def _busy(app: LbtuiApp) -> bool:
    return any(not worker.is_finished for worker in app.workers)


def test_names_of_files_in_the_tree_are_foreign_text_too() -> None:
    tree = ExportTree.__new__(ExportTree)  # one that is made looks at its folder, and needs an app
    assert tree.process_label("\udcff\x1b[2J.zip").plain == "\N{REPLACEMENT CHARACTER}[2J.zip"
