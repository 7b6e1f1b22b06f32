"""The embedded facts are whole and agree with one another."""

from collections import Counter
from datetime import date

import pytest

from lbtui.model.enums import Kind
from tests.demo.maker.films import DemoFilm, Shelf, films, number
from tests.demo.maker.names import COUNTRIES, LANGUAGES, MOVIE_GENRES, TV_GENRES

WITHOUT_ACTORS = {"★", "Flow"}


def people(film: DemoFilm) -> set[str]:
    crew = (*film.directors, *film.writers, *film.camera, *film.music, *film.creators)
    return {*crew, *(person for person, _ in film.cast)}


def on(*shelves: Shelf) -> list[DemoFilm]:
    return [film for film in films() if film.shelf in shelves]


def test_ids_are_unique_within_a_kind() -> None:
    counts = Counter((film.kind, film.id) for film in films())
    assert counts.most_common(1)[0][1] == 1


def test_every_film_of_the_member_has_what_the_charts_need() -> None:
    wanting = [
        film.title
        for film in on(Shelf.LIBRARY, Shelf.WATCHLIST)
        if not (film.runtime and film.genres and film.directors and film.countries and film.languages and film.keywords)
        or (not film.cast and film.title not in WITHOUT_ACTORS)
        or not film.overview
    ]
    assert wanting == []


def test_genres_countries_and_languages_are_in_the_vocabularies() -> None:
    for film in films():
        assert set(film.genres) <= set(MOVIE_GENRES if film.kind is Kind.MOVIE else TV_GENRES), film.title
        assert set(film.countries) <= set(COUNTRIES), film.title
        assert set(film.languages) <= set(LANGUAGES), film.title


def test_figures_are_in_their_ranges() -> None:
    for film in films():
        assert date.fromisoformat(film.date) < date(2026, 10, 31), film.title
        assert 1 <= film.rating <= 10, film.title
        assert 9 <= film.runtime <= 450, film.title
        assert abs(film.letterboxd_year - film.year) <= 1, film.title


def test_no_two_people_share_an_id() -> None:
    names = {name for film in films() for name in people(film)}
    assert len({number("person", name) for name in names}) == len(names)


def test_two_people_of_one_name_have_two_ids() -> None:
    assert number("person", "Steve McQueen") != number("person", "Steve McQueen#2")
    holders = [name for film in films() for name in people(film) if name.startswith("Steve McQueen")]
    assert set(holders) == {"Steve McQueen", "Steve McQueen#2"}


@pytest.mark.parametrize("decade", range(1920, 2030, 10))
def test_each_decade_has_films_in_the_library(decade: int) -> None:
    assert sum(film.year // 10 * 10 == decade for film in on(Shelf.LIBRARY)) >= 7


def test_the_library_is_wide_and_has_directors_to_rank() -> None:
    library = on(Shelf.LIBRARY)
    directors = Counter(name for film in library for name in film.directors)
    actors = Counter(name for film in library for name, _ in film.cast)
    crew = Counter(name for film in library for name in film.camera)
    assert sum(count >= 3 for count in directors.values()) >= 30
    assert sum(count >= 3 for count in actors.values()) >= 40
    assert sum(count >= 3 for count in crew.values()) >= 20
    assert len({code for film in library for code in film.countries}) >= 30
    assert len({film.languages[0] for film in library}) >= 15
    assert sum(bool(film.collection) for film in library) >= 20


def test_there_are_unseen_films_of_the_members_directors() -> None:
    known = {name for film in on(Shelf.LIBRARY) for name in film.directors}
    unseen = [film for film in on(Shelf.CATALOGUE) if known & set(film.directors)]
    assert len(unseen) >= 100
