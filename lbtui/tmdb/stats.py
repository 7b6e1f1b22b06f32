"""What a client has done so far, for the enrichment screen and `enrich --json`."""

from collections import Counter
from dataclasses import dataclass, field

from lbtui.tmdb.errors import Fault


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
