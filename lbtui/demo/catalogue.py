"""A small TMDB inside the process: paths in, status and JSON (or picture bytes) out, after a moment."""

import asyncio
import gzip
import json
import math
import random
import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lbtui.model.enums import Kind

BASE_URL = "https://demo.invalid/3"
"""Where the catalogue claims to live; nothing ever resolves this name."""
KEY = "0123456789abcdef0123456789abcdef"
"""A key of the right form; the catalogue accepts every key."""

Answer = tuple[int, object]
Json = dict[str, Any]

_PAGE = 20
_LAST_PAGE = 500
_DETAILS = re.compile(r"/(movie|tv)/(\d+)(/watch/providers)?")
_IMAGE = re.compile(r"/t/p/(w\d+|h\d+|original)/(movie|tv)(\d+)\.jpg")
_PARTS = ("credits", "aggregate_credits", "keywords", "external_ids", "alternative_titles", "watch/providers")
"""Parts of a details answer that come only where `append_to_response` asks for them."""


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A film or series of the catalogue, known by identity."""

    kind: Kind
    row: Json
    """As search and discover pages show it."""
    titles: tuple[str, ...]
    """Its own, the original, and alternative ones."""
    shown: str
    """The year of its first showing, which may be before that of its release."""
    details: str
    """The answer of /movie/{id} or /tv/{id} with all parts, as JSON text: few are ever asked for at once."""

    @property
    def date(self) -> str:
        """The primary release, ISO."""
        return str(self.row.get("release_date") or self.row.get("first_air_date"))


@cache
def _data() -> tuple[Json, tuple[Title, ...]]:
    """The fixed answers by path, and the titles; `tests/demo/maker` writes the file."""
    lines = gzip.decompress(files(__package__).joinpath("data", "answers.jsonl.gz").read_bytes()).decode().splitlines()
    return json.loads(lines[0]), tuple(_titles(lines[1:]))


def _titles(lines: Sequence[str]) -> Iterator[Title]:
    for head, details in zip(lines[::2], lines[1::2], strict=True):
        known = json.loads(head)
        yield Title(Kind(known["kind"]), known["row"], tuple(known["titles"]), known["shown"], details)


class Catalogue:
    """Answers TMDB's API v3 from the embedded titles."""

    def __init__(
        self, latency: float, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep, seed: int = 1
    ) -> None:
        """`latency` is the mean wait of an answer in seconds, from half to one and a half of it; 0 never sleeps."""
        self._latency = latency
        self._sleep = sleep
        self._random = random.Random(seed)
        self._fixed, titles = _data()
        self._titles = {(title.kind, title.row["id"]): title for title in titles}

    async def answer(self, path: str, params: Mapping[str, str]) -> Answer:
        """Status and body of a GET; the body is JSON data, or bytes of a JPEG. A leading /3 is optional."""
        path = path.removeprefix("/3")
        if self._latency > 0:
            await self._sleep(self._latency * (0.5 + self._random.random()))
        if image := _IMAGE.fullmatch(path):
            return await self._image(image[1], image[2], image[3])
        if found := _DETAILS.fullmatch(path):
            return self._offers(found[1], found[2]) if found[3] else self._details(found[1], found[2], params)
        return self._lists(path, params)

    def _lists(self, path: str, params: Mapping[str, str]) -> Answer:
        if path in self._fixed:
            return 200, self._fixed[path]
        kind = Kind.TV if path == "/search/tv" else Kind.MOVIE
        pool = [title for title in self._titles.values() if title.kind is kind and _in_year(title, params)]
        if path in ("/search/movie", "/search/tv"):
            if not (query := params.get("query", "").strip()):
                return _error(422, 5, "Invalid parameters: Your request parameters are incorrect.")
            return _page(_search(pool, query), params)
        if path == "/discover/movie":
            if service := params.get("with_watch_providers"):
                pool = [title for title in pool if _streams(title, service, params)]
            return _page(sorted(pool, key=lambda title: (-title.row["vote_count"], title.row["id"])), params)
        return _missing()

    def _details(self, kind: str, number: str, params: Mapping[str, str]) -> tuple[int, Json]:
        if (title := self._titles.get((Kind(kind), int(number)))) is None:
            return _missing()
        asked = params.get("append_to_response", "").split(",")
        details = json.loads(title.details)
        return 200, {key: value for key, value in details.items() if key not in _PARTS or key in asked}

    def _offers(self, kind: str, number: str) -> Answer:
        status, details = self._details(kind, number, {"append_to_response": "watch/providers"})
        return status, {"id": int(number), **details["watch/providers"]} if status == 200 else details

    async def _image(self, size: str, kind: str, number: str) -> Answer:
        # Pillow loads with the first picture: most of a demo's start would be spent on it.
        from lbtui.demo.posters import poster

        title = self._titles.get((Kind(kind), int(number)))
        if title is None:
            return _missing()
        genres = tuple(genre["name"] for genre in json.loads(title.details)["genres"])
        width = int(size[1:]) if size.startswith("w") else 500
        drawn = asyncio.to_thread(poster, title.row["id"], title.titles[0], title.date[:4], genres, width)
        return 200, await drawn


def _in_year(title: Title, params: Mapping[str, str]) -> bool:
    """`year` looks at any showing (here: the first, and the release), the others at the release alone."""
    primary = params.get("primary_release_year") or params.get("first_air_date_year")
    if primary and primary != title.date[:4]:
        return False
    return params.get("year") in (None, "", title.date[:4], title.shown)


def _streams(title: Title, service: str, params: Mapping[str, str]) -> bool:
    """Whether a service offers the title in a region in one of the ways that are asked for."""
    regions = json.loads(title.details)["watch/providers"]["results"]
    ways = params.get("with_watch_monetization_types", "").split("|")
    offers = regions.get(params.get("watch_region"), {})
    return any(str(one["provider_id"]) == service for way in ways for one in offers.get(way, ()))


def _search(titles: Sequence[Title], query: str) -> list[Title]:
    """Titles that hold all words of the query; what is popular comes first, and an exact title helps."""
    found = [title for title in titles if _holds(title, query)]
    return sorted(found, key=lambda title: (-_weight(title, query), title.row["id"]))


def _holds(title: Title, query: str) -> bool:
    words = _words(query)
    if not words:  # a title without letters, such as ★
        return any(query in one for one in title.titles)
    return any(words <= _words(one) for one in title.titles)


def _weight(title: Title, query: str) -> float:
    exact = _fold(query) in map(_fold, title.titles[:2])
    return math.log1p(title.row["popularity"]) + exact


def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(text).split())


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = (char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


def _page(found: Sequence[Title], params: Mapping[str, str]) -> Answer:
    text = params.get("page", "1")
    page = int(text) if text.isdecimal() else 0
    if not 1 <= page <= _LAST_PAGE:
        return _error(400, 22, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.")
    return 200, {
        "page": page,
        "results": [title.row for title in found[(page - 1) * _PAGE : page * _PAGE]],
        "total_pages": -(-len(found) // _PAGE),
        "total_results": len(found),
    }


def _missing() -> tuple[int, Json]:
    return _error(404, 34, "The resource you requested could not be found.")


def _error(status: int, code: int, message: str) -> tuple[int, Json]:
    return status, {"success": False, "status_code": code, "status_message": message}
