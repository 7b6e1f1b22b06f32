"""TMDB's answers as records of `lbtui.model`: strict about ids, titles and the frame, forgiving about the rest.

Every function here raises `Unavailable` for an answer that is not what TMDB promises.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lbtui.model.enums import Kind, Way
from lbtui.model.metadata import Metadata, Offers, Service, Summary
from lbtui.tmdb.credits import credits_of
from lbtui.tmdb.names import COUNTRIES, language_name
from lbtui.tmdb.shape import (
    Object,
    day,
    id_of,
    image_path,
    line,
    lines,
    list_of,
    named,
    number,
    object_of,
    objects,
    whole,
    wrong_shape,
)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of search or discover results, at most 20. TMDB answers pages 1 to 500, whatever `total_pages` says."""

    results: tuple[Summary, ...]
    page: int
    total_pages: int


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """Where images are: an address is `base_url + size + path`, size being one of `poster_sizes` such as w342."""

    base_url: str
    poster_sizes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """What movies and series call the same things."""

    title: str
    original_title: str
    release_date: str


_NAMES = {
    Kind.MOVIE: _Names("title", "original_title", "release_date"),
    Kind.TV: _Names("name", "original_name", "first_air_date"),
}


def summary_of(kind: Kind, value: object) -> Summary:
    """A row of a search, discover or find answer."""
    row, names = object_of(value), _NAMES[kind]
    votes = whole(row.get("vote_count")) or 0
    return Summary(
        kind=kind,
        tmdb_id=id_of(row.get("id")),
        title=_title(row, names),
        original_title=line(row.get(names.original_title)),
        release_date=day(row.get(names.release_date)),
        original_language=line(row.get("original_language")),
        genre_ids=_genre_ids(row.get("genre_ids")),
        overview=lines(row.get("overview")),
        poster_path=image_path(row.get("poster_path")),
        vote_average=_average(row, votes),
        vote_count=votes,
        popularity=number(row.get("popularity")),
    )


def page_of(kind: Kind, value: object) -> ResultPage:
    """A page of a search or discover answer, each title once."""
    answer = object_of(value)
    rows = {row.tmdb_id: row for row in (summary_of(kind, item) for item in list_of(answer.get("results")))}
    return ResultPage(
        results=tuple(rows.values()),
        page=id_of(answer.get("page")),
        total_pages=whole(answer.get("total_pages")) or 0,
    )


def found_of(value: object) -> tuple[Summary, ...]:
    """The movies and series of a /find answer."""
    answer = object_of(value)
    return tuple(
        summary_of(kind, row)
        for kind, key in ((Kind.MOVIE, "movie_results"), (Kind.TV, "tv_results"))
        for row in list_of(answer.get(key))
    )


def details_of(kind: Kind, tmdb_id: int, value: object) -> Object:
    """A details answer, which must be about `tmdb_id` and have a title."""
    answer = object_of(value)
    if id_of(answer.get("id")) != tmdb_id or not isinstance(answer.get(_NAMES[kind].title), str):
        raise wrong_shape()
    return answer


def metadata_of(kind: Kind, tmdb_id: int, value: object, asked: Iterable[str] = (), *, region: str = "") -> Metadata:
    """What a details answer tells. Of the parts that were asked for with it, those that it lacks are `missing`,
    but for the services of a region: these have an age of their own, and are asked for again by that."""
    answer, names = details_of(kind, tmdb_id, value), _NAMES[kind]
    english = _english(answer)
    votes = whole(answer.get("vote_count")) or 0
    episodes = whole(answer.get("number_of_episodes")) if kind is Kind.TV else None
    return Metadata(
        kind=kind,
        tmdb_id=tmdb_id,
        title=_title(answer, names, english),
        original_title=line(answer.get(names.original_title)),
        original_language=line(answer.get("original_language")),
        release_date=day(answer.get(names.release_date)),
        imdb_id=_imdb_id(answer),
        overview=lines(answer.get("overview")) or lines(english.get("overview")),
        tagline=line(answer.get("tagline")) or line(english.get("tagline")),
        runtime=whole(answer.get("runtime")) if kind is Kind.MOVIE else _series_runtime(answer, episodes),
        episodes=episodes,
        seasons=whole(answer.get("number_of_seasons")),
        vote_average=_average(answer, votes),
        vote_count=votes,
        popularity=number(answer.get("popularity")),
        budget=whole(answer.get("budget")),
        revenue=whole(answer.get("revenue")),
        poster_path=image_path(answer.get("poster_path")),
        backdrop_path=image_path(answer.get("backdrop_path")),
        homepage=_web_address(answer.get("homepage")),
        collection=next(iter(named([answer.get("belongs_to_collection")])), None),
        genres=named(answer.get("genres")),
        countries=_countries(answer),
        languages=_languages(answer),
        keywords=_keywords(answer),
        companies=named(answer.get("production_companies")),
        credits=credits_of(answer),
        alternative_titles=_alternative_titles(answer),
        offers=offers_of(answer.get(OFFERS), region) if region else None,
        missing=_fields_of(part for part in lacking(answer, asked) if part != OFFERS),
    )


def offers_of(value: object, region: str) -> Offers | None:
    """Who offers a title in a region, of a watch/providers answer; None where it tells of no region at all.

    A region that it leaves out is one where nobody does, and so is one that cannot be read.
    """
    regions = value.get("results") if isinstance(value, dict) else None
    if not isinstance(regions, dict):
        return None
    ways = regions.get(region)
    if not isinstance(ways, dict):
        return Offers(region)
    return Offers(region, tuple((way, service) for way in Way for service in _services(ways.get(way.value))))


def services_of(value: object) -> tuple[Service, ...]:
    """The services of a region in TMDB's order, each name once, of a watch/providers/movie answer."""
    services = _services(list_of(object_of(value).get("results")))
    return tuple({one.name: one for one in reversed(services)}.values())[::-1]


def regions_of(value: object) -> dict[str, str]:
    """English names of regions by ISO 3166-1 code, in the order of the names, of a watch/providers/regions answer."""
    regions = objects(list_of(object_of(value).get("results")))
    rows = ((line(row.get("iso_3166_1")), line(row.get("english_name"))) for row in regions)
    found = {code: name or code for code, name in rows if len(code) == 2 and code.isalpha() and code.isupper()}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def _services(value: object) -> list[Service]:
    """The services of a list, by TMDB's priority, each id once."""
    found: dict[int, tuple[float, Service]] = {}
    for item in objects(value):
        identity, name = whole(item.get("provider_id")), line(item.get("provider_name"))
        if identity and name:
            found.setdefault(identity, (number(item.get("display_priority")), Service(identity, name)))
    return [service for _, service in sorted(found.values(), key=lambda pair: pair[0])]


def genres_of(value: object) -> dict[int, str]:
    """Names of genres by id, of a /genre/…/list answer."""
    return dict(named(list_of(object_of(value).get("genres"))))


def fortnights(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The days from `start` to `end` in spans of at most 14 days between their ends, as /changes takes them."""
    while start <= end:
        last = min(end, start + timedelta(days=14))
        yield start, last
        start = last + timedelta(days=1)


def changes_of(value: object) -> tuple[frozenset[int], int]:
    """Ids on a page of a /changes answer, and how many pages there are, at most the 500 that TMDB answers."""
    answer = object_of(value)
    ids = (whole(row.get("id")) for row in objects(list_of(answer.get("results"))))
    return frozenset(one for one in ids if one), min(whole(answer.get("total_pages")) or 0, 500)


def images_of(value: object) -> ImageConfig:
    """Where images are, of a /configuration answer."""
    images = object_of(object_of(value).get("images"))
    base = _web_address(images.get("secure_base_url")) or _web_address(images.get("base_url"))
    sizes = tuple(size for size in map(line, list_of(images.get("poster_sizes"))) if size)
    if not base or not sizes:
        raise wrong_shape()
    return ImageConfig(base, sizes)


def _title(row: Object, names: _Names, english: Object | None = None) -> str:
    """A title; one that is empty or that cleaning leaves so gives way to the English, then to the original one."""
    title = row.get(names.title)
    if not isinstance(title, str):
        raise wrong_shape()
    return line(title) or line((english or {}).get(names.title)) or line(row.get(names.original_title))


def _average(row: Object, votes: int) -> float | None:
    """Mean vote from above 0 to 10; nobody's vote is no rating."""
    average = number(row.get("vote_average"))
    return average if votes and 0 < average <= 10 else None


def _genre_ids(value: object) -> tuple[int, ...]:
    ids = (whole(item) for item in value) if isinstance(value, list) else ()
    return tuple(dict.fromkeys(one for one in ids if one))


def _imdb_id(answer: Object) -> str | None:
    """The id at IMDb, which series have among their external ids alone."""
    external = answer.get("external_ids")
    found = line(answer.get("imdb_id")) or line(external.get("imdb_id") if isinstance(external, dict) else None)
    return found if found.startswith("tt") and found[2:].isdecimal() else None


def _series_runtime(answer: Object, episodes: int | None) -> int | None:
    """Minutes of all episodes, by the last one; older entries tell usual lengths instead."""
    last, times = answer.get("last_episode_to_air"), answer.get("episode_run_time")
    minutes = whole(last.get("runtime")) if isinstance(last, dict) else None
    usual = [time for time in map(whole, times if isinstance(times, list) else ()) if time]
    if not minutes and usual:
        minutes = round(sum(usual) / len(usual))
    return episodes * minutes if minutes and episodes else None


def _english(answer: Object) -> Object:
    """The texts in English among the translations, those of the United States before others."""
    translations = answer.get("translations")
    rows = objects(translations.get("translations")) if isinstance(translations, dict) else ()
    found = [row for row in rows if row.get("iso_639_1") == "en" and isinstance(row.get("data"), dict)]
    found.sort(key=lambda row: row.get("iso_3166_1") != "US")
    return object_of(found[0]["data"]) if found else {}


def _web_address(value: object) -> str:
    address = line(value)
    return address if address.startswith(("https://", "http://")) else ""


def _countries(answer: Object) -> tuple[tuple[str, str], ...]:
    """Countries of production; many series tell those of origin alone, by code."""
    pairs = ((line(c.get("iso_3166_1")), line(c.get("name"))) for c in objects(answer.get("production_countries")))
    if found := dict(pair for pair in pairs if all(pair)):
        return tuple(found.items())
    origin = answer.get("origin_country")
    codes = (code for code in map(line, origin if isinstance(origin, list) else ()) if code)
    return tuple((code, COUNTRIES.get(code, code)) for code in dict.fromkeys(codes))


def _languages(answer: Object) -> tuple[tuple[str, str], ...]:
    """Spoken languages, under the same names as original languages have."""
    found: dict[str, str] = {}
    for language in objects(answer.get("spoken_languages")):
        if code := line(language.get("iso_639_1")):
            name = language_name(code)
            found[code] = name if name != code else line(language.get("english_name")) or code
    return tuple(found.items())


def _keywords(answer: Object) -> tuple[tuple[int, str], ...]:
    """Keywords, which series have under another name."""
    keywords = answer.get("keywords")
    return named(keywords.get("keywords", keywords.get("results"))) if isinstance(keywords, dict) else ()


def _alternative_titles(answer: Object) -> tuple[str, ...]:
    """Alternative titles, which series have under another name."""
    titles = answer.get("alternative_titles")
    rows = objects(titles.get("titles", titles.get("results"))) if isinstance(titles, dict) else ()
    return tuple(dict.fromkeys(title for title in (line(row.get("title")) for row in rows) if title))


def success_of(value: object) -> None:
    """The answer to a key that is accepted; raises for anything else, such as the sign-in page of a network."""
    if object_of(value).get("success") is not True:
        raise wrong_shape()


# TMDB sometimes leaves a part out of a 200 that had been asked for.
_PARTS = {
    Kind.MOVIE: ("credits", "keywords", "alternative_titles"),
    Kind.TV: ("aggregate_credits", "keywords", "alternative_titles", "external_ids"),
}
_LISTS = {
    "credits": ("cast", "crew"),
    "aggregate_credits": ("cast", "crew"),
    "keywords": ("keywords", "results"),
    "alternative_titles": ("titles", "results"),
    "translations": ("translations",),
}
"""The lists of a part: people stand in both, and the others have one, which movies and series call differently."""
_FIELDS = {"aggregate_credits": "credits", "external_ids": "imdb_id"}
"""What `Metadata` calls a part, where it is not the same."""


OFFERS = "watch/providers"
"""The part that tells who offers a title, in all regions at once."""


def parts_of(kind: Kind, language: str, region: str = "") -> tuple[str, ...]:
    """What is read beside the details themselves: appended to them, it all counts as one request."""
    more = ("translations" if not language.startswith("en") else "", OFFERS if region else "")
    return (*_PARTS[kind], *filter(None, more))


def lacking(answer: Object, asked: Iterable[str]) -> list[str]:
    """The parts that were asked for and are not in the answer, or only as an error."""
    return [part for part in asked if not _is_there(part, answer.get(part))]


def _is_there(part: str, value: object) -> bool:
    if not isinstance(value, dict) or value.get("success") is False:
        return False
    lists = [isinstance(value.get(name), list) for name in _LISTS.get(part, ())]
    return all(lists) if part.endswith("credits") else any(lists) or not lists


def _fields_of(parts: Iterable[str]) -> frozenset[str]:
    """What `Metadata` calls these parts."""
    return frozenset(_FIELDS.get(part, part) for part in parts)
