"""Importing again: a newer, an older, or the same export of a member who already has a library."""

from itertools import permutations

import pytest

from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.storage import enrichment_queue, matches, sessions, settings
from lbtui.storage.imports import same_as_last
from tests.letterboxd.maker import DIARY as DIARY_HEADER
from tests.letterboxd.maker import FILM, RATING, REVIEW, film_uri, log_uri, table
from tests.letterboxd.reading import read_export
from tests.storage.facts import match, metadata
from tests.storage.member import Member, entry, film, review

CLEO = film(1, "Cléo from 5 to 7", 1962)
SOLARIS = film(2, "Solaris", 1972)
GHOST = film(3, "Ghost in the Shell", 1995)
DIARY = [entry(11, "Cléo from 5 to 7", 1962, "2023-05-01", rating=4, tags="cinema, 35mm")]


async def test_the_same_export_again_changes_nothing(member: Member) -> None:
    tables = {"watched": [CLEO, SOLARIS], "diary": DIARY, "watchlist": [GHOST]}
    first = await member.bring("2024-01-01", **tables)
    again = await member.bring("2024-01-01", **tables)

    assert (first.new, first.new_viewings) == (3, 1)
    assert (again.new, again.updated, again.removed, again.new_viewings) == (0, 0, 0, 0)
    assert len(member.rows()) == 3
    assert member.row("Cléo from 5 to 7").viewings == 1


async def test_an_export_is_known_by_its_content_as_the_last_one(member: Member) -> None:
    export = member.export("2024-01-01", watched=[CLEO])
    summary = await member.store(export)

    assert await same_as_last(member.database, export) == summary.session
    assert await same_as_last(member.database, member.export("2024-02-01", watched=[CLEO])) == summary.session
    assert await same_as_last(member.database, member.export("2024-02-01", watched=[CLEO, SOLARIS])) is None

    await member.bring("2024-03-01", watched=[CLEO, SOLARIS])
    assert await same_as_last(member.database, export) is None


async def test_a_newer_export_adds_its_films_and_viewings(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    later = [*DIARY, entry(12, "Cléo from 5 to 7", 1962, "2024-03-01", rewatch="Yes")]
    summary = await member.bring("2024-04-01", watched=[CLEO, SOLARIS], diary=later, ratings=[(*CLEO, "4.5")])

    assert (summary.new, summary.updated, summary.new_viewings, summary.older) == (1, 1, 1, False)
    row = member.row("Cléo from 5 to 7")
    assert (row.rating, row.viewings, row.rewatches) == (4.5, 2, 1)


async def test_a_newer_export_takes_back_likes_ratings_and_the_watchlist(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], likes=[CLEO], ratings=[(*CLEO, "4")], watchlist=[CLEO])
    await member.bring("2024-02-01", watched=[CLEO])

    row = member.row("Cléo from 5 to 7")
    assert (row.liked, row.rating, row.watchlist, row.listed_on) == (False, None, False, None)
    assert row.watched


async def test_a_film_of_the_watchlist_becomes_a_watched_one(member: Member) -> None:
    await member.bring("2024-01-01", watchlist=[CLEO])
    summary = await member.bring("2024-02-01", watched=[CLEO])

    assert (summary.new, summary.updated) == (0, 1)
    row = member.row("Cléo from 5 to 7")
    assert (row.watched, row.watchlist) == (True, False)


async def test_a_renamed_film_keeps_its_enrichment_and_gets_the_new_name_and_year(member: Member) -> None:
    await member.bring("2024-01-01", watched=[film(1, "Didi Quer Ser Criança", 2004)])
    id_ = member.row("Didi Quer Ser Criança").id
    await matches.store_details(member.database, metadata(499), [match(id_)])
    summary = await member.bring("2024-02-01", watched=[film(1, "Didi Wanna Be a Kid", 2005)])

    row = member.row("Didi Wanna Be a Kid")
    assert (row.id, row.year, row.status, row.tmdb_id) == (id_, 2005, FilmStatus.ENRICHED, 499)
    assert (summary.new, summary.updated, len(member.rows())) == (0, 1, 1)


async def test_a_film_that_was_not_found_is_searched_again_under_its_new_name(member: Member) -> None:
    await member.bring("2024-01-01", watched=[film(1, "Didi Quer Ser Criança", 2004), SOLARIS])
    for row in member.rows():
        await enrichment_queue.store_end(member.database, row.id, FilmStatus.NOT_FOUND, "TMDB has no such title")
    await member.bring("2024-02-01", watched=[film(1, "Didi Wanna Be a Kid", 2004), SOLARIS])

    assert member.row("Didi Wanna Be a Kid").status is FilmStatus.PENDING
    assert member.row("Solaris").status is FilmStatus.NOT_FOUND


async def test_an_older_export_changes_nothing_that_the_newest_held_whole(member: Member) -> None:
    await member.bring("2024-02-01", watched=[CLEO], ratings=[(*CLEO, "4.5")], diary=DIARY)
    older = [entry(10, "Cléo from 5 to 7", 1962, "2019-01-01"), entry(11, "Cléo from 5 to 7", 1962, "2023-05-02")]
    summary = await member.bring(
        "2020-01-01", watched=[film(1, "Cleo", 1961), SOLARIS], ratings=[(*CLEO, "2")], likes=[CLEO], diary=older
    )

    assert (summary.older, summary.new, summary.new_viewings, summary.removed) == (True, 0, 0, 0)
    assert member.names() == ["Cléo from 5 to 7"]
    row = member.row("Cléo from 5 to 7")
    assert (row.year, row.rating, row.liked) == (1962, 4.5, False)
    assert [str(day) for day in row.dates] == ["2023-05-01"]
    assert row.tags == ("35mm", "cinema")
    assert member.row("Solaris").removed


async def test_an_older_export_adds_the_tables_that_no_later_one_held(member: Member) -> None:
    await member.store(member.export_files("2024-02-01", {"watched.csv": table(FILM, [CLEO, SOLARIS])}))
    summary = await member.bring("2020-01-01", watched=[CLEO, GHOST], ratings=[(*CLEO, "2")], diary=DIARY)

    assert (summary.older, summary.new, summary.new_viewings) == (False, 0, 1)
    assert summary.notes == ("The library holds something newer of watched: that was kept.",)
    assert member.names() == ["Cléo from 5 to 7", "Solaris"]
    row = member.row("Cléo from 5 to 7")
    assert (row.rating, row.viewings) == (2, 1)


async def test_an_older_export_adds_rows_where_the_newer_one_was_damaged(member: Member) -> None:
    broken = ("2024-01-01", "", "", "no address")
    await member.bring("2024-02-01", watched=[CLEO, broken], ratings=[(*CLEO, "4.5")])
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], ratings=[(*CLEO, "2"), (*SOLARIS, "3")])

    assert member.names() == ["Cléo from 5 to 7", "Solaris"]
    assert (member.row("Cléo from 5 to 7").rating, member.row("Solaris").rating) == (4.5, None)


@pytest.mark.parametrize("order", list(permutations(("watched", "ratings", "diary", "reviews"))))
async def test_tables_one_by_one_in_any_order_make_the_library_of_the_whole_export(
    member: Member, order: tuple[str, ...]
) -> None:
    tables = {
        "watched": table(FILM, [film(1, "Cléo from 5 to 7", 1962, on="2024-06-01"), SOLARIS, GHOST]),
        "ratings": table(RATING, [film(1, "Cléo from 5 to 7", 1962, "4.5", on="2024-05-01")]),
        "diary": table(
            DIARY_HEADER,
            [
                entry(11, "Cléo from 5 to 7", 1962, "2023-05-01", rating=2, on="2024-04-01"),
                entry(12, "Solaris", 1972, "2023-05-02", rating=3, on="2024-04-01"),
                entry(None, "Gone", 2011, "2023-05-03", on="2024-04-01"),
            ],
        ),
        "reviews": table(
            REVIEW, [review(11, "Cléo from 5 to 7", 1962, "Yes.", day="2023-05-01"), review(13, "Solaris", 1972, "No")]
        ),
    }
    notes: list[str] = []
    for name in order:
        path = member.folder / f"{name}.csv"
        path.write_text(tables[name], encoding="utf-8", newline="")
        summary = await member.store(read_export(path))
        assert not summary.older
        notes += [f"{name}: {note}" for note in summary.notes]

    rows = {row.name: (row.watched, row.rating, row.viewings, row.reviewed) for row in member.rows()}
    assert rows == {
        "Cléo from 5 to 7": (True, 4.5, 1, True),
        "Gone": (True, None, 1, False),
        "Ghost in the Shell": (True, None, 0, False),
        "Solaris": (True, None, 1, True),
    }
    late = order.index("ratings") > order.index("diary")
    assert any("There is no ratings.csv" in note for note in notes if note.startswith("diary")) is late


async def test_a_diary_alone_knows_a_renamed_film_by_its_entries(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    renamed = entry(11, "Cleo", 1962, "2023-05-01", on="2024-02-01")
    await member.store(member.export_files("2024-02-01", {"diary.csv": table(DIARY_HEADER, [renamed])}))

    assert [(row.name, row.viewings, row.uri) for row in member.rows(removed=True)] == [("Cleo", 1, film_uri(1))]


async def test_without_ratings_the_latest_rated_viewing_tells_whatever_table_comes_last(member: Member) -> None:
    rated = [
        entry(11, "Cléo from 5 to 7", 1962, "2023-05-01", rating=2),
        entry(12, "Cléo from 5 to 7", 1962, "2023-06-01", rating=4),
    ]
    await member.store(member.export_files("2024-01-01", {"diary.csv": table(DIARY_HEADER, rated)}))
    text = ("2024-01-01", "Cléo from 5 to 7", 1962, log_uri(11), 2, "", "So so.", "", "2023-05-01")
    await member.store(member.export_files("2024-01-01", {"reviews.csv": table(REVIEW, [text])}))

    assert member.row("Cléo from 5 to 7").rating == 4


async def test_films_gone_from_the_export_are_kept_and_marked_as_removed(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], watchlist=[GHOST], diary=DIARY)
    summary = await member.bring("2024-02-01", watched=[SOLARIS])

    assert summary.removed == 2
    assert summary.updated == 0
    assert member.names() == ["Solaris"]
    assert member.row("Cléo from 5 to 7").removed
    assert member.row("Ghost in the Shell").removed


async def test_a_removed_film_that_comes_back_is_as_it_was(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    id_ = member.row("Cléo from 5 to 7").id
    await matches.store_details(member.database, metadata(499), [match(id_)])
    await member.bring("2024-02-01", watched=[SOLARIS])
    summary = await member.bring("2024-03-01", watched=[CLEO, SOLARIS], diary=DIARY)

    row = member.row("Cléo from 5 to 7")
    assert (row.id, row.removed, row.status, row.viewings) == (id_, False, FilmStatus.ENRICHED, 1)
    assert (summary.new, summary.updated, summary.new_viewings) == (0, 1, 0)


async def test_viewings_gone_from_the_diary_no_longer_count(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    await member.bring("2024-02-01", watched=[CLEO])

    assert member.row("Cléo from 5 to 7").viewings == 0


async def test_an_edited_viewing_is_changed_and_not_doubled(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    edited = entry(11, "Cléo from 5 to 7", 1962, "2023-05-02", rating=5, rewatch="Yes", tags="tv")
    summary = await member.bring("2024-02-01", watched=[CLEO], diary=[edited])

    (viewing,) = (await member.page("Cléo from 5 to 7")).viewings
    assert (str(viewing.watched_on), viewing.rating, viewing.rewatch, viewing.tags) == ("2023-05-02", 5, True, ("tv",))
    assert summary.new_viewings == 0


async def test_two_viewings_of_one_day_stay_two(member: Member) -> None:
    twice = [entry(log, "Solaris", 1972, "2023-05-01") for log in (21, 22)]
    await member.bring("2024-01-01", watched=[SOLARIS], diary=twice)
    await member.bring("2024-02-01", watched=[SOLARIS], diary=twice)

    assert member.row("Solaris").viewings == 2


async def test_a_click_date_that_drifts_by_a_day_is_no_change(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    drifted = film(1, "Cléo from 5 to 7", 1962, on="2024-01-02")
    entries = [entry(11, "Cléo from 5 to 7", 1962, "2023-05-01", rating=4, tags="cinema, 35mm", on="2024-01-02")]
    summary = await member.bring("2024-02-01", watched=[drifted], diary=entries)

    assert summary.updated == 0
    assert str(member.row("Cléo from 5 to 7").logged_on) == "2024-01-01"
    days = await member.database.fetch("SELECT logged_on FROM viewing")
    assert [row["logged_on"] for row in days] == ["2024-01-01"]


async def test_two_films_of_one_name_and_year_stay_two(member: Member) -> None:
    dracula = [film(31, "Dracula", 2025), film(32, "Dracula", 2025)]
    await member.bring("2024-01-01", watched=dracula)
    summary = await member.bring("2024-02-01", watched=dracula)

    assert (summary.new, len(member.rows())) == (0, 2)


async def test_a_film_that_the_site_made_anew_is_another_film(member: Member) -> None:
    await member.bring("2024-01-01", watched=[film(31, "Dracula", 2025)])
    summary = await member.bring("2024-02-01", watched=[film(32, "Dracula", 2025)])

    assert (summary.new, summary.removed) == (1, 1)
    assert [row.uri for row in member.rows()] == [film_uri(32)]


async def test_an_export_of_the_years_of_slugs_and_one_of_today_meet_by_name_and_day(member: Member) -> None:
    old = "https://letterboxd.com/film/solaris/"
    viewing = ("2019-01-02", "Solaris", "1972", "https://letterboxd.com/sample/film/solaris/", "", "", "", "2019-01-01")
    await member.bring("2019-02-01", watched=[("2019-01-02", "Solaris", "1972", old)], diary=[viewing])
    id_ = member.row("Solaris").id
    today = [entry(21, "Solaris", 1972, "2019-01-01"), entry(22, "Solaris", 1972, "2023-01-01")]
    summary = await member.bring("2024-01-01", watched=[SOLARIS], diary=today)

    row = member.row("Solaris")
    assert (row.id, row.uri, row.viewings) == (id_, film_uri(2), 2)
    assert (summary.new, summary.removed, summary.new_viewings) == (0, 0, 1)

    await member.bring("2019-02-01", watched=[("2019-01-02", "Solaris", "1972", old)], diary=[viewing])
    assert (member.row("Solaris").uri, member.row("Solaris").viewings) == (film_uri(2), 2)


async def test_a_film_that_letterboxd_removed_keeps_its_viewings_once(member: Member) -> None:
    lost = [entry(None, "Soulmates", 2020, "2021-01-01", rating=3)]
    first = await member.bring("2024-01-01", watched=[CLEO], orphaned=lost)
    again = await member.bring("2024-02-01", watched=[CLEO], orphaned=lost)

    row = member.row("Soulmates")
    assert (row.orphaned, row.viewings, row.removed) == (True, 1, False)
    assert (first.orphaned, first.watched, first.viewings) == (1, 1, 0)
    assert (again.new, again.new_viewings) == (0, 0)


async def test_a_film_that_letterboxd_took_back_is_orphaned_no_more(member: Member) -> None:
    await member.bring("2024-01-01", orphaned=[entry(None, "Soulmates", 2020, "2021-01-01")])
    back = film(41, "Soulmates", 2020)
    await member.bring("2024-02-01", watched=[back], diary=[entry(51, "Soulmates", 2020, "2021-01-01")])

    row = member.row("Soulmates")
    assert (row.orphaned, row.uri, row.viewings) == (False, film_uri(41), 1)


async def test_a_table_on_its_own_says_nothing_of_the_others(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], likes=[CLEO], watchlist=[GHOST], diary=DIARY)
    ratings = table(RATING, [(*CLEO, "4.5")])
    summary = await member.store(member.export_files("2024-02-01", {"ratings.csv": ratings}))

    row = member.row("Cléo from 5 to 7")
    assert (row.rating, row.liked, row.watched, row.viewings) == (4.5, True, True, 1)
    assert (summary.removed, len(member.rows())) == (0, 3)
    assert (await member.page("Cléo from 5 to 7")).viewings[0].tags == ("35mm", "cinema")


async def test_an_export_without_ratings_leaves_the_ratings(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], ratings=[(*CLEO, "2")])
    rated = [*DIARY, entry(12, "Solaris", 1972, "2023-06-01", rating=5)]
    await member.bring("2024-02-01", watched=[CLEO, SOLARIS], diary=rated, edit=lambda texts: texts.pop("ratings.csv"))

    assert member.row("Cléo from 5 to 7").rating == 2
    assert member.row("Solaris").rating == 5


async def test_rows_that_cannot_be_read_take_nothing_away(member: Member) -> None:
    tables = {"ratings": [(*CLEO, "4")], "likes": [CLEO], "diary": DIARY}
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], watchlist=[GHOST], **tables)
    broken = ("2024-01-01", "", "", "no address")
    summary = await member.bring(
        "2024-02-01",
        watched=[broken, film(4, "Persona", 1966)],
        ratings=[(*broken, "9")],
        watchlist=[broken],
        likes=[broken],
        diary=[entry(11, "Cléo from 5 to 7", 1962, "2023-02-30")],
    )

    assert len(summary.skipped) == 5
    assert (summary.new, summary.removed) == (1, 0)
    row = member.row("Cléo from 5 to 7")
    assert (row.watched, row.rating, row.liked, row.viewings) == (True, 4, True, 1)
    assert member.row("Ghost in the Shell").watchlist


async def test_the_name_of_the_member_is_that_of_the_newest_export(member: Member) -> None:
    await member.bring("2024-02-01", watched=[CLEO, SOLARIS], username="new-name")
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], username="old-name")

    assert await settings.load(member.database, "username") == "new-name"


async def test_the_address_of_the_member_s_mail_is_nowhere_in_the_library(member: Member) -> None:
    await member.bring("2024-02-01", watched=[CLEO], favourites=[film_uri(1)])
    await member.database.close()
    assert b"example.org" not in member.database.path.read_bytes()


async def test_a_later_export_ends_the_session_before_and_takes_its_films_over(member: Member) -> None:
    first = await member.bring("2024-01-01", watched=[CLEO])
    second = await member.bring("2024-02-01", watched=[CLEO])

    found = await sessions.all_sessions(member.database)
    assert {session.id: session.status for session in found} == {
        first.session: SessionStatus.COMPLETED,
        second.session: SessionStatus.ENRICHING,
    }


async def test_a_review_of_a_viewing_that_is_new_counts_as_one_viewing(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    summary = await member.bring(
        "2024-02-01",
        watched=[CLEO],
        diary=DIARY,
        reviews=[review(11, "Cléo from 5 to 7", 1962, "Yes.", day="2023-05-01")],
    )

    assert (summary.reviews, summary.new_viewings) == (1, 0)
    assert [one.review for one in (await member.page("Cléo from 5 to 7")).reviews] == ["Yes."]
