"""What a person pastes to say what a film is on TMDB."""

import pytest

from lbtui.model.enums import Kind
from lbtui.services.matching import Reference, look_up, read_reference
from lbtui.storage import decisions
from lbtui.storage.database import Database
from lbtui.storage.matches import store_details
from lbtui.tmdb.errors import NotFoundError
from tests.tmdb.catalogue import Film
from tests.tmdb.clients import client_for
from tests.tmdb.server import FakeTmdb

MOVIE = Film(593, "Solaris", 1972, imdb_id="tt0069293")
SERIES = Film(87108, "Chernobyl", 2019, kind=Kind.TV)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("593", Reference(593)),
        (" 593 ", Reference(593)),
        ("movie/593", Reference(593, Kind.MOVIE)),
        ("tv 87108", Reference(87108, Kind.TV)),
        ("TV/87108", Reference(87108, Kind.TV)),
        ("https://www.themoviedb.org/movie/593-solaris?language=de", Reference(593, Kind.MOVIE)),
        ("themoviedb.org/tv/87108/season/1", Reference(87108, Kind.TV)),
        ("tt0069293", Reference(imdb_id="tt0069293")),
        ("https://www.imdb.com/title/tt0069293/?ref_=nv_sr", Reference(imdb_id="tt0069293")),
    ],
)
def test_ids_and_addresses_are_read(text: str, reference: Reference) -> None:
    assert read_reference(text) == reference


@pytest.mark.parametrize("text", ["", "solaris", "https://letterboxd.com/film/solaris/", "person/593", "-593", "tt1"])
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="no TMDB id"):
        read_reference(text)


async def test_a_bare_number_is_a_movie_if_there_is_one_else_a_series() -> None:
    async with FakeTmdb([MOVIE, SERIES]) as tmdb, client_for(tmdb.url) as client:
        assert (await look_up(client, Reference(593))).kind is Kind.MOVIE
        assert (await look_up(client, Reference(87108))).kind is Kind.TV
        assert (await look_up(client, Reference(imdb_id="tt0069293"))).tmdb_id == 593
        for nothing in (Reference(1), Reference(593, Kind.TV), Reference(imdb_id="tt9999999")):
            with pytest.raises(NotFoundError):
                await look_up(client, nothing)


async def test_a_choice_is_stored_with_its_details_and_can_be_undone(database: Database, film: int) -> None:
    async with FakeTmdb([MOVIE]) as tmdb, client_for(tmdb.url) as client:
        metadata = await look_up(client, Reference(593))
    before = await decisions.choose(database, film, metadata.summary)
    await store_details(database, metadata)

    chosen = await decisions.read(database, film)
    assert (chosen.status, chosen.tmdb_id, chosen.decided_by) == ("enriched", 593, "person")
    assert (await database.fetch("SELECT runtime FROM metadata"))[0][0] == 100
    await decisions.restore(database, before)
    assert (await decisions.read(database, film)).status == "pending"
