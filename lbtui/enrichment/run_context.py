"""What all jobs of a run share: the store, TMDB, the films at work, and whom to tell of them."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import TypeVar

from lbtui.enrichment.circuit_breaker import CircuitBreaker
from lbtui.enrichment.events import FilmEvent, Phase
from lbtui.enrichment.jobs import Jobs
from lbtui.matching.candidates import Key
from lbtui.model.enums import FilmStatus
from lbtui.storage.database import Database
from lbtui.storage.enrichment_queue import QueuedFilm, films_with, retry_failed, store_end
from lbtui.storage.matches import SHARED
from lbtui.tmdb.client import Client

T = TypeVar("T")


class RunContext:
    """The films of one run and the means to work on them."""

    def __init__(
        self,
        database: Database,
        client: Client,
        on_film: Callable[[FilmEvent], None],
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self.database, self.client = database, client
        self.jobs = Jobs()
        self.gone: set[Key] = set()
        """Entries that TMDB no longer has, though its searches may still name them."""
        self._breakers = {phase: CircuitBreaker(clock, sleep, client.check_key) for phase in Phase}
        self._on_film = on_film
        self._films: dict[int, QueuedFilm] = {}
        self._ranks: dict[int, int] = {}
        self._failed: list[int] = []

    def add(self, films: Iterable[QueuedFilm]) -> None:
        """Take films up, the most urgent first."""
        for film in films:
            self._films[film.id] = film
            self._ranks.setdefault(film.id, len(self._ranks))

    def rank(self, film: int) -> int:
        """The place of a film among those taken."""
        return self._ranks[film]

    async def ask(self, phase: Phase, request: Callable[[], Awaitable[T]]) -> T:
        """The answer to a request, waiting out a cut way to TMDB."""
        return await self._breakers[phase].ask(request)

    @property
    def waiting(self) -> str:
        """Why nothing is sent at the moment, or empty."""
        return next(filter(None, (breaker.waiting for breaker in self._breakers.values())), "")

    def report(self, film: int, status: FilmStatus, text: str) -> None:
        """Say that a film has changed; films that the run has not taken up change unheard."""
        if known := self._films.get(film):
            self._on_film(FilmEvent(film, known.name, known.year, status, text))

    async def report_all(self, films: Collection[int], status: FilmStatus, text: str) -> None:
        """Say the same of several films, also of those that the run has not taken up."""
        if unknown := [film for film in films if film not in self._films]:
            self.add(await films_with(self.database, unknown))
        for film in films:
            self.report(film, status, text)

    async def report_matches(self, states: Mapping[int, FilmStatus], matched: str) -> None:
        """Say what came of matches: they were `matched` so, or another film is the title with better reason."""
        for status in dict.fromkeys(states.values()):
            films = [film for film, now in states.items() if now is status]
            await self.report_all(films, status, SHARED if status is FilmStatus.NEEDS_REVIEW else matched)

    async def end(self, film: int, status: FilmStatus, reason: str) -> None:
        """End a film as not found or failed."""
        if await store_end(self.database, film, status, reason):
            self.report(film, status, reason)
            if status is FilmStatus.FAILED:
                self._failed.append(film)

    async def requeue_failed(self) -> None:
        """Let films that have failed stand as before, if TMDB was out of order meanwhile."""
        if not any(breaker.had_trouble for breaker in self._breakers.values()):
            return
        for breaker in self._breakers.values():
            breaker.had_trouble = False
        await retry_failed(self.database, self._failed)
        for film in await films_with(self.database, self._failed):
            self.report(film.id, film.status, "taken up again: TMDB was out of order")
        self._failed.clear()
