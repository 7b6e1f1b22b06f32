"""Clients for tests: at full speed, and without the waits between attempts."""

from collections.abc import Awaitable, Callable

import httpx

from lbtui.tmdb.api_key import Key
from lbtui.tmdb.client import Client
from lbtui.tmdb.pace import Pace
from tests.tmdb.server import KEY

RIGHT_KEY = Key.parse(KEY)


class Waits:
    """A sleep that returns at once and notes what was asked for, and the clock that goes with it."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.passed = 0.0

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.passed += seconds

    def now(self) -> float:
        """Seconds that have been slept."""
        return self.passed


def client_for(
    url: str,
    key: Key = RIGHT_KEY,
    *,
    pace: Pace | None = None,
    sleep: Callable[[float], Awaitable[object]] | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    timeout: float = 10.0,
) -> Client:
    """A client of the server at `url`, as fast as it can, which does not wait between attempts."""
    waits = Waits()
    pace = pace or Pace(1000, clock=waits.now, sleep=waits)
    return Client(url, key, pace=pace, sleep=sleep or waits, transport=transport, timeout=timeout, allow_http=True)
