"""What the page of a film and that of a person show."""

from dataclasses import replace
from datetime import date

from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.metadata import Credit
from lbtui.storage import matches
from lbtui.storage.pages import PersonPart, film_page, person_page
from tests.letterboxd.maker import film_uri, list_text, list_uri, log_uri
from tests.storage.facts import VARDA, candidate, match, metadata
from tests.storage.member import Member, entry, film, review

CLEO = film(1, "Cléo from 5 to 7", 1962, on="2023-04-30")
VAGABOND = film(2, "Vagabond", 1985)


async def test_a_film_has_its_viewings_and_reviews_newest_first(member: Member) -> None:
    await member.bring(
        "2024-01-01",
        watched=[CLEO],
        diary=[
            entry(11, "Cléo from 5 to 7", 1962, "2020-02-02", rating=4),
            entry(12, "Cléo from 5 to 7", 1962, "2023-05-01"),
            entry(13, "Cléo from 5 to 7", 1962, "2023-05-01", rewatch="Yes", tags="35mm, cinema"),
        ],
        reviews=[
            review(11, "Cléo from 5 to 7", 1962, "Good.\n<i>Very</i>.", day="2020-02-02"),
            review(15, "Cléo from 5 to 7", 1962, "A note."),
        ],
    )
    page = await member.page("Cléo from 5 to 7")

    assert [viewing.uri for viewing in page.viewings] == [log_uri(13), log_uri(12), log_uri(11)]
    newest = page.viewings[0]
    assert (newest.watched_on, newest.rating, newest.rewatch) == (date(2023, 5, 1), None, True)
    assert sorted(newest.tags) == ["35mm", "cinema"]
    assert page.viewings[2].rating == 4
    assert [(one.review, one.watched_on) for one in page.reviews] == [
        ("A note.", None), ("Good.\n<i>Very</i>.", date(2020, 2, 2)),
    ]  # fmt: skip
    assert [one.rating for one in page.reviews] == [None, 4]


async def test_a_film_has_its_match_candidates_lists_and_metadata(member: Member) -> None:
    best = ("2024-01-01", "Best", "", list_uri(71), "")
    lists = {"best": list_text(best, [(1, "Cléo from 5 to 7", 1962, film_uri(1), "")])}
    await member.bring("2024-01-01", watched=[CLEO], likes=[CLEO], ratings=[(*CLEO, "4.5")], lists=lists)
    film_id = member.row("Cléo from 5 to 7").id
    await matches.store_review(member.database, film_id, "two of them", [candidate(1), candidate(2)])

    page = await member.page("Cléo from 5 to 7")
    row = page.row
    assert (row.name, row.year, row.uri, row.rating) == ("Cléo from 5 to 7", 1962, film_uri(1), 4.5)
    assert (row.liked, row.watched, row.watchlist, row.orphaned, row.removed) == (True, True, False, False, False)
    assert (row.logged_on, row.listed_on) == (date(2023, 4, 30), None)
    assert (row.status, row.reason, row.lists) == (FilmStatus.NEEDS_REVIEW, "two of them", ("Best",))
    assert page.candidates == (candidate(1), candidate(2))
    assert (row.kind, row.tmdb_id, page.metadata) == (None, None, None)

    await matches.store_details(member.database, metadata(), [match(film_id)])
    page = await member.page("Cléo from 5 to 7")
    row = page.row
    assert (row.kind, row.tmdb_id, row.match_score, row.decided_by) == (Kind.MOVIE, 499, 0.98, "auto")
    assert page.metadata == metadata()


async def test_viewings_that_are_gone_are_not_on_the_page(member: Member) -> None:
    day = entry(11, "Cléo from 5 to 7", 1962, "2020-02-02")
    told = [review(11, "Cléo from 5 to 7", 1962, "Good.", day="2020-02-02")]
    await member.bring("2024-01-01", watched=[CLEO], diary=[day], reviews=told)
    await member.bring("2024-02-01", watched=[CLEO])

    page = await member.page("Cléo from 5 to 7")
    assert (page.viewings, page.reviews) == ((), ())


async def test_a_viewing_of_a_film_that_letterboxd_removed_is_marked(member: Member) -> None:
    await member.bring("2024-01-01", orphaned=[entry(None, "Soulmates", 2020, "2021-01-01")])
    page = await member.page("Soulmates")
    assert page.row.orphaned
    assert [(viewing.orphaned, viewing.uri) for viewing in page.viewings] == [(True, None)]


async def test_a_film_that_there_is_not_has_no_page(member: Member) -> None:
    assert await film_page(member.database, 5) is None


async def test_a_person_has_all_their_films_with_what_they_did(member: Member) -> None:
    gone = film(3, "Gone", 1950)
    await member.bring("2024-01-01", watched=[CLEO, gone])
    await matches.store_details(member.database, metadata(3, credits=(VARDA,)), [match(member.row("Gone").id, 3)])
    await member.bring("2024-02-01", watched=[CLEO], watchlist=[VAGABOND])
    cleo, vagabond = member.rows()
    several = (
        replace(VARDA, role=Role.ACTOR, job="", character="Nurse"),
        Credit(20, "Corinne Marchand", Role.ACTOR, 1, character="Cléo"),
        replace(VARDA, role=Role.WRITER, job="Screenplay"),
        VARDA,
    )
    await matches.store_details(member.database, metadata(1, credits=several), [match(cleo.id, 1)])
    await matches.store_details(member.database, metadata(2, credits=(VARDA,)), [match(vagabond.id, 2)])

    page = await person_page(member.database, 6818)
    assert page is not None
    assert (page.id, page.name, page.profile_path) == (6818, "Agnès Varda", "/varda.jpg")
    roles = (Role.DIRECTOR, Role.WRITER, Role.ACTOR)
    assert page.parts == (
        PersonPart(cleo.id, roles, ("Director", "Screenplay"), ("Nurse",)),
        PersonPart(vagabond.id, (Role.DIRECTOR,), ("Director",), ()),
    )


async def test_somebody_whom_no_film_credits_has_no_page(member: Member) -> None:
    assert await person_page(member.database, 6818) is None
