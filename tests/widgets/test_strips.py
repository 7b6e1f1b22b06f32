"""What is painted leaves nothing for the cycle collector."""

import gc
from pathlib import Path

from textual.strip import Strip

from lbtui.widgets.film_table import FilmTable
from tests.app.running import running, until
from tests.screens.small_library import make_library


async def test_lines_that_were_painted_are_freed_without_the_collector(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), size=(160, 50)) as (app, pilot):
        table = app.screen.query_one(FilmTable)
        await until(pilot, lambda: len(table.rows) == 8, "the films")
        await pilot.press("j", "k")
        gc.collect()
        gc.disable()
        try:
            gc.set_debug(gc.DEBUG_SAVEALL)
            await pilot.press("j", "k", "j", "k")
            gc.collect()
            left = [strip for strip in gc.garbage if isinstance(strip, Strip)]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
        assert not left
