"""Asks letterboxd.com for a member's feed: once, politely, and with nothing but the member's name.

It has an HTTP client of its own, for TMDB's sends a key and retries, and this must do neither.
"""

import asyncio
from dataclasses import dataclass

import httpx

from lbtui import __version__

from .errors import ExportError
from .feed import LARGEST, PAGE

SECONDS = 10.0
"""How long an answer may take, all in all."""
_TYPES = "application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError)
_LATER = "The library is as it was; try again later"


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells the server which feed is known already; empty where it gave nothing."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """For the request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A feed, with what to ask with the next time."""

    data: bytes
    validators: Validators


async def fetch(
    base_url: str,
    member: str,
    known: Validators,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    seconds: float = SECONDS,
) -> Answer | None:
    """The member's feed, or None where it is the one that is known. Raises ExportError with a sentence."""
    url = f"{base_url}/{member.lower()}/rss/"
    headers = {"User-Agent": f"lbtui/{__version__}", "Accept": _TYPES, **known.headers()}
    sentence = ""
    try:
        async with (
            asyncio.timeout(seconds),
            # What it needs to trust certificates takes some 50 ms to load: not on the event loop.
            await asyncio.to_thread(_client, transport, seconds) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            data = bytearray()
            async for chunk in response.aiter_bytes():
                data += chunk
                if len(data) > LARGEST:
                    break
            answer = bytes(data)
            if response.status_code == 304:
                return None
            if response.status_code == 200:
                told = response.headers
                return Answer(answer, Validators(told.get("etag", ""), told.get("last-modified", "")))
            sentence = _refused(response, member, url, answer)
    except (*_FAULTS, OSError, ValueError, ImportError) as fault:
        sentence = _failed(fault)
    # Raised out here, because the error of httpx, which holds the address, is nobody's business.
    raise ExportError(sentence)


def _client(transport: httpx.AsyncBaseTransport | None, seconds: float) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=transport, timeout=seconds, follow_redirects=True, max_redirects=3)


def _refused(response: httpx.Response, member: str, url: str, body: bytes) -> str:
    status = response.status_code
    if status == 404:
        return f"Letterboxd knows no member {member} (404): check the name, which is the one in your profile's address."
    if status in (401, 403) and b"<html" in body[:1000].lower():
        return f"What Letterboxd answered ({status}) {PAGE.format(address=url.split('://')[-1])}."
    if status == 429:
        return f"Letterboxd asks to wait (429). {_LATER}."
    what = "has trouble of its own" if status >= 500 else "did not send the feed"
    return f"Letterboxd {what} ({status}). {_LATER}."


def _failed(fault: Exception) -> str:
    match fault:
        case httpx.TimeoutException() | TimeoutError():
            return f"Letterboxd did not answer in time. {_LATER}."
        case httpx.ProxyError() | ImportError() | ValueError():
            return "The proxy on the way to Letterboxd cannot be used: check HTTPS_PROXY, ALL_PROXY and NO_PROXY."
        case httpx.ConnectError() | httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return f"Letterboxd cannot be reached: check the network connection. {_LATER}."
        case httpx.TooManyRedirects():
            return f"Letterboxd led in circles. {_LATER}."
        case OSError() if not isinstance(fault, httpx.HTTPError):
            return "SSL_CERT_FILE or SSL_CERT_DIR names no file with certificates: correct or remove it."
    return f"The connection to Letterboxd broke before the feed was there. {_LATER}."
