"""What a person decides outlives everything but their own undo."""

from dataclasses import replace

import pytest

from lbtui.model.enums import FilmStatus, Kind
from lbtui.storage import decisions, enrichment_queue, matches
from lbtui.storage.database import StorageError
from lbtui.storage.decisions import MatchState
from tests.storage.facts import candidate, match, metadata, summary
from tests.storage.member import Member, entry, film

S = FilmStatus
CLEO = film(1, "Cléo from 5 to 7", 1962)


async def cleo(member: Member) -> int:
    """A film that needs review."""
    await member.bring("2024-01-01", watched=[CLEO])
    id_ = member.row("Cléo from 5 to 7").id
    await matches.store_review(member.database, id_, "two of them", [candidate(1, score=0.7), candidate(2)])
    return id_


async def test_a_chosen_title_is_the_match(member: Member) -> None:
    film_id = await cleo(member)
    before = await decisions.choose(member.database, film_id, candidate(1).summary)

    assert (before.status, before.reason, len(before.candidates)) == (S.NEEDS_REVIEW, "two of them", 2)
    row = member.row("Cléo from 5 to 7")
    assert (row.status, row.kind, row.tmdb_id, row.title) == (S.MATCHED, Kind.MOVIE, 1, "Cleo")
    assert (row.decided_by, row.match_reason, row.match_score, row.reason) == ("person", "chosen by you", 0.7, "")
    assert await decisions.review_queue(member.database) == []


async def test_a_chosen_title_with_known_details_is_enriched(member: Member) -> None:
    film_id = await cleo(member)
    await matches.store_details(member.database, metadata(77))
    await decisions.choose(member.database, film_id, summary(77))

    row = member.row("Cléo from 5 to 7")
    assert (row.status, row.match_reason, row.match_score) == (S.ENRICHED, "chosen by you", None)
    assert row.directors == ("Agnès Varda",)


async def test_the_details_of_a_chosen_title_enrich_it(member: Member) -> None:
    film_id = await cleo(member)
    await decisions.choose(member.database, film_id, summary(77))
    assert [one.id for one in await enrichment_queue.queued_films(member.database)] == [film_id]
    assert await matches.store_details(member.database, metadata(77)) == [film_id]
    assert member.row("Cléo from 5 to 7").decided_by == "person"


async def test_not_on_tmdb_is_a_decision_too(member: Member) -> None:
    film_id = await cleo(member)
    await matches.store_details(member.database, metadata(499), [match(film_id)])
    before = await decisions.none(member.database, film_id)

    assert (before.status, before.tmdb_id) == (S.ENRICHED, 499)
    row = member.row("Cléo from 5 to 7")
    assert (row.status, row.reason) == (S.NOT_FOUND, "you marked it as not on TMDB")
    assert (row.kind, row.tmdb_id, row.title, row.directors) == (None, None, "", ())


@pytest.mark.parametrize("decide", ["choose", "none"])
async def test_undo_puts_the_film_back_to_how_it_stood(member: Member, decide: str) -> None:
    film_id = await cleo(member)
    before = await decisions.read(member.database, film_id)
    if decide == "choose":
        undo = await decisions.choose(member.database, film_id, summary(77))
    else:
        undo = await decisions.none(member.database, film_id)
    await decisions.restore(member.database, undo)

    assert undo == before
    assert await decisions.read(member.database, film_id) == before
    assert await decisions.review_queue(member.database) == [film_id]


async def test_undo_of_an_earlier_choice_brings_that_choice_back(member: Member) -> None:
    film_id = await cleo(member)
    await decisions.choose(member.database, film_id, summary(77))
    undo = await decisions.choose(member.database, film_id, summary(78))
    await matches.store_details(member.database, metadata(77))
    await decisions.restore(member.database, undo)

    after = await decisions.read(member.database, film_id)
    assert after == replace(undo, status=S.ENRICHED)
    assert (after.tmdb_id, after.decided_by) == (77, "person")


async def test_a_film_can_be_left_to_enrichment_again(member: Member) -> None:
    film_id = await cleo(member)
    await decisions.choose(member.database, film_id, summary(77))
    await decisions.restore(member.database, MatchState(film_id, S.PENDING))

    assert [(one.id, one.tmdb_id) for one in await enrichment_queue.queued_films(member.database)] == [(film_id, None)]
    assert await matches.candidates(member.database, film_id) == []
    assert await matches.store_matches(member.database, [match(film_id)]) == {film_id: S.MATCHED}


async def test_a_choice_can_be_made_again_from_the_same_candidates(member: Member) -> None:
    film_id = await cleo(member)
    await decisions.choose(member.database, film_id, candidate(1).summary)
    again = await decisions.choose(member.database, film_id, candidate(2).summary)

    assert again.candidates == (candidate(1, score=0.7), candidate(2))
    assert member.row("Cléo from 5 to 7").tmdb_id == 2


async def test_a_decision_outlives_later_exports_and_new_names(member: Member) -> None:
    film_id = await cleo(member)
    other = film(2, "Nowhere", 1999)
    await member.bring("2024-02-01", watched=[CLEO, other])
    nowhere = member.row("Nowhere").id
    await decisions.choose(member.database, film_id, summary(77))
    await decisions.none(member.database, nowhere)
    held = [await decisions.read(member.database, id_) for id_ in (film_id, nowhere)]

    await member.bring("2024-03-01", watched=[film(1, "Cleo", 1963), film(2, "Somewhere", 2000)])
    await member.bring("2024-04-01", watchlist=[film(3, "Solaris", 1972)])
    await member.bring("2024-05-01", watched=[film(1, "Cleo", 1963), film(2, "Somewhere", 2000)])

    assert [await decisions.read(member.database, id_) for id_ in (film_id, nowhere)] == held
    assert member.names() == ["Cleo", "Somewhere"]


async def test_a_decision_outlives_a_refresh_of_the_details(member: Member) -> None:
    film_id = await cleo(member)
    await decisions.choose(member.database, film_id, summary(77))
    await matches.store_details(member.database, metadata(77))
    held = await decisions.read(member.database, film_id)
    await matches.store_details(member.database, metadata(77, title="Another title"))

    assert await decisions.read(member.database, film_id) == held
    assert member.row("Cléo from 5 to 7").title == "Another title"


async def test_the_review_queue_begins_with_what_matters_most(member: Member) -> None:
    names = ["Listed", "Seen", "Seen twice", "So loved", "Very good", "Found", "Gone"]
    await member.bring("2024-01-01", watched=[film(7, "Gone", 2000)])
    await matches.store_review(member.database, member.row("Gone").id, "unsure", [])
    await member.bring(
        "2024-02-01",
        watched=[film(n, name, 2000) for n, name in enumerate(names[1:6], 2)],
        likes=[film(4, "So loved", 2000)],
        ratings=[film(5, "Very good", 2000, "4.5"), film(4, "So loved", 2000, "3")],
        watchlist=[film(1, "Listed", 2000)],
        diary=[entry(n, "Seen twice", 2000, f"2023-01-0{n}") for n in (1, 2)],
    )
    for name in names[:5]:
        await matches.store_review(member.database, member.row(name).id, "unsure", [])

    by_id = {row.id: row.name for row in member.rows()}
    queue = await decisions.review_queue(member.database)
    assert [by_id[film_id] for film_id in queue] == ["Seen twice", "So loved", "Very good", "Seen", "Listed"]


async def test_a_film_that_there_is_not_is_a_sentence(member: Member) -> None:
    with pytest.raises(StorageError, match="There is no film 5 in the library"):
        await decisions.choose(member.database, 5, summary())
