"""A TMDB on a port of this computer: a few films, and every way in which a server can fail."""

import asyncio
import gzip
import json
import math
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from lbtui.model.enums import Kind
from tests.tmdb.catalogue import Film, Json, details, row

KEY = "0123456789abcdef0123456789abcdef"
_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 429: "Too Many Requests"}
_CODES = {400: 18, 401: 7, 404: 34, 429: 25, 500: 11, 502: 43, 503: 9, 504: 24}


class Trouble(StrEnum):
    """What may happen to a request instead of an answer."""

    RESET = "reset"
    HANG = "hang"
    TRICKLE = "trickle"
    TRUNCATED = "truncated"
    GARBAGE = "garbage"
    WRONG_SHAPE = "wrong shape"
    HTML = "html"
    FORBIDDEN = "403"
    BAD_REQUEST = "400"
    REFUSED = "429"
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"


class FakeTmdb:
    """Plays TMDB at `url` inside `async with`.

    `answered` counts the answers 200 by path and query (without the key), `count` all requests by status or trouble.
    `latency` (seconds), `rate` (requests in one second, None for no limit), `key_valid`, `films`, `lacking` (parts
    that details come without), `withheld` (parts that have no path of their own either), `packed` (bodies are gzip,
    and no header says so) and `keeps_waiting` (told how many seconds longer a client waits that gets no answer, or a
    byte now and then) may be changed at any time.
    """

    def __init__(self, films: Iterable[Film] = (), *, latency: float = 0.0, rate: int | None = None) -> None:
        self.films = {(film.kind, film.tmdb_id): film for film in films}
        self.latency, self.rate, self.key_valid = latency, rate, True
        self.lacking: set[str] = set()
        self.withheld: set[str] = set()
        self.packed = False
        self.keeps_waiting: Callable[[float], object] = lambda _: None
        self.answered: Counter[str] = Counter()
        self.count: Counter[str] = Counter()
        self.port = 0
        self._troubles: list[tuple[str, Trouble, list[float]]] = []
        self._window: deque[float] = deque()
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The address for a client, with the API's /3."""
        return f"http://127.0.0.1:{self.port}/3"

    async def __aenter__(self) -> Self:
        await self.come_back()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.go_away()

    async def go_away(self) -> None:
        """Breaks all connections and refuses new ones, as if the network were gone."""
        if self._server:
            self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        self._connections.clear()
        if self._server:
            await self._server.wait_closed()
            self._server = None

    async def come_back(self) -> None:
        """Answers again at the same address."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def fail(self, trouble: Trouble, times: float = 1, path: str = "") -> None:
        """Lets the next requests whose path (after /3) begins with `path` run into trouble; `math.inf` for all."""
        self._troubles.append((path, trouble, [times]))

    def heal(self) -> None:
        """Ends all troubles."""
        self._troubles.clear()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._connections.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answers one request; whether the connection can take another."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        target = urlsplit(head.split(" ", 2)[1])
        params = dict(parse_qsl(target.query, keep_blank_values=True))
        allowed = params.pop("api_key", None) == KEY or "authorization: bearer " in head.casefold()
        path = target.path.removeprefix("/3")
        if self.latency:
            await asyncio.sleep(self.latency)
        if trouble := self._trouble(path):
            self.count[trouble] += 1
            return await self._misbehave(trouble, writer)
        status, value = self._answer(path, params, allowed and self.key_valid)
        self.count[str(status)] += 1
        if status == 200:
            self.answered["?".join(filter(None, (path, "&".join(f"{k}={v}" for k, v in sorted(params.items())))))] += 1
        body = json.dumps(value).encode()
        return await self._reply(writer, status, gzip.compress(body) if self.packed else body)

    def _trouble(self, path: str) -> Trouble | None:
        for prefix, trouble, times in self._troubles:
            if path.startswith(prefix) and times[0] > 0:
                times[0] -= 1
                return trouble
        return Trouble.REFUSED if self._over_limit() else None

    def _over_limit(self) -> bool:
        now = time.monotonic()
        while self._window and now - self._window[0] > 1:
            self._window.popleft()
        if self.rate is not None and len(self._window) >= self.rate:
            return True
        self._window.append(now)
        return False

    async def _misbehave(self, trouble: Trouble, writer: asyncio.StreamWriter) -> bool:
        match trouble:
            case Trouble.RESET:
                return False
            case Trouble.HANG:
                self.keeps_waiting(100)
                await asyncio.Event().wait()
            case Trouble.TRICKLE:
                await self._trickle(writer)
            case Trouble.TRUNCATED:
                writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"resu')
                await writer.drain()
                writer.close()
                await writer.wait_closed()
                return False
            case Trouble.GARBAGE:
                return await self._reply(writer, 200, b'{"page":1,"results":[{"id":"x","title":')
            case Trouble.WRONG_SHAPE:
                return await self._reply(writer, 200, b'{"page":1,"results":[{"id":"7","title":null}]}')
            case Trouble.HTML:
                return await self._reply(writer, 200, b"<html><h1>Please sign in</h1></html>", "text/html")
            case Trouble.FORBIDDEN:
                return await self._reply(
                    writer, 403, b"<html><h1>403 ERROR</h1>Not in your country</html>", "text/html"
                )
        return await self._reply(writer, int(trouble), json.dumps(_refusal(int(trouble))).encode())

    async def _trickle(self, writer: asyncio.StreamWriter) -> None:
        """Sends a byte now and then, forever: never long enough apart for a timeout between two."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            self.keeps_waiting(5)
            await asyncio.sleep(0.02)

    async def _reply(
        self, writer: asyncio.StreamWriter, status: int, body: bytes, kind: str = "application/json"
    ) -> bool:
        head = f"HTTP/1.1 {status} {_REASONS.get(status, 'Error')}\r\nContent-Type: {kind}\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        return True

    def _answer(self, path: str, params: dict[str, str], allowed: bool) -> tuple[int, Json]:
        if not allowed:
            return 401, _refusal(401)
        match path.strip("/").split("/"):
            case ["authentication"]:
                return 200, {"success": True, "status_code": 1, "status_message": "Success."}
            case ["search", kind]:
                return 200, _page(self._matching(Kind(kind), params), params)
            case ["discover", "movie"]:
                year = int(params["primary_release_year"])
                return 200, _page([f for (k, _), f in self.films.items() if k is Kind.MOVIE and f.year == year], params)
            case ["find", imdb_id]:
                found = [film for film in self.films.values() if film.imdb_id == imdb_id]
                return 200, {f"{kind}_results": [row(f) for f in found if f.kind is kind] for kind in Kind}
            case ["movie" | "tv" as kind, number] if film := self.films.get((Kind(kind), int(number))):
                return 200, {name: value for name, value in details(film).items() if name not in self.lacking}
            case ["movie" | "tv" as kind, number, part] if film := self.films.get((Kind(kind), int(number))):
                told = details(film).get(part)
                if isinstance(told, dict) and part not in self.withheld:
                    return 200, {"id": film.tmdb_id, **told}
        return 404, _refusal(404)

    def _matching(self, kind: Kind, params: dict[str, str]) -> list[Film]:
        """Films that have all words of the query in a title, and a year next to the one asked for at most."""
        words = params["query"].casefold().split()
        year = int(params.get("year") or params.get("first_air_date_year") or 0)
        return [
            film
            for (of_kind, _), film in self.films.items()
            if of_kind is kind
            and any(all(word in title for word in words) for title in film.titles)
            and (not year or (film.year is not None and 0 <= film.year - year <= (kind is Kind.MOVIE)))
        ]


def _page(films: list[Film], params: dict[str, str]) -> Json:
    films = sorted(films, key=lambda film: -film.votes)
    page = int(params.get("page", "1"))
    return {
        "page": page,
        "results": [row(film) for film in films[(page - 1) * 20 : page * 20]],
        "total_pages": math.ceil(len(films) / 20),
        "total_results": len(films),
    }


def _refusal(status: int) -> Json:
    return {"success": False, "status_code": _CODES[status], "status_message": "No."}
