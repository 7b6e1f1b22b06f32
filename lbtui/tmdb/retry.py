"""Another attempt for what passes, and what a client has done so far.

Three attempts for a fault, more while many requests meet one, six for refusals.
"""

import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type

from lbtui.tmdb.errors import Fault, RateLimited, Unavailable

T = TypeVar("T")

_WAITS = (2.0, 4.0)
"""Seconds before the second attempt and the third, which is the last, give or take a quarter."""
_MOST_IN_TROUBLE = 8
"""Attempts where one request in five meets with a fault, which is then nobody's own: three are not enough, and so many
leave one film in a hundred thousand to bad luck."""
_REFUSALS = 6


_LAST = 100
"""Answers that tell how things stand."""
_TROUBLE = 3
"""Of those: the answers that took more than one attempt, from which a fault says little about its film."""


@dataclass(slots=True)
class Stats:
    """Counts since the client was made; images are not among them."""

    requests: int = 0
    """Requests sent to the API, each attempt counted."""
    refused: int = 0
    """Answers 429."""
    retrying: int = 0
    """Requests that wait for their next attempt right now."""
    faults: Counter[Fault] = field(default_factory=Counter)
    """Passing faults by kind, refusals not among them."""
    mended: deque[bool] = field(default_factory=lambda: deque(maxlen=_LAST))
    """Of the last answers, whether faults came before them."""

    @property
    def in_trouble(self) -> bool:
        """Whether faults come to many requests, and pass."""
        return sum(self.mended) >= _TROUBLE


class _Attempts:
    """Counts the attempts of one request; refusals do not use up those of faults."""

    def __init__(self, stats: Stats, waits: Sequence[float]) -> None:
        self._stats, self._waits = stats, waits
        self.faults = self._refusals = 0

    def count(self, state: RetryCallState) -> None:
        """Takes note of how an attempt failed."""
        match _error(state):
            case RateLimited():
                self._refusals += 1
            case Unavailable() as error:
                self.faults += 1
                self._stats.faults[error.fault] += 1

    def exhausted(self, state: RetryCallState) -> bool:
        """Whether there was the last attempt."""
        most = _MOST_IN_TROUBLE if self._stats.in_trouble else len(self._waits) + 1
        return self.faults >= most or self._refusals >= _REFUSALS

    def wait(self, state: RetryCallState) -> float:
        """Seconds until the next attempt; after a refusal the pace makes everybody wait anyway."""
        if isinstance(_error(state), RateLimited):
            return 0.0
        return self._waits[min(self.faults, len(self._waits)) - 1] * random.uniform(0.75, 1.25)


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


async def retrying(
    attempt: Callable[[], Awaitable[T]],
    *,
    stats: Stats,
    sleep: Callable[[float], Awaitable[object]],
    waits: Sequence[float] = _WAITS,
) -> T:
    """The result of `attempt`, tried again after passing faults; raises its last error when no attempt is left.

    `waits` are the seconds between two attempts, so that there is one more than them; while many requests meet with
    faults there are more, at the last distance.
    """
    attempts = _Attempts(stats, waits)

    async def pause(seconds: float) -> None:
        if seconds:
            stats.retrying += 1
            try:
                await sleep(seconds)
            finally:
                stats.retrying -= 1

    async def noted() -> T:
        result = await attempt()
        stats.mended.append(attempts.faults > 0)
        return result

    return await AsyncRetrying(
        retry=retry_if_exception_type(Unavailable),
        after=attempts.count,
        wait=attempts.wait,
        stop=attempts.exhausted,
        sleep=pause,
        reraise=True,
    )(noted)
