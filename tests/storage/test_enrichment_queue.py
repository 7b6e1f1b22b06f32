"""Films on their way through enrichment, as the engine stores them."""

from lbtui.model.enums import FilmStatus, Kind
from lbtui.storage import decisions, enrichment_queue, matches
from lbtui.storage.enrichment_queue import QueuedFilm
from tests.storage.facts import candidate, match, metadata, summary
from tests.storage.member import Member, entry, film

S = FilmStatus


async def library(member: Member) -> dict[str, int]:
    """Eight films, by name."""
    await member.bring(
        "2024-06-01",
        watched=[
            film(1, "Logged long ago", 1990, on="2015-01-01"),
            film(2, "Logged of late", 1991, on="2024-05-01"),
            film(3, "Seen last year", 1992, on="2023-02-01"),
            film(4, "Seen of late", 1993, on="2012-02-01"),
            film(5, "Rated", 1994, on="2015-01-01"),
            film(8, "Logged then too", 1995, on="2015-01-01"),
        ],
        ratings=[film(5, "Rated", 1994, "5")],
        watchlist=[film(6, "Listed", 2030, on="2024-05-30"), film(7, "Listed early", None, on="2020-01-01")],
        diary=[entry(1, "Seen last year", 1992, "2023-01-01"), entry(2, "Seen of late", 1993, "2024-05-20")],
    )
    return {row.name: row.id for row in member.rows()}


async def test_films_are_wanted_watched_before_watchlist_and_the_latest_and_best_first(member: Member) -> None:
    await library(member)
    assert [one.name for one in await enrichment_queue.queued_films(member.database)] == [
        "Seen of late", "Logged of late", "Seen last year", "Rated", "Logged long ago", "Logged then too",
        "Listed", "Listed early",
    ]  # fmt: skip


async def test_only_pending_and_matched_films_that_are_not_removed_are_wanted(member: Member) -> None:
    ids = await library(member)
    database = member.database
    await matches.store_matches(database, [match(ids["Rated"], 7)])
    await enrichment_queue.store_end(database, ids["Logged of late"], S.NOT_FOUND, "nothing like it")
    await enrichment_queue.store_end(database, ids["Listed"], S.FAILED, "timeout")
    await matches.store_review(database, ids["Listed early"], "two of them", [candidate(1), candidate(2)])
    await matches.store_details(database, metadata(499), [match(ids["Seen of late"])])
    await member.bring("2024-07-01", watchlist=[film(5, "Rated", 1994)])

    assert await enrichment_queue.queued_films(database) == [
        QueuedFilm(ids["Rated"], "Rated", 1994, S.MATCHED, Kind.MOVIE, 7, decided_by="auto")
    ]


async def test_counts_are_of_all_states_without_removed_films(member: Member) -> None:
    ids = await library(member)
    await enrichment_queue.store_end(member.database, ids["Listed"], S.FAILED, "timeout")
    await enrichment_queue.store_end(member.database, ids["Rated"], S.NOT_FOUND, "nothing like it")

    counts = await enrichment_queue.counts(member.database)
    assert list(counts) == list(S)
    assert (counts[S.PENDING], counts[S.FAILED], counts[S.NOT_FOUND], counts[S.ENRICHED]) == (6, 1, 1, 0)

    await member.bring("2024-07-01", watchlist=[film(6, "Listed", 2030)])
    assert {status: n for status, n in (await enrichment_queue.counts(member.database)).items() if n} == {S.FAILED: 1}


async def test_failed_films_go_on_from_where_they_were(member: Member) -> None:
    ids = await library(member)
    await matches.store_matches(member.database, [match(ids["Rated"], 7)])
    for name in ("Rated", "Listed", "Listed early"):
        await enrichment_queue.store_end(member.database, ids[name], S.FAILED, "timeout")

    assert await enrichment_queue.retry_failed(member.database, [ids["Listed early"], ids["Seen of late"]]) == 1
    assert member.row("Listed").reason == "timeout"
    assert await enrichment_queue.retry_failed(member.database) == 2
    assert (member.row("Rated").status, member.row("Listed").status) == (S.MATCHED, S.PENDING)
    assert (member.row("Rated").tmdb_id, member.row("Listed").reason) == (7, "")


async def test_details_enrich_every_film_that_is_matched_to_them(member: Member) -> None:
    ids = await library(member)
    for name in ("Rated", "Listed"):
        await decisions.choose(member.database, ids[name], summary(7))

    enriched = await matches.store_details(member.database, metadata(7))
    assert sorted(enriched) == sorted([ids["Rated"], ids["Listed"]])
    rows = [member.row("Rated"), member.row("Listed")]
    assert [row.status for row in rows] == [S.ENRICHED] * 2
    assert [row.directors for row in rows] == [("Agnès Varda",)] * 2


async def test_a_match_with_known_details_is_enriched_at_once(member: Member) -> None:
    ids = await library(member)
    await matches.store_details(member.database, metadata(7))
    assert await matches.store_matches(member.database, [match(ids["Listed"], 7)]) == {ids["Listed"]: S.ENRICHED}


async def test_a_match_ends_a_review(member: Member) -> None:
    ids = await library(member)
    listed = ids["Listed"]
    assert await matches.store_review(member.database, listed, "two of them", [candidate(1), candidate(2)])
    assert (member.row("Listed").status, member.row("Listed").reason) == (S.NEEDS_REVIEW, "two of them")
    assert await matches.candidates(member.database, listed) == [candidate(1), candidate(2)]

    await matches.store_matches(member.database, [match(listed, 1)])
    assert member.row("Listed").status is S.MATCHED
    assert await matches.candidates(member.database, listed) == []


async def test_enrichment_never_changes_what_a_person_decided(member: Member) -> None:
    ids = await library(member)
    database, chosen, nowhere = member.database, ids["Rated"], ids["Listed"]
    await matches.store_review(database, chosen, "two of them", [candidate(1), candidate(2)])
    await decisions.choose(database, chosen, summary(42, "The right one"))
    await decisions.none(database, nowhere)
    held = {film: await decisions.read(database, film) for film in (chosen, nowhere)}

    assert await matches.store_matches(database, [match(chosen, 1), match(nowhere, 2)]) == {}
    assert await matches.store_details(database, metadata(1), [match(chosen, 1), match(nowhere, 1)]) == []
    for film_id in (chosen, nowhere):
        assert not await matches.store_review(database, film_id, "unsure", [candidate(3)])
        assert not await enrichment_queue.store_end(database, film_id, S.NOT_FOUND, "nothing like it")

    assert {film: await decisions.read(database, film) for film in (chosen, nowhere)} == held


async def test_a_person_s_match_may_fail_and_is_kept_for_the_next_try(member: Member) -> None:
    ids = await library(member)
    await decisions.choose(member.database, ids["Rated"], summary(42, "The right one"))
    assert await enrichment_queue.store_end(member.database, ids["Rated"], S.FAILED, "timeout")
    await enrichment_queue.retry_failed(member.database)

    row = member.row("Rated")
    assert (row.status, row.tmdb_id, row.decided_by) == (S.MATCHED, 42, "person")
