"""What can go wrong with TMDB, each with a sentence for the person in front of the screen.

No sentence quotes an answer or an address: either may hold a key.
"""

from enum import StrEnum


class Fault(StrEnum):
    """The kinds of passing fault that `Stats.faults` counts."""

    TIMEOUT = "timeout"
    CONNECTION = "connection"
    SERVER = "server error"
    ANSWER = "unreadable answer"
    OFFLINE = "offline"


class TmdbError(Exception):
    """Anything that TMDB or the way to it can do to a request."""

    sentence: str
    """What happened and what to do, for the screen."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ServiceFault(TmdbError):
    """A fault of the whole service, not of one request: nothing succeeds until somebody changes something."""


class KeyRefused(ServiceFault):
    """TMDB does not accept the key: invalid, suspended or revoked."""


class Blocked(ServiceFault):
    """Something else than TMDB is at the other end: a foreign certificate, a page, an address that is not TMDB's."""


class NotFoundError(TmdbError):
    """TMDB says itself that it has no such film, series or image (404 with code 34)."""


class Unavailable(TmdbError):
    """TMDB did not give the answer it promises, after all attempts: a passing fault, whatever the status code."""

    def __init__(self, sentence: str, fault: Fault = Fault.SERVER) -> None:
        super().__init__(sentence)
        self.fault = fault


class RateLimited(Unavailable):
    """TMDB refused the request for its rate, and went on refusing after several pauses."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("TMDB keeps refusing requests because of its rate limit. Try again in a few minutes.")
        self.retry_after = retry_after


class Offline(TmdbError):
    """The server cannot be reached at all: no network, or none that leads there. It passes without help."""

    fault = Fault.OFFLINE
