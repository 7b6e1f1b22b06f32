"""Predictions in the app: in the table, in filters, on the page; and never where the member's own ratings are."""

import asyncio
import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from lbtui.app.main import LbtuiApp
from lbtui.config import Settings, find_paths
from lbtui.options import Options
from lbtui.query import parse
from lbtui.screens.export import ExportDialog
from lbtui.screens.library import LibraryScreen
from lbtui.statistics import predicting
from lbtui.storage.database import Database
from tests.app.running import running, until
from tests.screens.small_library import make_library
from tests.statistics.library import build_rated
from tests.widgets.snapshot import screen_text

RATED, WAITING = 60, 40


def options(folder: Path, **settings: object) -> Options:
    environment = {"LBTUI_CONFIG_DIR": str(folder / "config")}
    paths = find_paths(folder / "data", environment)
    build_rated(paths.database, RATED, WAITING)
    return Options(paths, Settings(**settings), environment=environment)  # type: ignore[arg-type]


async def learnt(app: LbtuiApp, pilot: Pilot[int]) -> None:
    """The taste is learnt, without the wait before."""
    await until(pilot, lambda: app.predicting.known, "the predictions")
    await pilot.pause()


async def at_once(_seconds: float) -> None:
    """No wait."""


async def test_films_are_filtered_and_sorted_by_what_they_might_be_given(tmp_path: Path) -> None:
    chosen = options(tmp_path, columns=("title", "rating", "predicted"))
    async with running(chosen, (160, 50)) as (app, pilot):
        go_on = asyncio.Event()
        app.predicting.pause = lambda _seconds: go_on.wait()
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        app.query_now = parse("predicted>=4 sort:predicted")
        await until(pilot, lambda: screen.table.index.rows and screen.table.filter, "the filter")
        assert not screen.table.rows
        go_on.set()
        await learnt(app, pilot)
        rows = screen.table.rows
        assert rows
        assert all(row.rating is None and row.id % 2 for row in rows)
        stars = [row.predicted or 0 for row in rows]
        assert stars == sorted(stars, reverse=True)
        assert "Predicted" in screen_text(app)
        await until(pilot, lambda: f"You might give it {'★' * 4}" in screen_text(app), "the film beside")
        app.query_now = parse("predicted:none")
        await pilot.pause()
        assert screen.table.line_count == RATED


async def test_an_export_has_predictions_in_full(tmp_path: Path) -> None:
    async with running(options(tmp_path)) as (app, pilot):
        app.predicting.pause = at_once
        await learnt(app, pilot)
        target = tmp_path / "films.json"
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportDialog), "the dialog")
        await pilot.press("down")
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await until(pilot, target.exists, "the file")
        films = json.loads(target.read_text())
        assert sum(film["predicted"] is not None for film in films) == WAITING
        for film in films:
            assert (
                (film["predicted_interval"] is None) == (film["predicted_parts"] == []) == (film["rating"] is not None)
            )


async def test_a_film_that_is_rated_has_none_any_more_and_the_others_are_learnt_anew(tmp_path: Path) -> None:
    async with running(options(tmp_path)) as (app, pilot):
        app.predicting.pause = at_once
        await learnt(app, pilot)
        film, before = RATED + 2, app.predicting.taste
        database = app.session.database
        assert isinstance(database, Database)
        await database.write(lambda connection: connection.execute("UPDATE film SET rating = 5 WHERE id = ?", (film,)))
        await app.session.reload()
        row = app.session.library.by_id(film)
        assert row
        assert (row.rating, row.prediction) == (5, None)
        await until(pilot, lambda: app.predicting.taste is not before, "what was learnt anew")


async def test_too_few_ratings_are_said_and_nothing_is_predicted(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        app.predicting.pause = at_once
        await learnt(app, pilot)
        assert app.predicting.taste is None
        assert app.predicting.missing.endswith("49 more to go.")
        assert not any(row.prediction for row in app.session.library.rows)
        app.query_now = parse("predicted>=4")
        await until(pilot, lambda: "49 more to go" in screen_text(app), "what is missing")


async def test_a_great_library_is_learnt_from_when_predictions_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predicting, "MOST_FILMS", RATED)
    async with running(options(tmp_path)) as (app, pilot):
        app.predicting.pause = at_once
        await until(pilot, lambda: len(app.session.library.rows) == RATED + WAITING, "the films")
        await pilot.pause()
        assert not app.predicting.known
        app.query_now = parse("sort:predicted")
        await learnt(app, pilot)
        assert any(row.predicted for row in app.session.library.rows)
