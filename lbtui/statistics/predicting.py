"""Keeps the films of the app's library marked with what the member might give them; loads no numpy before it learns."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, TypeVar, cast

from lbtui.films.prediction import LEAST, to_learn_from, too_few
from lbtui.gc_tuning import give_back
from lbtui.model.films import FilmRow
from lbtui.services.background import Job, Work
from lbtui.services.session import LibrarySession
from lbtui.storage.database import StorageError

if TYPE_CHECKING:
    from lbtui.statistics.predictions import Taste

MOST_FILMS = 30_000
"""Films of which the statistics are made ready before anybody asks for them. Of more, their modules, what they read and
what is learnt from it take more memory than the films themselves, and wait until they are wanted."""
_PAUSE = 1.0
"""Seconds between a change of the library and learning: the first films are to be moved through meanwhile."""
_RATIO = 20.0
"""Between two times of learning lie at least so many times the seconds that the last one took."""
T = TypeVar("T")
_log = logging.getLogger("lbtui.predicting")


class Predicting:
    """Learns the member's taste in a thread, and anew when ratings or metadata have changed.

    The predictions live in the rows of the library in memory, and nowhere that a mean could reach: the statistics read
    the store.
    """

    def __init__(
        self, session: LibrarySession, tell: Callable[[], None], background: Callable[[str, Work], Job]
    ) -> None:
        """`tell` hears that there are other predictions, or that it is known that there are none."""
        self._session, self._tell, self._background = session, tell, background
        self.taste: Taste | None = None
        """What was learnt last."""
        self.missing = ""
        """The sentence on ratings that are missing, where there are too few."""
        self.pause: Callable[[float], Awaitable[object]] = asyncio.sleep
        self._job: Job | None = None
        self._stale = False
        self._wanted = False
        self._learnt_from: int | None = None
        self._seconds = 0.0

    @property
    def known(self) -> bool:
        """Whether it is known what can be predicted, if anything."""
        return self.taste is not None or bool(self.missing)

    def want(self) -> None:
        """Predictions are asked for: learn also from a library of more than `MOST_FILMS`, from now on."""
        if not self._wanted:
            self._wanted = True
            if self._stale:
                self.changed()

    def changed(self) -> None:
        """The library has changed: learn anew soon."""
        self._stale = True
        if not self._wanted and len(self._session.library.rows) > MOST_FILMS:
            return
        if self._job is None or self._job.is_finished:
            self._job = self._background("taste", self._learn_while_stale)

    async def explain(self, rows: Sequence[FilmRow]) -> None:
        """Give these films their predictions in full, with the interval and what they are made of."""
        if (taste := self.taste) is not None and any(map(taste.knows, rows)):
            await asyncio.to_thread(taste.explain, rows)

    async def _learn_while_stale(self) -> None:
        while self._stale:
            await self.pause(max(_PAUSE, _RATIO * self._seconds))
            self._stale = False
            await self._learn()

    async def _learn(self) -> None:
        rows, series = self._session.library.rows, self._session.settings.count_series
        facts = await asyncio.to_thread(_facts, rows, series)
        if facts == self._learnt_from or not self._session.library.rows:
            return
        if (ratings := to_learn_from(rows, series=series)) < LEAST:
            self.taste, self.missing = None, too_few(ratings)
            self._session.library.predict({})
        else:
            began = time.perf_counter()
            try:
                self.taste = await _in_daemon(lambda: self._learnt(series))
            except (StorageError, ValueError) as error:  # too few ratings, of a library that has changed meanwhile
                _log.warning("nothing is predicted: %s", error)
                return
            self.missing = ""
            self._seconds = time.perf_counter() - began
            self._session.library.predict(self.taste.predictions)
        self._learnt_from = facts
        self._tell()

    def _learnt(self, series: bool) -> "Taste":
        from lbtui.statistics.predictions import learn

        taste = learn(self._session.paths.database, series=series)
        give_back()
        return taste


async def _in_daemon(work: Callable[[], T]) -> T:
    """Do blocking work in a thread that nobody waits for at the end: a quit least of all."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def end(result: T | None, error: Exception | None) -> None:
        if error is not None and not done.cancelled():
            done.set_exception(error)
        elif not done.cancelled():
            done.set_result(cast(T, result))

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as failure:
            error = failure
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(end, result, error)

    Thread(target=run, name="taste", daemon=True).start()
    return await done


def _facts(rows: Sequence[FilmRow], series: bool) -> int:
    """A number that is another one where ratings or metadata are."""
    told = tuple((row.id, row.rating, row.kind, row.tmdb_id, row.status, row.tmdb_votes) for row in rows)
    return hash((series, told))
