"""Enrichment as the app and the shell start it: the engine, inside the session that it belongs to."""

import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lbtui.enrichment.details import KEEP
from lbtui.enrichment.engine import Engine
from lbtui.enrichment.events import FilmEvent, Progress
from lbtui.enrichment.streaming import FRESH
from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.storage.database import Database, StorageError
from lbtui.storage.enrichment_queue import counts, incomplete_details, stale_details
from lbtui.storage.offers import outdated
from lbtui.storage.sessions import change, current, find, now
from lbtui.tmdb.client import Client
from lbtui.tmdb.errors import ServiceFault

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to."""

    session: str
    status: SessionStatus
    """`COMPLETED`, or `PAUSED` when something stopped the run."""
    reason: str
    """The sentence on what stopped it, else empty."""
    counts: Mapping[FilmStatus, int]
    requests: int
    seconds: float
    refused: int
    """Answers 429."""
    error: ServiceFault | StorageError | None = None
    """What stopped it."""


async def enrich(
    database: Database,
    client: Client,
    *,
    on_film: Callable[[FilmEvent], None] = lambda event: None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    engine: Engine | None = None,
) -> Report:
    """Bring all films to an end state, inside the unfinished or else the newest session.

    Raises StorageError where there is no session yet. Cancelled, it leaves the session `enriching`, to go on later.
    """
    session = await current(database)
    if session is None:
        raise StorageError("There is no library yet: import an export first.")
    began, requests, refused = time.monotonic(), client.stats.requests, client.stats.refused
    error: ServiceFault | StorageError | None = None
    try:
        if session.status is not SessionStatus.COMPLETED or await has_work(database, client.region):
            await change(database, session.id, SessionStatus.ENRICHING)
        await (engine or Engine(database, client)).run(on_film, on_progress)
        await _end(database, session.id)
    except (ServiceFault, StorageError) as stop:
        error = stop
        _log.warning("enrichment stopped: %s", stop)
        with contextlib.suppress(StorageError):  # Where nothing can be written the session stays as it is.
            await change(database, session.id, SessionStatus.PAUSED, str(stop))
    return Report(
        session=session.id,
        status=SessionStatus.PAUSED if error else SessionStatus.COMPLETED,
        reason=str(error or ""),
        counts=await counts(database),
        requests=client.stats.requests - requests,
        seconds=time.monotonic() - began,
        refused=client.stats.refused - refused,
        error=error,
    )


async def has_work(database: Database, region: str = "") -> bool:
    """Whether a run would find anything to do: films without an end state, failed ones, old or incomplete metadata,
    and where a region is chosen, films of which it is to be asked who offers them there."""
    found = await counts(database)
    left = (FilmStatus.PENDING, FilmStatus.MATCHED, FilmStatus.FAILED)
    if any(found[status] for status in left):
        return True
    if await stale_details(database, now() - KEEP) or await incomplete_details(database, now()):
        return True
    ages = ((True, FRESH), (False, KEEP)) if region else ()
    return any([await outdated(database, region, now() - age, watchlist=on, limit=1) for on, age in ages])


async def _end(database: Database, session: str) -> None:
    """Complete the session, unless an import has done so meanwhile, to go on in its own."""
    if (await find(database, session)).status is SessionStatus.ENRICHING:
        await change(database, session, SessionStatus.COMPLETED)
