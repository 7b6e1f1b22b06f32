"""TMDB's answers as JSON, or as the error that they are.

HTTP status and `status_code` as listed at developer.themoviedb.org/docs/errors. Outages are not always 5xx (in
May 2026 credits answered 400 for a day), so only 404 with code 34 counts as TMDB's word that it has no such thing.
"""

import email.utils
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from lbtui.tmdb.errors import Fault, KeyRefused, NotFoundError, RateLimited, TmdbError, Unavailable

_KEY_CODES = {401: (3, 7, 10, 14, 33, 35), 403: (45,)}
_KEY_SENTENCES: dict[object, str] = {
    10: "TMDB has suspended this key. Make a new one in TMDB's settings and enter it here.",
    45: "TMDB has suspended the account of this key. Enter a key of another account.",
}
_KEY_SENTENCE = "TMDB does not accept this key. Copy it again from TMDB's settings (themoviedb.org/settings/api)."
_NOT_FOUND = (404, 34)
_MAINTENANCE = 46


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer, without the address it came from."""

    status: int
    content_type: str
    retry_after: str | None
    body: bytes

    def json(self) -> object:
        """The JSON value; raises `Unavailable` for a body that is broken, cut off or no JSON at all."""
        if (value := _json(self.body)) is None:
            raise Unavailable("TMDB's answer was cut off or unreadable. Try again in a moment.", Fault.ANSWER)
        return value

    def error(self) -> TmdbError | None:
        """The error that the answer stands for, None for one that brings what was asked for."""
        if 200 <= self.status < 300:
            return None
        if self.status == 429:
            return RateLimited(seconds_of(self.retry_after))
        value = _json(self.body)
        code = value.get("status_code") if isinstance(value, dict) else None
        if code in _KEY_CODES.get(self.status, ()):
            return KeyRefused(_KEY_SENTENCES.get(code, _KEY_SENTENCE))
        if (self.status, code) == _NOT_FOUND:
            return NotFoundError("TMDB has no entry with this id. It may have been removed or merged with another.")
        return _passing(self.status, code)


def _passing(status: int, code: object) -> Unavailable:
    """The error for all other answers: whatever they say, they may be different tomorrow."""
    if code == _MAINTENANCE:
        return Unavailable("TMDB is down for maintenance. Try again later.")
    if 300 <= status < 400:
        return Unavailable(
            "Something on the way to TMDB redirects its answers. Is there a sign-in page to this network?"
        )
    return Unavailable(f"TMDB answered with an error ({status}). Try again later.")


def _json(body: bytes) -> object:
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value


def seconds_of(retry_after: str | None) -> float | None:
    """Seconds of a Retry-After header, a number or an HTTP date; None where there is none or it cannot be read."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after[:9])
    try:
        until = email.utils.parsedate_to_datetime(retry_after)
    except (ValueError, IndexError, TypeError):
        return None
    now = datetime.now(UTC)
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
