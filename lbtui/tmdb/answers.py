"""TMDB's answers as JSON, or as the error that they are.

HTTP status and `status_code` as listed at developer.themoviedb.org/docs/errors. Outages are not always 5xx (in
May 2026 credits answered 400 for a day), so only 404 with code 34 counts as TMDB's word that it has no such thing.
"""

import email.utils
import json
from datetime import UTC, datetime

from lbtui.tmdb.errors import Fault, KeyRefused, NotFoundError, RateLimited, TmdbError, Unavailable

_KEY_CODES = {401: {3, 7, 10, 14, 33, 35}, 403: {45}}
_KEY_SENTENCES = {
    10: "TMDB has suspended this key. Make a new one in TMDB's settings and enter it here.",
    45: "TMDB has suspended the account of this key. Enter a key of another account.",
}
_KEY_SENTENCE = "TMDB does not accept this key. Copy it again from TMDB's settings (themoviedb.org/settings/api)."
_NOT_FOUND = 34


def read_json(body: bytes) -> object:
    """The JSON value in a body; raises `Unavailable` for a body that is broken, cut off or no JSON at all."""
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    if value is None:
        raise Unavailable("TMDB's answer was cut off or unreadable. Try again in a moment.", Fault.ANSWER)
    return value


def error_of(status: int, body: bytes, retry_after: str | None = None) -> TmdbError:
    """The error that an answer with a status other than 2xx stands for."""
    code = _status_code(body)
    if status == 429:
        return RateLimited(seconds_of(retry_after))
    if code in _KEY_CODES.get(status, ()):
        return KeyRefused(_KEY_SENTENCES.get(code or 0, _KEY_SENTENCE))
    if status == 404 and code == _NOT_FOUND:
        return NotFoundError("TMDB has no entry with this id. It may have been removed or merged with another.")
    if code == 46:
        return Unavailable("TMDB is down for maintenance. Try again later.")
    if 300 <= status < 400:
        return Unavailable(
            "Something between here and TMDB redirects its answers, such as the sign-in page of a network.",
            Fault.ANSWER,
        )
    return Unavailable(f"TMDB answered with an error ({status}). Try again later.")


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


def _status_code(body: bytes) -> int | None:
    """TMDB's own code in the body of an error, None where the body is not TMDB's."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    code = value.get("status_code") if isinstance(value, dict) else None
    return code if isinstance(code, int) else None
