"""What the first opening of a screen costs: nothing that could have been done before, nothing twice."""

from pathlib import Path

import pytest

from lbtui.app import preloading
from lbtui.app.main import LbtuiApp
from tests.app.running import running, until
from tests.screens.small_library import make_library


async def test_no_style_sheet_is_read_anew_for_a_screen_that_is_shown_for_the_first_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        read: list[str] = []
        monkeypatch.setattr(LbtuiApp, "refresh_css", lambda *_, **__: read.append(app.current_mode))
        for key in "2345":
            await pilot.press(key)
        assert app.current_mode == "import"
        assert not read


async def test_a_theme_that_was_changed_meanwhile_is_worn_by_every_screen(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        await pilot.press("3", "1")
        app.theme = "nord"
        await pilot.pause()
        worn = app.screen.styles.background
        for key in "34":
            await pilot.press(key)
            await pilot.pause()
            assert app.screen.styles.background == worn


async def test_what_dashboards_need_is_there_before_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preloading, "AFTER", 0.01)
    wanted: list[str] = []
    monkeypatch.setattr(preloading, "_import_all", wanted.extend)
    async with running(await make_library(tmp_path)) as (_, pilot):
        await until(pilot, lambda: wanted, "the modules")
        assert {"lbtui.statistics.reading", "lbtui.screens.statistics"} <= set(wanted)
        wanted.clear()
        preloading.preload(100_000)
        await until(pilot, lambda: "lbtui.screens.statistics" in wanted, "those of a great library")
        assert "lbtui.statistics.reading" not in wanted
