"""When the dashboards are counted: at once when something else is asked for, now and then while films arrive."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from lbtui.query import Query
from lbtui.screens.navigation import Navigation
from lbtui.services.enrichment_status import State
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.request import StatisticsRequest
from lbtui.statistics.service import Counted, Counting, scope_of
from lbtui.storage.database import StorageError

_PAUSE = 1.0
"""Least seconds between two readings of the store while films arrive."""
_RATIO = 5.0
"""Between two readings lie at least so many times the seconds that the last one took."""

Key = tuple[int, Query, StatisticsRequest]


@dataclass(slots=True)
class Counter:
    """Counts one dashboard after the other in a thread, never two at once; what is asked for last wins."""

    app: Navigation
    counting: Counting
    show: Callable[[Counted], Awaitable[None]]
    later: Callable[[float, Callable[[], None]], object]
    """Calls something after so many seconds."""
    again: Callable[[], None]
    """Asks for the dashboard in sight once more."""
    clock: Callable[[], float] = time.monotonic
    _wanted: StatisticsRequest | None = None
    _running: bool = False
    _read_at: float | None = None
    _checking: bool = False
    _waits: bool = False
    """Whether it will ask again by itself."""
    _shown: dict[Dashboard, Key] = field(default_factory=dict)
    """For each dashboard the generation of the library, the filter and the choices that it shows."""

    def expire(self) -> None:
        """The library was read anew: so are the frames, without a pause."""
        self._read_at = None

    def forget(self) -> None:
        """Other films may pass the filter, though it is the same."""
        self._shown.clear()

    async def count(self, request: StatisticsRequest) -> None:
        """Count until what is shown is what was asked for last."""
        self._wanted = request
        if self._running:
            return
        self._running = True
        try:
            while self._wanted is not None and self.app.session.library.rows:
                request, self._wanted = self._wanted, None
                await self._read()
                await self._count(request)
        except StorageError as error:
            self.app.notify(str(error), title="Statistics", severity="error", markup=False)
        finally:
            self._running = False

    async def check(self) -> None:
        """See how well ratings can be predicted, and show it: once, and again when films have changed and no more come.

        Other dashboards are counted meanwhile.
        """
        counting, session = self.counting, self.app.session
        comes = counting.checked >= 0 and session.enrichment_status.state is State.RUNNING
        if self._checking or comes or counting.checked == counting.loaded:
            return
        self._checking = True
        try:
            await asyncio.to_thread(counting.check, series=session.settings.count_series)
        finally:
            self._checking = False
        self._shown.pop(Dashboard.TASTE, None)
        self.again()

    async def _read(self) -> None:
        """Read the store where the library has changed, but not all the time."""
        generation = self.app.session.library.generation
        if self.counting.loaded == generation:
            return
        wait = self._pause()
        if wait <= 0:
            await asyncio.to_thread(self.counting.load, generation)
            self._read_at = self.clock()
        elif not self._waits:
            self._waits = True
            self.later(wait, self._wake)

    def _wake(self) -> None:
        self._waits = False
        self.again()

    def _pause(self) -> float:
        if self._read_at is None:
            return 0.0
        return self._read_at + max(_PAUSE, _RATIO * self.counting.seconds) - self.clock()

    async def _count(self, request: StatisticsRequest) -> None:
        key = (self.counting.loaded, self.app.query_now, request)
        if self._shown.get(request.dashboard) != key:
            counted = await asyncio.to_thread(self.counting.count, self._narrowed(request))
            self._shown[request.dashboard] = key
            await self.show(counted)

    def _narrowed(self, request: StatisticsRequest) -> StatisticsRequest:
        """With the films that pass the filter now."""
        session, query = self.app.session, self.app.query_now
        films = [row.id for row in session.library.index.filter(query)] if query else None
        series = session.settings.count_series
        return replace(request, films=films, scope=scope_of(query), series=series, today=session.options.today())
