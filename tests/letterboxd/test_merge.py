"""How the tables of one export become one library."""

from datetime import date
from pathlib import Path

from lbtui.model.exports import Export
from tests.letterboxd.reading import read_export

from .maker import export_texts, film_uri, log_uri, write_zip

ALIEN = ("2024-01-02", "Alien", 1979, film_uri(1))
DUNE = ("2024-01-03", "Dune", 2021, film_uri(2))


def merged(folder: Path, **tables: object) -> Export:
    return read_export(write_zip(folder / "export.zip", export_texts(**tables)))  # type: ignore[arg-type]


def entry(name: str, year: object, log: int | None, day: str = "2024-01-01", **more: str) -> tuple[object, ...]:
    """A row of the diary."""
    uri = log_uri(log) if log else ""
    return (more.get("on", "2024-01-02"), name, year, uri, more.get("rating", ""), more.get("rewatch", ""), "", day)


def review(name: str, year: object, log: int | None, text: str, day: str = "2024-01-01") -> tuple[object, ...]:
    """A row of reviews.csv."""
    return ("2024-01-02", name, year, log_uri(log) if log else "", "4", "", text, "", day)


def test_the_library_is_the_union_of_all_tables(tmp_path: Path) -> None:
    row = ("2024-01-01", "X", 2000)
    export = merged(
        tmp_path, watched=[ALIEN], ratings=[(*row, film_uri(11), "3")], likes=[(*row, film_uri(12))],
        watchlist=[(*row, film_uri(13))], diary=[entry("Only in the diary", 1990, 5)],
    )  # fmt: skip
    assert [(film.watched, film.rating, film.liked, film.watchlist) for film in export.films] == [
        (True, None, False, False),
        (True, 3, False, False),
        (False, None, True, False),
        (False, None, False, True),
        (True, None, False, False),
    ]


def test_a_film_may_be_watched_and_on_the_watchlist(tmp_path: Path) -> None:
    (film,) = merged(tmp_path, watched=[ALIEN], watchlist=[("2025-05-05", *ALIEN[1:])]).films
    assert film.watched
    assert film.watchlist
    assert (film.logged_on, film.listed_on) == (date(2024, 1, 2), date(2025, 5, 5))


def test_log_entries_find_their_film_by_name_and_year_and_never_by_their_own_address(tmp_path: Path) -> None:
    export = merged(tmp_path, watched=[ALIEN, DUNE], diary=[entry("Dune", 2021, 1), entry("Alien", 1979, 2)])
    assert len(export.films) == 2
    assert [(viewing.film, viewing.log_id) for viewing in export.viewings] == [(1, 1), (0, 2)]


def test_names_are_joined_exactly(tmp_path: Path) -> None:
    rain, capital = ("2024-01-01", "rain", 2001, film_uri(3)), ("2024-01-01", "Rain", 2001, film_uri(4))
    export = merged(tmp_path, watched=[rain, capital], diary=[entry("Rain", 2001, 1), entry("rain", 2001, 2)])
    assert [export.films[viewing.film].name for viewing in export.viewings] == ["Rain", "rain"]


def test_titles_are_joined_whatever_invisible_letters_they_hold(tmp_path: Path) -> None:
    name = "Star Wars:\u00a0Episode\u200b III"
    export = merged(tmp_path, watched=[("2024-01-01", name, 2005, film_uri(3))], diary=[entry(name, 2005, 1)])
    assert [film.name for film in export.films] == ["Star Wars: Episode III"]


def test_of_two_films_with_one_name_and_year_the_watched_one_then_the_one_logged_that_day_is_meant(
    tmp_path: Path,
) -> None:
    first, second = ("2024-01-01", "Maya", 2018, film_uri(5)), ("2024-06-02", "Maya", 2018, film_uri(6))
    listed = ("2023-01-01", "Maya", 2018, film_uri(7))
    export = merged(
        tmp_path, watched=[first, second], watchlist=[listed], diary=[entry("Maya", 2018, 1, on="2024-06-02")]
    )
    assert export.films[export.viewings[0].film].letterboxd_id == 6
    assert export.notes == ()


def test_of_two_films_with_one_name_and_year_the_watched_one_is_meant(tmp_path: Path) -> None:
    rows = [("2024-06-02", "Maya", 2018, film_uri(number)) for number in (5, 6)]
    export = merged(tmp_path, watchlist=rows[:1], likes=rows[:1], watched=rows[1:], diary=[entry("Maya", 2018, 1)])
    assert export.films[export.viewings[0].film].letterboxd_id == 6
    assert export.notes == ()


def test_an_undecidable_film_is_reported(tmp_path: Path) -> None:
    rows = [("2024-01-01", "Maya", 2018, film_uri(number)) for number in (5, 6)]
    export = merged(tmp_path, watched=rows, diary=[entry("Maya", 2018, 1)])
    assert len(export.viewings) == 1
    assert "diary.csv: 1 entry could belong to either of two films" in export.notes[0]
    assert "line 2: 'Maya', 2018" in export.notes[0]


def test_a_row_without_address_is_its_twin_with_one(tmp_path: Path) -> None:
    export = merged(tmp_path, watched=[(*ALIEN[:3], ""), DUNE], ratings=[(*ALIEN, "4")])
    assert {(film.name, film.rating, film.letterboxd_id) for film in export.films} == {
        ("Alien", 4, 1),
        ("Dune", None, 2),
    }


def test_a_film_known_by_slug_in_one_table_and_by_id_in_another_is_one_film(tmp_path: Path) -> None:
    slugged = (*ALIEN[:3], "https://letterboxd.com/film/alien/")
    (film,) = merged(tmp_path, watched=[slugged], ratings=[(*ALIEN, "4")]).films
    assert (film.letterboxd_id, film.slug, film.uri, film.rating) == (1, "alien", film_uri(1), 4)


def test_the_slug_of_a_log_entry_is_its_films(tmp_path: Path) -> None:
    row = ("2019-01-01", "Alien", 1979, "https://letterboxd.com/ann/film/alien/", "", "", "", "2019-01-01")
    export = merged(tmp_path, diary=[row])
    assert export.films[0].uri == "https://letterboxd.com/film/alien/"
    assert export.viewings[0].uri == "https://letterboxd.com/ann/film/alien/"


def test_an_invented_address_is_reported_and_not_trusted(tmp_path: Path) -> None:
    export = merged(tmp_path, watched=[(*ALIEN[:3], log_uri(7)), (*DUNE[:3], "https://boxd.it/nonsense")])
    assert [(film.name, film.letterboxd_id, film.uri) for film in export.films] == [
        ("Alien", None, None),
        ("Dune", None, None),
    ]
    assert export.notes[0].startswith("watched.csv: 2 addresses in it do not name a film")


def test_viewings_are_known_by_log_id_and_not_doubled(tmp_path: Path) -> None:
    export = merged(
        tmp_path, watched=[ALIEN], diary=[entry("Alien", 1979, 1), entry("Alien", 1979, 1), entry("Alien", 1979, 2)]
    )
    assert [viewing.log_id for viewing in export.viewings] == [1, 2]
    assert export.notes == ("diary.csv: left out 1 entry that came twice.",)


def test_a_dated_review_is_the_text_of_its_viewing(tmp_path: Path) -> None:
    export = merged(
        tmp_path, watched=[ALIEN], diary=[entry("Alien", 1979, 1)], reviews=[review("Alien", 1979, 1, "a\r\n\r\nb\x1b")]
    )
    assert [viewing.review for viewing in export.viewings] == ["a\n\nb"]
    assert export.reviews == ()


def test_an_undated_review_is_a_note_on_its_film(tmp_path: Path) -> None:
    export = merged(tmp_path, watched=[ALIEN], reviews=[review("Alien", 1979, 1, "text", day="")])
    assert export.viewings == ()
    assert [(note.film, note.text, note.log_id, note.rating) for note in export.reviews] == [(0, "text", 1, 4)]


def test_reviews_alone_make_viewings(tmp_path: Path) -> None:
    export = merged(tmp_path, reviews=[review("Alien", 1979, 1, "text")])
    assert [(viewing.watched_on, viewing.review) for viewing in export.viewings] == [(date(2024, 1, 1), "text")]


def test_a_review_without_address_finds_the_viewing_of_that_day(tmp_path: Path) -> None:
    days = [entry("Gone", 2010, None, day="2020-01-01"), entry("Gone", 2010, None, day="2020-01-02")]
    export = merged(tmp_path, watched=[ALIEN], diary=days, reviews=[review("Gone", 2010, None, "text", "2020-01-02")])
    assert [viewing.review for viewing in export.viewings] == [None, "text"]


def test_deleted_entries_are_never_imported(tmp_path: Path) -> None:
    export = merged(tmp_path, watched=[ALIEN], deleted=[entry("Alien", 1979, 4), entry("Regretted", 2000, 5)])
    assert (len(export.films), export.viewings) == (1, ())
    assert export.notes == ("Left out 2 viewings of deleted/: you deleted them on Letterboxd.",)
    assert export.skipped == ()


def test_orphaned_viewings_are_kept_and_marked(tmp_path: Path) -> None:
    export = merged(
        tmp_path, watched=[ALIEN],
        orphaned=[entry("One Punch Man", 2015, None, rating="4"), entry("Alien", 1979, None)],
        orphaned_reviews=[review("One Punch Man", 2015, None, "text")],
    )  # fmt: skip
    assert [(film.name, film.orphaned, film.uri) for film in export.films] == [
        ("Alien", False, film_uri(1)),
        ("One Punch Man", True, None),
    ]
    assert [(viewing.film, viewing.orphaned, viewing.rating) for viewing in export.viewings] == [
        (1, True, 4),
        (0, True, None),
    ]
    assert export.viewings[0].review == "text"


def test_the_email_address_stays_in_the_export(tmp_path: Path) -> None:
    assert "example.org" not in repr(merged(tmp_path, watched=[ALIEN]))


def test_a_films_rating_is_that_of_ratings_and_a_viewings_its_own(tmp_path: Path) -> None:
    export = merged(tmp_path, watched=[ALIEN], ratings=[(*ALIEN, "3.5")], diary=[entry("Alien", 1979, 1, rating="5")])
    assert (export.films[0].rating, export.viewings[0].rating) == (3.5, 5)


def test_without_ratings_the_latest_rated_viewing_counts(tmp_path: Path) -> None:
    texts = export_texts(
        diary=[entry("Alien", 1979, 2, "2024-05-01", rating="4"), entry("Alien", 1979, 1, "2023-05-01", rating="2")]
    )
    path = tmp_path / "diary.csv"
    path.write_text(texts["diary.csv"], newline="")
    export = read_export(path)
    assert export.films[0].rating == 4


def test_films_without_a_year_and_titles_that_look_like_something_else(tmp_path: Path) -> None:
    names = ["[REC]", "1917", "No", "★", "Untitled", "9/11", "11.22.63", "Good Bye, Lenin!", 'The "X"', "=1+1"]
    rows = [("2024-01-01", name, "", film_uri(number + 1)) for number, name in enumerate(names)]
    assert [(film.name, film.year) for film in merged(tmp_path, watched=rows).films] == [(name, None) for name in names]
