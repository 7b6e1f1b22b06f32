"""A feed keeps a library fresh between two exports: it adds, and an export has the last word on what it knew."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from lbtui.letterboxd.feed import read_feed
from lbtui.model.enums import FilmStatus, Kind
from lbtui.storage import decisions, matches
from lbtui.storage.imports import ImportSummary
from lbtui.storage.pages import Entry, load_entries
from tests.letterboxd.feeds import feed, item
from tests.storage.facts import match, metadata, summary
from tests.storage.member import Member, entry, film, review

CLEO, SOLARIS = film(1, "Cleo", 1962), film(2, "Solaris", 1972)
SEEN = datetime(2026, 10, 1, tzinfo=UTC)
NEW = item(21, "Cleo", 1962, film=1, tmdb=499, rating=4, like="Yes", review="<p>Again!</p>")
"""Logged on 2026-09-27, in New Zealand."""


async def sync(member: Member, *items: str, seen: datetime = SEEN) -> ImportSummary:
    """Merge the feed of a day."""
    return await member.store(replace(read_feed(feed(items), "feed"), exported_at=seen))


async def test_an_entry_of_the_feed_comes_to_the_film_that_the_export_told(member: Member) -> None:
    await member.bring("2026-09-01", watched=[CLEO], diary=[entry(11, "Cleo", 1962, "2026-08-01")])
    told = await sync(member, NEW)

    row = member.row("Cleo")
    assert (told.new, told.updated, told.new_viewings, told.touched) == (0, 1, 1, (row.id,))
    assert (row.rating, row.liked, row.viewings, row.tmdb_id) == (4, True, 2, 499)
    assert [viewing.review for viewing in viewings(member)] == [None, "Again!"]


async def test_the_next_export_finds_the_entry_and_adds_its_tags(member: Member) -> None:
    await sync(member, NEW)
    told = await member.bring(
        "2026-10-05",
        watched=[CLEO],
        ratings=[(*CLEO, "4.5")],
        diary=[entry(21, "Cleo", 1962, "2026-09-25", rating=4.5, tags="cinema")],
        reviews=[review(21, "Cleo", 1962, "Again! (edited)", day="2026-09-25")],
    )
    (viewing,) = viewings(member)
    assert (told.new, told.new_viewings, member.names()) == (0, 0, ["Cleo"])
    assert (viewing.rating, viewing.tags, str(viewing.watched_on)) == (4.5, ("cinema",), "2026-09-25")
    assert (member.row("Cleo").rating, member.row("Cleo").liked) == (4.5, False)


async def test_the_next_export_tells_that_an_entry_is_gone_and_an_older_one_does_not(member: Member) -> None:
    await sync(member, NEW)
    await member.bring("2026-09-20", watched=[SOLARIS])
    assert (member.row("Cleo").viewings, member.row("Cleo").rating, member.row("Cleo").liked) == (1, 4, True)
    await member.bring("2026-10-05", watched=[SOLARIS])
    assert member.names() == ["Solaris"]


async def test_the_rating_and_like_of_the_feed_outlive_an_export_from_before_them(member: Member) -> None:
    await member.bring("2026-08-01", watched=[CLEO], ratings=[(*CLEO, "2")])
    await sync(member, NEW)
    await member.bring("2026-09-20", watched=[CLEO], ratings=[(*CLEO, "3")])
    assert (member.row("Cleo").rating, member.row("Cleo").liked) == (4, True)
    await member.bring("2026-10-05", watched=[CLEO], ratings=[(*CLEO, "3")])
    assert (member.row("Cleo").rating, member.row("Cleo").liked) == (3, False)


async def test_an_entry_without_a_rating_keeps_no_export_from_telling_one(member: Member) -> None:
    await member.bring("2026-08-01", watched=[CLEO], ratings=[(*CLEO, "2")])
    await sync(member, item(21, "Cleo", 1962, film=1))
    await member.bring("2026-09-20", watched=[CLEO], ratings=[(*CLEO, "3")], likes=[CLEO])
    assert (member.row("Cleo").rating, member.row("Cleo").liked, member.row("Cleo").viewings) == (3, True, 1)


async def test_an_older_entry_leaves_the_rating_and_like_of_the_export(member: Member) -> None:
    diary = [entry(30, "Solaris", 1972, "2026-09-30"), entry(21, "Cleo", 1962, "2026-09-26", rating=4)]
    await member.bring("2026-10-01", watched=[CLEO, SOLARIS], likes=[CLEO], ratings=[(*CLEO, "3")], diary=diary)
    await sync(member, item(21, "Cleo", 1962, film=1, rating=5, like="No"), seen=datetime(2026, 10, 2, tzinfo=UTC))
    row, (viewing,) = member.row("Cleo"), viewings(member)
    assert (row.rating, row.liked, viewing.rating) == (3, True, 4)


@pytest.mark.parametrize(("like", "liked"), [("", True), ("No", False), ("Yes", True)])
async def test_no_word_on_a_like_is_not_no(member: Member, like: str, liked: bool) -> None:
    await member.bring("2026-09-01", watched=[CLEO], likes=[CLEO], ratings=[(*CLEO, "3")])
    await sync(member, item(21, "Cleo", 1962, film=1, like=like))
    assert (member.row("Cleo").liked, member.row("Cleo").rating) == (liked, 3)


async def test_what_is_no_longer_in_the_feed_stays(member: Member) -> None:
    await sync(member, NEW)
    await sync(member, item(22, "Solaris", 1972, film=2), seen=datetime(2026, 10, 2, tzinfo=UTC))
    assert [(row.name, row.viewings) for row in member.rows()] == [("Cleo", 1), ("Solaris", 1)]


async def test_a_later_feed_tells_how_an_entry_was_edited(member: Member) -> None:
    await sync(member, NEW)
    await sync(member, item(21, "Cleo", 1962, film=1, rating=2, day="2026-09-25", review="<p>Meh.</p>"))
    (viewing,) = viewings(member)
    assert (viewing.rating, str(viewing.watched_on), viewing.review) == (2, "2026-09-25", "Meh.")
    await sync(member, NEW, seen=datetime(2026, 9, 28, tzinfo=UTC))
    (viewing,) = viewings(member)
    assert (viewing.rating, viewing.review) == (2, "Meh.")


async def test_a_feed_from_before_the_export_brings_back_nothing_that_was_deleted(member: Member) -> None:
    await member.bring("2026-10-05", watched=[SOLARIS], diary=[entry(30, "Solaris", 1972, "2026-10-01")])
    told = await sync(member, NEW)
    assert (member.names(), told.new, told.new_viewings, told.older) == (["Solaris"], 0, 0, True)


async def test_tags_of_an_export_outlive_the_feed(member: Member) -> None:
    await member.bring("2026-09-01", watched=[CLEO], diary=[entry(21, "Cleo", 1962, "2026-09-26", tags="cinema")])
    await sync(member, NEW)
    (viewing,) = viewings(member)
    assert (viewing.tags, viewing.review) == (("cinema",), "Again!")


def viewings(member: Member) -> list[Entry]:
    """The viewings of Cleo, in their order."""
    film_id = member.row("Cleo").id
    return load_entries(member.database.path, [film_id])[film_id]


FOUND: list[tuple[str, dict[str, Any]]] = [
    ("by its number", {"name": "Cléo de 5 à 7", "film": 1}),
    ("by TMDB's id", {"name": "Cléo de 5 à 7", "tmdb": 499}),
    ("by name and year", {"name": "Cleo"}),
]


@pytest.mark.parametrize(("way", "told"), FOUND)
async def test_a_film_is_known_again(member: Member, way: str, told: dict[str, Any]) -> None:
    await member.bring("2026-09-01", watched=[CLEO, SOLARIS])
    await matches.store_matches(member.database, [match(member.row("Cleo").id)])
    await sync(member, item(21, **{"year": 1962, **told}))
    assert member.names() == ["Cleo", "Solaris"]
    assert member.row("Cleo").viewings == 1


async def test_a_film_known_by_its_slug_alone_gets_its_address_from_the_next_export(member: Member) -> None:
    await sync(member, item(21, "Cleo", 1962, slug="cleo-from-5-to-7"))
    await sync(member, item(22, "Cléo", 1962, slug="cleo-from-5-to-7"))
    assert [(row.name, row.viewings, row.uri) for row in member.rows()] == [("Cleo", 2, None)]
    await member.bring("2026-10-05", watched=[CLEO], diary=[entry(n, "Cleo", 1962, "2026-09-26") for n in (21, 22)])
    assert [(row.viewings, row.uri) for row in member.rows()] == [(2, CLEO[3])]


async def test_a_new_film_is_matched_by_letterboxd_s_word(member: Member) -> None:
    await sync(member, NEW, item(22, "Normal People", 2020, film=7, tv=89905))
    cleo, series = member.row("Cleo"), member.row("Normal People")
    assert (cleo.status, cleo.kind, cleo.tmdb_id, cleo.decided_by) == (
        FilmStatus.MATCHED, Kind.MOVIE, 499, "letterboxd",
    )  # fmt: skip
    assert (series.kind, series.tmdb_id) == (Kind.TV, 89905)


async def test_letterboxd_s_word_outranks_a_search_but_not_the_member(member: Member) -> None:
    await member.bring("2026-09-01", watched=[CLEO, SOLARIS])
    await matches.store_matches(member.database, [match(member.row("Cleo").id, 777, "Another")])
    await decisions.choose(member.database, member.row("Solaris").id, summary(888, "Mine"))
    await sync(member, NEW, item(22, "Solaris", 1972, film=2, tmdb=593))
    assert (member.row("Cleo").tmdb_id, member.row("Cleo").decided_by) == (499, "letterboxd")
    assert (member.row("Solaris").tmdb_id, member.row("Solaris").decided_by) == (888, "person")
    await matches.store_matches(member.database, [match(member.row("Cleo").id, 777, "Another")])
    assert member.row("Cleo").tmdb_id == 499


async def test_a_title_whose_details_are_known_is_enriched_at_once(member: Member) -> None:
    await member.bring("2026-09-01", watched=[CLEO])
    await matches.store_details(member.database, metadata(499), [match(member.row("Cleo").id)])
    await sync(member, NEW)
    assert (member.row("Cleo").status, member.row("Cleo").decided_by) == (FilmStatus.ENRICHED, "letterboxd")


async def test_two_films_of_one_title_are_parted_and_letterboxd_s_stays(member: Member) -> None:
    await member.bring("2026-09-01", watched=[CLEO, SOLARIS])
    await matches.store_matches(member.database, [match(member.row("Solaris").id)])
    await sync(member, NEW)
    assert (member.row("Cleo").status, member.row("Solaris").status) == (FilmStatus.MATCHED, FilmStatus.NEEDS_REVIEW)


async def test_a_gap_is_told_until_an_export_closes_it(member: Member) -> None:
    await member.bring("2026-08-02", watched=[CLEO], diary=[entry(11, "Cleo", 1962, "2026-08-01", on="2026-08-02")])
    told = await sync(member, NEW)
    assert told.gap == ("2026-08-02", "2026-09-27")
    assert told.as_json()["gap"] == {"after": "2026-08-02", "before": "2026-09-27"}
    assert "between 2026-08-02 and 2026-09-27 may be missing" in told.notes[0]
    assert (await sync(member, NEW, item(22, "Solaris", 1972))).gap == told.gap

    diary = [entry(11, "Cleo", 1962, "2026-08-01"), entry(21, "Cleo", 1962, "2026-09-26")]
    await member.bring("2026-10-05", watched=[CLEO], diary=diary)
    later = datetime(2026, 10, 6, tzinfo=UTC)
    assert (await sync(member, NEW, item(22, "Solaris", 1972), seen=later)).gap is None


async def test_a_feed_that_meets_the_library_has_no_gap(member: Member) -> None:
    await member.bring("2026-09-28", watched=[CLEO], diary=[entry(21, "Cleo", 1962, "2026-09-26")])
    assert (await sync(member, NEW, item(22, "Solaris", 1972))).gap is None


async def test_the_same_feed_again_changes_nothing(member: Member) -> None:
    await sync(member, NEW, item(22, "Solaris", 1972, day="", review="<p>A note.</p>"))
    tables = ("film", "viewing", "candidate")

    async def stored() -> list[object]:
        return [[tuple(row) for row in await member.database.fetch(f"SELECT * FROM {table}")] for table in tables]

    before = await stored()
    again = await sync(member, NEW, item(22, "Solaris", 1972, day="", review="<p>A note.</p>"))
    assert (again.new, again.updated, again.new_viewings, await stored()) == (0, 0, 0, before)
