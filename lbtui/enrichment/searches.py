"""Films whose name and year have to be searched for, each by the steps of its walk."""

from collections.abc import Callable, Sequence

from lbtui.enrichment.events import Phase
from lbtui.enrichment.run_context import RunContext
from lbtui.matching.candidates import Decision, Key, Outcome
from lbtui.matching.queries import Search
from lbtui.matching.walk import Walk
from lbtui.model.enums import FilmStatus
from lbtui.model.metadata import Summary
from lbtui.storage.enrichment_queue import QueuedFilm, alternative_titles
from lbtui.storage.matches import Match, store_details, store_matches, store_review
from lbtui.tmdb.errors import NotFoundError

_FULL = 20
"""Rows of a full page."""
_ASKING = (Outcome.SEARCH_ON, Outcome.NEEDS_DETAILS)
_TRIES = 3
"""Times that details are asked for which come without the titles that a decision needs."""


class Searches:
    """Walks films from a name to a decision, and stores it."""

    def __init__(self, context: RunContext, matched: Callable[[int, Key], None]) -> None:
        """`matched` hears of films that still need details."""
        self._context, self._matched = context, matched

    def add(self, film: QueuedFilm) -> None:
        """Have a film searched for."""
        self._context.jobs.add(Phase.SEARCHES, self._context.rank(film.id), self, film)

    def name(self, film: QueuedFilm) -> str:
        return f"search for {film.name!r} ({film.year})"

    async def run(self, film: QueuedFilm) -> None:
        """Ask TMDB until there is a decision."""
        walk = Walk(film.name, film.year)
        while (decision := walk.step()).outcome in _ASKING:
            if decision.search:
                summaries, more = await self._search(decision.search)
                walk.add_results(decision.search, summaries, more=more)
            for key in decision.ask:
                walk.add_titles(key, await self._titles(key))
        await self._decided(film, decision)

    async def give_up(self, film: QueuedFilm, reason: str) -> None:
        """End a film that could not be searched for."""
        await self._context.end(film.id, FilmStatus.FAILED, reason)

    async def _search(self, search: Search) -> tuple[list[Summary], bool]:
        """What a search finds, and whether its page is full and not the last."""
        client = self._context.client
        page = await self._context.ask(
            Phase.SEARCHES, lambda: client.search(search.kind, search.query, search.year, search.page)
        )
        there = [summary for summary in page.results if (summary.kind, summary.tmdb_id) not in self._context.gone]
        return there, len(page.results) >= _FULL and page.total_pages > search.page

    async def _titles(self, key: Key) -> Sequence[str]:
        """Alternative titles of a candidate. Its details come with them, and are stored: it is mostly the match."""
        known = await alternative_titles(self._context.database, *key)
        if known is not None:
            return known
        for _ in range(_TRIES):
            try:
                metadata = await self._context.ask(Phase.SEARCHES, lambda: self._context.client.details(*key))
            except NotFoundError:
                return ()
            if "alternative_titles" not in metadata.missing:  # Unknown titles are no reason to decide against it.
                break
        await store_details(self._context.database, metadata)
        return metadata.alternative_titles

    async def _decided(self, film: QueuedFilm, decision: Decision) -> None:
        context, best = self._context, decision.best
        if decision.outcome is Outcome.ACCEPTED and best:
            match = Match(film.id, best.summary, best.score, decision.reason, decision.others)
            states = await store_matches(context.database, [match])
            await context.report_matches(states, decision.reason)
            if states.get(film.id) is FilmStatus.MATCHED:
                self._matched(film.id, best.key)
        elif decision.outcome is Outcome.NEEDS_REVIEW:
            if await store_review(context.database, film.id, decision.reason, decision.candidates):
                context.report(film.id, FilmStatus.NEEDS_REVIEW, decision.reason)
        else:
            await context.end(film.id, FilmStatus.NOT_FOUND, decision.reason)
