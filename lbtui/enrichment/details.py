"""One request for each distinct entry of TMDB that films have been matched to."""

from collections.abc import Callable
from dataclasses import dataclass

from lbtui.enrichment.events import Phase
from lbtui.enrichment.run_context import RunContext
from lbtui.matching.candidates import Key
from lbtui.model import FilmStatus, Metadata, Role
from lbtui.storage.films import Wanted
from lbtui.storage.matches import PERSON, store_details
from lbtui.storage.staleness import drop_match
from lbtui.tmdb.errors import NotFoundError

_GONE = "TMDB no longer has the entry that you chose. Choose another match."


class Details:
    """Fetches details, the most wanted film's first."""

    def __init__(self, context: RunContext, search_again: Callable[[Wanted], None]) -> None:
        self._context, self._search_again = context, search_again
        self._films: dict[Key, list[int]] = {}

    def add(self, film: int, key: Key) -> None:
        """Have the details of a film's entry fetched; films of one entry share a request."""
        films = self._films.setdefault(key, [])
        if not films:
            self._context.jobs.add(_Fetch(self, key, Phase.DETAILS, self._context.rank(film)))
        films.append(film)

    def refresh(self, key: Key, rank: float) -> None:
        """Have details that are known fetched again, after all else."""
        self._context.jobs.add(_Fetch(self, key, Phase.REFRESH, rank))

    async def fetch(self, key: Key, phase: Phase) -> None:
        """Fetch and store; an entry that is gone gives its films back to the search."""
        kind, tmdb_id = key
        try:
            metadata = await self._context.ask(phase, lambda: self._context.client.details(kind, tmdb_id))
        except NotFoundError:
            await self._give_back(key)
        else:
            films = await store_details(self._context.database, metadata)
            await self._context.know(films)
            for film in films:
                self._context.tell(film, FilmStatus.ENRICHED, _in_words(metadata))
        self._films.pop(key, None)

    async def _give_back(self, key: Key) -> None:
        self._context.gone.add(key)
        for film in await drop_match(self._context.database, *key, _GONE):
            if film.decided_by == PERSON:
                self._context.tell(film.id, FilmStatus.FAILED, _GONE)
            else:
                self._context.take([film])
                self._search_again(film)

    async def fail(self, key: Key, reason: str) -> None:
        """End the films that wait for these details as failed; those that had old ones keep them."""
        for film in self._films.pop(key, []):
            await self._context.end(film, FilmStatus.FAILED, reason)


@dataclass(frozen=True, slots=True)
class _Fetch:
    details: Details
    key: Key
    phase: Phase
    rank: float

    def __str__(self) -> str:
        return f"details of {self.key[0]} {self.key[1]}"

    async def run(self) -> None:
        await self.details.fetch(self.key, self.phase)

    async def give_up(self, reason: str) -> None:
        await self.details.fail(self.key, reason)


def _in_words(metadata: Metadata) -> str:
    """What the log shows of a film: "Agnès Varda · Drama, Comedy · 90 min"."""
    makers = [c.name for c in metadata.credits if c.role in (Role.DIRECTOR, Role.CREATOR)]
    genres = [name for _, name in metadata.genres]
    runtime = f"{metadata.runtime} min" if metadata.runtime else ""
    return " · ".join(filter(None, (", ".join(makers[:2]), ", ".join(genres[:3]), runtime))) or "no details on TMDB"
