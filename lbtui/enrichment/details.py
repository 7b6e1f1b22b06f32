"""One request for each distinct entry of TMDB that films have been matched to, and another when its data is stale.

It is when it has grown old, as TMDB's terms want, who allow 6 months of cache, and when it is not whole: an answer
lacked a part, or an older lbtui did not know a field yet.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from lbtui.enrichment.events import Phase, details_text
from lbtui.enrichment.run_context import RunContext
from lbtui.matching.candidates import Key
from lbtui.model.enums import FilmStatus, Kind
from lbtui.storage.enrichment_queue import (
    QueuedFilm,
    StaleDetails,
    delete_unused_metadata,
    drop_match,
    incomplete_details,
    mark_fresh,
    stale_details,
)
from lbtui.storage.matches import PERSON, store_details
from lbtui.storage.sessions import now
from lbtui.tmdb.errors import NotFoundError, ServiceFault, TmdbError
from lbtui.tmdb.models import fortnights

_log = logging.getLogger(__name__)

KEEP = timedelta(days=180)
"""Age from which metadata is refreshed."""
_GONE = "TMDB no longer has the entry that you chose. Choose another match."


class Details:
    """Fetches details, the most wanted film's first."""

    def __init__(self, context: RunContext, search_again: Callable[[QueuedFilm], None]) -> None:
        self._context, self._search_again = context, search_again
        self._films: dict[Key, list[int]] = {}

    def add(self, film: int, key: Key) -> None:
        """Have the details of a film's entry fetched; films of one entry share a request."""
        films = self._films.setdefault(key, [])
        if not films:
            self._context.jobs.add(Phase.DETAILS, self._context.rank(film), self, key)
        films.append(film)

    def name(self, key: Key) -> str:
        return f"details of {key[0]} {key[1]}"

    async def run(self, key: Key) -> None:
        await self.fetch(key, Phase.DETAILS)

    async def fetch(self, key: Key, phase: Phase) -> None:
        """Fetch and store; an entry that is gone gives its films back to the search."""
        kind, tmdb_id = key
        try:
            metadata = await self._context.ask(phase, lambda: self._context.client.details(kind, tmdb_id))
        except NotFoundError:
            await self._give_back(key)
        else:
            films = await store_details(self._context.database, metadata)
            text = details_text(metadata.makers, [name for _, name in metadata.genres], metadata.runtime)
            await self._context.report_all(films, FilmStatus.ENRICHED, text)
        self._films.pop(key, None)

    async def _give_back(self, key: Key) -> None:
        self._context.gone.add(key)
        for film in await drop_match(self._context.database, *key, _GONE):
            if film.decided_by == PERSON:
                self._context.report(film.id, FilmStatus.FAILED, _GONE)
            else:
                self._context.add([film])
                self._search_again(film)

    async def give_up(self, key: Key, reason: str) -> None:
        """End the films that wait for these details as failed; those that had old ones keep them."""
        for film in self._films.pop(key, []):
            await self._context.end(film, FilmStatus.FAILED, reason)


class Refresh:
    """Has old details fetched again: those that changed where TMDB's list of changes costs less, else all."""

    def __init__(self, context: RunContext, details: Details) -> None:
        self._context, self._details = context, details

    def name(self, key: Key) -> str:
        return f"refresh of {key[0]} {key[1]}"

    async def run(self, key: Key) -> None:
        await self._details.fetch(key, Phase.REFRESH)

    async def give_up(self, key: Key, reason: str) -> None:
        await self._details.give_up(key, reason)

    async def plan(self, began: datetime) -> None:
        """Lay the work out. Bounded to data from before this run; what no film rests on any more is deleted."""
        moment = now()
        await delete_unused_metadata(self._context.database, moment - KEEP)
        old = await stale_details(self._context.database, moment - KEEP)
        for place, key in enumerate(await incomplete_details(self._context.database, began)):
            self._context.jobs.add(Phase.REFRESH, place, self, key)
        for kind in Kind:
            await self._plan_kind(kind, [one for one in old if one.kind is kind], moment.date())

    async def _plan_kind(self, kind: Kind, old: Sequence[StaleDetails], today: date) -> None:
        changed = await self._changed(kind, old, today) if old else None
        if changed is not None:
            await mark_fresh(self._context.database, kind, [one.tmdb_id for one in old if one.tmdb_id not in changed])
            old = [one for one in old if one.tmdb_id in changed]
        for place, one in enumerate(old):
            self._context.jobs.add(Phase.REFRESH, place, self, (one.kind, one.tmdb_id))

    async def _changed(self, kind: Kind, old: Sequence[StaleDetails], today: date) -> frozenset[int] | None:
        """What has changed since the oldest was fetched; None where asking costs as much as fetching all again.

        How many pages a day has differs with TMDB's traffic, so yesterday is asked first.
        """
        spans = list(fortnights(old[0].fetched_at.date(), today))
        if 1 + len(spans) >= len(old):
            return None
        try:
            yesterday = today - timedelta(days=1)
            found, pages = await self._ask(kind, yesterday, yesterday)
            days = (today - spans[0][0]).days + 1
            if (pages * days if pages > 1 else len(spans)) >= len(old):
                return None
            for first, last in spans:
                found |= (await self._ask(kind, first, last))[0]
        except ServiceFault:
            raise
        except TmdbError as fault:
            _log.info("no list of changes: %s", fault.sentence)
            return None
        return found

    async def _ask(self, kind: Kind, first: date, last: date) -> tuple[frozenset[int], int]:
        """What changed in those days, and how many pages that took."""
        client = self._context.client
        before = client.stats.requests
        ids = await self._context.ask(Phase.REFRESH, lambda: client.changes(kind, first, last))
        return ids, client.stats.requests - before
