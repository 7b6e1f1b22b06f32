"""The first start: an export is found, dropped or pasted; the demo is one key away; nothing leads into a wall."""

import os
import time
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from lbtui.app.main import LbtuiApp
from lbtui.options import Options, as_demo, as_own
from lbtui.screens.importing import ImportScreen
from lbtui.screens.library import LibraryScreen
from lbtui.widgets.inputs import PathField, pasted_paths
from tests.app.running import NAMES, export, films, options, running, until
from tests.widgets.snapshot import screen_text, screen_words

NOWHERE = "http://127.0.0.1:9/3"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, and the current folder."""
    folder = tmp_path / "home"
    (folder / "Downloads").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(folder / "Downloads"))
    monkeypatch.chdir(folder)
    return folder


def _start(home: Path, chosen: Path | None = None) -> Options:
    return options(home, NOWHERE, key=None, chosen=chosen)


async def _looked(app: LbtuiApp, pilot: Pilot[int]) -> OptionList:
    await until(
        pilot, lambda: app.session.database is not None and isinstance(app.screen, ImportScreen), "the import screen"
    )
    found = app.screen.query_one("#found", OptionList)
    await until(pilot, lambda: found.option_count > 0, "what was found")
    return found


async def test_an_export_in_the_downloads_is_offered_first_and_enter_imports_it(home: Path) -> None:
    export(home / "Downloads" / "letterboxd-me-2026-01-02-10-00-utc.zip", films(8))
    async with running(_start(home)) as (app, pilot):
        await _looked(app, pilot)
        assert "8 films, 8 viewings" in screen_words(app)
        await pilot.press("enter")
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        assert "8 films, 8 viewings." in {toast.message for toast in app._notifications}
        await pilot.press("5")
        await until(pilot, lambda: "Imported." in screen_words(app), "the report")
        assert "K adds a TMDB key" in screen_words(app)
        await until(pilot, lambda: "✓ imported on" in screen_words(app), "the mark of what was imported")
        assert {row.name for row in app.session.library.rows} == set(NAMES)


async def test_without_an_export_the_screen_says_how_to_get_one_and_offers_the_demo(home: Path) -> None:
    async with running(_start(home), size=(80, 24)) as (app, pilot):
        await _looked(app, pilot)
        assert "Export your data" in screen_words(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.again is not None, "the demo")
        assert app.again is not None
        assert app.again.demo
        assert app.again.paths.database != app.session.paths.database


async def test_keys_work_after_an_import_by_path_and_escape_leaves_the_path(home: Path) -> None:
    first, second = (export(home / f"{name}.zip", films(number)) for name, number in (("first", 3), ("second", 5)))
    async with running(_start(home)) as (app, pilot):
        found = await _looked(app, pilot)
        await pilot.press("slash", "escape")
        assert app.focused is found
        await pilot.press("slash")
        app.screen.query_one(PathField).value = str(first)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await pilot.press("5", "slash")
        app.screen.query_one(PathField).value = str(second)
        await pilot.press("enter")
        await until(pilot, lambda: len(app.session.library.rows) == 5, "the second import")
        await until(pilot, lambda: app.focused is found, "the list")
        assert app.screen.query_one(PathField).value == ""
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library again")


async def test_an_export_that_arrives_is_offered_by_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lbtui.screens.importing._EVERY", 0.02)
    async with running(_start(home)) as (app, pilot):
        found = await _looked(app, pilot)
        assert "No export" in screen_words(app)
        export(home / "Downloads" / "letterboxd-me-2026-01-02-10-00-utc.zip", films(8))
        await until(pilot, lambda: "8 films, 8 viewings" in screen_words(app), "the export")
        assert found.highlighted == 0


@pytest.mark.parametrize(("day", "said"), [("2026-02-01", True), ("2025-12-01", False)], ids=["newer", "older"])
async def test_an_export_that_is_newer_than_the_last_import_is_announced(home: Path, day: str, said: bool) -> None:
    first = export(home / "letterboxd-me-2026-01-02-10-00-utc.zip", films(3))
    async with running(_start(home, first)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")
    later = export(home / "Downloads" / f"letterboxd-me-{day}-10-00-utc.zip", films(4))
    os.utime(later, (time.time() + 60,) * 2)
    async with running(_start(home)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")
        await until(pilot, lambda: not any(worker.group == "newer" for worker in app.workers), "the end of the look")
        await pilot.pause()
        assert ("a newer export is there: 5" in screen_words(app)) is said
        if said:
            app.import_paths([later])
            await until(pilot, lambda: len(app.session.library.rows) == 4, "the newer films")
            await until(pilot, lambda: "newer export" not in screen_words(app), "the end of the line")


async def test_a_file_dropped_anywhere_on_the_screen_is_imported(home: Path) -> None:
    dropped = export(home / "my export.zip", films(3))
    async with running(_start(home)) as (app, pilot):
        found = await _looked(app, pilot)
        found.post_message(Paste(f"'{dropped}' "))
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")


async def test_a_file_dropped_on_the_path_field_needs_no_enter(home: Path) -> None:
    dropped = export(home / "export.zip", films(3))
    async with running(_start(home)) as (app, pilot):
        await _looked(app, pilot)
        app.screen.query_one(PathField).post_message(Paste(dropped.as_uri()))
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")


async def test_an_import_that_fails_says_why_and_what_to_do(home: Path) -> None:
    (home / "[b]no.zip").write_bytes(b"no zip at all")
    async with running(_start(home, home / "[b]no.zip"), size=(80, 24)) as (app, pilot):
        await until(pilot, lambda: "The import failed" in screen_words(app), "the failure")
        assert "[b]no.zip" in screen_text(app)
        assert "Your library is as it was" in screen_words(app)


async def test_an_export_chosen_in_the_demo_goes_to_a_library_of_ones_own(home: Path) -> None:
    own = _start(home)
    chosen = export(home / "export.zip", films(3))
    async with running(as_demo(own)) as (app, _pilot):
        app.import_paths([chosen])
        assert app.again == as_own(as_demo(own), chosen)
        assert app.again is not None
        assert app.again.paths == own.paths


@pytest.mark.parametrize(
    "text", ["{}", "'{}'", '"{}"', "  {}\n", "file://{}"], ids=["plain", "single", "double", "blanks", "address"]
)
def test_a_path_is_understood_however_it_is_given(tmp_path: Path, text: str) -> None:
    path = tmp_path / "my own export.zip"
    path.touch()
    assert pasted_paths(text.format(path)) == [path]


def test_several_dropped_files_are_all_taken(tmp_path: Path) -> None:
    paths = [tmp_path / "a b.csv", tmp_path / "c.csv"]
    for path in paths:
        path.touch()
    assert pasted_paths(" ".join(f"'{path}'" for path in paths)) == paths
