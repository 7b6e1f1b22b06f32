"""A library at work: its store and its films, TMDB, imports, enrichment, matching and settings.

The app and the shell commands work on the same session. It knows no screen: what happens it emits as `Event`s.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbtui.config import load_key, save_setting, with_setting
from lbtui.enrichment.events import Progress
from lbtui.gc_tuning import freeze
from lbtui.letterboxd.errors import ExportError
from lbtui.model.enums import SessionStatus
from lbtui.options import DEMO_CHOICES, Options
from lbtui.services import events
from lbtui.services.background import Background, Job, Task, ended, is_running, stop
from lbtui.services.enriching import BackgroundEnrichment
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.services.events import Event
from lbtui.services.library import Library
from lbtui.services.posters import Posters
from lbtui.services.tmdb_client import ClientProvider
from lbtui.storage.database import Database, StorageError

if TYPE_CHECKING:
    from lbtui.letterboxd.discover import FoundExport
    from lbtui.services.matching import Matching
    from lbtui.storage import sessions
    from lbtui.storage.pages import FilmPage, MemberList, PersonPage
    from lbtui.tmdb.client import Client

_LARGE = 1_000_000
"""Bytes of a library that takes so long to read that its first films come before."""
_FIRST = 200
"""How many these are."""
_CLIENT_SETTINGS = ("rate", "language", "tmdb_url", "allow_http", "region")
"""Settings that a running enrichment took over when it began."""
_CHOSEN = ("region", "services")
"""Settings that the library keeps, because its films are read by them."""
_log = logging.getLogger("lbtui.session")


class LibrarySession:
    """One library from its opening to its closing. All of it runs on one event loop."""

    def __init__(
        self,
        options: Options,
        emit: Callable[[Event], None] = lambda event: None,
        in_background: Background = Task,
    ) -> None:
        """Nothing is opened yet. `emit` takes every event; `in_background` starts work that has a name."""
        self.options, self.paths, self.settings = options, options.paths, options.as_chosen()
        self.emit, self.in_background = emit, in_background
        self.database: Database | None = None
        """None until it is open, some milliseconds after the first frame, and after the end."""
        self.library = Library(options.paths.database)
        self.posters = Posters(options.paths.posters, self.client, wanted=lambda: self.settings.posters != "off")
        self._matching: Matching | None = None
        self.enrichment = BackgroundEnrichment(self)
        self.enrichment_status = EnrichmentStatus(State.OPENING)
        self.newer_export: FoundExport | None = None
        """An export in the usual folders that is newer than all that was imported."""
        self.news = ""
        """What the last sync brought, or why there was none, for the line of progress."""
        self.new_films: tuple[int, ...] = ()
        """Films with viewings that the last sync brought."""
        self.opened = asyncio.Event()
        """Set once the store is open, or cannot be opened."""
        self.import_lock = asyncio.Lock()
        """Held by whoever reads an export: one that has just begun must not be taken for one that was interrupted."""
        self._clients = ClientProvider(options)
        self._opening: Job | None = None
        self._importing: Job | None = None
        self._syncing: Job | None = None

    def start(self) -> None:
        """Open the library in the background, then go on with whatever was unfinished, without a question."""
        self._opening = self.in_background("open", self._start)

    async def _start(self) -> None:
        # Here and below: what no first frame needs is imported when it is wanted.
        from lbtui.storage import sessions
        from lbtui.storage.rows import first_rows

        try:
            database = await self.open()
            if not database.read_only:
                await sessions.clear_expired(database, sessions.now())
            if self.paths.database.stat().st_size > _LARGE:
                self.emit(events.FirstFilms(await asyncio.to_thread(first_rows, self.paths.database, _FIRST)))
            await self.reload()
        except StorageError as error:
            _log.error("the library cannot be opened: %s", error)
            self.emit(events.NotOpened(str(error)))
            return
        finally:
            self.opened.set()
        await self.enrichment.load_log()
        if database.read_only:
            self.set_status(State.READ_ONLY, "read-only: another lbtui writes to this library")
        else:
            await self._resume(database)

    async def open(self, *, read_only: bool = False) -> Database:
        """Open the store, and nothing else. Raises StorageError."""
        self.database = await Database.open(self.paths.database, read_only=read_only)
        if not self.database.read_only:
            await self._keep_chosen()
        return self.database

    async def _keep_chosen(self) -> bool:
        """Have the library know the member's region and services; whether they are others than before."""
        from lbtui.storage import offers

        return await offers.keep_chosen(self.store, offers.chosen(self.settings))

    @property
    def matching(self) -> "Matching | None":
        """Decisions on matches and their undoing; None before the store is open."""
        if self._matching is None and self.database is not None:
            from lbtui.services.matching import Matching  # with all that compares titles

            self._matching = Matching(self.database, self.client)
        return self._matching

    @property
    def store(self) -> Database:
        """The open store. Raises StorageError while it is closed."""
        if self.database is None:
            raise StorageError("The library is not open.")
        return self.database

    async def _resume(self, database: Database) -> None:
        """What a start has to do: an export that was asked for, one that was interrupted, the demo's, or enrich."""
        from lbtui.services.importing import resume_import

        if self.options.export is not None:
            self.import_paths([self.options.export])
            return
        try:
            async with self.import_lock:
                if await resume_import(database, on_step=self._on_step) is not None:
                    await self.reload()
        except (ExportError, StorageError) as error:
            self.set_status()
            self.emit(events.Notice(str(error), "The interrupted import failed", "error", 15))
        if self.library.rows:
            self.enrichment.start()
            if self.settings.sync and self.settings.member and not self.options.demo:
                self._start_sync(asked=False)
            if not self.options.demo:
                self.in_background("newer", self.find_newer_export)
        elif self.options.demo:
            from lbtui.demo import EXPORT

            self.import_paths([EXPORT])
        else:
            self.emit(events.Empty())

    @property
    def writable(self) -> Database | None:
        """The store, where it is open and this instance is the one that writes to it."""
        return None if self.database is None or self.database.read_only else self.database

    async def close(self) -> None:
        """Stop all work, let its last writes end, close the store. A store left half open could not be closed."""
        if is_running(self._opening):
            waits = [asyncio.ensure_future(self.opened.wait()), asyncio.ensure_future(ended(self._opening))]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            waits[0].cancel()
        await stop(self._opening)
        # What is being stored is stored to its end, all else of an import is repeated at the next start.
        await stop(self._importing)
        await stop(self._syncing)
        await self.enrichment.stop()
        await self._clients.close()
        database, self.database = self.database, None
        if database is not None:
            await database.close()

    async def reload(self) -> None:
        """Read the whole library anew."""
        await self.library.load()
        freeze()
        if self.enrichment_status.unknown:
            self.set_status()
        self.emit(events.Loaded())

    async def reload_films(self, films: Sequence[int]) -> None:
        """Read these films again after a change to the store, and tell of them."""
        index = self.library.index
        places = await self.library.refresh(films)
        if self.library.index is not index:
            self.emit(events.Loaded())
        elif places:
            self.emit(events.FilmsChanged([index.rows[place] for place in places]))

    async def film_page(self, film: int) -> "FilmPage | None":
        """All that is known of a film; None where the store cannot be opened, and for a film that is not in it."""
        from lbtui.storage.pages import film_page

        await self.opened.wait()
        return await film_page(self.database, film) if self.database else None

    async def person_page(self, person: int) -> "PersonPage | None":
        """A person by TMDB id; None for one who is not in the store, and while that is not open."""
        from lbtui.storage.pages import person_page

        return await person_page(self.database, person) if self.database else None

    async def member_lists(self) -> "list[MemberList] | None":
        """The member's lists on Letterboxd; None while the store is not open."""
        from lbtui.storage.pages import member_lists

        return await member_lists(self.database) if self.database else None

    async def review_queue(self) -> list[int]:
        """The films that need review, in the order in which to look at them."""
        from lbtui.storage.decisions import review_queue

        return await review_queue(self.database) if self.database else []

    async def load_value(self, name: str) -> str:
        """What was kept under this name; empty for nothing."""
        from lbtui.storage import settings

        return await settings.load(self.database, name) if self.database else ""

    async def save_value(self, name: str, value: str) -> None:
        """Keep a value with the library. Raises StorageError."""
        from lbtui.storage import settings

        if database := self.writable:
            await settings.save(database, name, value)

    async def saved_filters(self) -> dict[str, str]:
        """The saved filters, text by name."""
        from lbtui.storage import settings

        return await settings.filters(self.database) if self.database else {}

    async def save_filter(self, name: str, text: str | None) -> None:
        """Save a filter by name, or remove it with None."""
        from lbtui.storage import settings

        if database := self.writable:
            await settings.save_filter(database, name, text)

    async def import_sessions(self) -> "list[tuple[sessions.Session, list[sessions.Change]]] | None":
        """All import sessions with their changes, newest first; None while the store is not open."""
        from lbtui.storage import sessions

        if (database := self.database) is None:
            return None
        return [(one, await sessions.changes(database, one.id)) for one in await sessions.all_sessions(database)]

    async def clear_ended_sessions(self) -> int:
        """Clear the import sessions that have ended; how many."""
        from lbtui.storage import sessions

        return await sessions.clear_ended(self.writable) if self.writable else 0

    async def import_moments(self) -> "dict[str, Any]":
        """When what was imported, by the moment of an export and by its path."""
        from lbtui.storage.imports import imported

        return dict(await imported(self.database)) if self.database else {}

    async def client(self) -> "Client | None":
        """The one way to TMDB, open until `close`; None without a key. Raises TmdbError, ValueError."""
        return await self._clients.client(self.settings)

    def has_key(self) -> bool:
        """Whether there is a TMDB key, in the environment or in its file."""
        return load_key(self.paths, self.options.environment) is not None

    def key_changed(self) -> None:
        """Go on with the TMDB key that is there now, or without one."""
        self.enrichment.restart()

    def change_setting(self, name: str, value: object) -> None:
        """Change a setting now and for later; raises ValueError with what is wrong with the value."""
        settings = with_setting(self.settings, name, value)
        if settings == self.settings:
            return
        self.settings = settings
        try:
            if not (self.options.demo and name in DEMO_CHOICES):
                save_setting(self.paths.settings, name, getattr(settings, name))
        except (OSError, ValueError) as error:
            _log.warning("the setting %s is not kept: %s", name, error)
            self.emit(events.Notice(f"It holds until you quit: {error}", "Not kept"))
        if name in _CLIENT_SETTINGS:
            # A region leaves something to ask for where all else is known.
            self.enrichment.restart(only_running=name != "region")
        if name in _CHOSEN and self.writable is not None:
            self.in_background("chosen", self._choose)
        self.emit(events.SettingChanged(name))

    async def _choose(self) -> None:
        """Read the films again by the region and the services that were chosen."""
        try:
            if await self._keep_chosen():
                await self.reload()
        except StorageError as error:
            _log.warning("the films are not read by the new choice: %s", error)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import an export in the background and enrich it, unless an import runs."""
        if not is_running(self._importing):
            self._importing = self.in_background("import", partial(self._import, list(paths)))

    async def _import(self, paths: list[Path]) -> None:
        from lbtui.services.importing import import_export

        await self.opened.wait()
        if (database := self.writable) is None:
            self.emit(events.Notice("Another lbtui writes to this library: import there, or quit it first."))
            return
        await self.enrichment.stop()
        self.set_status(State.IMPORTING)
        try:
            async with self.import_lock:
                summary = await import_export(database, paths, on_step=self._on_step)
        except (ExportError, StorageError) as error:
            self.set_status()
            self.emit(events.ImportStep(SessionStatus.FAILED, str(error)))
            self.enrichment.start()
            return
        first = not self.library.rows
        await self.reload()
        self.newer_export = None
        self.emit(events.Imported(summary, first))
        self.enrichment.start()

    def _on_step(self, status: SessionStatus, words: str) -> None:
        if self.enrichment_status.state is not State.IMPORTING:
            self.set_status(State.IMPORTING)
        self.emit(events.ImportStep(status, words))

    def sync(self) -> bool:
        """Bring the member's newest diary entries by the feed; False where the member's name is not known yet."""
        if self.options.demo:
            self.emit(events.Notice("The demo's member is made up and has no feed.", severity="information"))
        elif self.writable is None:
            self.emit(events.Notice("Another lbtui writes to this library: sync there, or quit it first."))
        elif not self.settings.member:
            words = "Type your name on Letterboxd first: your newest diary entries come from there."
            self.emit(events.Notice(words, severity="information"))
            return False
        else:
            self._start_sync(asked=True)
        return True

    def _start_sync(self, *, asked: bool) -> None:
        """Ask for the feed in the background, unless that is done already; unasked once an hour at most."""
        if not is_running(self._syncing):
            self._syncing = self.in_background("sync", partial(self._sync, asked))

    async def _sync(self, asked: bool) -> None:
        # It brings httpx with it, which takes too long for the event loop.
        await asyncio.to_thread(import_module, "lbtui.services.syncing")
        from lbtui.services import syncing

        await syncing.sync_session(self, asked=asked)

    def show_news(self, words: str) -> None:
        """Put words on the line of progress; empty ones take them away."""
        self.news = words
        self.emit(events.StatusChanged(self.enrichment_status))

    async def find_newer_export(self) -> None:
        """Look for an export that is newer than what was imported, and tell of it with the status."""
        from lbtui.letterboxd.discover import KnownExports

        known = KnownExports(await self.import_moments())
        self.newer_export = await asyncio.to_thread(known.look)
        if self.newer_export is not None:
            self.emit(events.StatusChanged(self.enrichment_status))

    def set_status(self, state: State = State.IDLE, reason: str = "", progress: Progress | None = None) -> None:
        self.enrichment_status = EnrichmentStatus(state, reason, progress)
        self.emit(events.StatusChanged(self.enrichment_status))
