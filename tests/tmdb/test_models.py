"""TMDB's answers become records: strict about what a film is known by, forgiving about the rest."""

import contextlib
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbtui.model.enums import Kind, Role
from lbtui.model.metadata import Credit, Offers, Service
from lbtui.tmdb.errors import Unavailable
from lbtui.tmdb.models import (
    changes_of,
    found_of,
    images_of,
    metadata_of,
    offers_of,
    page_of,
    regions_of,
    services_of,
    summary_of,
)
from lbtui.tmdb.names import language_name

ROW = {
    "id": 603,
    "title": "The Matrix",
    "original_title": "The Matrix",
    "release_date": "1999-03-31",
    "original_language": "en",
    "genre_ids": [28, 878],
    "overview": "Neo.\r\nTrinity.",
    "poster_path": "/a-B_1.jpg",
    "vote_average": 8.2,
    "vote_count": 27000,
    "popularity": 43.9,
}
NOBODY: dict[str, object] = {"cast": [], "crew": []}


def movie(**more: object) -> dict[str, object]:
    return {"id": 603, "title": "The Matrix", "credits": NOBODY} | more


def credits_in(cast: list[object], crew: list[object], **more: object) -> tuple[Credit, ...]:
    return metadata_of(Kind.MOVIE, 603, movie(credits={"cast": cast, "crew": crew}, **more)).credits


def test_a_row_is_read() -> None:
    row = summary_of(Kind.MOVIE, ROW)
    assert (row.title, row.year, row.genre_ids, row.poster_path) == ("The Matrix", 1999, (28, 878), "/a-B_1.jpg")
    assert row.overview == "Neo.\nTrinity."


def test_a_row_of_a_series_is_read() -> None:
    row = summary_of(Kind.TV, {"id": 1, "name": "Dekalog", "original_name": "Dekalog", "first_air_date": "1989-12-10"})
    assert (row.title, row.release_date) == ("Dekalog", date(1989, 12, 10))


def test_what_is_missing_is_unknown() -> None:
    row = summary_of(Kind.MOVIE, {"id": 1, "title": "★"})
    assert (row.release_date, row.vote_average, row.vote_count, row.poster_path, row.genre_ids) == (
        None,
        None,
        0,
        None,
        (),
    )


@pytest.mark.parametrize("day", ["", "1999", "1999-02-31", "0000-00-00", "next year", None, 1999])
def test_a_date_that_is_none_is_unknown(day: object) -> None:
    assert summary_of(Kind.MOVIE, ROW | {"release_date": day}).release_date is None


@pytest.mark.parametrize("path", ["https://evil.test/x.jpg", "/../x.jpg/..", "//x", "", "x.jpg", "/a?b", "/ü.jpg", 7])
def test_a_poster_path_that_leads_elsewhere_is_left_out(path: object) -> None:
    assert summary_of(Kind.MOVIE, ROW | {"poster_path": path}).poster_path is None


def test_an_average_of_no_votes_is_no_rating() -> None:
    assert summary_of(Kind.MOVIE, ROW | {"vote_count": 0}).vote_average is None


def test_titles_are_cleaned_of_what_moves_the_cursor() -> None:
    assert summary_of(Kind.MOVIE, ROW | {"title": "The\x1b[2J\u202e\nMatrix"}).title == "The[2J Matrix"


def test_a_title_of_nothing_visible_gives_way_to_the_original_one() -> None:
    assert summary_of(Kind.MOVIE, ROW | {"title": "\u200b"}).title == "The Matrix"


@pytest.mark.parametrize(
    "wrong", [{"id": "603"}, {"id": None}, {"id": -1}, {"id": True}, {"title": None}, {"title": 7}]
)
def test_a_row_without_id_or_title_is_no_row(wrong: dict[str, object]) -> None:
    with pytest.raises(Unavailable):
        summary_of(Kind.MOVIE, ROW | wrong)


def test_a_page_holds_each_film_once() -> None:
    page = page_of(Kind.MOVIE, {"page": 2, "results": [ROW, ROW], "total_pages": 3})
    assert (len(page.results), page.page, page.total_pages) == (1, 2, 3)


def test_unknown_money_and_length_are_none() -> None:
    film = metadata_of(Kind.MOVIE, 603, movie(budget=0, revenue=0, runtime=0, tagline=None, imdb_id=""))
    assert (film.budget, film.revenue, film.runtime, film.imdb_id, film.tagline) == (None, None, None, None, "")


def test_details_are_read() -> None:
    film = metadata_of(
        Kind.MOVIE,
        603,
        movie(
            runtime=136,
            imdb_id="tt0133093",
            homepage="javascript:alert(1)",
            belongs_to_collection={"id": 2344, "name": "The Matrix Collection"},
            genres=[{"id": 28, "name": "Action"}, {"id": None, "name": "Odd"}],
            production_countries=[{"iso_3166_1": "AU", "name": "Australia"}],
            spoken_languages=[{"iso_639_1": "cn", "english_name": "cn"}, {"iso_639_1": "qq", "english_name": "Quux"}],
            keywords={"keywords": [{"id": 83, "name": "saving the world"}]},
            alternative_titles={"titles": [{"title": "Matrix"}, {"title": "Matrix"}]},
        ),
    )
    assert (film.runtime, film.imdb_id, film.homepage) == (136, "tt0133093", "")
    assert film.collection == (2344, "The Matrix Collection")
    assert film.genres == ((28, "Action"),)
    assert film.countries == (("AU", "Australia"),)
    assert film.languages == (("cn", "Cantonese"), ("qq", "Quux"))
    assert film.keywords == ((83, "saving the world"),)
    assert film.alternative_titles == ("Matrix",)


@pytest.mark.parametrize(
    ("times", "last", "minutes"),
    [
        ([50], None, 500),
        ([40, 60], None, 500),
        ([], {"runtime": 55}, 550),
        ([50], {"runtime": 55}, 550),
        ([50], {"runtime": None}, 500),
        ([], {}, None),
        ([0], "odd", None),
        (None, None, None),
    ],
)
def test_a_series_lasts_as_long_as_its_episodes(times: object, last: object, minutes: int | None) -> None:
    answer = {"id": 1, "name": "Dekalog", "number_of_episodes": 10, "episode_run_time": times}
    assert metadata_of(Kind.TV, 1, answer | {"last_episode_to_air": last}).runtime == minutes


@pytest.mark.parametrize(
    ("produced", "origin", "countries"),
    [
        ([{"iso_3166_1": "FR", "name": "France"}], ["PL"], (("FR", "France"),)),
        ([], ["PL", "FR", "PL"], (("PL", "Poland"), ("FR", "France"))),
        (None, ["QQ", 7, ""], (("QQ", "QQ"),)),
        ([], "PL", ()),
    ],
)
def test_the_country_of_origin_stands_in_for_those_of_production(
    produced: object, origin: object, countries: object
) -> None:
    answer = {"id": 1, "name": "Dekalog", "production_countries": produced, "origin_country": origin}
    assert metadata_of(Kind.TV, 1, answer).countries == countries


def test_keys_that_are_not_known_yet_change_nothing() -> None:
    assert summary_of(Kind.MOVIE, ROW | {"softcore": True}) == summary_of(Kind.MOVIE, ROW)


def test_a_series_has_its_imdb_id_among_the_external_ids() -> None:
    answer = {"id": 1, "name": "Dekalog", "external_ids": {"imdb_id": "tt0092337"}, "aggregate_credits": NOBODY}
    assert metadata_of(Kind.TV, 1, answer).imdb_id == "tt0092337"


def test_jobs_become_roles_and_other_jobs_are_left_out() -> None:
    jobs = {
        "Director": Role.DIRECTOR,
        "Screenplay": Role.WRITER,
        "Novel": Role.WRITER,
        "Director of Photography": Role.CINEMATOGRAPHER,
        "Original Music Composer": Role.COMPOSER,
        "Music": Role.COMPOSER,
        "Editor": Role.EDITOR,
        "Producer": Role.PRODUCER,
        "Executive Producer": None,
        "Assistant Director": None,
    }
    crew: list[object] = [{"id": number, "name": job, "job": job} for number, job in enumerate(jobs, 1)]
    assert {credit.name: credit.role for credit in credits_in([], crew)} == {j: r for j, r in jobs.items() if r}


def test_a_person_has_one_credit_for_each_role() -> None:
    crew: list[object] = [
        {"id": 1, "name": "Lana Wachowski", "job": "Director"},
        {"id": 1, "name": "Lana Wachowski", "job": "Story"},
        {"id": 2, "name": "Lilly Wachowski", "job": "Director"},
        {"id": 1, "name": "Lana Wachowski", "job": "Screenplay"},
    ]
    found = [(credit.person_id, credit.role, credit.position, credit.job) for credit in credits_in([], crew)]
    assert found == [
        (1, Role.DIRECTOR, 0, "Director"),
        (1, Role.WRITER, 0, "Story, Screenplay"),
        (2, Role.DIRECTOR, 1, "Director"),
    ]


def test_the_first_forty_of_the_cast_are_kept_in_order() -> None:
    cast: list[object] = [{"id": number, "name": f"P{number}", "character": "C"} for number in range(1, 90)]
    found = credits_in([{"id": None, "name": "Nobody"}, {"id": 5000, "name": ""}, *cast], [])
    assert [credit.person_id for credit in found] == list(range(1, 41))
    assert (found[0].role, found[0].character, found[0].job) == (Role.ACTOR, "C", "")


def test_a_series_has_creators_and_those_of_most_episodes_first() -> None:
    answer = {
        "id": 1,
        "name": "Twin Peaks",
        "created_by": [{"id": 5602, "name": "David Lynch", "profile_path": "/l.jpg"}],
        "aggregate_credits": {
            "cast": [{"id": 3, "name": "Kyle MacLachlan", "roles": [{"character": "Cooper"}, {"character": "Dougie"}]}],
            "crew": [
                {"id": 4, "name": "Lesli Linka Glatter", "jobs": [{"job": "Director"}], "total_episode_count": 4},
                {"id": 5602, "name": "David Lynch", "jobs": [{"job": "Director"}], "total_episode_count": 24},
            ],
        },
    }
    found = metadata_of(Kind.TV, 1, answer).credits
    assert [(credit.name, credit.role) for credit in found] == [
        ("David Lynch", Role.CREATOR),
        ("Kyle MacLachlan", Role.ACTOR),
        ("David Lynch", Role.DIRECTOR),
        ("Lesli Linka Glatter", Role.DIRECTOR),
    ]
    assert (found[0].profile_path, found[1].character) == ("/l.jpg", "Cooper, Dougie")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(name=st.sampled_from([*ROW, "genres", "credits", "keywords", "spoken_languages"]), value=JSON)
def test_whatever_a_field_holds_the_answer_is_read_or_unavailable(name: str, value: object) -> None:
    row = json.loads(json.dumps(ROW | movie() | {name: value}))
    for read in (
        lambda: summary_of(Kind.MOVIE, row),
        lambda: metadata_of(Kind.MOVIE, 603, row),
        lambda: page_of(Kind.MOVIE, value),
        lambda: found_of(value),
        lambda: changes_of(value),
        lambda: images_of(value),
    ):
        with contextlib.suppress(Unavailable):
            read()


@pytest.mark.parametrize(
    ("code", "name"),
    [("fr", "French"), ("cn", "Cantonese"), ("xx", "No language"), ("sh", "Serbo-Croatian"), ("qq", "qq"), ("", "")],
)
def test_languages_are_named(code: str, name: str) -> None:
    assert language_name(code) == name


MUBI = {"provider_id": 11, "provider_name": "MUBI", "display_priority": 2, "logo_path": "/m.jpg"}
TUBI = {"provider_id": 73, "provider_name": "Tubi TV", "display_priority": 1, "logo_path": "/t.jpg"}


def offered(germany: object) -> list[tuple[str, str]] | None:
    found = offers_of({"results": {"DE": germany, "US": {"flatrate": [TUBI]}}}, "DE")
    return [(way, service.name) for way, service in found.services] if found else None


def test_who_offers_a_film_is_read_for_one_region_by_way_and_priority() -> None:
    germany = {"link": "https://…", "rent": [MUBI], "ads": [TUBI], "flatrate": [MUBI, TUBI, MUBI]}
    assert offered(germany) == [("flatrate", "Tubi TV"), ("flatrate", "MUBI"), ("ads", "Tubi TV"), ("rent", "MUBI")]
    details = metadata_of(Kind.MOVIE, 603, movie(**{"watch/providers": {"results": {"DE": germany}}}), region="FR")
    assert details.offers == Offers("FR")
    assert metadata_of(Kind.MOVIE, 603, movie(**{"watch/providers": {"results": {"DE": germany}}})).offers is None


@pytest.mark.parametrize("answer", [None, [], "x", 7, {}, {"results": None}, {"results": [MUBI]}, {"success": False}])
def test_an_answer_that_tells_of_no_region_tells_nothing(answer: object) -> None:
    assert offers_of(answer, "DE") is None
    parts = movie(**{"watch/providers": answer})
    assert metadata_of(Kind.MOVIE, 603, parts, ("credits", "watch/providers"), region="DE").missing == frozenset()


@pytest.mark.parametrize("germany", [None, [], "x", {"flatrate": None}, {"flatrate": {"a": 1}}, {"buy": [None, 7, []]}])
def test_a_region_that_cannot_be_read_has_no_offers(germany: object) -> None:
    assert offered(germany) == []


def test_services_without_an_id_or_a_name_are_left_out_and_names_are_cleaned() -> None:
    strange = [{"provider_id": n, "provider_name": name} for n, name in ((0, "a"), ("8", "b"), (True, "c"), (9, 5))]
    hostile = {"provider_id": 10, "provider_name": "\x1b[31mRed\n[b]Box[/b]\u202e", "display_priority": "x"}
    assert offered({"free": [*strange, {"provider_name": "d"}, hostile]}) == [("free", "[31mRed [b]Box[/b]")]


def test_the_lists_of_regions_and_services_are_read() -> None:
    rows = [{"iso_3166_1": "DE", "english_name": "Germany"}, {"iso_3166_1": "AT", "english_name": "Austria"}]
    wrong = [{"iso_3166_1": "d", "english_name": "X"}, {"iso_3166_1": None}, 7]
    assert list(regions_of({"results": [*rows, *wrong]}).items()) == [("AT", "Austria"), ("DE", "Germany")]
    twin = {**MUBI, "provider_id": 12, "display_priority": 9}
    assert services_of({"results": [twin, MUBI, TUBI, None]}) == (Service(73, "Tubi TV"), Service(11, "MUBI"))
    for read in (regions_of, services_of):
        with pytest.raises(Unavailable):
            read({"results": None})
