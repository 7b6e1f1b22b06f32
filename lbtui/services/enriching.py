"""The enrichment in the background: started, paused and retried, its films and numbers told ten times a second."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from lbtui.enrichment.events import FilmEvent, Progress
from lbtui.model.enums import SessionStatus
from lbtui.services import events
from lbtui.services.background import Job, is_running, stop
from lbtui.services.enrichment_status import State, event_of
from lbtui.storage.database import Database, StorageError
from lbtui.tmdb.errors import TmdbError

if TYPE_CHECKING:
    from lbtui.enrichment.run import Report
    from lbtui.services.session import LibrarySession
    from lbtui.storage import sessions
    from lbtui.tmdb.client import Client

LOG_LINES = 2000
"""How many films the log keeps."""
_INTERVAL = 0.1
"""Seconds between two events of one kind: more often, drawing would take more time than the films."""
_log = logging.getLogger("lbtui.session")


async def enrich(
    database: Database,
    client: "Client",
    on_film: Callable[[FilmEvent], None],
    on_progress: Callable[[Progress], None],
) -> "Report":
    """One run of the enrichment, in whose log lines is the trace of the import session. Raises StorageError."""
    # Here and below: what no first frame needs is imported when it is wanted.
    from lbtui.enrichment import run
    from lbtui.services.logs import tracing
    from lbtui.storage import sessions

    session = await sessions.current(database)
    with tracing(session.trace if session else "-"):
        return await run.enrich(database, client, on_film=on_film, on_progress=on_progress)


class BackgroundEnrichment:
    """The enrichment of one library: at most one run at a time."""

    def __init__(self, session: "LibrarySession") -> None:
        self._session = session
        self.log: deque[FilmEvent] = deque(maxlen=LOG_LINES)
        """The films dealt with last, also by earlier starts."""
        self.requests, self.refused = 0, 0
        """Requests that the import session has sent, and those refused for the rate limit."""
        self._job: Job | None = None
        self._publishing = asyncio.Lock()
        self._changed: dict[int, None] = {}
        self._done: list[FilmEvent] = []
        self._progress: Progress | None = None
        """The last that was heard of a run."""
        self._import_session: str | None = None
        """The id of the import session that is enriched."""
        self._before = (0, 0)
        """Requests sent and refused in it before what the client has counted."""

    async def load_log(self) -> None:
        """Read what earlier starts have done: the latest films and the requests of the import session."""
        from lbtui.storage import enrichment_queue, sessions

        store, library = self._session.store, self._session.library
        if (session := await sessions.current(store)) is not None:
            self.requests, self.refused = _requests_of(session)
        rows = [library.by_id(film) for film in await enrichment_queue.latest(store, LOG_LINES)]
        self.log.extend(event_of(row) for row in rows if row is not None)
        self._session.emit(events.Logged(list(self.log)))

    def start(self) -> None:
        """Start, or go on, unless it runs already, there are no films, or this instance only reads."""
        session = self._session
        if not is_running(self._job) and session.writable is not None and session.library.rows:
            session.set_status(State.RUNNING)
            # A bug ends the app with its traceback; what may happen is a value or a state.
            self._job = session.in_background("enrichment", self._run)

    def pause(self) -> None:
        """Stop asking TMDB at the member's wish; what is stored stays."""
        self._session.in_background("pause", self._pause)

    def retry(self, films: Sequence[int] | None = None) -> None:
        """Put failed films back in the queue, all or those given, and start."""
        self._session.in_background("retry", partial(self._retry, films))

    def restart(self, *, only_running: bool = False) -> None:
        """Go on with other settings or another key, unless the member has paused it."""
        self._session.in_background("restart", partial(self._restart, only_running))

    async def stop(self) -> None:
        """Cancel the run; returns when its last write has ended."""
        job, self._job = self._job, None
        await stop(job)
        await self._store_requests()

    async def _pause(self) -> None:
        from lbtui.storage import enrichment_queue

        await self.stop()
        session = self._session
        if (database := session.database) is None:
            return
        await pause_session(database, "paused by you")
        # What had arrived was still stored, but nobody was left to tell of it.
        await database.settle()
        stored = await enrichment_queue.statuses(database)
        await session.reload_films([row.id for row in session.library.rows if stored.get(row.id) is not row.status])
        session.set_status(State.PAUSED, "paused by you", session.enrichment_status.progress)

    async def _retry(self, films: Sequence[int] | None) -> None:
        from lbtui.storage import enrichment_queue

        if (database := self._session.writable) is None:
            return
        await enrichment_queue.retry_failed(database, films)
        await self._session.reload() if films is None else await self._session.reload_films(films)
        self.start()

    async def _restart(self, only_running: bool) -> None:
        if self._session.enrichment_status.state is State.PAUSED or (only_running and not is_running(self._job)):
            return
        await self.stop()
        self.start()

    async def _run(self) -> None:
        """One run from start to end."""
        from lbtui.storage import sessions

        publisher = self._session.in_background("publish", self._publish_regularly)
        store = self._session.store
        try:
            client = await self._session.client()
            if client is None:
                await pause_session(store, "waits for a TMDB key")
                await self._end(State.NO_KEY, "waits for a TMDB key")
                return
            if (session := await sessions.current(store)) is not None:
                sent, refused = _requests_of(session)
                self._import_session = session.id
                self._before = sent - client.stats.requests, refused - client.stats.refused
            report = await enrich(store, client, self._on_film, self._on_progress)
            paused = report.status is SessionStatus.PAUSED
            await self._end(State.STOPPED if paused else State.IDLE, report.reason)
        except (StorageError, TmdbError, ValueError) as error:
            _log.error("the enrichment stopped: %s", error)
            with suppress(StorageError):  # Where nothing can be written the session stays as it is.
                await pause_session(store, str(error))
            await self._end(State.STOPPED, str(error))
        finally:
            publisher.cancel()

    async def _end(self, state: State, reason: str) -> None:
        """Publish the last films, then how it ended."""
        await self._publish()
        await self._store_requests()
        self._session.set_status(state, reason, self._progress)

    async def _store_requests(self) -> None:
        """Store how many requests the import session has sent."""
        from lbtui.storage import sessions

        database = self._session.database
        if self._import_session is not None and self._progress is not None and database is not None:
            with suppress(StorageError):  # Another count comes soon, or the store has told its trouble elsewhere.
                await sessions.store_requests(database, self._import_session, self.requests, self.refused)

    def _on_film(self, event: FilmEvent) -> None:
        self._changed[event.film_id] = None
        self._done.append(event)

    def _on_progress(self, progress: Progress) -> None:
        self._progress = progress
        self.requests, self.refused = self._before[0] + progress.requests, self._before[1] + progress.refused

    async def _publish_regularly(self) -> None:
        while True:
            await asyncio.sleep(_INTERVAL)
            # When the run ends it is cancelled, and what it was about to tell would be lost.
            await asyncio.shield(self._publish())

    async def _publish(self) -> None:
        """Tell what has come since the last time."""
        session = self._session
        async with self._publishing:
            changed, done = list(self._changed), self._done
            self._changed, self._done = {}, []
            if changed:
                await session.reload_films(changed)
            if done:
                self.log.extend(done)
                session.emit(events.Logged(done))
            status = session.enrichment_status
            if status.state is State.RUNNING and self._progress is not status.progress:
                session.set_status(State.RUNNING, "", self._progress)


async def pause_session(database: Database, reason: str) -> None:
    """Note why the enrichment of the import session does not go on."""
    from lbtui.storage import sessions

    session = await sessions.current(database)
    if session and session.status is SessionStatus.ENRICHING:
        await sessions.change(database, session.id, SessionStatus.PAUSED, reason)


def _requests_of(session: "sessions.Session") -> tuple[int, int]:
    """Requests that an import session has sent so far, and those that were refused."""
    sent, refused = session.counts.get("requests", 0), session.counts.get("refused", 0)
    return (sent if isinstance(sent, int) else 0), (refused if isinstance(refused, int) else 0)
