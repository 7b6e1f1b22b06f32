"""The run that brings every film of the library to an end state, and how fast it goes."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping

from lbtui.enrichment.circuit_breaker import OutOfOrder
from lbtui.enrichment.details import Details, Refresh
from lbtui.enrichment.events import FilmEvent, Phase, Progress
from lbtui.enrichment.pages import MANY, Pages, worth_pages
from lbtui.enrichment.run_context import RunContext
from lbtui.enrichment.searches import Searches
from lbtui.enrichment.streaming import Streaming
from lbtui.model.enums import FilmStatus
from lbtui.storage.database import Database
from lbtui.storage.enrichment_queue import counts, next_pages, queued_films, retry_failed
from lbtui.storage.matches import store_shared_resolved
from lbtui.storage.metadata import put_names
from lbtui.storage.sessions import now
from lbtui.tmdb.client import Client
from lbtui.tmdb.errors import ServiceFault, TmdbError
from lbtui.tmdb.names import GENRES, LANGUAGES

_SPAN = 6.0
"""Seconds over which speeds are measured."""
_SHORTEST = 1.0
"""Seconds below which a speed says nothing."""
_SEARCHES_LEFT = {Phase.PAGES: 0.5}
"""Searches that a pending film will need: most need none while pages are read, and then a little more than one."""
_SEARCHES = 1.08


class Throughput:
    """Turns counts into progress."""

    def __init__(self, client: Client, clock: Callable[[], float]) -> None:
        self._client, self._clock = client, clock
        self._samples: deque[tuple[float, int, int]] = deque()

    def read(self, counts: Mapping[FilmStatus, int], phase: Phase, waiting: str, old: int = 0) -> Progress:
        """The progress now; `old` is how many stored titles are still to be fetched again."""
        stats, pace = self._client.stats, self._client.pace
        ended = sum(number for status, number in counts.items() if status.ended)
        films, requests = self._speeds(ended, stats.requests)
        if left := pace.seconds_left:
            waiting = waiting or f"TMDB's rate limit, going on in {left:.0f} s"
        return Progress(
            counts=counts,
            phase=phase,
            films_per_second=films,
            requests_per_second=requests,
            seconds_left=None if waiting else self._seconds_left(counts, phase, requests, old),
            requests=stats.requests,
            refused=stats.refused,
            retrying=stats.retrying,
            rate=pace.rate,
            current_rate=pace.current_rate,
            waiting=waiting,
            old=old,
        )

    def _speeds(self, ended: int, requests: int) -> tuple[float, float]:
        """Films and requests a second."""
        now = self._clock()
        self._samples.append((now, ended, requests))
        while now - self._samples[0][0] > _SPAN:
            self._samples.popleft()
        since, films, sent = self._samples[0]
        took = now - since
        return (max(0, ended - films) / took, (requests - sent) / took) if took >= _SHORTEST else (0.0, 0.0)

    def _seconds_left(self, counts: Mapping[FilmStatus, int], phase: Phase, speed: float, old: int) -> float | None:
        pending, matched = counts[FilmStatus.PENDING], counts[FilmStatus.MATCHED]
        if not pending and not matched and not old:
            return 0.0
        requests = pending * (1 + _SEARCHES_LEFT.get(phase, _SEARCHES)) + matched + old
        return requests / speed if speed else None


_log = logging.getLogger(__name__)

CONCURRENCY = 16
"""Jobs at work at once, as many as the pace lets in flight: what is answered and not yet stored when the process is
killed is asked for again."""
_TRIES = 3
"""Times that a run takes up a film which is pending (again): a person may undo a decision meanwhile."""
_EVERY = 0.1
"""Seconds between two progress reports."""
_BREATH = 1000
"""Films that are laid out without a look at what else the event loop has to do."""
_COST = 5
"""Counting may take one part in so many of the time: reports of a huge library come less often."""


class Engine:
    """Enriches the films of a store through a client, for as long as there are any left."""

    def __init__(
        self,
        database: Database,
        client: Client,
        *,
        refresh: bool = True,
        concurrency: int = CONCURRENCY,
        many: int = MANY,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`many` pending films make pages worth it; `refresh` says whether old data is fetched again at the end."""
        self._database, self._client = database, client
        self._refresh, self._concurrency, self._many = refresh, concurrency, many
        self._clock, self._sleep = clock, sleep

    async def run(self, on_film: Callable[[FilmEvent], None], on_progress: Callable[[Progress], None]) -> None:
        """Bring all films to an end state; failed ones are tried again.

        Raises ServiceFault and StorageError, which stop everything; what has been stored stays. May be cancelled at
        any moment: answers that have arrived are stored.
        """
        run = _Run(RunContext(self._database, self._client, on_film, self._clock, self._sleep))
        throughput, began = Throughput(self._client, self._clock), now()

        async def report() -> None:
            left = run.context.jobs.open[Phase.REFRESH] + run.context.jobs.open[Phase.STREAMING]
            on_progress(throughput.read(await counts(self._database), run.phase, run.context.waiting, left))

        await report()
        reporter = asyncio.create_task(_reporting(report))
        try:
            await run.names()
            await retry_failed(self._database)
            await run.context.report_matches(await store_shared_resolved(self._database), "")
            while await run.plan(self._many):
                await run.context.jobs.run(self._concurrency)
                await run.context.requeue_failed()
            if self._refresh:
                await run.refresh.plan(began)
                await run.context.jobs.run(self._concurrency)
                await run.streaming.plan()
                await run.context.jobs.run(self._concurrency)
        except OutOfOrder:
            await run.context.requeue_failed()
            raise
        finally:
            reporter.cancel()
            for failure in await asyncio.gather(reporter, return_exceptions=True):
                if isinstance(failure, Exception):
                    _log.error("progress could not be told: %r", failure)
        await report()


async def _reporting(report: Callable[[], Awaitable[None]]) -> None:
    while True:
        began = time.monotonic()
        await report()
        await asyncio.sleep(max(_EVERY, _COST * (time.monotonic() - began)))


class _Run:
    """The parts of one run, and what each hands to the next."""

    def __init__(self, context: RunContext) -> None:
        self.context = context
        self._details = Details(self.context, lambda film: self._searches.add(film))
        self._searches = Searches(self.context, self._details.add)
        self._pages = Pages(self.context, self._details.add, self._searches.add)
        self.refresh = Refresh(self.context, self._details)
        self.streaming = Streaming(self.context)
        self._tries: Counter[int] = Counter()
        self._planned = False

    async def names(self) -> None:
        """Store the names of genres and languages, which pages tell by code alone; English ones need no request."""
        client, genres = self.context.client, GENRES
        if not client.language.startswith("en"):
            try:
                genres = GENRES | await self.context.ask(Phase.NAMES, client.genres)
            except ServiceFault:
                raise
            except TmdbError as fault:
                _log.warning("genres stay in English: %s", fault.sentence)
        await put_names(self.context.database, genres, LANGUAGES)

    @property
    def phase(self) -> Phase:
        """What is being done now."""
        return self.context.jobs.phase if self._planned else Phase.NAMES

    async def plan(self, many: int) -> bool:
        """Lay out the work for all films that have none; whether there were any. Films may come in during a run."""
        films = [film for film in await queued_films(self.context.database) if self._tries[film.id] < _TRIES]
        self._tries.update(film.id for film in films)
        self.context.add(films)
        read = await next_pages(self.context.database)
        years = worth_pages(films, read, many=many)
        for number, film in enumerate(films):
            if number % _BREATH == 0:
                await asyncio.sleep(0)
            if film.kind and film.tmdb_id:
                self._details.add(film.id, (film.kind, film.tmdb_id))
            elif film.year not in years:
                self._searches.add(film)
        for year, some in years.items():
            self._pages.add(year, some, read.get(year, 1))
        self._planned = True
        return bool(films)
