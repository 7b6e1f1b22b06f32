"""Metadata is asked for again when it has grown old, as TMDB's terms want, who allow 6 months of cache, and when it is
not whole: an answer lacked a part, or an older lbtui did not know a field yet."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from lbtui.enrichment.details import Details
from lbtui.enrichment.events import Phase
from lbtui.enrichment.run_context import RunContext
from lbtui.model import Kind
from lbtui.storage.sessions import now
from lbtui.storage.staleness import Aged, aged, confirm, forget_strays, incomplete
from lbtui.tmdb.errors import ServiceFault, TmdbError
from lbtui.tmdb.models import fortnights

_log = logging.getLogger(__name__)

KEEP = timedelta(days=180)
"""Age from which metadata is refreshed."""


class Refresh:
    """Has old details fetched again: those that changed where TMDB's list of changes costs less, else all."""

    def __init__(self, context: RunContext, details: Details) -> None:
        self._context, self._details = context, details

    async def plan(self, began: datetime) -> None:
        """Lay the work out. Bounded to data from before this run; what no film rests on any more is deleted."""
        moment = now()
        await forget_strays(self._context.database, moment - KEEP)
        old = await aged(self._context.database, moment - KEEP)
        for place, key in enumerate(await incomplete(self._context.database, began)):
            self._details.refresh(key, place)
        for kind in Kind:
            await self._plan_kind(kind, [one for one in old if one.kind is kind], moment.date())

    async def _plan_kind(self, kind: Kind, old: Sequence[Aged], today: date) -> None:
        changed = await self._changed(kind, old, today) if old else None
        if changed is not None:
            await confirm(self._context.database, kind, [one.tmdb_id for one in old if one.tmdb_id not in changed])
            old = [one for one in old if one.tmdb_id in changed]
        for place, one in enumerate(old):
            self._details.refresh((one.kind, one.tmdb_id), place)

    async def _changed(self, kind: Kind, old: Sequence[Aged], today: date) -> frozenset[int] | None:
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
