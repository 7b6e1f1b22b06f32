"""Speeds and the time left, from what was sent and what the store holds."""

from collections import deque
from collections.abc import Callable, Mapping

from lbtui.enrichment.events import Phase, Progress
from lbtui.model import FilmStatus
from lbtui.tmdb.client import Client

_SPAN = 6.0
"""Seconds over which speeds are measured."""
_SHORTEST = 1.0
"""Seconds below which a speed says nothing."""
_SEARCHES_LEFT = {Phase.PAGES: 0.5}
"""Searches that a pending film will need: most need none while pages are read, and then a little more than one."""
_SEARCHES = 1.08


class Throughput:
    """Turns counts into progress."""

    def __init__(self, client: Client, clock: Callable[[], float]) -> None:
        self._client, self._clock = client, clock
        self._samples: deque[tuple[float, int, int]] = deque()

    def read(self, counts: Mapping[FilmStatus, int], phase: Phase, waiting: str, old: int = 0) -> Progress:
        """The progress now; `old` is how many stored titles are still to be fetched again."""
        stats, pace = self._client.stats, self._client.pace
        ended = sum(number for status, number in counts.items() if status.ended)
        films, requests = self._speeds(ended, stats.requests)
        if left := pace.seconds_left:
            waiting = waiting or f"TMDB's rate limit, going on in {left:.0f} s"
        return Progress(
            counts=counts,
            phase=phase,
            films_per_second=films,
            requests_per_second=requests,
            seconds_left=None if waiting else self._seconds_left(counts, phase, requests, old),
            requests=stats.requests,
            refused=stats.refused,
            retrying=stats.retrying,
            rate=pace.rate,
            current_rate=pace.current_rate,
            waiting=waiting,
            old=old,
        )

    def _speeds(self, ended: int, requests: int) -> tuple[float, float]:
        """Films and requests a second."""
        now = self._clock()
        self._samples.append((now, ended, requests))
        while now - self._samples[0][0] > _SPAN:
            self._samples.popleft()
        since, films, sent = self._samples[0]
        took = now - since
        return (max(0, ended - films) / took, (requests - sent) / took) if took >= _SHORTEST else (0.0, 0.0)

    def _seconds_left(self, counts: Mapping[FilmStatus, int], phase: Phase, speed: float, old: int) -> float | None:
        pending, matched = counts[FilmStatus.PENDING], counts[FilmStatus.MATCHED]
        if not pending and not matched and not old:
            return 0.0
        requests = pending * (1 + _SEARCHES_LEFT.get(phase, _SEARCHES)) + matched + old
        return requests / speed if speed else None
