"""Two films of a library are one title of TMDB only where a person says so."""

from itertools import permutations

import pytest

from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.metadata import Candidate
from lbtui.storage import decisions, matches
from lbtui.storage.enrichment_queue import store_page
from lbtui.storage.matches import SHARED, Match
from tests.storage.facts import candidate, metadata, summary
from tests.storage.member import Member, film
from tests.stored import execute

S = FilmStatus
RING, RINGU, RINGS = film(1, "Ring", 1998), film(2, "Ringu", 1998), film(3, "Rings", 1998)


async def library(member: Member) -> list[int]:
    """Three films, in the order of the library."""
    await member.bring("2024-01-01", watched=[RING, RINGU, RINGS])
    return [member.row(name).id for name in ("Ring", "Ringu", "Rings")]


def match(film_id: int, score: float, others: tuple[Candidate, ...] = ()) -> Match:
    return Match(film_id, summary(77), score, "title equal, same year", others)


def stand(member: Member) -> list[FilmStatus]:
    return [member.row(name).status for name in ("Ring", "Ringu", "Rings")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_the_more_certain_film_keeps_the_title_whichever_came_first(
    member: Member, order: tuple[int, ...]
) -> None:
    ids = await library(member)
    for n in order:
        await matches.store_matches(member.database, [match(ids[n], (0.98, 1.0, 1.0)[n])])

    assert stand(member) == [S.NEEDS_REVIEW, S.MATCHED, S.NEEDS_REVIEW]
    assert member.row("Ring").reason.startswith(f"{SHARED}: Ring")
    again = await matches.candidates(member.database, ids[0])
    assert [(one.summary.tmdb_id, one.score, one.reason) for one in again] == [(77, 0.98, "title equal, same year")]


async def test_who_stores_a_match_hears_of_the_film_that_gave_way(member: Member) -> None:
    ring, ringu, _ = await library(member)
    await matches.store_details(member.database, metadata(77), [match(ring, 0.9)])
    states = await matches.store_matches(member.database, [match(ringu, 1.0)])
    assert states == {ringu: S.ENRICHED, ring: S.NEEDS_REVIEW}


async def test_the_less_certain_film_keeps_what_else_it_may_be(member: Member) -> None:
    ring, ringu, _ = await library(member)
    await matches.store_matches(member.database, [match(ring, 1.0)])
    await matches.store_matches(member.database, [match(ringu, 0.9, (candidate(5),))])
    shown = await matches.candidates(member.database, ringu)
    assert [one.summary.tmdb_id for one in shown] == [77, 5]


async def test_two_films_of_one_page_are_not_one_title(member: Member) -> None:
    ring, ringu, _ = await library(member)
    states = await store_page(member.database, 1998, 2, [match(ring, 1.0), match(ringu, 1.0)])
    assert states == {ring: S.MATCHED, ringu: S.NEEDS_REVIEW}


async def test_what_a_person_chose_is_no_other_film_s_match(member: Member) -> None:
    ring, ringu, _ = await library(member)
    await decisions.choose(member.database, ringu, summary(77))
    await matches.store_matches(member.database, [match(ring, 1.0)])
    assert stand(member) == [S.NEEDS_REVIEW, S.MATCHED, S.PENDING]
    assert member.row("Ringu").decided_by == "person"


async def test_a_choice_moves_the_film_that_lbtui_matched_and_undoing_it_moves_it_back(member: Member) -> None:
    ring, ringu, _ = await library(member)
    await matches.store_matches(member.database, [match(ring, 1.0)])
    held = await decisions.read(member.database, ring)
    before = await decisions.choose(member.database, ringu, summary(77))
    assert stand(member) == [S.NEEDS_REVIEW, S.MATCHED, S.PENDING]

    await decisions.restore(member.database, before)
    assert stand(member) == [S.MATCHED, S.PENDING, S.PENDING]
    assert await decisions.read(member.database, ring) == held


async def test_undoing_a_choice_leaves_alone_what_has_been_decided_since(member: Member) -> None:
    ring, ringu, _ = await library(member)
    await matches.store_matches(member.database, [match(ring, 1.0)])
    before = await decisions.choose(member.database, ringu, summary(77))
    await decisions.none(member.database, ring)
    await decisions.restore(member.database, before)
    assert stand(member) == [S.NOT_FOUND, S.PENDING, S.PENDING]


async def test_two_choices_of_a_person_both_stand_and_are_told(member: Member) -> None:
    ring, ringu, rings = await library(member)
    await matches.store_matches(member.database, [match(rings, 1.0)])
    for film_id in (ring, ringu):
        await decisions.choose(member.database, film_id, summary(77))
    assert stand(member) == [S.MATCHED, S.MATCHED, S.NEEDS_REVIEW]
    told = await decisions.holders(member.database, ring, Kind.MOVIE, 77)
    assert [(one.name, one.by_person) for one in told] == [("Ringu (1998)", True)]


async def test_a_film_that_an_import_brings_back_does_not_share_its_title_with_the_one_that_has_it_now(
    member: Member,
) -> None:
    ring, ringu, _ = await library(member)
    await matches.store_matches(member.database, [match(ring, 0.98)])
    await member.bring("2024-02-01", watched=[RINGU, RINGS])
    await matches.store_matches(member.database, [match(ringu, 1.0)])
    assert member.row("Ringu").status is S.MATCHED
    await member.bring("2024-03-01", watched=[RING, RINGU, RINGS])
    assert stand(member) == [S.NEEDS_REVIEW, S.MATCHED, S.PENDING]


async def test_titles_that_two_films_have_shared_so_far_are_parted_at_the_next_run(member: Member) -> None:
    ring, ringu, _ = await library(member)
    await matches.store_matches(member.database, [match(ring, 0.98)])
    columns = "status, kind, tmdb_id, match_score, decided_by"
    copied = f"UPDATE film SET ({columns}) = (SELECT {columns} FROM film WHERE id = ?) WHERE id = ?"
    await execute(member.database, copied, ring, ringu)
    assert await matches.store_shared_resolved(member.database) == {ringu: S.NEEDS_REVIEW}
    assert await matches.store_shared_resolved(member.database) == {}
