"""Another attempt for what passes: faults three times, refusals for the rate six times."""

import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type

from lbtui.tmdb.errors import Offline, RateLimited, Unavailable
from lbtui.tmdb.stats import Stats

T = TypeVar("T")

_WAITS = (2.0, 4.0)
"""Seconds before the second and the third attempt, give or take a quarter."""
_REFUSALS = 6
_OFFLINE = 2
"""Attempts while the server cannot be reached; whoever asked can do better than to go on here: wait for the network."""


class _Attempts:
    """Counts the attempts of one request; refusals do not use up those of faults."""

    def __init__(self, stats: Stats) -> None:
        self._stats = stats
        self._faults = self._refusals = self._offline = 0

    def count(self, state: RetryCallState) -> None:
        """Takes note of how an attempt failed."""
        match _error(state):
            case RateLimited():
                self._refusals += 1
                self._stats.refused += 1
            case (Unavailable() | Offline()) as error:
                self._faults += 1
                self._offline += isinstance(error, Offline)
                self._stats.faults[error.fault] += 1

    def exhausted(self, state: RetryCallState) -> bool:
        """Whether there was the last attempt."""
        return self._faults > len(_WAITS) or self._refusals >= _REFUSALS or self._offline >= _OFFLINE

    def wait(self, state: RetryCallState) -> float:
        """Seconds until the next attempt; after a refusal the pace makes everybody wait anyway."""
        if isinstance(_error(state), RateLimited):
            return 0.0
        return _WAITS[min(self._faults, len(_WAITS)) - 1] * random.uniform(0.75, 1.25)


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


async def retrying(
    attempt: Callable[[], Awaitable[T]], *, stats: Stats, sleep: Callable[[float], Awaitable[object]]
) -> T:
    """The result of `attempt`, tried again after passing faults; raises its last error when no attempt is left."""
    attempts = _Attempts(stats)

    async def pause(seconds: float) -> None:
        stats.retries += 1
        if seconds:
            stats.retrying += 1
            try:
                await sleep(seconds)
            finally:
                stats.retrying -= 1

    return await AsyncRetrying(
        retry=retry_if_exception_type((Unavailable, Offline)),
        after=attempts.count,
        wait=attempts.wait,
        stop=attempts.exhausted,
        sleep=pause,
        reraise=True,
    )(attempt)
