"""How fast TMDB is asked: never above the limit, evenly, and slower for all when TMDB refuses one.

TMDB allows about 40 requests in any one second per address and answers 429 past that, without saying
how long to wait (its documentation, and answers seen in 2023). Its counting window slides, so ours does.
"""

import asyncio
import bisect
import contextlib
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median

_WINDOW = 1.005
"""Seconds in which at most `rate` requests ever start; what exceeds 1 is room for jitter on the way."""
_SECOND = 1.008
"""Seconds over which `rate` requests are spread, so that the window seldom holds one up."""
_CATCH_UP = 1
"""Starts that may follow at once when the event loop was late; the window still holds."""
_COLD = 5.0
"""Seconds of silence after which connections have to be opened anew."""
_SLOW_STARTS = 6
"""Starts at half pace after a silence: what waits for a handshake would reach TMDB together with what follows."""
_SWAY = 0.05
"""Seconds by which an answer may be slower than that and count as on time: what a full second can bear."""
_ANSWERS = 64
"""Answers that say how long one takes: the quickest, that nothing held up, and the middle one."""
_LONGEST_PAUSE = 60.0
"""Seconds; a longer Retry-After is cut, the next refusal asks again."""
_LONGEST_NAP = 1.0
"""Seconds until the clock is read again in a wait, so that a suspended computer does not wait on."""
_AFTERMATH = 10.0
"""Seconds after a refusal in which another one tells where the limit is."""
_ALONE = 60.0
"""Seconds without a refusal after which the next one may well come from the way to TMDB, and marks no limit yet."""
_MARGIN = 0.95
"""Share of the rate at which refusals came that counts as safe."""
_CLIMB, _PROBE_CLIMB = 1.0, 0.5
"""Requests a second that the pace gains each second, below and above what counts as safe."""
_FIRST_PROBE, _LAST_PROBE = 120.0, 1200.0
"""Seconds without a refusal after which more than the safe pace is tried; doubled whenever that is refused."""


class Pace:
    """Admits at most `rate` requests in any one second, `in_flight` at once; adapts to refusals."""

    def __init__(
        self,
        rate: float,
        *,
        in_flight: int = 16,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        if not (math.isfinite(rate) and rate > 0):
            raise ValueError("The rate must be more than 0 requests a second.")
        self.rate = rate
        """The most that is ever admitted, in requests a second."""
        self._clock, self._sleep = clock, sleep
        self._room, self._turn = asyncio.Semaphore(in_flight), asyncio.Lock()
        self._current, self._ceiling = rate, math.inf
        self._starts: deque[float] = deque(maxlen=3 * max(1, math.floor(rate)))
        self._due = self._paused_until = self._refused_at = self._raised_at = -math.inf
        self._flying: list[float] = []
        self._took: deque[float] = deque(maxlen=_ANSWERS)
        self._slow = _SLOW_STARTS
        self._streak = 0
        self._probing, self._probe_after = False, _FIRST_PROBE

    @property
    def current_rate(self) -> float:
        """Requests a second that are admitted at present, at most `rate`."""
        return self._current

    @property
    def seconds_left(self) -> float:
        """Seconds until requests start again after a refusal, 0 outside a pause."""
        return min(max(0.0, self._paused_until - self._clock()), _LONGEST_PAUSE)

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[float]:
        """Room for one request, entered when it may start; yields its start on this pace's clock."""
        async with self._room:
            ready = self._clock()
            async with self._turn:
                started = await self._wait_for_turn(ready)
            self._flying.append(started)
            try:
                yield started
            finally:
                self._flying.remove(started)
                self._note_lateness(started)
            if started > self._refused_at:
                self._accepted()

    def refused(self, retry_after: float | None = None, started: float | None = None) -> None:
        """Takes note of a 429: pauses everybody for `retry_after` seconds, else 1, 2, 4 and so on, and slows down.

        `started` is what the slot of that request yielded. Requests that were under way when the last pause
        began are refused together with its cause, and slow down nobody again.
        """
        now = self._clock()
        asked = min(retry_after, _LONGEST_PAUSE) if retry_after and retry_after > 0 else None
        if started is None:
            started = now if now >= self._paused_until else self._refused_at
        if started <= self._refused_at:
            self._paused_until = max(self._paused_until, now + (asked or 0))
            return
        self._paused_until = now + (asked or min(2.0**self._streak, _LONGEST_PAUSE))
        self._streak += 1
        since = started - self._refused_at
        self._refused_at = self._raised_at = now
        self._slow_down(started, since)

    async def _wait_for_turn(self, ready: float) -> float:
        """Waits until a request that has been `ready` since then may start, and notes its start."""
        while (left := max(self._planned(ready), self._window_opens()) - self._clock()) > 1e-6:
            await self._sleep(min(left, _LONGEST_NAP))
        now, interval = self._clock(), _SECOND / self._current
        if self._slow:
            self._slow -= 1
            interval *= 2
        # The time that was planned, not the time it became, is where the next interval begins: so that a
        # loop that wakes up late by a little each time does not slow down the whole.
        self._due = max(self._planned(ready), now - _CATCH_UP * interval) + interval
        self._starts.append(now)
        return now

    def _planned(self, ready: float) -> float:
        """When the next request should start, by the last one and by a pause; never far beyond them."""
        now = self._clock()
        self._paused_until = min(self._paused_until, now + _LONGEST_PAUSE)
        self._due = min(self._due, now + 2 * _SECOND / self._current)
        return max(min(ready, now), self._due, self._paused_until)

    def _window_opens(self) -> float:
        """When a request may start without being one too many for the last second."""
        now = self._clock()
        if self._starts and self._starts[-1] > now:  # The clock went back: as if all had started just now.
            self._starts.extend([now] * len(self._starts))
        if self._starts and now - self._starts[-1] > _COLD:
            self._slow = _SLOW_STARTS
        late = [start for start in self._flying if self._is_late(now - start)]
        starts = sorted((*self._starts, *[now] * len(late))) if late else self._starts
        for start in late:
            with contextlib.suppress(ValueError):
                starts.remove(start)
        most = max(1, math.floor(self._current))
        return starts[-most] + _WINDOW if len(starts) >= most else -math.inf

    def _is_late(self, took: float) -> bool:
        """Whether a request that takes so long may have been held up on its way."""
        return bool(self._took) and took > min(self._took) + _SWAY

    def _note_lateness(self, started: float) -> None:
        """Counts a request that took longer than usual as late as it is likely to have reached TMDB.

        What is held up on the way arrives in a crowd: together with what starts a second later it is one too many.
        """
        took = self._clock() - started
        if self._is_late(took) and started in self._starts:
            self._starts.remove(started)
            # At first answers tell little, and connections are new: then as late as it can have been.
            usual = median(self._took) if len(self._took) == _ANSWERS else min(self._took)
            bisect.insort(self._starts, started + took - usual)
        self._took.append(took)

    def _slow_down(self, started: float, since: float) -> None:
        """Lowers the pace after the request that `started` then was the first to be refused `since` the last one."""
        before = sum(started - 1 < start < started for start in self._starts)
        hiccup = since > _ALONE and not self._probing
        if self._probing:
            self._probing = False
            self._probe_after = min(2 * self._probe_after, _LAST_PROBE)
        if before == 0:
            return  # Refused although nothing else was asked: waiting helps, a lower pace would not.
        if since < _AFTERMATH and before < 0.9 * self._current:
            # Refused before this second was full, soon after a pause: what was let through is the limit. Without a
            # pause before it is a hiccup: a network or a server that stood still lets requests arrive in a crowd.
            self._ceiling = max(float(before), 0.4 * self._current)
            self._current = _MARGIN * self._ceiling
        else:
            # One on its own is a hiccup more often than a lower limit: the next one tells.
            self._ceiling = math.inf if hiccup else self._current
            self._current *= 0.7
        self._current = max(self._current, min(0.5, self.rate))

    def _accepted(self) -> None:
        """Raises the pace, slowly, after an answer to a request that started after the last refusal."""
        self._streak = 0
        if self._current >= self.rate:
            return
        now = self._clock()
        passed, self._raised_at = min(max(0.0, now - self._raised_at), 1.0), now
        safe = min(self.rate, _MARGIN * self._ceiling)
        if self._current < safe:
            self._current = min(safe, self._current + _CLIMB * passed)
        elif self._probing or now - self._refused_at > self._probe_after:
            self._probing = True
            self._current = min(self.rate, self._current + _PROBE_CLIMB * passed)
            if self._current == self.rate:
                self._ceiling, self._probing = math.inf, False
