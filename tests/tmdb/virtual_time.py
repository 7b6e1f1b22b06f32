"""A clock that stands still until everybody sleeps, and then jumps to whoever wakes first."""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable


class VirtualTime:
    """`now` and `sleep` for code that takes a clock; `run` drives it. `sleeps` notes what was asked for."""

    def __init__(self, lateness: float = 0.0) -> None:
        self.seconds = 1000.0
        self.lateness = lateness
        """Seconds by which every sleep is longer than asked for, as on a busy event loop."""
        self.sleeps: list[float] = []
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> float:
        """The time in seconds."""
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        """Returns when the clock has moved on by `seconds`."""
        self.sleeps.append(seconds)
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.seconds + seconds + self.lateness, next(self._numbers), future))
        await future

    async def run(self, *work: Awaitable[object]) -> None:
        """Runs all of `work` to its end in this time."""
        together = asyncio.gather(*work)
        while not together.done():
            await self._settle()
            if not together.done():
                assert self._sleepers, "everybody waits, nobody sleeps"
                at, _, future = heapq.heappop(self._sleepers)
                self.seconds = max(self.seconds, at)
                if not future.done():
                    future.set_result(None)
        await together

    async def _settle(self) -> None:
        """Lets everybody go on until all sleep: as many rounds of the loop as a step may need."""
        for _ in range(20):
            await asyncio.sleep(0)


class FastClock:
    """Puts the clock of the running event loop forward: whatever was to happen until then happens now."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        real, self._ahead = loop.time, 0.0
        loop.time = lambda: real() + self._ahead  # type: ignore[method-assign]

    def skip(self, seconds: float) -> None:
        """Let this time pass."""
        self._ahead += seconds
