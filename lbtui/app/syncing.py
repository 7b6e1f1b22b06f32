"""The member's feed inside the app: at the start and by a key, beside everything else."""

import asyncio
import logging
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from textual.worker import Worker

from lbtui.app.shutdown import stopped
from lbtui.query.terms import quote
from lbtui.services.enrichment_status import State
from lbtui.storage.database import StorageError

if TYPE_CHECKING:
    from lbtui.app.main import LbtuiApp
    from lbtui.services.syncing import Fetched
    from lbtui.storage.imports import ImportSummary

_log = logging.getLogger("lbtui.app")


class SyncController:
    """Asks for the feed, brings what is new, and says so on one line."""

    def __init__(self, app: "LbtuiApp") -> None:
        self._app = app
        self._worker: Worker[None] | None = None
        self._films: tuple[int, ...] = ()
        """Films with viewings that the last sync brought."""

    def start(self) -> None:
        """What a start asks for by itself: the feed of the member who wants that, once an hour."""
        app = self._app
        if app.settings.sync and app.settings.member and not app.options.demo:
            self._begin(asked=False)

    async def now(self) -> None:
        """Ask because the member wants it now."""
        app = self._app
        if app.options.demo:
            app.notify("The demo's member is made up and has no feed.", markup=False)
        elif app.database is None or app.database.read_only:
            app.notify("Another lbtui writes to this library: sync there, or quit it first.", severity="warning")
        elif not app.settings.member:
            app.notify("Type your name on Letterboxd first: your newest diary entries come from there.", markup=False)
            app.action_settings("member")
        else:
            self._begin(asked=True)

    def _begin(self, *, asked: bool) -> None:
        if self._worker is None or self._worker.is_finished:
            self._worker = self._app.in_background("sync", partial(self._run, asked))

    async def stop(self) -> None:
        """Stop; what is being stored is stored to its end."""
        await stopped(self._worker)

    async def _run(self, asked: bool) -> None:
        # It brings httpx with it, which takes too long for the event loop.
        await asyncio.to_thread(import_module, "lbtui.services.syncing")
        from lbtui.letterboxd import ExportError
        from lbtui.services import syncing

        app = self._app
        if app.database is None or not (asked or syncing.is_time(app.paths)):
            return
        syncing.remember_asking(app.paths)
        try:
            fetched = await syncing.ask(app.database, app.settings, app.settings.member)
            since = await syncing.since(app.database)
            summary = await self._keep(fetched) if fetched else None
        except (ExportError, StorageError) as error:
            _log.warning("no sync: %s", error)
            self._say(str(error), asked=asked, failed=True)
            return
        if summary and summary.gap and not summary.unchanged:
            app.notify(summary.gap.sentence, title="There may be more", markup=False, timeout=15)
        self._films = summary.touched if summary else ()
        number = len(self._films) and summary.new_viewings if summary else 0
        if number:
            entries = "1 new viewing" if number == 1 else f"{number:,} new viewings"
            self._say(f"W: {entries}{since}", asked=False)
        elif asked:
            self._say(f"Nothing new{since}.", asked=True)

    async def _keep(self, fetched: "Fetched") -> "ImportSummary":
        """Bring it into the library, between two runs of the enrichment."""
        from lbtui.services import syncing

        app = self._app
        assert app.database is not None
        paused = app.enrichment_status.state is State.PAUSED
        await app.enriching.stop()
        try:
            async with app.reading.turn:
                summary = await syncing.keep(app.database, fetched)
            if not summary.unchanged:
                await app.reload()
                app.imported.publish(summary)
        finally:
            if not paused:
                app.start_enrichment()
        return summary

    def _say(self, words: str, *, asked: bool, failed: bool = False) -> None:
        """To who asked, a message; else on the line of progress, where it disturbs nobody."""
        app = self._app
        if asked:
            app.notify(
                words, title="Letterboxd", severity="warning" if failed else "information", markup=False, timeout=10
            )
        else:
            app.news = words
            app.enrichment_status_changed.publish(app.enrichment_status)

    def show(self) -> None:
        """Go to the films of the last sync; the line need not say any more that there are some."""
        app = self._app
        app.news = ""
        app.enrichment_status_changed.publish(app.enrichment_status)
        names = [row.name for film in self._films if (row := app.library.by_id(film))]
        if names:
            app.show_films(" or ".join(f"title={quote(name)}" for name in dict.fromkeys(names)))
        else:
            app.notify("No sync has brought new viewings yet: R looks for some.", markup=False)
