"""TMDB over HTTP: paced, retried, with answers as records. The only module that imports httpx."""

import asyncio
import contextlib
import json
import logging
import ssl
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from functools import partial
from typing import Self, TypeVar

import httpx

from lbtui import __version__
from lbtui.model.enums import STREAMING, Kind
from lbtui.model.metadata import Metadata, Offers, Service, Summary
from lbtui.text import clean_line
from lbtui.tmdb import connection, models
from lbtui.tmdb.answers import Answer, body_of
from lbtui.tmdb.api_key import Key, KeyForm
from lbtui.tmdb.errors import Blocked, Fault, NotFoundError, Offline, RateLimited, TmdbError, Unavailable
from lbtui.tmdb.models import ImageConfig, ResultPage, lacking, parts_of
from lbtui.tmdb.pace import Pace
from lbtui.tmdb.retry import Stats, retrying
from lbtui.tmdb.shape import object_of, wrong_shape

T = TypeVar("T")
Handler = Callable[[str, Mapping[str, str]], Awaitable[tuple[int, object]]]

# httpx logs the address of every request at INFO: what somebody watches is nobody's business, and 40 lines a second.
logging.getLogger("httpx").setLevel(logging.WARNING)

_LIMITS = httpx.Limits(max_connections=20, max_keepalive_connections=20, keepalive_expiry=30)
"""TMDB's host allows 20 connections an address."""
_IMAGES_IN_FLIGHT = 4
"""What 16 requests in flight leave of the 20 connections."""
_IMAGE_WAITS = (0.5,)
"""Seconds between the attempts at an image."""
_LARGEST_ANSWER = _LARGEST_IMAGE = 16 * 2**20
"""Bytes after decompression; the details of the film with the most credits take about 1 MB."""
_MATCHED_IN = "en-US"
"""Language of search and discover pages: Letterboxd's names are English, and another language changes TMDB's titles."""
_LONGEST_QUERY = 250
"""Characters of a title that are searched for; Letterboxd's longest have about 200."""


class Client:
    """TMDB's API v3, for one event loop, as an async context manager.

    Every method raises `TmdbError`s only: `KeyRefused`, `NotFoundError`, and at once `Offline` and `Blocked`, which
    another attempt does not mend; `Unavailable` for all else, after all attempts (see `lbtui.tmdb.retry`), which wait
    outside the room that `pace` gives to requests.
    """

    def __init__(
        self,
        base_url: str,
        key: Key,
        *,
        pace: Pace,
        transport: httpx.AsyncBaseTransport | None = None,
        allow_http: bool = False,
        language: str = "en-US",
        region: str = "",
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        timeout: float = 10.0,
    ) -> None:
        """Prepares requests to `base_url` (with its /3), each of at most twice `timeout` seconds.

        With a `region` (ISO 3166-1) details tell who offers a title there.

        Raises `TmdbError` for an unusable address or proxy, and without `allow_http` for http:// to other machines.
        """
        base = _base_of(base_url)
        connection.check_address(base.scheme, base.host, allow_http=allow_http)
        self.pace, self.stats = pace, Stats()
        self.language, self.region, self._sleep, self._timeout = language, region, sleep, timeout
        self._met = False
        self._images = asyncio.Semaphore(_IMAGES_IN_FLIGHT)
        self._http = httpx.AsyncClient(
            base_url=base,
            transport=_KeyedTransport(transport or _network(base), base, key),
            timeout=httpx.Timeout(timeout, connect=min(5.0, timeout)),
            headers={"Accept": "application/json", "User-Agent": f"lbtui/{__version__}"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._http.aclose()

    async def check_key(self) -> None:
        """Returns if TMDB accepts the key, raises `KeyRefused` if it does not."""
        await self._get("/authentication", models.success_of)

    async def search(self, kind: Kind, query: str, year: int | None = None, page: int = 1) -> ResultPage:
        """Titles by original, translated and alternative title, 20 a page.

        Of movies `year` is that of any release, festivals included; of series the one in which they began.
        """
        if not (query := clean_line(query)[:_LONGEST_QUERY].strip()):
            return ResultPage((), page, 0)
        return await self._get(
            f"/search/{kind}",
            lambda answer: models.page_of(kind, answer),
            query=query,
            include_adult="false",
            language=_MATCHED_IN,
            page=page,
            **{"year" if kind is Kind.MOVIE else "first_air_date_year": year},
        )

    async def discover_movies(self, year: int, page: int = 1) -> ResultPage:
        """Movies whose primary release is in `year`, by number of votes, 20 a page, pages 1 to 500."""
        return await self._get(
            "/discover/movie",
            lambda answer: models.page_of(Kind.MOVIE, answer),
            primary_release_year=year,
            sort_by="vote_count.desc",
            include_video="true",
            include_adult="false",
            language=_MATCHED_IN,
            page=page,
        )

    async def details(self, kind: Kind, tmdb_id: int) -> Metadata:
        """All that is known of one film or series, in one request.

        A part that the answer lacks, which TMDB's own sometimes does, is asked for once by its own path; where that
        brings nothing either, `missing` names it.
        """
        path, parts = f"/{kind}/{tmdb_id}", parts_of(kind, self.language, self.region)
        appended, read = ",".join(parts), partial(models.details_of, kind, tmdb_id)
        try:
            answer = await self._get(path, read, append_to_response=appended, language=self.language)
        except NotFoundError:
            if not self._met:  # Whose word is it? Who is not TMDB has no answer to this either, and raises Blocked.
                await self.check_key()
            raise
        for part in lacking(answer, parts):
            with contextlib.suppress(TmdbError):
                answer[part] = await self._ask(f"{path}/{part}", object_of, {"language": self.language})
        return models.metadata_of(kind, tmdb_id, answer, parts, region=self.region)

    async def offers(self, kind: Kind, tmdb_id: int) -> Offers:
        """Who offers a film or series in the client's region."""

        def read(answer: object) -> Offers:
            if (found := models.offers_of(answer, self.region)) is None:
                raise wrong_shape()
            return found

        return await self._get(f"/{kind}/{tmdb_id}/{models.OFFERS}", read)

    async def discover_streamed(self, service: int, page: int = 1) -> ResultPage:
        """Movies that a service (by id) streams in the client's region, by number of votes, as `discover_movies`."""
        return await self._get(
            "/discover/movie",
            lambda answer: models.page_of(Kind.MOVIE, answer),
            watch_region=self.region,
            with_watch_providers=service,
            with_watch_monetization_types="|".join(STREAMING),
            sort_by="vote_count.desc",
            include_video="true",
            include_adult="true",
            language=_MATCHED_IN,
            page=page,
        )

    async def regions(self) -> dict[str, str]:
        """English names of the regions for which TMDB knows who offers films, by ISO 3166-1 code."""
        return await self._get(f"/{models.OFFERS}/regions", models.regions_of, language=_MATCHED_IN)

    async def services(self, region: str) -> tuple[Service, ...]:
        """The services that offer films in a region, the best known first."""
        path = f"/{models.OFFERS}/movie"
        return await self._get(path, models.services_of, watch_region=region, language=_MATCHED_IN)

    async def find_imdb(self, imdb_id: str) -> tuple[Summary, ...]:
        """The movies and series that have this id (tt0068646) at IMDb, usually one or none."""
        path = f"/find/{''.join(c for c in imdb_id if c.isascii() and c.isalnum())}"
        return await self._get(path, models.found_of, external_source="imdb_id", language=self.language)

    async def changes(self, kind: Kind, start: date, end: date) -> frozenset[int]:
        """Ids of all titles that changed from `start` to `end`, in steps of the 14 days that TMDB allows."""
        found: set[int] = set()
        for first, last in models.fortnights(start, end):
            page = pages = 1
            while page <= pages:
                dates = {"start_date": first.isoformat(), "end_date": last.isoformat()}
                ids, pages = await self._get(f"/{kind}/changes", models.changes_of, **dates, page=page)
                found |= ids
                page += 1
        return frozenset(found)

    async def configuration(self) -> ImageConfig:
        """Where images are; good for days."""
        return await self._get("/configuration", models.images_of)

    async def genres(self) -> dict[int, str]:
        """Names of all genres of movies and series; `lbtui.tmdb.names` has them without a request."""
        movies, series = [
            await self._get(f"/genre/{kind}/list", models.genres_of, language=self.language) for kind in Kind
        ]
        return movies | series

    async def image(self, url: str) -> bytes:
        """An image as it comes, at most 16 MB. Images are not under the API's limit, and are sent no key.

        After a fault it is tried once more: somebody waits for it, and a film is known without it.
        """

        async def attempt() -> bytes:
            async with self._images:
                answer = await self._send(url, {}, _LARGEST_IMAGE, accept="image/*")
            if answer.status == 404:
                raise NotFoundError("TMDB has no such image.")
            if answer.status != 200 or not answer.content_type.startswith("image/") or not answer.body:
                raise Unavailable("TMDB did not send the image. Try again later.", Fault.ANSWER)
            return answer.body

        return await retrying(attempt, stats=Stats(), sleep=self._sleep, waits=_IMAGE_WAITS)

    async def _get(self, path: str, read: Callable[[object], T], **params: str | int | None) -> T:
        """What `read` makes of the JSON at `path`; what it finds wrong counts as a fault of the answer."""
        sent = {name: str(value) for name, value in params.items() if value is not None}
        return await retrying(lambda: self._ask(path, read, sent), stats=self.stats, sleep=self._sleep)

    async def _ask(self, path: str, read: Callable[[object], T], params: dict[str, str]) -> T:
        """One request, when the pace has room for it."""
        async with self.pace.slot() as started:
            self.stats.requests += 1
            answer = await self._send(path, params, _LARGEST_ANSWER)
            error = answer.error(path)
            if isinstance(error, RateLimited):
                self.stats.refused += 1
                self.pace.refused(error.retry_after, started)
        if error:
            raise error
        value = read(answer.json())
        self._met = True
        return value

    async def _send(self, url: str, params: dict[str, str], most: int, accept: str = "application/json") -> Answer:
        try:
            async with (
                asyncio.timeout(2 * self._timeout),
                self._http.stream("GET", url, params=params, headers={"Accept": accept}) as response,
            ):
                kind, wait = response.headers.get("content-type", ""), response.headers.get("retry-after")
                return Answer(response.status_code, kind, wait, await body_of(response.aiter_bytes(), most))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError) as fault:
            error = _error_of(fault)
        # Raised out here, because an exception raised above would keep httpx's as its context.
        raise error


def _error_of(fault: Exception) -> TmdbError:
    """What a failure of httpx means to a person; its text may hold anything, and is left behind."""
    match fault:
        case httpx.ProxyError():
            return Blocked(connection.PROXY)
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return connection.blocked_by(fault) or Offline("TMDB cannot be reached. Check the network connection.")
        case httpx.TimeoutException() | TimeoutError():
            return Unavailable("TMDB did not answer in time. Try again in a moment.", Fault.TIMEOUT)
        case httpx.DecodingError() | httpx.InvalidURL():
            return Unavailable("TMDB's answer was cut off or unreadable. Try again in a moment.", Fault.ANSWER)
    return Unavailable("The connection to TMDB broke. Try again in a moment.", Fault.CONNECTION)


def _base_of(base_url: str) -> httpx.URL:
    """The address of the API, an empty one for what is none."""
    try:
        return httpx.URL(base_url.rstrip("/"))
    except httpx.InvalidURL:
        return httpx.URL()


def _network(base: httpx.URL) -> httpx.AsyncBaseTransport:
    """The real network, through the proxy of the environment: httpx looks for one only without a transport."""
    connection.make_ready()
    try:
        trusted = httpx.create_ssl_context()
    except (OSError, ssl.SSLError):
        raise TmdbError(
            "SSL_CERT_FILE or SSL_CERT_DIR names no file with certificates. Correct or remove it."
        ) from None
    return httpx.AsyncHTTPTransport(verify=trusted, limits=_LIMITS, proxy=connection.proxy_to(base.scheme, base.host))


class _KeyedTransport(httpx.AsyncBaseTransport):
    """Adds the key to requests to the API, behind all that logs them or keeps them in errors.

    TMDB takes v3 keys in the query only; other addresses, such as those of images, get no key.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, base: httpx.URL, key: Key) -> None:
        self._inner, self._base, self._key = inner, base, key

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not self._to_api(request.url):
            return await self._inner.handle_async_request(request)
        url, headers = request.url, request.headers.copy()
        if self._key.form is KeyForm.V3:
            url = url.copy_merge_params({"api_key": self._key.reveal()})
        else:
            headers["Authorization"] = f"Bearer {self._key.reveal()}"
        keyed = httpx.Request(request.method, url, headers=headers, extensions=request.extensions)
        return await self._inner.handle_async_request(keyed)

    def _to_api(self, url: httpx.URL) -> bool:
        origin = (url.scheme, url.host, url.port) == (self._base.scheme, self._base.host, self._base.port)
        return origin and url.path.startswith(f"{self._base.path.rstrip('/')}/")

    async def aclose(self) -> None:
        await self._inner.aclose()


def handler_transport(handler: Handler) -> httpx.AsyncBaseTransport:
    """A transport that asks `handler` instead of a server: for the path (with the API's /3) and the parameters, it
    gives the status and a JSON value, or the bytes of an image."""

    async def answer(request: httpx.Request) -> httpx.Response:
        status, value = await handler(request.url.path, dict(request.url.params))
        if isinstance(value, bytes):
            return httpx.Response(status, content=value, headers={"Content-Type": "image/jpeg"})
        return httpx.Response(status, content=json.dumps(value), headers={"Content-Type": "application/json"})

    return httpx.MockTransport(answer)
