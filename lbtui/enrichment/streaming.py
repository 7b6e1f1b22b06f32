"""Who offers the films in the member's region: asked anew for the watchlist after a week, by what costs less.

Film by film is a request each. Pages of what one service streams, the films with most votes first, tell of all films
with more votes than the last one on them whether the service has them: 20 films a request, many of them nobody's here.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf

from lbtui.enrichment.details import KEEP
from lbtui.enrichment.events import Phase
from lbtui.enrichment.run_context import RunContext
from lbtui.model.enums import STREAMING, FilmStatus, Kind
from lbtui.model.metadata import Offers, Service
from lbtui.storage.offers import Outdated, outdated, read_chosen, store_offers, store_streamed
from lbtui.storage.sessions import now
from lbtui.tmdb.errors import NotFoundError, ServiceFault, TmdbError

_log = logging.getLogger(__name__)

FRESH = timedelta(days=7)
"""Age from which it is asked again who offers a film on the watchlist."""
OTHERS = 100
"""Films off the watchlist that are asked for in one run: after a new region some at each start, not all at once."""
_PAGE = 20
"""Films of a page."""
_LAST_PAGE = 500
_PATIENCE = 3
"""Rounds of pages that are read before they must have paid: the films with most votes have mostly been seen."""


def worth_pages(films: int, services: int) -> bool:
    """Whether pages of so many services may save requests for so many films on the watchlist."""
    return services > 0 and films >= _PAGE * services


def pays(settled: Sequence[int], services: int) -> bool:
    """Whether to read another page of each service; `settled` are the films that each round told all of."""
    last = settled[-_PATIENCE:]
    return len(last) < _PATIENCE or sum(last) >= services * len(last)


@dataclass(slots=True)
class _Streamed:
    """What is known of the movies that one service streams."""

    service: Service
    movies: set[int]
    pages: int = 0
    votes: float = inf
    """All with more votes are among `movies`."""


class Streaming:
    """Has it asked who offers the films."""

    def __init__(self, context: RunContext) -> None:
        self._context = context

    async def plan(self) -> None:
        """Lay the work out, the watchlist's first; what pages tell is stored at once."""
        database, region = self._context.database, self._context.client.region
        if not region:
            return
        films = await outdated(database, region, now() - FRESH, watchlist=True)
        chosen = await database.read(read_chosen)
        movies = {one.tmdb_id: one for one in films if one.known and one.kind is Kind.MOVIE}
        if chosen.region == region and worth_pages(len(movies), len(chosen.services)):
            answered = await self._by_pages(list(movies.values()), chosen.services)
            films = [one for one in films if one.kind is not Kind.MOVIE or one.tmdb_id not in answered]
        films += await outdated(database, region, now() - KEEP, watchlist=False, limit=OTHERS)
        for place, one in enumerate(films):
            self._context.jobs.add(Phase.STREAMING, place, self, one)

    async def _by_pages(self, movies: Sequence[Outdated], names: Collection[str]) -> set[int]:
        """The movies (TMDB ids) of which pages told which of these services stream them."""
        try:
            return await self._read_pages(movies, names)
        except ServiceFault:
            raise
        except TmdbError as fault:
            _log.info("no pages of services: %s", fault.sentence)
            return set()

    async def _read_pages(self, movies: Sequence[Outdated], names: Collection[str]) -> set[int]:
        context, client = self._context, self._context.client
        known = await context.ask(Phase.STREAMING, lambda: client.services(client.region))
        services = [_Streamed(service, set()) for service in known if service.name in names]
        if len(services) < len(set(names)):
            return set()
        told: set[int] = set()
        settled: list[int] = []
        while any(one.votes >= 0 for one in services) and pays(settled, len(services)):
            for one in services:
                if one.votes >= 0:
                    await self._read_page(one)
            votes = max(one.votes for one in services)
            now_told = {movie.tmdb_id for movie in movies if movie.votes > votes}
            settled.append(len(now_told) - len(told))
            told = now_told
        streamed = {one.service: one.movies & told for one in services}
        films = await store_streamed(context.database, told, streamed)
        await context.report_all(films, FilmStatus.ENRICHED, "looked up where it streams")
        return told

    async def _read_page(self, streamed: _Streamed) -> None:
        client, number = self._context.client, streamed.pages + 1
        page = await self._context.ask(Phase.STREAMING, lambda: client.discover_streamed(streamed.service.id, number))
        streamed.pages = number
        streamed.movies.update(row.tmdb_id for row in page.results)
        whole = number >= page.total_pages or number >= _LAST_PAGE
        streamed.votes = -1 if whole else min((row.vote_count for row in page.results), default=streamed.votes)

    def name(self, title: Outdated) -> str:
        return f"who offers {title.kind} {title.tmdb_id}"

    async def give_up(self, title: Outdated, reason: str) -> None:
        """Another run asks again."""

    async def run(self, title: Outdated) -> None:
        """Ask for one title and store the answer."""
        context = self._context
        try:
            offers = await context.ask(Phase.STREAMING, lambda: context.client.offers(title.kind, title.tmdb_id))
        except NotFoundError:  # The entry may be gone; the refresh of its details will tell.
            offers = Offers(context.client.region)
        films = await store_offers(context.database, title.kind, title.tmdb_id, offers)
        await context.report_all(films, FilmStatus.ENRICHED, _offers_text(offers))


def _offers_text(offers: Offers) -> str:
    """What the log shows: "streams on MUBI, Netflix"."""
    names = dict.fromkeys(service.name for way, service in offers.services if way in STREAMING)
    return f"streams on {', '.join(names)}" if names else f"streams nowhere in {offers.region}"
