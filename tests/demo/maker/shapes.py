"""The demo's films in the shapes of TMDB's API v3."""

from collections.abc import Callable, Iterable
from typing import Any

from lbtui.model.enums import Kind
from tests.demo.maker.films import DemoFilm, number
from tests.demo.maker.names import COUNTRIES, LANGUAGES, MOVIE_GENRES, REGIONS, SERVICES, TV_GENRES

Json = dict[str, Any]

_DEPARTMENTS = {
    "Director": "Directing",
    "Writer": "Writing",
    "Director of Photography": "Camera",
    "Original Music Composer": "Sound",
}


def summary(film: DemoFilm) -> Json:
    """A row of a search or discover page."""
    genres = MOVIE_GENRES if film.kind is Kind.MOVIE else TV_GENRES
    return {**_common(film), **_titles(film), "genre_ids": [genres[name] for name in film.genres]}


def details(film: DemoFilm, append: Iterable[str] = ()) -> Json:
    """The answer of /movie/{id} or /tv/{id}, with the sub-requests of `append_to_response` that the demo has."""
    genres = MOVIE_GENRES if film.kind is Kind.MOVIE else TV_GENRES
    parts = {name: _PARTS[name](film) for name in append if name in _PARTS}
    return {
        **_common(film),
        **_titles(film),
        **(_movie(film) if film.kind is Kind.MOVIE else _series(film)),
        "genres": [{"id": genres[name], "name": name} for name in film.genres],
        "homepage": "",
        "origin_country": list(film.countries[:1]),
        "production_companies": [_company(name) for name in film.companies],
        "production_countries": [{"iso_3166_1": code, "name": COUNTRIES[code]} for code in film.countries],
        "spoken_languages": [_language(code) for code in film.languages],
        "status": "Released" if film.kind is Kind.MOVIE else "Ended",
        "tagline": "",
        **parts,
    }


def _common(film: DemoFilm) -> Json:
    return {
        "adult": False,
        "backdrop_path": None,
        "id": film.id,
        "original_language": film.languages[0],
        "overview": film.overview,
        "popularity": film.popularity,
        "poster_path": f"/{film.kind}{film.id}.jpg",
        "vote_average": film.rating,
        "vote_count": film.votes,
    }


def _titles(film: DemoFilm) -> Json:
    original = film.original or film.title
    if film.kind is Kind.TV:
        titles = {"name": film.title, "original_name": original, "first_air_date": film.date}
        return {**titles, "origin_country": list(film.countries[:1])}
    return {"title": film.title, "original_title": original, "release_date": film.date, "video": False}


def _movie(film: DemoFilm) -> Json:
    return {
        "belongs_to_collection": _collection(film.collection),
        "budget": film.budget,
        "imdb_id": film.imdb,
        "revenue": film.revenue,
        "runtime": film.runtime,
    }


def _series(film: DemoFilm) -> Json:
    return {
        "created_by": [_person(name) for name in film.creators],
        "episode_run_time": [film.runtime],
        "in_production": False,
        "last_air_date": film.last_date,
        "networks": [_company(name) for name in film.companies[:1]],
        "number_of_episodes": film.episodes,
        "number_of_seasons": film.seasons,
        "seasons": [],
        "type": "Miniseries" if film.seasons == 1 else "Scripted",
    }


def _collection(name: str) -> Json | None:
    return (
        {"id": number("collection", name), "name": name, "poster_path": None, "backdrop_path": None} if name else None
    )


def _company(name: str) -> Json:
    return {"id": number("company", name), "logo_path": None, "name": name, "origin_country": ""}


def _language(code: str) -> Json:
    return {"english_name": LANGUAGES[code], "iso_639_1": code, "name": LANGUAGES[code]}


def _person(name: str, department: str = "Acting") -> Json:
    shown = name.partition("#")[0]
    return {
        "adult": False,
        "gender": 0,
        "id": number("person", name),
        "known_for_department": department,
        "name": shown,
        "original_name": shown,
        "popularity": 1.0,
        "profile_path": None,
    }


def _jobs(film: DemoFilm) -> list[tuple[str, str]]:
    return [
        *((name, "Director") for name in film.directors),
        *((name, "Writer") for name in film.writers),
        *((name, "Director of Photography") for name in film.camera),
        *((name, "Original Music Composer") for name in film.music),
    ]


def _credits(film: DemoFilm) -> Json:
    cast = [
        {**_person(name), "cast_id": at, "character": character, "credit_id": f"{film.id:x}c{at:02x}", "order": at}
        for at, (name, character) in enumerate(film.cast)
    ]
    crew = [
        {
            **_person(name, _DEPARTMENTS[job]),
            "credit_id": f"{film.id:x}e{at:02x}",
            "department": _DEPARTMENTS[job],
            "job": job,
        }
        for at, (name, job) in enumerate(_jobs(film))
    ]
    return {"cast": cast, "crew": crew}


def _aggregate_credits(film: DemoFilm) -> Json:
    """A series' people, each with roles or jobs; the demo counts everybody in all episodes."""
    plain, count = _credits(film), {"episode_count": film.episodes}
    cast = [
        {**person, "roles": [{"credit_id": person.pop("credit_id"), "character": person.pop("character"), **count}]}
        for person in plain["cast"]
    ]
    crew = [
        {**person, "jobs": [{"credit_id": person.pop("credit_id"), "job": person.pop("job"), **count}]}
        for person in plain["crew"]
    ]
    for person in (*cast, *crew):
        person["total_episode_count"] = film.episodes
    return {"cast": cast, "crew": crew}


def _keywords(film: DemoFilm) -> Json:
    words = [{"id": number("keyword", word), "name": word} for word in film.keywords]
    return {"keywords" if film.kind is Kind.MOVIE else "results": words}


def _external_ids(film: DemoFilm) -> Json:
    return {
        "imdb_id": film.imdb,
        "wikidata_id": None,
        "facebook_id": None,
        "instagram_id": None,
        "twitter_id": None,
    }


def _alternative_titles(film: DemoFilm) -> Json:
    titles = [{"iso_3166_1": "US", "title": title, "type": ""} for title in film.also]
    return {"titles" if film.kind is Kind.MOVIE else "results": titles}


def providers() -> list[Json]:
    """The services of a region, as /watch/providers/movie lists them."""
    return [_provider(name) for name in SERVICES]


def _provider(name: str) -> Json:
    place = list(SERVICES).index(name)
    return {"provider_id": SERVICES[name], "provider_name": name, "display_priority": place, "logo_path": None}


def _watch_providers(film: DemoFilm) -> Json:
    return {"results": {region: offers for region in REGIONS if (offers := _offers(film, region))}}


def _offers(film: DemoFilm, region: str) -> Json:
    """Who might offer the film: made up from its year, its language, its genres and a throw that stays the same."""

    def now_and_then(service: str, percent: int) -> bool:
        return number(f"{region} {service}", f"{film.kind}{film.id}") % 100 < percent

    foreign = "en" not in film.languages
    shown = {
        "flatrate": (
            ("Netflix", film.year >= 2012, 35),
            ("Amazon Prime Video", film.votes >= 1000, 20),
            ("MUBI", foreign and film.year >= 1960, 35),
            ("Criterion Channel", region == "US" and (foreign or film.year < 1970), 45),
        ),
        "free": (("Kanopy", foreign or film.year < 1980, 20),),
        "ads": (("Tubi TV", "Horror" in film.genres or film.year < 1965, 30),),
        "rent": (("Apple TV", film.votes >= 500, 85), ("Amazon Video", film.votes >= 500, 75)),
        "buy": (("Apple TV", film.votes >= 1500, 80),),
    }
    found = {
        way: [_provider(name) for name, fits, percent in services if fits and now_and_then(name, percent)]
        for way, services in shown.items()
    }
    return {way: services for way, services in found.items() if services}


_PARTS: dict[str, Callable[[DemoFilm], Json]] = {
    "credits": _credits,
    "aggregate_credits": _aggregate_credits,
    "keywords": _keywords,
    "external_ids": _external_ids,
    "alternative_titles": _alternative_titles,
    "watch/providers": _watch_providers,
}
