"""What the client asks TMDB for, and what it makes of the answers."""

from collections.abc import Mapping
from datetime import date

import pytest

from lbtui.model.enums import Kind, Role
from lbtui.tmdb.api_key import Key
from lbtui.tmdb.client import Client, handler_transport
from lbtui.tmdb.errors import KeyRefused, NotFoundError, TmdbError, Unavailable
from lbtui.tmdb.names import GENRES
from tests.tmdb.catalogue import Film
from tests.tmdb.clients import client_for
from tests.tmdb.server import FakeTmdb

CLEO = Film(499, "Cléo from 5 to 7", 1962, original_title="Cléo de 5 à 7", imdb_id="tt0055852")
CHERNOBYL = Film(87108, "Chernobyl", 2019, Kind.TV, runtime=65)


class Recorder:
    """Answers in the process, and remembers what was asked."""

    def __init__(self, *answers: object, status: int = 200) -> None:
        self.answers, self.status = list(answers), status
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def __call__(self, path: str, params: Mapping[str, str]) -> tuple[int, object]:
        self.asked.append((path, {name: value for name, value in params.items() if name != "api_key"}))
        return self.status, self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def client(self) -> Client:
        return client_for("http://tmdb.test/3", transport=handler_transport(self))


EMPTY = {"page": 1, "results": [], "total_pages": 0, "total_results": 0}


async def test_a_film_is_found_and_told_in_full() -> None:
    async with FakeTmdb([CLEO]) as server, client_for(server.url) as tmdb:
        await tmdb.check_key()
        (found,) = (await tmdb.search(Kind.MOVIE, "cléo de 5 à 7", year=1962)).results
        film = await tmdb.details(found.kind, found.tmdb_id)
    assert (found.tmdb_id, found.year, found.original_title) == (499, 1962, "Cléo de 5 à 7")
    assert [(credit.name, credit.role) for credit in film.credits] == [
        ("Corinne Marchand", Role.ACTOR),
        ("Agnès Varda", Role.DIRECTOR),
    ]
    assert (film.imdb_id, film.runtime, film.budget) == ("tt0055852", 100, None)


async def test_a_series_is_found_and_told_in_full() -> None:
    async with FakeTmdb([CHERNOBYL]) as server, client_for(server.url) as tmdb:
        (found,) = (await tmdb.search(Kind.TV, "chernobyl", year=2019)).results
        series = await tmdb.details(Kind.TV, found.tmdb_id)
    assert (series.title, series.episodes, series.runtime) == ("Chernobyl", 5, 325)
    assert series.keywords == ((1, "paris"),)


async def test_details_of_one_film_are_one_request() -> None:
    async with FakeTmdb([CLEO]) as server, client_for(server.url) as tmdb:
        await tmdb.details(Kind.MOVIE, 499)
        assert sum(server.count.values()) == tmdb.stats.requests == 1


async def test_a_year_is_paged_through() -> None:
    films = [Film(number, f"Film {number}", 1999, votes=number) for number in range(1, 46)]
    async with FakeTmdb(films) as server, client_for(server.url) as tmdb:
        pages = [await tmdb.discover_movies(1999, page) for page in (1, 2, 3)]
    assert [len(page.results) for page in pages] == [20, 20, 5]
    assert pages[0].results[0].tmdb_id == 45
    assert pages[0].total_pages == 3


async def test_a_film_is_found_by_its_imdb_id() -> None:
    async with FakeTmdb([CLEO, CHERNOBYL]) as server, client_for(server.url) as tmdb:
        assert [found.tmdb_id for found in await tmdb.find_imdb("tt0055852")] == [499]


async def test_a_search_is_sent_composed_without_adult_films_and_without_region() -> None:
    asked = Recorder(EMPTY)
    await asked.client.search(Kind.MOVIE, "Amélie\u200e ", year=2001)
    assert asked.asked == [
        (
            "/3/search/movie",
            {"query": "Amélie", "year": "2001", "page": "1", "language": "en-US", "include_adult": "false"},
        )
    ]


async def test_titles_to_match_are_asked_for_in_english_whatever_the_member_reads() -> None:
    asked = Recorder(EMPTY)
    client = asked.client
    client.language = "fr-FR"
    await client.search(Kind.MOVIE, "The Godfather", year=1972)
    await client.search(Kind.TV, "Chernobyl")
    await client.discover_movies(1972)
    assert [params["language"] for _, params in asked.asked] == ["en-US"] * 3


async def test_any_year_is_left_out_of_the_request() -> None:
    asked = Recorder(EMPTY)
    await asked.client.search(Kind.MOVIE, "It")
    assert "year" not in asked.asked[0][1]


async def test_a_name_of_nothing_is_not_searched_for() -> None:
    asked = Recorder(EMPTY)
    assert (await asked.client.search(Kind.MOVIE, " \u200b ")).results == ()
    assert asked.asked == []


async def test_discover_shows_what_its_defaults_hide() -> None:
    asked = Recorder(EMPTY)
    await asked.client.discover_movies(1974, 2)
    assert asked.asked[0][1] == {
        "primary_release_year": "1974",
        "sort_by": "vote_count.desc",
        "include_video": "true",
        "include_adult": "false",
        "language": "en-US",
        "page": "2",
    }


async def test_changes_are_asked_for_in_fortnights_and_all_their_pages() -> None:
    asked = Recorder(
        {"results": [{"id": 1}, {"id": None}], "page": 1, "total_pages": 2},
        {"results": [{"id": 2}], "page": 2, "total_pages": 2},
        {"results": [{"id": 3}], "page": 1, "total_pages": 1},
    )
    assert await asked.client.changes(Kind.MOVIE, date(2025, 1, 1), date(2025, 1, 20)) == {1, 2, 3}
    assert [(ask["start_date"], ask["end_date"], ask["page"]) for _, ask in asked.asked] == [
        ("2025-01-01", "2025-01-15", "1"),
        ("2025-01-01", "2025-01-15", "2"),
        ("2025-01-16", "2025-01-20", "1"),
    ]


async def test_images_come_from_where_the_configuration_says_by_https_and_without_the_key() -> None:
    base = {"base_url": "http://image.test/t/p/", "secure_base_url": "https://image.test/t/p/"}
    asked = Recorder({"images": base | {"poster_sizes": ["w92", "w342"]}}, b"\xff\xd8\xff picture")
    tmdb = asked.client
    images = await tmdb.configuration()
    assert await tmdb.image(f"{images.base_url}{images.poster_sizes[1]}/cleo.jpg") == b"\xff\xd8\xff picture"
    assert asked.asked[1] == ("/t/p/w342/cleo.jpg", {})
    assert tmdb.stats.requests == 1


async def test_what_is_no_image_is_not_taken_for_one() -> None:
    with pytest.raises(Unavailable):
        await Recorder({"sign": "in"}).client.image("https://image.test/t/p/w92/x.jpg")


async def test_an_image_that_fails_is_tried_once_more_and_soon() -> None:
    waited = list[float]()

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    asked = Recorder({"sign": "in"})
    asked.client._sleep = sleep
    with pytest.raises(Unavailable):
        await asked.client.image("https://image.test/t/p/w92/x.jpg")
    assert len(asked.asked) == 2
    assert sum(waited) < 1


async def test_an_image_that_is_gone_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        await Recorder(b"", status=404).client.image("https://image.test/t/p/w92/x.jpg")


async def test_genres_of_movies_and_series_come_together() -> None:
    asked = Recorder({"genres": [{"id": 18, "name": "Drama"}]}, {"genres": [{"id": 10762, "name": "Kids"}]})
    assert await asked.client.genres() == {18: GENRES[18], 10762: GENRES[10762]}


async def test_details_of_another_film_are_not_taken() -> None:
    async with FakeTmdb([CLEO]) as server, client_for(server.url) as tmdb:
        server.films[Kind.MOVIE, 500] = CLEO
        with pytest.raises(Unavailable):
            await tmdb.details(Kind.MOVIE, 500)


async def test_an_unknown_id_is_not_found_at_the_first_attempt() -> None:
    async with FakeTmdb() as server, client_for(server.url) as tmdb:
        await tmdb.check_key()
        with pytest.raises(NotFoundError):
            await tmdb.details(Kind.MOVIE, 1)
        assert server.count == {"200": 1, "404": 1}


@pytest.mark.parametrize("key", ["0" * 32, "eyJhbGciOiJIUzI1NiJ9.e30.wrong"])
async def test_a_wrong_key_is_refused_at_the_first_attempt(key: str) -> None:
    async with FakeTmdb() as server, client_for(server.url, Key.parse(key)) as tmdb:
        server.key_valid = False
        with pytest.raises(KeyRefused, match="does not accept this key"):
            await tmdb.check_key()
        assert server.count == {"401": 1}


async def test_a_token_is_accepted() -> None:
    async with FakeTmdb() as server, client_for(server.url, Key.parse("eyJhbGciOiJIUzI1NiJ9.e30.right")) as tmdb:
        await tmdb.check_key()


@pytest.mark.parametrize(
    "address", ["", "api.themoviedb.org/3", "ftp://tmdb.test/3", "http://", "http://tmdb.test:port/3"]
)
def test_an_address_that_is_none_is_named_as_such(address: str) -> None:
    with pytest.raises(TmdbError, match="must look like"):
        client_for(address)
