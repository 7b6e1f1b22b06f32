"""A circuit breaker for one kind of requests: while TMDB is out of reach all wait, and one at a time tries it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from lbtui.tmdb.errors import Blocked, Fault, Offline, RateLimited, ServiceFault, TmdbError, Unavailable

T = TypeVar("T")

_log = logging.getLogger(__name__)

_OFFLINE_WAITS = (2.0, 3.0, 5.0)
"""Seconds between tries while TMDB cannot be reached; the last one again and again, for as long as it takes."""
_BLOCKED_WAITS = (2.0, 4.0)
"""Seconds between tries while the way is blocked; then it is no accident."""
_BLOCKED_MOST = 3
"""Times that one request may be answered so."""
_TROUBLE_WAITS = (2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0)
"""Seconds between tries while TMDB answers nothing but errors; after two minutes it counts as out of order."""
_MANY = 16
"""Requests in a row that failed for good, from which it is no longer the fault of single films."""
_LONG = 4
"""Tries without a network after which it is worth saying what else it may be."""

_ANSWERED = (Fault.SERVER, Fault.ANSWER)
"""Faults that only somebody who can be reached commits; the others are how a network goes down."""


class OutOfOrder(ServiceFault):
    """Requests of this kind have failed for minutes, one and all: no more are sent in this run."""


class CircuitBreaker:
    """Lets requests through. Raises what they raise, but waits out `Offline`, and `Blocked` until it is certain."""

    def __init__(
        self,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        check: Callable[[], Awaitable[None]],
    ) -> None:
        """`check` asks TMDB for nothing but an answer."""
        self._clock, self._sleep, self._check = clock, sleep, check
        self._turn = asyncio.Lock()
        self._cut: Offline | Blocked | Unavailable | None = None
        self._tries = self._in_a_row = 0
        self._until = 0.0
        self._stopped: ServiceFault | None = None
        self.had_trouble = False
        """Whether TMDB has answered nothing but errors for a while: what failed then was no film's own fault."""

    @property
    def waiting(self) -> str:
        """Why nothing is sent and for how long, empty while the way is open."""
        seconds = self._until - self._clock()
        again = f"trying again in {seconds:.0f} s" if seconds >= 0.5 else "trying again"
        match self._cut:
            case Offline() if self._tries >= _LONG:
                return f"offline, {again}; if all else can be reached, try a proxy or --tmdb-url https://api.tmdb.org/3"
            case Offline():
                return f"offline, {again}"
            case Blocked():
                return f"the way to TMDB is blocked, {again}"
            case Unavailable() if not self._stopped:
                return f"TMDB answers with errors, {again}"
        return ""

    async def ask(self, request: Callable[[], Awaitable[T]]) -> T:
        """What `request` answers, sent again for as long as TMDB cannot be reached.

        Raises Blocked or OutOfOrder once patience has run out, from then on without sending anything, and any other
        TmdbError of the request.
        """
        blocked = 0
        while True:
            async with self._room() as probing:
                try:
                    answer = await request()
                except (Offline, Blocked, Unavailable) as fault:
                    if not self._waits_after(fault, probing):
                        raise
                    if isinstance(fault, Blocked):
                        blocked += 1
                        if blocked >= _BLOCKED_MOST or self._tries >= len(_BLOCKED_WAITS):
                            await self._blame(fault)
                except TmdbError:
                    self._open()
                    raise
                else:
                    self._open()
                    return answer

    @asynccontextmanager
    async def _room(self) -> AsyncIterator[bool]:
        """Room for a request, at once or, while the way is cut, one at a time and after a wait: whether it is so."""
        if self._cut is None:
            yield False
            return
        async with self._turn:
            if self._cut is not None:
                await self._wait(self._cut)
                yield True
                return
        yield False

    async def _wait(self, cut: TmdbError) -> None:
        if self._stopped:
            raise self._stopped
        waits = _waits(cut)
        wait = waits[min(self._tries, len(waits) - 1)]
        self._until = self._clock() + wait
        await self._sleep(wait)

    async def _blame(self, fault: Blocked) -> None:
        """Stop for good where TMDB is out of reach as a whole; else it is this request alone that it cannot answer."""
        try:
            await self._check()
        except ServiceFault as certain:
            self._stopped = certain
            raise
        except TmdbError:
            return
        self._open()
        raise Unavailable(fault.sentence) from None

    def _waits_after(self, fault: Offline | Blocked | Unavailable, probing: bool) -> bool:
        """Whether a request that met with this fault is to be sent again, after a wait; raises what stops the run."""
        if isinstance(fault, Unavailable) and not isinstance(fault, RateLimited):
            if isinstance(self._cut, Offline):
                if not probing or fault.fault not in _ANSWERED:
                    return True
                self._cut = None
            self._in_a_row += 1
            if self._in_a_row < _MANY:
                return False
        if self._cut is None or _waits(self._cut) is not _waits(fault):
            _log.warning("waiting: %s", fault.sentence)
            self._tries = 0
        elif probing:
            self._tries += 1
        self._cut = fault
        self.had_trouble |= isinstance(fault, Unavailable)
        if isinstance(fault, Unavailable) and self._tries >= len(_TROUBLE_WAITS):
            self._stopped = OutOfOrder(fault.sentence)
            raise self._stopped from None
        return True

    def _open(self) -> None:
        if self._cut:
            _log.info("TMDB answers again")
        self._cut = None
        self._in_a_row = 0


def _waits(cut: TmdbError) -> tuple[float, ...]:
    """Seconds between tries while the way is cut for this reason."""
    match cut:
        case Offline():
            return _OFFLINE_WAITS
        case Blocked():
            return _BLOCKED_WAITS
    return _TROUBLE_WAITS
