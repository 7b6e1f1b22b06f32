"""The catalogue answers as TMDB does."""

import gzip
import io
import subprocess
import sys
from importlib import resources
from typing import Any

import pytest
from PIL import Image

from lbtui import demo
from lbtui.model.enums import Kind
from tests.demo.maker.__main__ import answers
from tests.demo.maker.films import films

SEARCH_ROW = {"adult", "backdrop_path", "genre_ids", "id", "original_language", "original_title", "overview"}
SEARCH_ROW |= {"popularity", "poster_path", "release_date", "title", "video", "vote_average", "vote_count"}
DETAILS = SEARCH_ROW - {"genre_ids"}
DETAILS |= {"belongs_to_collection", "budget", "genres", "homepage", "imdb_id", "origin_country", "revenue", "runtime"}
DETAILS |= {"production_companies", "production_countries", "spoken_languages", "status", "tagline"}
APPEND = "credits,keywords,external_ids,alternative_titles,aggregate_credits"


def film_id(title: str, year: int) -> int:
    return next(film.id for film in films() if film.title == title and film.year == year)


async def get(path: str, status: int = 200, **params: str) -> Any:
    return await answer(path, params, status)


async def answer(path: str, params: dict[str, str], status: int = 200) -> Any:
    found, body = await demo.Catalogue(latency=0).answer(path, params)
    assert found == status
    return body


async def found(query: str, path: str = "/search/movie", **params: str) -> list[int]:
    return [row["id"] for row in (await answer(path, {"query": query, **params}))["results"]]


def test_the_answers_are_what_their_maker_writes() -> None:
    written = resources.files("lbtui.demo").joinpath("data", "answers.jsonl.gz").read_bytes()
    assert gzip.decompress(written).decode() == answers()


async def test_a_search_row_has_tmdbs_fields() -> None:
    page = await get("/search/movie", query="vertigo")
    assert set(page) == {"page", "results", "total_pages", "total_results"}
    assert set(page["results"][0]) == SEARCH_ROW


async def test_paths_may_carry_the_version() -> None:
    assert (await get("/3/authentication"))["success"] is True


async def test_year_finds_a_first_showing_and_primary_release_year_does_not() -> None:
    frances = film_id("Frances Ha", 2013)
    assert await found("Frances Ha", year="2012") == [frances]
    assert await found("Frances Ha", year="2013") == [frances]
    assert await found("Frances Ha", primary_release_year="2012") == []


async def test_original_and_alternative_titles_are_found() -> None:
    assert await found("Shichinin no samurai") == [film_id("Seven Samurai", 1954)]
    assert await found("기생충") == [film_id("Parasite", 2019)]


async def test_a_title_without_letters_is_found() -> None:
    assert film_id("★", 2017) in await found("★")


async def test_the_famous_namesake_comes_before_the_short() -> None:
    ids = await found("moonlight", year="2016")
    assert len(ids) == 2
    assert ids[0] == next(film.id for film in films() if film.title == "Moonlight" and film.votes > 1000)


async def test_every_film_of_the_member_is_found_by_its_name_or_parts_of_it() -> None:
    unfound = []
    for film in (film for film in films() if film.shelf != "catalogue"):
        path = "/search/movie" if film.kind is Kind.MOVIE else "/search/tv"
        year = {"year" if film.kind is Kind.MOVIE else "first_air_date_year": str(film.letterboxd_year)}
        if film.id not in await found(film.letterboxd_name, path, **year):
            unfound.append(film.letterboxd_name)
    assert unfound == []


async def test_the_member_has_a_film_that_nobody_knows_and_one_that_is_two() -> None:
    assert await found("Nine Minutes of the Number 12 Tram") == []
    assert len(await found("Carmen", year="2022")) == 2


async def test_series_are_found_by_the_series_search_alone() -> None:
    assert await found("Chernobyl") == []
    [row] = (await get("/search/tv", query="Chernobyl", first_air_date_year="2019"))["results"]
    assert (row["name"], row["first_air_date"]) == ("Chernobyl", "2019-05-06")


async def test_discover_orders_a_year_by_votes() -> None:
    page = await get("/discover/movie", primary_release_year="1994", sort_by="vote_count.desc")
    votes = [row["vote_count"] for row in page["results"]]
    assert votes == sorted(votes, reverse=True)
    assert {row["release_date"][:4] for row in page["results"]} == {"1994"}


async def test_pages_of_twenty_cover_every_film_once() -> None:
    first = await get("/discover/movie", sort_by="vote_count.desc")
    ids = [row["id"] for row in first["results"]]
    assert len(ids) == 20
    for page in range(2, first["total_pages"] + 1):
        ids += [
            row["id"] for row in (await get("/discover/movie", sort_by="vote_count.desc", page=str(page)))["results"]
        ]
    assert len(ids) == len(set(ids)) == first["total_results"] == sum(film.kind is Kind.MOVIE for film in films())


async def test_a_page_past_the_end_is_empty() -> None:
    assert (await get("/discover/movie", page="400"))["results"] == []


@pytest.mark.parametrize("page", ["0", "501", "two", "-1"])
async def test_an_invalid_page_is_error_22(page: str) -> None:
    body = await get("/discover/movie", 400, page=page)
    assert (body["success"], body["status_code"]) == (False, 22)


@pytest.mark.parametrize("path", ["/movie/1", "/tv/1", "/person/1", "/t/p/w154/movie1.jpg", "/nothing"])
async def test_what_is_not_there_is_error_34(path: str) -> None:
    body = await get(path, 404)
    assert (body["success"], body["status_code"]) == (False, 34)


async def test_a_search_without_words_is_error_5() -> None:
    assert (await get("/search/movie", 422, query=" "))["status_code"] == 5


async def test_details_have_tmdbs_fields() -> None:
    film = await get(f"/movie/{film_id('Vertigo', 1958)}")
    assert set(film) == DETAILS
    assert film["runtime"] == 128
    assert film["production_countries"] == [{"iso_3166_1": "US", "name": "United States of America"}]
    assert film["spoken_languages"][0]["english_name"] == "English"


async def test_details_append_credits_and_keywords() -> None:
    film = await get(f"/movie/{film_id('Vertigo', 1958)}", append_to_response=APPEND)
    assert (film["credits"]["cast"][0]["name"], film["credits"]["cast"][0]["order"]) == ("James Stewart", 0)
    jobs = {(person["job"], person["department"], person["name"]) for person in film["credits"]["crew"]}
    assert ("Director", "Directing", "Alfred Hitchcock") in jobs
    assert ("Director of Photography", "Camera", "Robert Burks") in jobs
    assert ("Original Music Composer", "Sound", "Bernard Herrmann") in jobs
    assert film["keywords"]["keywords"][0].keys() == {"id", "name"}
    assert film["external_ids"]["imdb_id"] == film["imdb_id"] == "tt0052357"


async def test_a_person_keeps_the_id_across_films_and_roles() -> None:
    lynch = []
    for path in (f"/movie/{film_id('Eraserhead', 1977)}", "/tv/9004"):
        people = (await get(path, append_to_response="credits"))["credits"]
        lynch += [person["id"] for person in people["cast"] + people["crew"] if person["name"] == "David Lynch"]
    assert len(lynch) >= 4
    assert len(set(lynch)) == 1


async def test_a_second_person_of_a_name_is_shown_by_the_name_alone() -> None:
    ids = {}
    for title, year in (("Bullitt", 1968), ("Hunger", 2008)):
        people = (await get(f"/movie/{film_id(title, year)}", append_to_response="credits"))["credits"]
        ids[title] = {person["id"] for person in people["cast"] + people["crew"] if person["name"] == "Steve McQueen"}
    assert len(ids["Bullitt"]) == len(ids["Hunger"]) == 1
    assert ids["Bullitt"] != ids["Hunger"]


async def test_a_series_has_tmdbs_fields() -> None:
    series = await get("/tv/9001", append_to_response=APPEND)
    wanted = (
        "name original_name first_air_date last_air_date episode_run_time number_of_episodes number_of_seasons type"
    )
    assert set(wanted.split()) <= set(series)
    assert not {"title", "runtime", "imdb_id", "budget", "revenue"} & set(series)
    assert series["keywords"]["results"]
    person = series["aggregate_credits"]["cast"][0]
    assert (person["name"], person["roles"][0]["character"]) == ("Jared Harris", "Valery Legasov")
    assert person["total_episode_count"] == 5
    assert series["aggregate_credits"]["crew"][0]["jobs"][0]["job"] == "Director"


async def test_the_configuration_points_images_at_the_catalogue() -> None:
    images = (await get("/configuration"))["images"]
    assert images["secure_base_url"] == "https://demo.invalid/t/p/"
    assert "w154" in images["poster_sizes"]


async def test_genre_lists_cover_the_ids_of_all_rows() -> None:
    for kind, path in ((Kind.MOVIE, "movie"), (Kind.TV, "tv")):
        known = {genre["id"] for genre in (await get(f"/genre/{path}/list"))["genres"]}
        film = next(film for film in films() if film.kind is kind)
        page = await get(f"/search/{path}", query=film.title)
        assert {number for row in page["results"] for number in row["genre_ids"]} <= known


@pytest.mark.parametrize(("size", "width"), [("w92", 92), ("w342", 342), ("original", 500)])
async def test_a_poster_is_a_jpeg_of_the_size_asked_for(size: str, width: int) -> None:
    film = await get(f"/movie/{film_id('★', 2017)}")
    image = Image.open(io.BytesIO(await get(f"/t/p/{size}{film['poster_path']}")))
    assert (image.format, image.size) == ("JPEG", (width, width * 3 // 2))


async def test_posters_differ_between_films_in_more_than_the_title() -> None:
    tops = set()
    for film in films()[:12]:
        image = Image.open(io.BytesIO(await get(f"/t/p/w92/{film.kind}{film.id}.jpg")))
        tops.add(image.crop((0, 0, 92, 70)).tobytes())
    assert len(tops) == 12


def test_pillow_is_loaded_with_the_first_poster_only() -> None:
    script = "import sys, lbtui.demo; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


async def test_answers_take_their_time_and_none_without_latency() -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    catalogue = demo.Catalogue(latency=0.08, sleep=sleep)
    for _ in range(50):
        await catalogue.answer("/configuration", {})
    assert min(waits) >= 0.04
    assert max(waits) <= 0.12
    assert len(set(waits)) > 40
    await demo.Catalogue(latency=0, sleep=sleep).answer("/configuration", {})
    assert len(waits) == 50


async def test_who_offers_a_film_comes_with_its_details_alone_and_by_pages_of_a_service() -> None:
    services = {row["provider_id"]: row["provider_name"] for row in (await get("/watch/providers/movie"))["results"]}
    mubi = next(number for number, name in services.items() if name == "MUBI")
    params = {"with_watch_providers": str(mubi), "watch_region": "US", "with_watch_monetization_types": "flatrate|ads"}
    page = await answer("/discover/movie", params)
    assert 20 < page["total_results"] < len(films())
    path = f"/movie/{page['results'][0]['id']}"
    alone = await get(f"{path}/watch/providers")
    assert mubi in [one["provider_id"] for one in alone["results"]["US"]["flatrate"]]
    detailed = await get(path, append_to_response="watch/providers")
    assert detailed["watch/providers"]["results"] == alone["results"]
    assert "watch/providers" not in await get(path)
    assert (await get("/movie/1/watch/providers", 404))["status_code"] == 34


async def test_the_regions_are_those_in_which_films_are_offered() -> None:
    regions = {row["iso_3166_1"] for row in (await get("/watch/providers/regions"))["results"]}
    film = await get(f"/movie/{film_id('Vertigo', 1958)}/watch/providers")
    assert regions == set(film["results"]) == {"GB", "US"}
