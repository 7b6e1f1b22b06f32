"""What TMDB tells, stored and read again."""

from dataclasses import replace
from functools import partial

from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.metadata import Credit, Metadata, Summary
from lbtui.storage import matches
from lbtui.storage.database import Database
from lbtui.storage.metadata import load_metadata, put_metadata, put_names, put_summary
from tests.storage.facts import VARDA, match, metadata, summary
from tests.storage.member import Member, film

EVERYTHING = metadata(
    imdb_id="tt0055852",
    overview="Two hours.\n\nIn Paris.",
    tagline="90 minutes",
    budget=64_000,
    revenue=1_000_000,
    backdrop_path="/back.jpg",
    homepage="https://example.org/",
    collection=(7, "Two Hours Collection"),
    keywords=((1, "paris"), (2, "waiting")),
    companies=((5, "Ciné-Tamaris"),),
    alternative_titles=("Cléo", "Клео от 5 до 7", "Cléo"),
    credits=(
        Credit(20, "Corinne Marchand", Role.ACTOR, 0, character="Florence, 'Cléo'", profile_path="/cm.jpg"),
        replace(VARDA, role=Role.ACTOR, position=1, job="", character="Nurse"),
        VARDA,
        replace(VARDA, role=Role.WRITER, job="Screenplay, Dialogue"),
    ),
)


async def put(database: Database, *told: Metadata) -> None:
    """Store answers."""
    for one in told:
        await database.write(partial(put_metadata, m=one))


async def test_all_that_tmdb_tells_comes_back_as_it_was(database: Database) -> None:
    await put(database, EVERYTHING)
    assert await load_metadata(database, Kind.MOVIE, 499) == EVERYTHING
    assert await load_metadata(database, Kind.TV, 499) is None


async def test_a_title_of_which_tmdb_tells_nothing_comes_back_as_it_was(database: Database) -> None:
    bare = Metadata(Kind.TV, 87108, "Chernobyl")
    await put(database, bare)
    assert await load_metadata(database, Kind.TV, 87108) == bare


async def test_a_newer_answer_takes_the_place_of_the_older(database: Database) -> None:
    later = metadata(title="Cleo", genres=((18, "Drama"),), countries=(), credits=(), runtime=89)
    await put(database, EVERYTHING, later)
    assert await load_metadata(database, Kind.MOVIE, 499) == later


async def test_names_follow_tmdb_and_a_picture_is_not_lost(database: Database) -> None:
    renamed = replace(VARDA, name="Agnes Varda", profile_path=None)
    await put(database, metadata(499), metadata(500, credits=(renamed,), genres=((18, "Dramas"),)))

    first = await load_metadata(database, Kind.MOVIE, 499)
    assert first is not None
    assert first.credits == (replace(VARDA, name="Agnes Varda"),)
    assert first.genres == ((35, "Comedy"), (18, "Dramas"))


async def test_a_movie_and_a_series_of_one_number_are_two(database: Database) -> None:
    series = Metadata(Kind.TV, 499, "Cleo's Hours", episodes=8, seasons=1)
    await put(database, metadata(499), series)

    assert await load_metadata(database, Kind.TV, 499) == series
    assert (await load_metadata(database, Kind.MOVIE, 499)) == metadata(499)


async def test_a_label_that_comes_twice_counts_once(database: Database) -> None:
    await put(database, metadata(genres=((18, "Drama"), (18, "Drama"), (35, "Comedy"))))
    found = await load_metadata(database, Kind.MOVIE, 499)
    assert found is not None
    assert found.genres == ((18, "Drama"), (35, "Comedy"))


async def test_a_page_tells_genres_and_votes_before_the_details_do(member: Member) -> None:
    await member.bring("2024-01-01", watched=[film(1, "Cléo from 5 to 7", 1962)])
    await put_names(member.database, {18: "Drama", 35: "Comedy"}, {"fr": "French"})
    row = member.row("Cléo from 5 to 7")
    told = {"genre_ids": (35, 18, 999), "vote_count": 900, "vote_average": 7.6, "original_language": "fr"}
    await matches.store_matches(member.database, [match(row.id, **told)])

    row = member.row("Cléo from 5 to 7")
    assert row.status is FilmStatus.MATCHED
    assert (row.genres, row.tmdb_votes, row.tmdb_rating, row.language) == (("Comedy", "Drama"), 900, 7.6, "French")


async def test_a_page_says_nothing_over_the_details(database: Database) -> None:
    await put(database, EVERYTHING)
    await database.write(partial(put_summary, summary=Summary(Kind.MOVIE, 499, "Another title", genre_ids=(18,))))
    assert await load_metadata(database, Kind.MOVIE, 499) == EVERYTHING


async def test_the_details_take_the_place_of_the_page(database: Database) -> None:
    await put_names(database, {27: "Horror"}, {})
    await database.write(partial(put_summary, summary=summary(499, genre_ids=(27,))))
    await put(database, EVERYTHING)
    assert await load_metadata(database, Kind.MOVIE, 499) == EVERYTHING
