"""The way to TMDB, for one kind of requests: while it is cut all of them wait, and one at a time tries it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from lbtui.tmdb.errors import Fault, Offline, TmdbError, Unavailable

T = TypeVar("T")

_log = logging.getLogger(__name__)

_OFFLINE_WAITS = (2.0, 3.0, 5.0)
"""Seconds between tries while TMDB cannot be reached; the last one again and again, for as long as it takes."""
_TROUBLE_WAITS = (2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0)
"""Seconds between tries while TMDB answers nothing but errors; after two minutes it counts as out of order."""
_MANY = 16
"""Requests in a row that failed, each after three attempts, from which it is no longer the fault of single films."""

_ANSWERED = (Fault.SERVER, Fault.ANSWER)
"""Faults that only somebody who can be reached commits; the others are how a network goes down."""


class OutOfOrder(Unavailable):
    """Requests of this kind have failed for minutes, one and all: no more are sent in this run."""


class Gate:
    """Lets requests through. Raises what they raise, but for `Offline`, which it waits out."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[object]]) -> None:
        self._clock, self._sleep = clock, sleep
        self._turn = asyncio.Lock()
        self._cut: TmdbError | None = None
        self._tries = self._in_a_row = 0
        self._until = 0.0
        self._given_up = False

    @property
    def waiting(self) -> str:
        """Why nothing is sent and for how long, empty while the way is open."""
        if self._cut is None or self._given_up:
            return ""
        what = "offline" if isinstance(self._cut, Offline) else "TMDB answers with errors"
        seconds = self._until - self._clock()
        return f"{what}, trying again in {seconds:.0f} s" if seconds >= 0.5 else f"{what}, trying again"

    async def ask(self, request: Callable[[], Awaitable[T]]) -> T:
        """What `request` answers, sent again for as long as TMDB cannot be reached.

        Raises OutOfOrder without sending it once patience has run out, and any other TmdbError of the request.
        """
        while True:
            async with self._room() as probing:
                try:
                    answer = await request()
                except (Offline, Unavailable) as fault:
                    if not self._waits_after(fault, probing):
                        raise
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
                await self._wait()
                yield True
                return
        yield False

    async def _wait(self) -> None:
        assert self._cut
        if self._given_up:
            raise OutOfOrder(self._cut.sentence)
        waits = _OFFLINE_WAITS if isinstance(self._cut, Offline) else _TROUBLE_WAITS
        wait = waits[min(self._tries, len(waits) - 1)]
        self._until = self._clock() + wait
        await self._sleep(wait)

    def _waits_after(self, fault: Offline | Unavailable, probing: bool) -> bool:
        """Whether a request that met with this fault is to be sent again, after a wait."""
        if isinstance(fault, Unavailable):
            if isinstance(self._cut, Offline):
                if not probing or fault.fault not in _ANSWERED:
                    return True
                self._cut = None
            self._in_a_row += 1
            if self._in_a_row < _MANY:
                return False
        if self._cut is None:
            _log.warning("waiting: %s", fault.sentence)
            self._tries = 0
        elif probing:
            self._tries += 1
        self._cut = fault
        self._given_up = isinstance(fault, Unavailable) and self._tries >= len(_TROUBLE_WAITS)
        return True

    def _open(self) -> None:
        if self._cut:
            _log.info("TMDB answers again")
        self._cut = None
        self._in_a_row = 0
