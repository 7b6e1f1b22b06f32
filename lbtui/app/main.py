"""The app itself: modes, keys, and what happens from the first frame to the last."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual._context import active_message_pump
from textual.app import SystemCommand
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker, WorkerFailed, active_worker

from lbtui.app import commands, preloading, shutdown
from lbtui.app.client_provider import ClientProvider
from lbtui.app.enriching import EnrichmentController
from lbtui.app.importing import ImportController
from lbtui.app.navigation import Navigation
from lbtui.app.settings_controller import SettingsController
from lbtui.app.syncing import SyncController
from lbtui.gc_tuning import collect_calmly, keep
from lbtui.options import Options, as_demo, as_own
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.storage.database import Database, StorageError
from lbtui.terminal import few_colours
from lbtui.text import path_line
from lbtui.widgets.strips import let_strips_go

if TYPE_CHECKING:
    from lbtui.storage.film_page import FilmPage
    from lbtui.tmdb.client import Client

_GREAT = 8_000_000
"""Bytes of a library that takes so long to read that its first page comes before."""
_FIRST = 200
"""Films of that page."""
_log = logging.getLogger("lbtui.app")


def _saved_filters() -> type[Provider]:
    """Their commands, imported when the palette is first opened."""
    provider: type[Provider] = import_module("lbtui.screens.saved_filters").SavedFilters
    return provider


class LbtuiApp(Navigation):
    """lbtui in a terminal."""

    COMMANDS = Navigation.COMMANDS | {_saved_filters}

    TITLE = "lbtui"
    CSS_PATH = "../lbtui.tcss"

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        let_strips_go()
        usual = "ansi-dark" if few_colours(options.environment) else "tokyo-night"
        self.theme = options.settings.theme if options.settings.theme in self.available_themes else usual
        self.client_provider = ClientProvider(self)
        self.enriching = EnrichmentController(self)
        self.reading = ImportController(self)
        self.syncing = SyncController(self)
        self.opened = asyncio.Event()
        """Set once the library is open, or cannot be opened."""
        self._opening: Worker[None] | None = None
        self.choosing = SettingsController(self)
        self.again: Options | None = None
        """How to begin anew after the end, if at all."""
        self.last_words = ""
        """A sentence for the terminal that is left behind."""
        self._ending = False
        self._shutting: asyncio.Task[None] | None = None

    async def on_mount(self) -> None:
        """Show the first screen, and begin once its first frame is out."""
        shutdown.on_signals(self)
        self.choosing.follow_theme()
        # Not as Textual's DEFAULT_MODE: from Python 3.12 on, that composes a screen before the app has one, which
        # breaks every text field on it.
        await self.switch_mode("library" if _shows_library(self.options) else "import")
        self.call_after_refresh(self._begin)

    def in_background(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Worker[None]:
        """Start work of the app itself, which outlives every screen.

        It is given as a function: a coroutine that is cancelled before its first step would be complained about.
        """
        # Any, because mypy cannot tell Textual's two kinds of functions apart.
        return self.run_worker(cast(Any, work), name=name, group=name)

    def _begin(self) -> None:
        collect_calmly()
        for mistake in self.options.mistakes:
            self.notify(mistake, title="Settings", severity="warning", markup=False, timeout=10)
        if self._shutting is None:  # Whoever is quick has quit before the first frame.
            self._opening = self.in_background("open", self._open)

    async def _open(self) -> None:
        """Open the library, then go on with whatever was unfinished, without a question."""
        # Here and below: what no first frame needs is imported when it is wanted.
        from lbtui.services.matching import Matching
        from lbtui.storage import sessions
        from lbtui.storage.rows import first_rows

        try:
            self.database = await Database.open(self.paths.database)
            self.matching = Matching(self.database, self.client)
            if not self.database.read_only:
                await sessions.clear_expired(self.database, sessions.now())
            if self.paths.database.stat().st_size > _GREAT:
                self.first_films.publish(await asyncio.to_thread(first_rows, self.paths.database, _FIRST))
            await self.reload()
        except StorageError as error:
            _log.error("the library cannot be opened: %s", error)
            self.last_words = f"lbtui: {error}"
            self.exit(1)
            return
        finally:
            self.opened.set()
        self.set_timer(preloading.AFTER, preloading.preload)
        await self.enriching.recall()
        if self.database.read_only:
            self.set_enrichment_status(
                EnrichmentStatus(State.READ_ONLY, "read-only: another lbtui writes to this library")
            )
        else:
            await self.reading.begin()

    async def reload(self) -> None:
        """Read the whole library anew."""
        await self.library.load()
        keep()
        if self.enrichment_status.unknown:
            self.set_enrichment_status(EnrichmentStatus())
        self.library_loaded.publish(None)

    async def films_touched(self, films: Sequence[int]) -> None:
        """Read these films again after a change to the store, and tell the screens."""
        index = self.library.index
        places = await self.library.refresh(films)
        if self.library.index is not index:
            self.library_loaded.publish(None)
        elif places:
            self.films_changed.publish([index.rows[place] for place in places])

    def set_enrichment_status(self, enrichment_status: EnrichmentStatus) -> None:
        """Say how the enrichment stands."""
        self.enrichment_status = enrichment_status
        self.enrichment_status_changed.publish(enrichment_status)

    async def film_page(self, film: int) -> "FilmPage | None":
        """All that is known of a film."""
        from lbtui.storage.film_page import film_page

        await self.opened.wait()
        return await film_page(self.database, film) if self.database else None

    async def client(self) -> "Client | None":
        """The one way to TMDB."""
        return await self.client_provider.client()

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import an export and enrich it; from the demo, in a library of one's own."""
        if self.options.demo:
            self._begin_anew(as_own(self.options, paths[0]))
        else:
            self.reading.start(paths)

    def change_demo(self) -> None:
        """Begin anew as the demo, or from the demo in one's own library."""
        self._begin_anew(as_own(self.options) if self.options.demo else as_demo(self.options))

    def change_setting(self, name: str, value: object) -> None:
        """Change a setting now and for later."""
        self.choosing.change(name, value)

    def key_changed(self) -> None:
        """Go on with the key that is there now."""
        self.choosing.key_changed()

    def delete_library(self) -> None:
        """Remove the library from the disk and begin anew."""
        self.in_background("delete", self._delete)

    async def _delete(self) -> None:
        from lbtui.services import places

        await self.shut()
        try:
            await asyncio.to_thread(places.delete_library, self.paths)
        except OSError as error:
            where = path_line(error.filename or self.paths.data)
            self.last_words = f"lbtui: the library could not be deleted: {where}: {error.strerror}."
            self.exit(1)
            return
        self._begin_anew(replace(self.options, export=None, settings=self.settings))

    def _begin_anew(self, options: Options) -> None:
        self.again = options
        self.in_background("end", partial(self.end, 0))

    def start_enrichment(self) -> None:
        """Start the enrichment, or go on with it."""
        self.enriching.start()

    def pause_enrichment(self) -> None:
        """Stop asking TMDB; what is stored stays."""
        self.in_background("pause", self.enriching.pause)

    def retry(self, films: Sequence[int] | None = None) -> None:
        """Try failed films again."""
        self.enriching.retry(films)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action by name."""
        # The help shows the keys, in our words.
        yield from (command for command in super().get_system_commands(screen) if command.title != "Keys")
        yield from commands.of(self, screen)

    async def action_sync(self) -> None:
        """Bring the member's newest diary entries by the feed."""
        await self.syncing.now()

    def action_news(self) -> None:
        """Show the films that the last sync brought viewings of."""
        self.syncing.show()

    async def action_quit(self) -> None:
        """End cleanly: stop the enrichment, let its last writes end, close the library."""
        await self.end(0)

    async def end(self, code: int) -> None:
        """As `action_quit`, with an exit code."""
        if self._ending:
            return
        self._ending = True
        await self.shut()
        self.exit(code)

    async def shut(self) -> None:
        """Stop all work and close the library, once; whoever asks again waits for the same end."""
        if self._shutting is None:
            self._shutting = asyncio.create_task(self._shut())
        await asyncio.shield(self._shutting)

    async def _shut(self) -> None:
        await shutdown.opened(self._opening, self.opened)
        await shutdown.stopped(self._opening)
        await self.reading.stop()
        await self.syncing.stop()
        await self.enriching.stop()
        await self.client_provider.close()
        database, self.database = self.database, None
        if database is not None:
            await database.close()

    async def _shutdown(self) -> None:
        # However it ends: a connection that is left open would keep the process alive.
        await self.shut()
        await super()._shutdown()

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print the traceback with all variables, and so perhaps the key: keep a report instead."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        _log.error("unexpected: %r", cause, exc_info=cause)
        if self._ending or self._shutting or _left():
            # A screen that still looked into the library, or for its own parts, while it was closed.
            return
        if self._exception is None:
            self.last_words = self._words_for(cause)
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    def _words_for(self, cause: BaseException) -> str:
        if isinstance(cause, StorageError):  # The disk or the file, not the program.
            return f"lbtui: {cause}"
        from lbtui.services import crash_report

        return crash_report.sentence(crash_report.write_report(cause, self.paths, datetime.now()))


def _left() -> bool:
    """Whether what runs now belongs to a screen or widget that has been left: keys may be quicker than its work."""
    worker = active_worker.get(None)
    node = worker.node if worker else active_message_pump.get(None)
    return isinstance(node, DOMNode) and any(one._pruning or one._closing for one in node.ancestors_with_self)


def _shows_library(options: Options) -> bool:
    return options.demo or (options.export is None and options.paths.database.exists())
