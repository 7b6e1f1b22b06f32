"""The sessions: what each import read, how it went, what the log says, and clearing them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import RichLog

from lbtui.app.main import LbtuiApp
from lbtui.screens.sessions import SessionsScreen
from lbtui.services import logs
from lbtui.services.enrichment_status import State
from lbtui.storage import sessions
from tests.app.running import until
from tests.screens.reviewing import NAMES, export, reviewing
from tests.widgets.snapshot import screen_text, widget_text


@pytest.fixture(autouse=True)
def _log(tmp_path: Path) -> Iterator[None]:
    """The log file of the library, closed again."""
    logs.set_up(tmp_path / "data" / "log" / "lbtui.log")
    yield
    logs.shut_down()


def table_lines(app: LbtuiApp) -> int:
    """How many sessions the table shows."""
    return app.screen.table.row_count if isinstance(app.screen, SessionsScreen) else 0


async def test_a_session_is_told_with_its_counts_states_and_log(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="5") as (app, pilot, _):
        await pilot.press("s")
        await until(pilot, lambda: table_lines(app) == 1, "the session")
        await until(pilot, lambda: len(app.screen.query_one(RichLog).lines) > 1, "its log")
        text = screen_text(app)
        assert "export.zip" in text
        assert "4 films" in text
        for state in ("uploading", "parsing", "processing", "enriching", "completed"):
            assert state in text
        assert "import of export.zip" in text
        assert "4\u00a0films\u00a0· 4\u00a0new" in widget_text(app.screen.query_one("#story"))
        assert not app.screen.query_one(RichLog).show_vertical_scrollbar, "there is nothing to scroll"


async def test_the_log_of_a_session_leaves_out_the_others(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="5") as (app, pilot, _):
        app.import_paths([export(tmp_path / "[REC] newer.zip", [*NAMES, ("Another", 1999)])])
        await until(pilot, lambda: len(app.session.library.rows) == 5, "the second import")
        await until(pilot, lambda: app.session.enrichment_status.state is State.IDLE, "the end of its enrichment")
        await pilot.press("s")
        await until(pilot, lambda: table_lines(app) == 2, "both sessions")
        await until(pilot, lambda: "import of [REC] newer.zip" in logged(app), "the log of the newest")
        assert "import of export.zip" not in logged(app)
        await pilot.press("j")
        await until(pilot, lambda: "import of export.zip" in logged(app), "the log of the other")
        assert "[REC] newer.zip" in screen_text(app)


def logged(app: LbtuiApp) -> str:
    """The log in sight."""
    return " ".join(strip.text.strip() for strip in app.screen.query_one(RichLog).lines)


async def test_an_import_that_failed_says_why(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="5") as (app, pilot, _):
        broken = tmp_path / "broken.zip"
        broken.write_bytes(b"PK, but no more")
        app.import_paths([broken])
        await pilot.press("s")
        await until(pilot, lambda: table_lines(app) == 2 and "failed" in screen_text(app), "the failed session")
        assert "broken.zip" in screen_text(app)


async def test_clearing_asks_first_and_leaves_the_films_and_the_latest(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="5") as (app, pilot, _):
        app.import_paths([export(tmp_path / "newer.zip", [*NAMES, ("Another", 1999)])])
        await until(pilot, lambda: len(app.session.library.rows) == 5, "the second import")
        await until(pilot, lambda: app.session.enrichment_status.state is State.IDLE, "the end of its enrichment")
        await pilot.press("s")
        await until(pilot, lambda: table_lines(app) == 2, "both sessions")
        await pilot.press("c", "n")
        await pilot.pause()
        assert table_lines(app) == 2
        await pilot.press("c", "y")
        await until(pilot, lambda: table_lines(app) == 1, "the latest alone")
        assert app.session.database is not None
        assert [one.source for one in await sessions.all_sessions(app.session.database)] == ["newer.zip"]
        assert len(app.session.library.rows) == 5
