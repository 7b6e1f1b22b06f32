"""Clients for tests: at full speed, and without the waits between attempts."""

from typing import Any

from lbtui.tmdb.client import Client
from lbtui.tmdb.key import Key
from lbtui.tmdb.pace import Pace
from tests.tmdb.server import KEY


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


def client_for(url: str, key: str = KEY, **options: Any) -> Client:
    """A client of the server at `url`, as fast as it can, which does not wait between attempts."""
    waits = Waits()
    return Client(url, Key.parse(key), **{"pace": Pace(1000, clock=waits.now, sleep=waits), "sleep": waits} | options)
