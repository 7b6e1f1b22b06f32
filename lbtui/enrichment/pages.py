"""Films matched from the pages of the best-known films of their year: one request for up to 20."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lbtui.enrichment.circuit_breaker import OutOfOrder
from lbtui.enrichment.events import Phase
from lbtui.enrichment.run_context import RunContext
from lbtui.matching.candidates import Key
from lbtui.matching.page_index import PageIndex
from lbtui.model.enums import FilmStatus
from lbtui.model.metadata import Summary
from lbtui.storage.enrichment_queue import DONE, QueuedFilm, store_page
from lbtui.storage.matches import Match

MANY = 300
"""Pending films from which pages are worth it; below, most years hold too few films."""
_FEW = 2
"""Pending films of a year from which a page may save a request."""
_LAST_PAGE = 500
_FIRST_YIELD = 10
"""Matches that a first page promises, for the order; measured over 31 libraries: 3 to 14."""
_SCORE, _REASON = 1.0, "title equal, same year, among the best known of its year"


def worth_pages(
    films: Iterable[QueuedFilm], read: Mapping[int, int], *, many: int = MANY
) -> dict[int, list[QueuedFilm]]:
    """The pending films by year, of the years whose pages are to be read; `read` has the next page of a year.

    Years whose pages were begun are read on even if few films are left: a run ends as it would have uninterrupted.
    """
    years: defaultdict[int, list[QueuedFilm]] = defaultdict(list)
    pending = [film for film in films if film.status is FilmStatus.PENDING]
    for film in pending:
        if film.year is not None and read.get(film.year) != DONE:
            years[film.year].append(film)
    enough = len(pending) >= many
    return {year: some for year, some in years.items() if len(some) >= _FEW and (enough or year in read)}


class Pages:
    """Reads pages and stores what they match. A year's films are searched for when its pages are done."""

    def __init__(
        self, context: RunContext, matched: Callable[[int, Key], None], search: Callable[[QueuedFilm], None]
    ) -> None:
        self._context, self._matched, self._search = context, matched, search

    def add(self, year: int, films: Iterable[QueuedFilm], page: int = 1) -> None:
        """Have the pages of a year read, from `page`."""
        self._add(_Year(year, {film.id: film for film in films}, page), _FIRST_YIELD)

    def _add(self, year: "_Year", promise: int) -> None:
        """Pages that promise most matches come first, so that most films have genres soon."""
        self._context.jobs.add(Phase.PAGES, -float(min(promise, len(year.films))), self, year)

    def name(self, year: "_Year") -> str:
        return f"page {year.page} of {year.number}"

    async def give_up(self, year: "_Year", reason: str) -> None:
        self._leave(year)

    def _leave(self, year: "_Year") -> None:
        """Leave what is left of a year to the search."""
        for film in year.films.values():
            self._search(film)

    async def run(self, year: "_Year") -> None:
        """Read one page; then the next one, or the year is done."""
        try:
            page = await self._context.ask(
                Phase.PAGES, lambda: self._context.client.discover_movies(year.number, year.page)
            )
        except OutOfOrder:  # The search may work nevertheless.
            self._leave(year)
            return
        matches = year.match(page.results, self._context.gone)
        last = year.page >= min(page.total_pages, _LAST_PAGE)
        ends = not matches or last or len(year.films) < _FEW
        year.page = DONE if ends else year.page + 1
        states = await store_page(self._context.database, year.number, year.page, matches)
        await self._context.report_matches(states, _REASON)
        for match in matches:
            if states.get(match.film) is FilmStatus.MATCHED:
                self._matched(match.film, (match.summary.kind, match.summary.tmdb_id))
        if ends:
            self._leave(year)
        else:
            self._add(year, len(matches))


@dataclass(slots=True)
class _Year:
    """A year, its films that no page has matched so far, and the page to be read next."""

    number: int
    films: dict[int, QueuedFilm]
    page: int
    _index: PageIndex | None = None

    def match(self, summaries: Iterable[Summary], gone: set[Key]) -> list[Match]:
        if self._index is None:  # When it is wanted: for all years at once it would hold up the loop.
            self._index = PageIndex((film.id, film.name, film.year) for film in self.films.values())
        there = (summary for summary in summaries if (summary.kind, summary.tmdb_id) not in gone)
        found = self._index.match(there)
        for film in found:
            del self.films[film]
        return [Match(film, summary, _SCORE, _REASON) for film, summary in found.items()]
