"""Before the library is open nothing is said of what it holds: no film, no match, no person is missing yet."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.options import Options
from lbtui.services.enrichment_status import State
from lbtui.services.library import Library
from lbtui.storage.database import Database
from tests.app.running import export, films, options, running, until
from tests.screens.small_library import VARDA, make_library
from tests.widgets.snapshot import screen_text

_NOTHING = re.compile(
    r"\bno (?:films?|import|person|candidate)\b|is empty|nothing (?:to review|is)|nobody|every film|any more"
    r"|\b0 (?:of|films)|\b0 +│|100%|all enriched|import an export|5 imports|not (?:known|in the library)|decided",
    re.IGNORECASE,
)
"""What a screen says of a library that has nothing, or of films that are all done."""

Way = Callable[[LbtuiApp, Pilot[int]], object]
_WAYS: dict[str, Way] = {
    "library": lambda app, pilot: pilot.press("1"),
    "a film to export": lambda app, pilot: pilot.press("1", "e"),
    "keys of a film": lambda app, pilot: pilot.press("1", "p", "d", "m", "o", "O", "y", "r", "enter"),
    "statistics": lambda app, pilot: pilot.press("2"),
    "a dashboard to export": lambda app, pilot: pilot.press("2", "e"),
    "enrichment": lambda app, pilot: pilot.press("3"),
    "review": lambda app, pilot: pilot.press("4"),
    "review, all kinds": lambda app, pilot: pilot.press("4", "f", "f", "f", "f"),
    "review, keys": lambda app, pilot: pilot.press("4", "e", "x", "a", "s", "r", "enter"),
    "import": lambda app, pilot: pilot.press("5"),
    "past imports": lambda app, pilot: app.run_action("sessions"),
    "lists": lambda app, pilot: pilot.press("L"),
    "settings": lambda app, pilot: pilot.press("comma"),
    "key": lambda app, pilot: pilot.press("K"),
    "film": lambda app, pilot: app.open_film(1),
    "person": lambda app, pilot: app.open_person(VARDA),
    "match": lambda app, pilot: app.open_match(1),
}


@asynccontextmanager
async def _held(
    monkeypatch: pytest.MonkeyPatch, where: str, options: Options
) -> AsyncIterator[tuple[LbtuiApp, Pilot[int]]]:
    """The app, whose library is opened, or read, only at the end."""
    go_on = asyncio.Event()
    open_now, load_now = Database.open, Library.load

    async def slow_open(path: Path, *, read_only: bool = False) -> Database:
        await go_on.wait()
        return await open_now(path, read_only=read_only)

    async def slow_load(library: Library) -> None:
        await go_on.wait()
        await load_now(library)

    monkeypatch.setattr(*((Database, "open", slow_open) if where == "opened" else (Library, "load", slow_load)))
    async with running(options) as (app, pilot):
        try:
            yield app, pilot
        finally:
            go_on.set()


@pytest.mark.parametrize("where", ["opened", "read"])
async def test_a_library_that_is_not_open_yet_lacks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    options = await make_library(tmp_path)
    async with _held(monkeypatch, where, options) as (app, pilot):
        await until(pilot, lambda: app.screen.is_mounted, "the first screen")
        if where == "read":
            await until(pilot, lambda: app.session.database is not None, "the database")
        for name, way in _WAYS.items():
            if (told := way(app, pilot)) is not None:
                await told  # type: ignore[misc]
            await pilot.pause()
            said = screen_text(app)
            assert not _NOTHING.findall(said), f"{name}:\n{said}"
            while len(app.screen_stack) > 1:
                await app.pop_screen()


async def test_an_empty_library_is_not_done_and_the_import_screen_does_not_send_to_itself(tmp_path: Path) -> None:
    async with running(options(tmp_path, "http://127.0.0.1:9/3", key=None)) as (app, pilot):
        await until(
            pilot,
            lambda: app.current_mode == "import" and app.session.enrichment_status.state is State.IDLE,
            "the import",
        )
        await pilot.pause()
        assert "5 imports" not in screen_text(app)
        await pilot.press("3")
        await until(pilot, lambda: "No films yet: 5 imports an export" in screen_text(app), "the enrichment")
        assert "100%" not in screen_text(app)


async def test_no_match_is_said_to_be_found_of_films_that_were_not_looked_for(tmp_path: Path) -> None:
    start = options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=export(tmp_path / "export.zip", films(20)))
    async with running(start) as (app, pilot):
        await until(pilot, lambda: app.session.enrichment_status.state is State.NO_KEY, "the films")
        await pilot.press("4")
        for _ in range(4):
            await until(pilot, lambda: "None so far: 20 films not looked for yet." in screen_text(app), "the truth")
            await pilot.press("f")
