"""The one enrichment worker of the app, and its news, spread ten times a second."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker

from lbtui.app.shutdown import stopped
from lbtui.enrichment.events import FilmEvent, Progress
from lbtui.model import SessionStatus
from lbtui.screens.host import LOG_LINES
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.services.film_events import event_of
from lbtui.storage import enrichment_queue, sessions
from lbtui.storage.database import StorageError
from lbtui.tmdb.errors import TmdbError

if TYPE_CHECKING:
    from lbtui.app.main import LbtuiApp

_BEAT = 0.1
"""Seconds between two repaints: more often, drawing would take more time than the films."""
_log = logging.getLogger("lbtui.app")


class EnrichmentController:
    """Starts, pauses and ends the enrichment; films and progress reach the screens together."""

    def __init__(self, app: "LbtuiApp") -> None:
        self._app = app
        self._worker: Worker[None] | None = None
        self._changed: dict[int, None] = {}
        self._events: list[FilmEvent] = []
        self._progress: Progress | None = None
        self._session: str | None = None
        """The session that is enriched."""
        self._before = (0, 0)
        """Requests sent and refused in the session before what the client has counted."""
        self._beating = asyncio.Lock()

    @property
    def running(self) -> bool:
        """Whether the worker is at work."""
        return self._worker is not None and not self._worker.is_finished

    def start(self) -> None:
        """Start, unless it runs already or this instance only reads."""
        app = self._app
        if self.running or app.database is None or app.database.read_only:
            return
        if app.library.rows:
            app.set_enrichment_status(EnrichmentStatus(State.RUNNING))
            # A bug ends the app with its traceback; what may happen is a value or a state.
            self._worker = app.in_background("enrichment", self._run)

    async def stop(self) -> None:
        """Cancel the run; returns when its last write has ended."""
        worker, self._worker = self._worker, None
        await stopped(worker)
        await self._keep()

    async def recall(self) -> None:
        """What an earlier start has told: the latest films and the requests of the session."""
        app = self._app
        assert app.database is not None
        if (session := await sessions.current(app.database)) is not None:
            app.requests, app.refused = _asked(session)
        rows = [app.library.by_id(film) for film in await enrichment_queue.latest(app.database, LOG_LINES)]
        app.log_lines.extend(event_of(row) for row in rows if row is not None)
        app.logged.publish(list(app.log_lines))

    async def _keep(self) -> None:
        """Store how many requests the session has sent."""
        app = self._app
        if self._session is not None and self._progress is not None and app.database is not None:
            with suppress(StorageError):  # Another count comes soon, or the store has told its trouble elsewhere.
                await sessions.keep_requests(app.database, self._session, app.requests, app.refused)

    async def pause(self) -> None:
        """Stop at the member's wish, until `start`."""
        await self.stop()
        app, database = self._app, self._app.database
        if database is None:
            return
        session = await sessions.unfinished(database)
        if session and session.status is SessionStatus.ENRICHING:
            await sessions.change(database, session.id, SessionStatus.PAUSED, "paused by you")
        # What had arrived was still stored, but nobody was left to tell of it.
        await database.settle()
        stored = await enrichment_queue.statuses(database)
        await app.films_touched([row.id for row in app.library.rows if stored.get(row.id) is not row.status])
        app.set_enrichment_status(EnrichmentStatus(State.PAUSED, "paused by you", app.enrichment_status.progress))

    def retry(self, chosen: Sequence[int] | None = None) -> None:
        """Put failed films back in the queue and start."""
        self._app.in_background("retry", partial(self._retry, chosen))

    async def _retry(self, chosen: Sequence[int] | None) -> None:
        app = self._app
        if app.database is None or app.database.read_only:
            return
        await enrichment_queue.retry_failed(app.database, chosen)
        await app.reload() if chosen is None else await app.films_touched(chosen)
        self.start()

    async def _run(self) -> None:
        """One run from start to end."""
        from lbtui.enrichment.run import enrich
        from lbtui.services.logs import tracing

        app = self._app
        assert app.database is not None
        beat = app.set_interval(_BEAT, self._beat)
        try:
            client = await app.client()
            if client is None:
                await self._without_key()
                return
            session = await sessions.current(app.database)
            if session is not None:
                asked = _asked(session)
                self._session = session.id
                self._before = asked[0] - client.stats.requests, asked[1] - client.stats.refused
            with tracing(session.trace if session else "-"):
                report = await enrich(app.database, client, on_film=self._on_film, on_progress=self._on_progress)
            stopped = report.status is SessionStatus.PAUSED
            await self._finish(State.STOPPED if stopped else State.IDLE, report.reason)
        except (StorageError, TmdbError, ValueError) as error:
            _log.error("the enrichment stopped: %s", error)
            await self._finish(State.STOPPED, str(error))
        finally:
            beat.stop()

    async def _without_key(self) -> None:
        """The session waits for a key; everything else works."""
        app = self._app
        assert app.database is not None
        session = await sessions.unfinished(app.database)
        if session and session.status is SessionStatus.ENRICHING:
            await sessions.change(app.database, session.id, SessionStatus.PAUSED, "waits for a TMDB key")
        await self._finish(State.NO_KEY, "waits for a TMDB key")

    async def _finish(self, state: State, reason: str) -> None:
        """Tell of the last films, then how it ended."""
        await self._spread()
        await self._keep()
        self._app.set_enrichment_status(EnrichmentStatus(state, reason, self._progress))

    def _on_film(self, event: FilmEvent) -> None:
        self._changed[event.film_id] = None
        self._events.append(event)

    def _on_progress(self, progress: Progress) -> None:
        self._progress = progress
        self._app.requests, self._app.refused = self._before[0] + progress.requests, self._before[1] + progress.refused

    async def _beat(self) -> None:
        """Ten times a second; a beat that comes during another is left out."""
        if not self._beating.locked():
            # A timer that is stopped cancels its callback, and what it was about to tell would be lost.
            await asyncio.shield(self._spread())

    async def _spread(self) -> None:
        """Tell the screens what has come since the last time."""
        async with self._beating:
            app, changed, events = self._app, list(self._changed), self._events
            self._changed, self._events = {}, []
            if changed:
                await app.films_touched(changed)
            if events:
                app.log_lines.extend(events)
                app.logged.publish(events)
            if app.enrichment_status.state is State.RUNNING and self._progress is not app.enrichment_status.progress:
                app.set_enrichment_status(EnrichmentStatus(State.RUNNING, "", self._progress))


def _asked(session: sessions.Session) -> tuple[int, int]:
    """Requests that a session has sent so far, and those that were refused."""
    sent, refused = session.counts.get("requests", 0), session.counts.get("refused", 0)
    return (sent if isinstance(sent, int) else 0), (refused if isinstance(refused, int) else 0)
