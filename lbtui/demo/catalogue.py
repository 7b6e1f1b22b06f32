"""A small TMDB inside the process: paths in, status and JSON (or picture bytes) out, after a moment."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping

from lbtui.demo import shapes
from lbtui.demo.films import DemoFilm, films
from lbtui.demo.names import IMAGE_SIZES, MOVIE_GENRES, TV_GENRES
from lbtui.demo.search import discover, search
from lbtui.model import Kind

BASE_URL = "https://demo.invalid/3"
"""Where the catalogue claims to live; nothing ever resolves this name."""
KEY = "0123456789abcdef0123456789abcdef"
"""A key of the right form; the catalogue accepts every key."""

Answer = tuple[int, object]

_PAGE = 20
_LAST_PAGE = 500
_DETAILS = re.compile(r"/(movie|tv)/(\d+)")
_IMAGE = re.compile(r"/t/p/(w\d+|h\d+|original)/(movie|tv)(\d+)\.jpg")


class Catalogue:
    """Answers TMDB's API v3 from the embedded films."""

    def __init__(
        self, latency: float = 0.08, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep, seed: int = 1
    ) -> None:
        """`latency` is the mean wait of an answer in seconds, from half to one and a half of it; 0 never sleeps."""
        self._latency = latency
        self._sleep = sleep
        self._random = random.Random(seed)
        self._films = {(film.kind, film.id): film for film in films()}
        self._fixed: dict[str, object] = {
            "/authentication": {"success": True, "status_code": 1, "status_message": "Success."},
            "/configuration": _configuration(),
            "/genre/movie/list": _genres(MOVIE_GENRES),
            "/genre/tv/list": _genres(TV_GENRES),
        }

    async def answer(self, path: str, params: Mapping[str, str]) -> Answer:
        """Status and body of a GET; the body is JSON data, or bytes of a JPEG. A leading /3 is optional."""
        path = path.removeprefix("/3")
        if self._latency > 0:
            await self._sleep(self._latency * (0.5 + self._random.random()))
        if image := _IMAGE.fullmatch(path):
            return await self._image(image[1], image[2], image[3])
        if found := _DETAILS.fullmatch(path):
            return self._details(found[1], found[2], params)
        return self._lists(path, params)

    def _lists(self, path: str, params: Mapping[str, str]) -> Answer:
        if path in self._fixed:
            return 200, self._fixed[path]
        kind = Kind.TV if path == "/search/tv" else Kind.MOVIE
        pool = [film for film in self._films.values() if film.kind is kind]
        if path in ("/search/movie", "/search/tv"):
            if not params.get("query", "").strip():
                return _error(422, 5, "Invalid parameters: Your request parameters are incorrect.")
            return _page(search(pool, params), params)
        return _page(discover(pool, params), params) if path == "/discover/movie" else _missing()

    def _details(self, kind: str, number: str, params: Mapping[str, str]) -> Answer:
        film = self._films.get((Kind(kind), int(number)))
        append = params.get("append_to_response", "").split(",")
        return (200, shapes.details(film, append)) if film else _missing()

    async def _image(self, size: str, kind: str, number: str) -> Answer:
        # Pillow loads with the first picture: most of a demo's start would be spent on it.
        from lbtui.demo.posters import poster

        film = self._films.get((Kind(kind), int(number)))
        width = int(size[1:]) if size.startswith("w") else 500
        return (200, await asyncio.to_thread(poster, film, width)) if film else _missing()


def _page(found: list[DemoFilm], params: Mapping[str, str]) -> Answer:
    text = params.get("page", "1")
    page = int(text) if text.isdecimal() else 0
    if not 1 <= page <= _LAST_PAGE:
        return _error(400, 22, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.")
    part: Iterable[DemoFilm] = found[(page - 1) * _PAGE : page * _PAGE]
    return 200, {
        "page": page,
        "results": [shapes.summary(film) for film in part],
        "total_pages": -(-len(found) // _PAGE),
        "total_results": len(found),
    }


def _configuration() -> object:
    base = BASE_URL.removesuffix("/3") + "/t/p/"
    return {"images": {"base_url": base, "secure_base_url": base, **IMAGE_SIZES}, "change_keys": ["title", "overview"]}


def _genres(genres: Mapping[str, int]) -> object:
    return {"genres": [{"id": number, "name": name} for name, number in genres.items()]}


def _missing() -> Answer:
    return _error(404, 34, "The resource you requested could not be found.")


def _error(status: int, code: int, message: str) -> Answer:
    return status, {"success": False, "status_code": code, "status_message": message}
