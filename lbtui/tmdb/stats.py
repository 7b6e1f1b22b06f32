"""What a client has done so far, for the enrichment screen and `enrich --json`."""

from collections import Counter, deque
from dataclasses import dataclass, field

from lbtui.tmdb.errors import Fault

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
    retries: int = 0
    """Attempts after the first, whatever the reason."""
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
