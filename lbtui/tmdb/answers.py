"""TMDB's answers as JSON, or as the error that they are.

HTTP status and `status_code` as listed at developer.themoviedb.org/docs/errors. Outages are not always 5xx (in
May 2026 credits answered 400 for a day), so only 404 with code 34 counts as TMDB's word that it has no such thing.
"""

import email.utils
import json
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lbtui.tmdb import connection
from lbtui.tmdb.errors import Blocked, Fault, KeyRefused, NotFoundError, RateLimited, TmdbError, Unavailable

_KEY_CODES = {401: (3, 7, 10, 14, 33, 35), 403: (45,)}
_KEY_SENTENCES: dict[object, str] = {
    10: "TMDB has suspended this key. Make a new one in TMDB's settings and enter it here.",
    45: "TMDB has suspended the account of this key. Enter a key of another account.",
}
_KEY_SENTENCE = "TMDB does not accept this key. Copy it again from TMDB's settings (themoviedb.org/settings/api)."
_NOT_FOUND = (404, 34)
_MAINTENANCE = 46
_IN_TMDBS_PLACE = (401, 403, 407, 451, 511)
"""Statuses of a page, not TMDB's, that keeps whole networks and countries out or wants a sign-in first."""
_ALWAYS_THERE = ("/search/", "/discover/", "/authentication", "/configuration")
"""Beginnings of paths at which TMDB never answers 404: who does is not TMDB."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer, without the address it came from."""

    status: int
    content_type: str
    retry_after: str | None
    body: bytes

    def json(self) -> object:
        """The JSON value; raises `Unavailable` for a body that is broken or cut off, `Blocked` for a web page."""
        if (value := _json(self.body)) is None:
            if self.content_type.startswith("text/html"):
                raise Blocked(connection.PAGE)
            raise _unreadable()
        return value

    def error(self, path: str) -> TmdbError | None:
        """The error that the answer stands for, None for one that brings what was asked for at `path`."""
        if 200 <= self.status < 300:
            return None
        if self.status == 429:
            return RateLimited(seconds_of(self.retry_after))
        value = _json(self.body)
        code = value.get("status_code") if isinstance(value, dict) else None
        if code in _KEY_CODES.get(self.status, ()):
            return KeyRefused(_KEY_SENTENCES.get(code, _KEY_SENTENCE))
        if self.status == 404 and (code is None or path.startswith(_ALWAYS_THERE)):
            return Blocked(connection.ADDRESS)
        if (self.status, code) == _NOT_FOUND:
            return NotFoundError("TMDB has no entry with this id. It may have been removed or merged with another.")
        if 300 <= self.status < 400 or (self.status in _IN_TMDBS_PLACE and code is None):
            return Blocked(connection.PAGE)
        return _passing(self.status, code)


async def body_of(chunks: AsyncIterator[bytes], most: int) -> bytes:
    """The whole body; raises `Unavailable` past `most` bytes."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise _too_large()
    return _unpacked(bytes(body), most) if body.startswith(_GZIP) else bytes(body)


def _unpacked(body: bytes, most: int) -> bytes:
    """A body that is gzip though no header said so."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = unpacking.decompress(body, most + 1)
    except zlib.error:
        whole = b""
    if len(whole) > most:
        raise _too_large()
    if not unpacking.eof:
        raise _unreadable()
    return whole


def _too_large() -> Unavailable:
    return Unavailable("TMDB's answer was too large.", Fault.ANSWER)


def _unreadable() -> Unavailable:
    return Unavailable("TMDB's answer was cut off or unreadable. Try again in a moment.", Fault.ANSWER)


def _passing(status: int, code: object) -> Unavailable:
    """The error for all other answers: whatever they say, they may be different tomorrow."""
    if code == _MAINTENANCE:
        return Unavailable("TMDB is down for maintenance. Try again later.")
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
