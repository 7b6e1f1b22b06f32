"""A library at work: its store and its films, TMDB, imports, enrichment, matching and settings.

The app and the shell commands work on the same session. It knows no screen: what happens it tells as `Event`s.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lbtui.config import load_key, save_setting, with_setting
from lbtui.enrichment.events import FilmEvent, Progress
from lbtui.gc_tuning import keep
from lbtui.model import SessionStatus
from lbtui.options import Options
from lbtui.services import events
from lbtui.services.enrichment_status import EnrichmentStatus, State, event_of
from lbtui.services.events import Event
from lbtui.services.library import Library
from lbtui.services.posters import Posters
from lbtui.services.tmdb_client import ClientProvider
from lbtui.storage import enrichment_queue, sessions
from lbtui.storage.database import Database, StorageError
from lbtui.tmdb.errors import TmdbError

if TYPE_CHECKING:
    from lbtui.enrichment.run import Report
    from lbtui.letterboxd.discover import FoundExport
    from lbtui.services.matching import Matching
    from lbtui.services.syncing import Fetched
    from lbtui.storage.film_page import FilmPage
    from lbtui.storage.imports import ImportSummary
    from lbtui.storage.people_and_lists import MemberList, PersonPage
    from lbtui.tmdb.client import Client

LOG_LINES = 2000
"""How many films the log of the enrichment keeps."""
_BEAT = 0.1
"""Seconds between two tellings of what the enrichment did: more often, drawing would take more time than the films."""
_GREAT = 8_000_000
"""Bytes of a library that takes so long to read that its first films come before."""
_FIRST = 200
"""How many these are."""
_FETCHING = ("rate", "language", "tmdb_url", "allow_http")
"""Settings that a running enrichment took over when it began."""
_log = logging.getLogger("lbtui.session")


class Job(Protocol):
    """Work in the background: a worker of Textual, or a `Task`."""

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end."""

    def cancel(self) -> None:
        """Ask it to end."""

    async def wait(self) -> Any:
        """Wait for its end; raises what it has raised, and an exception where it was cancelled."""


Work = Callable[[], Coroutine[Any, Any, None]]
"""Work to be done in the background: a function, for a coroutine that never starts would be complained about."""


class Task:
    """A job of asyncio's own, where there is no Textual."""

    def __init__(self, name: str, work: Work) -> None:
        self._task = asyncio.create_task(work(), name=name)

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end."""
        return self._task.done()

    def cancel(self) -> None:
        """Ask it to end."""
        self._task.cancel()

    async def wait(self) -> None:
        """Wait for its end."""
        await self._task


def ignore(_event: Event) -> None:
    """Tells nobody."""


async def stopped(job: Job | None) -> None:
    """Cancel a job and wait until it has cleaned up."""
    if job is not None and not job.is_finished:
        job.cancel()
        await asyncio.wait([asyncio.ensure_future(_end_of(job))])


async def _end_of(job: Job) -> None:
    with suppress(Exception, asyncio.CancelledError):  # a job says by an exception that it was cancelled
        await job.wait()


class LibrarySession:
    """One library from its opening to its closing. All of it runs on one event loop."""

    def __init__(
        self,
        options: Options,
        tell: Callable[[Event], None] = ignore,
        background: Callable[[str, Work], Job] = Task,
    ) -> None:
        """Nothing is opened yet. `tell` hears of every event; `background` starts work that has a name."""
        self.options, self.paths, self.settings = options, options.paths, options.settings
        self._tell, self._background = tell, background
        self.database: Database | None = None
        """None until it is open, some milliseconds after the first frame, and after the end."""
        self.library = Library(options.paths.database)
        self.posters = Posters(options.paths.posters, self.client)
        self.matching: Matching | None = None
        """Decisions on matches and their undoing; there as soon as the database is."""
        self.enrichment_status = EnrichmentStatus(State.OPENING)
        self.newer_export: FoundExport | None = None
        """An export in the usual folders that is newer than all that was imported."""
        self.news = ""
        """What the last sync brought, or why there was none, for the line of progress."""
        self.new_films: tuple[int, ...] = ()
        """Films with viewings that the last sync brought."""
        self.log_lines: deque[FilmEvent] = deque(maxlen=LOG_LINES)
        self.requests, self.refused = 0, 0
        """Requests that the import session has sent, and those refused for the rate limit."""
        self._clients = ClientProvider(options)
        self.opened = asyncio.Event()
        """Set once the store is open, or cannot be opened."""
        self._opening: Job | None = None
        self._importing: Job | None = None
        self._syncing: Job | None = None
        self._import_turn = asyncio.Lock()
        """Held by whoever reads an export: one that has just begun must not be taken for one that was interrupted."""
        self._enriching: Job | None = None
        self._spreading = asyncio.Lock()
        self._changed: dict[int, None] = {}
        self._done: list[FilmEvent] = []
        self._progress: Progress | None = None
        self._enriched: str | None = None
        """The id of the import session that is enriched."""
        self._before = (0, 0)
        """Requests sent and refused in it before what the client has counted."""

    def start(self) -> None:
        """Open the library in the background, then go on with whatever was unfinished, without a question."""
        self._opening = self._background("open", self._start)

    async def _start(self) -> None:
        # Here and below: what no first frame needs is imported when it is wanted.
        from lbtui.storage.rows import first_rows

        try:
            database = await self.open()
            if not database.read_only:
                await sessions.clear_expired(database, sessions.now())
            if self.paths.database.stat().st_size > _GREAT:
                self._tell(events.FirstFilms(await asyncio.to_thread(first_rows, self.paths.database, _FIRST)))
            await self.reload()
        except StorageError as error:
            _log.error("the library cannot be opened: %s", error)
            self._tell(events.NotOpened(str(error)))
            return
        finally:
            self.opened.set()
        await self.recall()
        if database.read_only:
            self._stand(State.READ_ONLY, "read-only: another lbtui writes to this library")
        else:
            await self._go_on(database)

    async def open(self, *, read_only: bool = False) -> Database:
        """Open the store, and nothing else. Raises StorageError."""
        from lbtui.services.matching import Matching

        self.database = await Database.open(self.paths.database, read_only=read_only)
        self.matching = Matching(self.database, self.client)
        return self.database

    @property
    def store(self) -> Database:
        """The open store. Raises StorageError while it is closed."""
        if self.database is None:
            raise StorageError("The library is not open.")
        return self.database

    async def recall(self) -> None:
        """Bring back what an earlier start has told: the latest films and the requests of the import session."""
        if (session := await sessions.current(self.store)) is not None:
            self.requests, self.refused = _asked(session)
        rows = [self.library.by_id(film) for film in await enrichment_queue.latest(self.store, LOG_LINES)]
        self.log_lines.extend(event_of(row) for row in rows if row is not None)
        self._tell(events.Logged(list(self.log_lines)))

    async def _go_on(self, database: Database) -> None:
        """What a start has to do: an export that was asked for, one that was interrupted, the demo's, or enrich."""
        from lbtui.letterboxd import ExportError
        from lbtui.services.importing import resume_import

        if self.options.export is not None:
            self.import_paths([self.options.export])
            return
        try:
            async with self._import_turn:
                if await resume_import(database, on_step=self._on_step) is not None:
                    await self.reload()
        except (ExportError, StorageError) as error:
            self._stand()
            self._tell(events.Said(str(error), "The interrupted import failed", "error", 15))
        if self.library.rows:
            self.start_enrichment()
            if self.settings.sync and self.settings.member and not self.options.demo:
                self._start_sync(asked=False)
            if not self.options.demo:
                self._background("newer", self.look_for_newer)
        elif self.options.demo:
            from lbtui.demo import EXPORT

            self.import_paths([EXPORT])
        else:
            self._tell(events.Empty())

    @property
    def writable(self) -> Database | None:
        """The store, where it is open and this instance is the one that writes to it."""
        return None if self.database is None or self.database.read_only else self.database

    async def close(self) -> None:
        """Stop all work, let its last writes end, close the store. A store left half open could not be closed."""
        if self._opening is not None and not self._opening.is_finished:
            waits = [asyncio.ensure_future(self.opened.wait()), asyncio.ensure_future(_end_of(self._opening))]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            waits[0].cancel()
        await stopped(self._opening)
        # What is being stored is stored to its end, all else of an import is repeated at the next start.
        await stopped(self._importing)
        await stopped(self._syncing)
        await self._stop_enrichment()
        await self._clients.close()
        database, self.database = self.database, None
        if database is not None:
            await database.close()

    async def reload(self) -> None:
        """Read the whole library anew."""
        await self.library.load()
        keep()
        if self.enrichment_status.unknown:
            self._stand()
        self._tell(events.Loaded())

    async def films_touched(self, films: Sequence[int]) -> None:
        """Read these films again after a change to the store, and tell of them."""
        index = self.library.index
        places = await self.library.refresh(films)
        if self.library.index is not index:
            self._tell(events.Loaded())
        elif places:
            self._tell(events.FilmsChanged([index.rows[place] for place in places]))

    async def film_page(self, film: int) -> "FilmPage | None":
        """All that is known of a film; None where the store cannot be opened, and for a film that is not in it."""
        from lbtui.storage.film_page import film_page

        await self.opened.wait()
        return await film_page(self.database, film) if self.database else None

    async def person_page(self, person: int) -> "PersonPage | None":
        """A person by TMDB id; None for one who is not in the store, and while that is not open."""
        from lbtui.storage.people_and_lists import person_page

        return await person_page(self.database, person) if self.database else None

    async def member_lists(self) -> "list[MemberList] | None":
        """The member's lists on Letterboxd; None while the store is not open."""
        from lbtui.storage.people_and_lists import member_lists

        return await member_lists(self.database) if self.database else None

    async def review_queue(self) -> list[int]:
        """The films that need review, in the order in which to look at them."""
        from lbtui.storage.decisions import review_queue

        return await review_queue(self.database) if self.database else []

    async def remembered(self, name: str) -> str:
        """What was kept under this name; empty for nothing."""
        from lbtui.storage import settings

        return await settings.load(self.database, name) if self.database else ""

    async def remember(self, name: str, value: str) -> None:
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
        if (database := self.database) is None:
            return None
        return [(one, await sessions.changes(database, one.id)) for one in await sessions.all_sessions(database)]

    async def clear_ended(self) -> int:
        """Clear the import sessions that have ended; how many."""
        return await sessions.clear_ended(self.writable) if self.writable else 0

    async def imported_before(self) -> "dict[str, Any]":
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
        self._background("restart", partial(self._restart, False))

    def change_setting(self, name: str, value: object) -> None:
        """Change a setting now and for later; raises ValueError with what is wrong with the value."""
        settings = with_setting(self.settings, name, value)
        if settings == self.settings:
            return
        self.settings = settings
        try:
            save_setting(self.paths.settings, name, getattr(settings, name))
        except (OSError, ValueError) as error:
            _log.warning("the setting %s is not kept: %s", name, error)
            self._tell(events.Said(f"It holds until you quit: {error}", "Not kept"))
        if name in _FETCHING:
            self._background("restart", partial(self._restart, True))
        self._tell(events.SettingChanged(name))

    async def _restart(self, only_running: bool) -> None:
        running = self._enriching is not None and not self._enriching.is_finished
        if (only_running and not running) or self.enrichment_status.state is State.PAUSED:
            return
        await self._stop_enrichment()
        self.start_enrichment()

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import an export in the background and enrich it, unless an import runs."""
        if self._importing is None or self._importing.is_finished:
            self._importing = self._background("import", partial(self._import, list(paths)))

    async def _import(self, paths: list[Path]) -> None:
        from lbtui.letterboxd import ExportError
        from lbtui.services.importing import import_export

        await self.opened.wait()
        if (database := self.writable) is None:
            self._tell(events.Said("Another lbtui writes to this library: import there, or quit it first."))
            return
        await self._stop_enrichment()
        self._stand(State.IMPORTING)
        try:
            async with self._import_turn:
                summary = await import_export(database, paths, on_step=self._on_step)
        except (ExportError, StorageError) as error:
            self._stand()
            self._tell(events.ImportStep(SessionStatus.FAILED, str(error)))
            self.start_enrichment()
            return
        first = not self.library.rows
        await self.reload()
        self.newer_export = None
        self._tell(events.Imported(summary, first))
        self.start_enrichment()

    def _on_step(self, status: SessionStatus, words: str) -> None:
        if self.enrichment_status.state is not State.IMPORTING:
            self._stand(State.IMPORTING)
        self._tell(events.ImportStep(status, words))

    def sync(self) -> bool:
        """Bring the member's newest diary entries by the feed; False where the member's name is not known yet."""
        if self.options.demo:
            self._tell(events.Said("The demo's member is made up and has no feed.", severity="information"))
        elif self.writable is None:
            self._tell(events.Said("Another lbtui writes to this library: sync there, or quit it first."))
        elif not self.settings.member:
            words = "Type your name on Letterboxd first: your newest diary entries come from there."
            self._tell(events.Said(words, severity="information"))
            return False
        else:
            self._start_sync(asked=True)
        return True

    def _start_sync(self, *, asked: bool) -> None:
        """Ask for the feed in the background, unless that is done already; unasked once an hour at most."""
        if self._syncing is None or self._syncing.is_finished:
            self._syncing = self._background("sync", partial(self._sync, asked))

    async def _sync(self, asked: bool) -> None:
        # It brings httpx with it, which takes too long for the event loop.
        await asyncio.to_thread(import_module, "lbtui.services.syncing")
        from lbtui.letterboxd import ExportError
        from lbtui.services import syncing

        if (database := self.database) is None or not (asked or syncing.is_time(self.paths)):
            return
        syncing.remember_asking(self.paths)
        try:
            fetched = await syncing.ask(database, self.settings, self.settings.member)
            since = await syncing.since(database)
            summary = await self._keep_feed(database, fetched) if fetched else None
        except (ExportError, StorageError) as error:
            _log.warning("no sync: %s", error)
            self._say_news(str(error), asked=asked, failed=True)
            return
        if summary and summary.gap and not summary.unchanged:
            self._tell(events.Said(summary.gap.sentence, "There may be more", "information", 15))
        self.new_films = summary.touched if summary else ()
        number = len(self.new_films) and summary.new_viewings if summary else 0
        if number:
            entries = "1 new viewing" if number == 1 else f"{number:,} new viewings"
            self._say_news(f"W: {entries}{since}", asked=False)  # The key first: a narrow line is cut.
        elif asked:
            self._say_news(f"Nothing new{since}.", asked=True)

    async def _keep_feed(self, database: Database, fetched: "Fetched") -> "ImportSummary":
        """Bring a feed into the library, between two runs of the enrichment."""
        from lbtui.services import syncing

        paused = self.enrichment_status.state is State.PAUSED
        await self._stop_enrichment()
        try:
            async with self._import_turn:
                summary = await syncing.keep(database, fetched)
            if not summary.unchanged:
                await self.reload()
                self._tell(events.Imported(summary, first=False))
        finally:
            if not paused:
                self.start_enrichment()
        return summary

    def _say_news(self, words: str, *, asked: bool, failed: bool = False) -> None:
        """To who asked, a message; else on the line of progress, where it disturbs nobody."""
        if asked:
            self._tell(events.Said(words, "Letterboxd", "warning" if failed else "information", 10))
        else:
            self.tell_news(words)

    def tell_news(self, words: str) -> None:
        """Put words on the line of progress; empty ones take them away."""
        self.news = words
        self._tell(events.StatusChanged(self.enrichment_status))

    async def look_for_newer(self) -> None:
        """Look for an export that is newer than what was imported, and tell of it with the status."""
        from lbtui.services.found_exports import Imported

        known = Imported(await self.imported_before())
        self.newer_export = await asyncio.to_thread(known.look)
        if self.newer_export is not None:
            self._tell(events.StatusChanged(self.enrichment_status))

    def _stand(self, state: State = State.IDLE, reason: str = "", progress: Progress | None = None) -> None:
        self.enrichment_status = EnrichmentStatus(state, reason, progress)
        self._tell(events.StatusChanged(self.enrichment_status))

    def start_enrichment(self) -> None:
        """Start the enrichment, or go on with it, unless it runs, there are no films, or this instance only reads."""
        if (self._enriching is not None and not self._enriching.is_finished) or self.writable is None:
            return
        if self.library.rows:
            self._stand(State.RUNNING)
            # A bug ends the app with its traceback; what may happen is a value or a state.
            self._enriching = self._background("enrichment", self._enrich)

    def pause_enrichment(self) -> None:
        """Stop asking TMDB at the member's wish; what is stored stays."""
        self._background("pause", self._pause)

    def retry(self, films: Sequence[int] | None = None) -> None:
        """Put failed films back in the queue, all or those given, and start."""
        self._background("retry", partial(self._retry, films))

    async def _stop_enrichment(self) -> None:
        """Cancel the run; returns when its last write has ended."""
        job, self._enriching = self._enriching, None
        await stopped(job)
        await self._keep_requests()

    async def _pause(self) -> None:
        await self._stop_enrichment()
        if (database := self.database) is None:
            return
        await _pause_session(database, "paused by you")
        # What had arrived was still stored, but nobody was left to tell of it.
        await database.settle()
        stored = await enrichment_queue.statuses(database)
        await self.films_touched([row.id for row in self.library.rows if stored.get(row.id) is not row.status])
        self._stand(State.PAUSED, "paused by you", self.enrichment_status.progress)

    async def _retry(self, films: Sequence[int] | None) -> None:
        if (database := self.writable) is None:
            return
        await enrichment_queue.retry_failed(database, films)
        await self.reload() if films is None else await self.films_touched(films)
        self.start_enrichment()

    async def enrich(
        self, client: "Client", on_film: Callable[[FilmEvent], None], on_progress: Callable[[Progress], None]
    ) -> "Report":
        """One run of the enrichment, in whose log lines is the trace of the import session. Raises StorageError."""
        from lbtui.enrichment.run import enrich
        from lbtui.services.logs import tracing

        session = await sessions.current(self.store)
        with tracing(session.trace if session else "-"):
            return await enrich(self.store, client, on_film=on_film, on_progress=on_progress)

    async def _enrich(self) -> None:
        """One run from start to end, told as it goes."""
        beat = self._background("beat", self._beat)
        try:
            client = await self.client()
            if client is None:
                await _pause_session(self.store, "waits for a TMDB key")
                await self._finish(State.NO_KEY, "waits for a TMDB key")
                return
            if (session := await sessions.current(self.store)) is not None:
                sent, refused = _asked(session)
                self._enriched = session.id
                self._before = sent - client.stats.requests, refused - client.stats.refused
            report = await self.enrich(client, self._on_film, self._on_progress)
            paused = report.status is SessionStatus.PAUSED
            await self._finish(State.STOPPED if paused else State.IDLE, report.reason)
        except (StorageError, TmdbError, ValueError) as error:
            _log.error("the enrichment stopped: %s", error)
            await self._finish(State.STOPPED, str(error))
        finally:
            beat.cancel()

    async def _finish(self, state: State, reason: str) -> None:
        """Tell of the last films, then how it ended."""
        await self._spread()
        await self._keep_requests()
        self._stand(state, reason, self._progress)

    async def _keep_requests(self) -> None:
        """Store how many requests the import session has sent."""
        if self._enriched is not None and self._progress is not None and self.database is not None:
            with suppress(StorageError):  # Another count comes soon, or the store has told its trouble elsewhere.
                await sessions.keep_requests(self.database, self._enriched, self.requests, self.refused)

    def _on_film(self, event: FilmEvent) -> None:
        self._changed[event.film_id] = None
        self._done.append(event)

    def _on_progress(self, progress: Progress) -> None:
        self._progress = progress
        self.requests, self.refused = self._before[0] + progress.requests, self._before[1] + progress.refused

    async def _beat(self) -> None:
        """Tell what has come, ten times a second."""
        while True:
            await asyncio.sleep(_BEAT)
            # When the run ends it is cancelled, and what it was about to tell would be lost.
            await asyncio.shield(self._spread())

    async def _spread(self) -> None:
        """Tell what has come since the last time."""
        async with self._spreading:
            changed, done = list(self._changed), self._done
            self._changed, self._done = {}, []
            if changed:
                await self.films_touched(changed)
            if done:
                self.log_lines.extend(done)
                self._tell(events.Logged(done))
            if self.enrichment_status.state is State.RUNNING and self._progress is not self.enrichment_status.progress:
                self._stand(State.RUNNING, "", self._progress)


async def _pause_session(database: Database, reason: str) -> None:
    """Note why the enrichment of the unfinished import session does not go on."""
    session = await sessions.unfinished(database)
    if session and session.status is SessionStatus.ENRICHING:
        await sessions.change(database, session.id, SessionStatus.PAUSED, reason)


def _asked(session: sessions.Session) -> tuple[int, int]:
    """Requests that an import session has sent so far, and those that were refused."""
    sent, refused = session.counts.get("requests", 0), session.counts.get("refused", 0)
    return (sent if isinstance(sent, int) else 0), (refused if isinstance(refused, int) else 0)
