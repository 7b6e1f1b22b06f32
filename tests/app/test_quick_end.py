"""Whoever quits before the first film is on the screen leaves nothing half open."""

from pathlib import Path

from lbtui.app.main import LbtuiApp
from lbtui.storage.database import Database
from tests.app.running import export, films, options


async def test_quitting_at_once_closes_the_library_for_the_next_start(tmp_path: Path) -> None:
    chosen = export(tmp_path / "export.zip", films(8))
    app = LbtuiApp(options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=chosen))
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_value == 0
    assert app.session.database is None
    async with await Database.open(app.session.paths.database) as database:
        assert not database.read_only
