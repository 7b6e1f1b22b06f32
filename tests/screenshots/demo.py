"""A demo library that is enriched to the end, and the app on it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.config import Settings
from lbtui.enrichment.run import enrich
from lbtui.options import Options, read_options
from lbtui.screens.enrichment import FilmLog
from lbtui.services.importing import ensure_demo
from lbtui.services.tmdb_client import open_client
from lbtui.storage.database import Database

FAST = Settings(rate=5000.0)
"""Nobody is asked but the catalogue inside the process."""


def start(folder: Path, theme: str) -> Options:
    """A start of the demo that lies in `folder` with all it writes."""
    environment = {"LBTUI_CONFIG_DIR": str(folder / "config")}
    options = read_options(data_dir=folder, demo=True, environment=environment)
    return replace(options, settings=FAST._replace(theme=theme))


async def make_library(options: Options) -> None:
    """Import the demo's export and enrich it."""
    async with await Database.open(options.paths.database) as database:
        await ensure_demo(database)
        async with open_client(options.settings, None, demo=True) as client:
            await enrich(database, client, on_film=lambda _: None, on_progress=lambda _: None)


@asynccontextmanager
async def shown(options: Options, size: tuple[int, int]) -> AsyncIterator[tuple[LbtuiApp, Pilot[int]]]:
    """The app on that library, once its films are in sight."""
    app = LbtuiApp(options)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        yield app, pilot
        await app.shut()


async def order_log(app: LbtuiApp, pilot: Pilot[int]) -> None:
    """Show the films of the log in the order of the export: which answer comes first is up to chance."""
    log = app.screen.query_one(FilmLog)
    log.clear()
    log.write_films(sorted(app.session.enrichment.log, key=lambda event: event.film_id))
    await settled(app, pilot)


async def settled(app: LbtuiApp, pilot: Pilot[int]) -> None:
    """Wait until nothing is at work any more: no worker, no picture on its way."""
    await app.session.opened.wait()
    quiet = 0
    # 0.2 s and more: the film beside the table comes once the cursor has rested.
    while quiet < 10:
        await pilot.pause()
        await asyncio.sleep(0.02)
        # The tree of folders has a loader that never ends.
        busy = any(not worker.is_finished for worker in app.workers if worker.name != "_loader")
        quiet = 0 if busy else quiet + 1
    app.clear_notifications()
    await pilot.pause()


async def press(app: LbtuiApp, pilot: Pilot[int], keys: Sequence[str]) -> None:
    """Press keys, each once what the one before began is done; `=text` types a text."""
    for key in keys:
        if key.startswith("="):
            await pilot.press(*("space" if letter == " " else letter for letter in key[1:]))
        else:
            await pilot.press(key)
        await settled(app, pilot)
