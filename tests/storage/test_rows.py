"""The films as rows: all that one line of a table or one term of a filter may ask for."""

import gc
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lbtui.films.fields import FIELDS
from lbtui.model.columns import TitleColumns
from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Credit, Metadata
from lbtui.storage import decisions, matches
from lbtui.storage.database import Database, StorageError
from lbtui.storage.metadata import put_names
from lbtui.storage.rows import first_rows, load_rows
from tests.film_rows import film_row
from tests.letterboxd.maker import film_uri, list_text, list_uri
from tests.storage.facts import VARDA, match, metadata, summary
from tests.storage.member import Member, entry, film, review

CLEO = film(1, "Cléo from 5 to 7", 1962, on="2023-04-30")
SOLARIS = film(2, "Solaris", 1972, on="2022-02-02")


def actor(number: int) -> Credit:
    """The actor of that place in the billing, from 0."""
    return Credit(100 + number, f"Actor {number}", Role.ACTOR, number, character="Somebody")


async def test_a_row_is_what_the_export_and_tmdb_tell_of_the_film(member: Member) -> None:
    best = ("2024-01-01", "Best", "", list_uri(71), "")
    await member.bring(
        "2024-01-01",
        watched=[CLEO],
        ratings=[(*CLEO, "4.5")],
        likes=[CLEO],
        watchlist=[film(1, "Cléo from 5 to 7", 1962, on="2019-01-01")],
        diary=[
            entry(12, "Cléo from 5 to 7", 1962, "2023-05-01", rewatch="Yes", tags="35mm, cinema"),
            entry(11, "Cléo from 5 to 7", 1962, "2020-02-02", tags="cinema, tv"),
        ],
        reviews=[review(11, "Cléo from 5 to 7", 1962, "Yes.", day="2020-02-02", tags="cinema, tv")],
        lists={"best": list_text(best, [(1, "Cléo from 5 to 7", 1962, film_uri(1), "")])},
    )
    await put_names(member.database, {}, {"fr": "French"})
    told = metadata(
        credits=(VARDA, replace(VARDA, role=Role.WRITER), actor(0), actor(1)),
        collection=(7, "Two Hours Collection"),
        keywords=((2, "waiting"), (1, "paris")),
        companies=((5, "Ciné-Tamaris"),),
    )
    id_ = member.row("Cléo from 5 to 7").id
    await matches.store_details(member.database, told, [match(id_)])

    row = member.row("Cléo from 5 to 7")
    assert sorted(row.people) == [100, 101, 6818, 6818]
    assert (row.tags[0], sorted(row.tags)) == ("cinema", ["35mm", "cinema", "tv"])
    expected = film_row(
        id=id_, name="Cléo from 5 to 7", year=1962, uri=film_uri(1), rating=4.5, liked=True, watched=True,
        watchlist=True, status=FilmStatus.ENRICHED, kind=Kind.MOVIE, tmdb_id=499, match_score=0.98,
        match_reason="title equal, year equal", decided_by="auto", title="Cleo from 5 to 7",
        original_title="Cléo de 5 à 7", language="French", runtime=90, release_date=date(1962, 4, 11),
        tmdb_rating=7.6, tmdb_votes=900, popularity=11.5, poster_path="/cleo.jpg",
        collection="Two Hours Collection", genres=("Comedy", "Drama"), countries=("France", "Italy"),
        languages=("French",), directors=("Agnès Varda",), cast=("Actor 0", "Actor 1"), writers=("Agnès Varda",),
        keywords=("waiting", "paris"), studios=("Ciné-Tamaris",),
        dates=(date(2020, 2, 2), date(2023, 5, 1)), rewatches=1, reviewed=True, tags=row.tags, lists=("Best",),
        logged_on=date(2023, 4, 30), listed_on=date(2019, 1, 1), people=row.people,
    )  # fmt: skip
    assert_same(row, expected)


def assert_same(row: FilmRow, expected: FilmRow) -> None:
    """Rows are equal only by identity, so their fields are compared."""
    for name in (field.name for field in FIELDS):
        assert (name, getattr(row, name)) == (name, getattr(expected, name))


async def test_a_film_of_which_nothing_more_is_known_is_a_plain_row(member: Member) -> None:
    await member.bring("2024-01-01", watched=[film(1, "[REC]", None, on="2024-01-01")])

    (row,) = member.rows()
    plain = film_row(row.id, "[REC]", uri=film_uri(1), watched=True, logged_on=date(2024, 1, 1))
    assert_same(row, plain)
    assert (row.liked, row.removed) == (False, False)


async def test_rows_come_by_title_whatever_its_case_then_by_year(member: Member) -> None:
    names = [("solaris", 2002), ("Solaris", 1972), ("Zodiac", 2007), ("æon", None), ("Alien", 1979), ("Solaris", None)]
    await member.bring("2024-01-01", watched=[film(n, name, year) for n, (name, year) in enumerate(names)])

    assert [(row.name, row.year) for row in member.rows()] == [
        ("æon", None), ("Alien", 1979), ("Solaris", None), ("Solaris", 1972), ("solaris", 2002), ("Zodiac", 2007),
    ]  # fmt: skip


async def test_some_films_are_read_as_all_are(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS, film(3, "Persona", 1966)], diary=[
        entry(11, "Cléo from 5 to 7", 1962, "2020-02-02", tags="tv"), entry(12, "Persona", 1966, "2020-02-03"),
    ])  # fmt: skip
    whole = {row.name: row for row in member.rows()}
    await matches.store_details(member.database, metadata(499), [match(whole["Cléo from 5 to 7"].id)])
    other = metadata(500, credits=(actor(3),), genres=((27, "Horror"),))
    await matches.store_details(member.database, other, [match(whole["Solaris"].id, 500)])

    whole = {row.name: row for row in member.rows()}
    ids = [whole["Solaris"].id, whole["Cléo from 5 to 7"].id, 999]
    some = load_rows(member.database.path, ids)
    assert [row.name for row in some] == ["Cléo from 5 to 7", "Solaris"]
    for row in some:
        assert_same(row, whole[row.name])
    assert load_rows(member.database.path, []) == []


async def test_removed_films_and_viewings_are_left_out_unless_asked_for(member: Member) -> None:
    day = entry(11, "Solaris", 1972, "2020-02-02", tags="tv")
    told = [review(11, "Solaris", 1972, "Yes.", day="2020-02-02", tags="tv")]
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], diary=[day], reviews=told)
    await member.bring("2024-02-01", watched=[SOLARIS])

    assert member.names() == ["Solaris"]
    row = member.row("Solaris")
    assert (row.dates, row.tags, row.reviewed) == ((), (), False)

    both = load_rows(member.database.path, removed=True)
    assert [(row.name, row.removed) for row in both] == [("Cléo from 5 to 7", True), ("Solaris", False)]
    gone = both[0].id
    assert load_rows(member.database.path, [gone]) == []
    assert [row.id for row in load_rows(member.database.path, [gone], removed=True)] == [gone]


async def test_the_cast_is_the_first_ten_in_the_order_of_billing(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO])
    credits = tuple(actor(number) for number in reversed(range(14)))
    await matches.store_details(member.database, metadata(credits=credits), [match(member.row("Cléo from 5 to 7").id)])

    row = member.row("Cléo from 5 to 7")
    assert row.cast == tuple(f"Actor {number}" for number in range(10))
    assert sorted(row.people) == list(range(100, 114))


async def test_films_read_again_into_the_columns_of_others_leave_these_as_they_are(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS])
    for row in member.rows():
        told = metadata(row.id, credits=(VARDA, actor(row.id)), keywords=((row.id, f"keyword {row.id}"),))
        await matches.store_details(member.database, told, [match(row.id, row.id)])
    columns = TitleColumns()
    cleo, solaris = load_rows(member.database.path, columns=columns)
    columns.keywords.append([0, 0])  # as a reading leaves it that failed

    credits = (Credit(2**40, "Actor 40", Role.ACTOR, 0), actor(7))
    await matches.store_details(member.database, metadata(cleo.id, credits=credits), [match(cleo.id, cleo.id)])
    (again,) = load_rows(member.database.path, [cleo.id], columns=columns)
    assert (again.keywords, again.directors, again.cast) == ((), (), ("Actor 40", "Actor 7"))
    assert sorted(again.people) == [107, 2**40]
    assert (solaris.keywords, solaris.directors) == ((f"keyword {solaris.id}",), ("Agnès Varda",))
    assert (solaris.cast, 6818 in solaris.people) == ((f"Actor {solaris.id}",), True)


async def test_a_language_without_a_name_is_its_code(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO])
    told = metadata(original_language="xx")
    await matches.store_details(member.database, told, [match(member.row("Cléo from 5 to 7").id)])
    assert member.row("Cléo from 5 to 7").language == "xx"


async def test_two_films_of_one_title_on_tmdb_both_have_what_it_tells(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS])
    for row in member.rows():
        await decisions.choose(member.database, row.id, summary(499))
    await matches.store_details(member.database, metadata())

    first, second = member.rows()
    assert first.genres == second.genres == ("Comedy", "Drama")
    assert first.directors == second.directors == ("Agnès Varda",)


async def test_equal_labels_of_many_films_are_in_memory_once(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS])
    for row in member.rows():
        await matches.store_details(member.database, metadata(row.id), [match(row.id, row.id)])

    first, second = member.rows()
    assert first.genres is second.genres
    assert first.directors[0] is second.directors[0]
    assert first.release_date is second.release_date


async def test_equal_numbers_that_mean_different_things_stay_what_they_are(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], ratings=[(*CLEO, "5"), (*SOLARIS, "5")])
    id_ = member.row("Solaris").id
    await matches.store_details(member.database, metadata(runtime=5), [match(id_)])

    row = member.row("Solaris")
    assert (str(row.rating), str(row.runtime), str(row.year)) == ("5.0", "5", "1972")


async def test_a_series_and_a_movie_of_one_number_are_not_mixed_up(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS])
    cleo, solaris = member.rows()
    await matches.store_details(member.database, metadata(499), [match(cleo.id)])
    series = Metadata(Kind.TV, 499, "A series", genres=((1, "Soap"),), credits=(actor(5),))
    await matches.store_details(member.database, series, [match(solaris.id, kind=Kind.TV)])

    cleo, solaris = member.rows()
    assert (cleo.genres, cleo.kind) == (("Comedy", "Drama"), Kind.MOVIE)
    assert (solaris.genres, solaris.kind, solaris.cast) == (("Soap",), Kind.TV, ("Actor 5",))


async def test_reading_leaves_the_cycle_collector_as_it_was(database: Database) -> None:
    assert gc.isenabled()
    load_rows(database.path)
    assert gc.isenabled()


async def test_what_is_being_written_is_not_read_before_it_is_whole(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO])

    def work(connection: sqlite3.Connection) -> list[str]:
        connection.execute("UPDATE film SET name = 'Half'")
        return member.names()

    assert await member.database.write(work) == ["Cléo from 5 to 7"]
    assert member.names() == ["Half"]


def test_where_there_is_no_library_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"library\.db"):
        load_rows(tmp_path / "library.db")


async def test_the_first_rows_are_those_that_come_first_of_all(member: Member) -> None:
    names = ["solaris", "Alien", "Zodiac", "Persona", "Gone"]
    await member.bring("2024-01-01", watched=[film(n, name, 2000) for n, name in enumerate(names)])
    await member.bring("2024-02-01", watched=[film(n, name, 2000) for n, name in enumerate(names[:4])])

    assert [row.name for row in first_rows(member.database.path, 3)] == ["Alien", "Persona", "solaris"]
    assert [row.name for row in first_rows(member.database.path, 9)] == member.names()


async def test_of_a_library_with_a_diary_the_first_rows_are_those_watched_last(member: Member) -> None:
    names = ["solaris", "Alien", "Zodiac"]
    diary = [entry(n, name, 2000, f"2024-0{n + 1}-01") for n, name in enumerate(names)]
    await member.bring(
        "2024-08-01", watched=[film(n, name, 2000) for n, name in enumerate([*names, "Fox"])], diary=diary
    )

    assert {row.name for row in first_rows(member.database.path, 2)} == {"Alien", "Zodiac"}
