"""A part that a 200 lacks is unknown, not empty; and bodies that are gzip though no header says so are read."""

import gzip
import zlib

import pytest
import respx

from lbtui.model.enums import Kind
from lbtui.model.metadata import Metadata
from lbtui.tmdb.errors import Unavailable
from lbtui.tmdb.models import metadata_of
from tests.tmdb.catalogue import Film, Json, details
from tests.tmdb.clients import client_for
from tests.tmdb.server import FakeTmdb

FILM = Film(603, "The Matrix", 1999)
SERIES = Film(87108, "Chernobyl", 2019, kind=Kind.TV, imdb_id="tt7366338")
BASE = "http://tmdb.test/3"
EVERYTHING = {"credits", "aggregate_credits", "keywords", "alternative_titles", "external_ids"}


async def whole(film: Film) -> Metadata:
    """What is read where nothing is missing."""
    async with FakeTmdb([film]) as server, client_for(server.url) as tmdb:
        return await tmdb.details(film.kind, film.tmdb_id)


@pytest.mark.parametrize("film", [FILM, SERIES], ids=lambda film: film.kind)
async def test_a_missing_part_is_asked_for_by_its_own_path(film: Film) -> None:
    async with FakeTmdb([film]) as server, client_for(server.url) as tmdb:
        server.lacking = EVERYTHING
        assert await tmdb.details(film.kind, film.tmdb_id) == await whole(film)
        parts = len(EVERYTHING & details(film).keys() - ({"external_ids"} if film is FILM else set()))
        assert server.count == {"200": 1 + parts}


async def test_what_came_is_kept_and_what_did_not_is_asked_for_once() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        server.lacking = server.withheld = {"credits", "keywords"}
        film = await tmdb.details(Kind.MOVIE, 603)
        assert (film.title, film.runtime, film.credits, film.keywords) == ("The Matrix", 100, (), ())
        assert film.missing == {"credits", "keywords"}
        assert server.count == {"200": 1, "404": 2}
        server.lacking = set()
        assert not (await tmdb.details(Kind.MOVIE, 603)).missing


@pytest.mark.parametrize("people", [None, {}, [], {"cast": []}, {"cast": None, "crew": None}, {"success": False}])
async def test_a_part_that_is_an_error_is_missing(people: object) -> None:
    with respx.mock:
        respx.get(url__startswith=f"{BASE}/movie/603/").respond(500)
        respx.get(url__startswith=f"{BASE}/movie/603").respond(200, json=details(FILM) | {"credits": people})
        async with client_for(BASE) as tmdb:
            film = await tmdb.details(Kind.MOVIE, 603)
    assert film.missing == {"credits"}
    assert film.keywords == ((1, "paris"),)


async def test_a_body_that_is_gzip_without_a_header_is_unpacked() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        server.packed = True
        assert await tmdb.details(Kind.MOVIE, 603) == await whole(FILM)
        assert server.count == {"200": 1}


def bomb() -> bytes:
    """A few kilobytes that unpack to 64 MB."""
    packing = zlib.compressobj(wbits=31)
    return b"".join([*(packing.compress(bytes(2**20)) for _ in range(64)), packing.flush()])


@pytest.mark.parametrize(
    "body",
    [bomb(), gzip.compress(b'{"success": true}')[:-9], b"\x1f\x8bnothing"],
    ids=["a bomb", "cut off", "no gzip behind the mark"],  # the bytes hold the time, and each worker has its own
)
async def test_gzip_that_is_too_large_or_broken_is_an_unreadable_answer(body: bytes) -> None:
    with respx.mock:
        respx.get(url__startswith=BASE).respond(200, content=body)
        async with client_for(BASE) as tmdb:
            with pytest.raises(Unavailable, match=r"too large|unreadable"):
                await tmdb.check_key()


def translated(**data: str) -> Json:
    """Details in a language without any text of its own, beside the English texts."""
    english = [{"iso_639_1": "en", "iso_3166_1": region, "data": texts} for region, texts in (("GB", {}), ("US", data))]
    return details(FILM) | {"title": "", "overview": "", "tagline": "", "translations": {"translations": english}}


async def test_english_texts_fill_in_for_those_that_the_language_lacks_in_the_same_request() -> None:
    with respx.mock:
        answer = translated(title="The Matrix", overview="A hacker learns the truth.", tagline="Free your mind.")
        route = respx.get(url__startswith=f"{BASE}/movie/603").respond(200, json=answer)
        async with client_for(BASE) as tmdb:
            tmdb.language = "de-DE"
            film = await tmdb.details(Kind.MOVIE, 603)
    assert (film.title, film.overview, film.tagline) == ("The Matrix", "A hacker learns the truth.", "Free your mind.")
    assert route.call_count == 1
    assert "translations" in route.calls[0].request.url.params["append_to_response"]


async def test_in_english_no_translations_are_asked_for() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        await tmdb.details(Kind.MOVIE, 603)
        assert "translations" not in next(iter(server.answered))


def test_texts_of_the_language_stand_before_english_ones() -> None:
    answer = translated(title="The Matrix", overview="In English") | {"title": "Matrix", "overview": "Auf Deutsch"}
    film = metadata_of(Kind.MOVIE, 603, answer)
    assert (film.title, film.overview) == ("Matrix", "Auf Deutsch")
