"""Who offers the films: it comes with the details, grows old after a week, and is asked anew by what costs less."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from lbtui.enrichment.run import has_work
from lbtui.enrichment.streaming import OTHERS, pays, worth_pages
from lbtui.model.enums import Kind
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Offers
from lbtui.storage.metadata import load_metadata
from lbtui.storage.offers import Chosen, keep_chosen
from lbtui.storage.rows import load_rows
from lbtui.storage.sessions import now
from tests.enrichment.library import Watcher, titled, watching
from tests.enrichment.server import Trouble
from tests.enrichment.streaming_server import MUBI, NETFLIX, FakeTmdb
from tests.stored import execute
from tests.tmdb.catalogue import Film

FILMS = [Film(n, f"Film {n}", 1990, votes=10_000 - 10 * n) for n in range(1, 61)]


@asynccontextmanager
async def evening(
    tmp_path: Path, streams: dict[int, set[int]], films: list[Film] = FILMS, region: str = "DE"
) -> AsyncIterator[tuple[FakeTmdb, Watcher]]:
    """An enriched library, all of it on the watchlist, of a member in a region who has MUBI and Netflix."""
    async with FakeTmdb(films, streams) as tmdb, watching(tmdb, tmp_path, titled(films)) as watcher:
        watcher.client.region = region
        await keep_chosen(watcher.store, Chosen(region, ("MUBI", "Netflix")))
        await execute(watcher.store, "UPDATE film SET watchlist = 1, watched = 0")
        await watcher.run(many=1)
        yield tmdb, watcher


async def grow_old(watcher: Watcher, days: float, where: str = "1") -> None:
    """Let it be so many days since it was asked who offers the films."""
    moment = (now() - timedelta(days=days)).isoformat()
    await execute(watcher.store, f"UPDATE metadata SET offers_at = ?, streams_at = ? WHERE {where}", moment, moment)


async def offers(watcher: Watcher, film: int) -> Offers:
    """What the store knows of a movie."""
    metadata = await load_metadata(watcher.store, Kind.MOVIE, film)
    assert metadata is not None
    assert metadata.offers is not None
    return metadata.offers


def films_on(watcher: Watcher) -> dict[str, FilmRow]:
    """The films that stream on the member's services, by name."""
    return {row.name: row for row in load_rows(watcher.store.path) if row.on_services}


async def test_it_comes_with_the_details_and_costs_no_request(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS[:5], {MUBI: {1, 2}}) as tmdb, watching(tmdb, tmp_path, titled(FILMS[:5])) as watcher:
        without = (await watcher.run(many=1)).requests
    async with evening(tmp_path / "again", {MUBI: {1, 2}}, FILMS[:5]) as (tmdb, watcher):
        assert watcher.client.stats.requests == without
        assert set(films_on(watcher)) == {"Film 1", "Film 2"}
        assert films_on(watcher)["Film 1"].streaming == ("MUBI",)
        assert films_on(watcher)["Film 1"].rent == ("Apple TV",)
        assert not await has_work(watcher.store, "DE")
        assert (await watcher.run()).requests == 0


async def test_the_watchlist_is_asked_for_again_after_a_week_and_other_films_are_not(tmp_path: Path) -> None:
    async with evening(tmp_path, {MUBI: {1}}, FILMS[:6]) as (tmdb, watcher):
        await execute(watcher.store, "UPDATE film SET watchlist = 0, watched = 1 WHERE tmdb_id > 3")
        await grow_old(watcher, 6.9)
        assert not await has_work(watcher.store, "DE")
        await grow_old(watcher, 7.1)
        assert await has_work(watcher.store, "DE")
        tmdb.streams = {NETFLIX: {2, 5}}
        assert (await watcher.run()).requests == 3
        assert set(films_on(watcher)) == {"Film 2"}
        assert [event.text for event in watcher.events][-3:].count("streams on Netflix") == 1
        assert (await watcher.run()).requests == 0


async def test_a_new_region_hides_what_was_known_and_is_asked_for_the_watchlist_first(tmp_path: Path) -> None:
    films = [Film(n, f"Film {n}", 1990) for n in range(1, OTHERS + 21)]
    async with evening(tmp_path, {MUBI: {1, 2}}, films) as (_, watcher):
        await execute(watcher.store, "UPDATE film SET watchlist = tmdb_id <= 10, rating = iif(tmdb_id = 120, 5, 1)")
        await keep_chosen(watcher.store, Chosen("FR", ("MUBI",)))
        watcher.client.region = "FR"
        assert not films_on(watcher)
        assert load_rows(watcher.store.path)[0].streaming_as_of is None
        assert (await offers(watcher, 1)).region == "DE"
        watcher.events.clear()
        assert (await watcher.run(concurrency=1)).requests == 10 + OTHERS
        assert [event.name for event in watcher.events[9:11]] == ["Film 10", "Film 120"]
        assert (await watcher.run()).requests == 10
        assert not await has_work(watcher.store, "FR")


async def test_without_a_region_nothing_is_asked(tmp_path: Path) -> None:
    async with evening(tmp_path, {MUBI: {1}}, FILMS[:2], region="") as (tmdb, watcher):
        assert not any("watch" in path for path in tmdb.answered)
        assert load_rows(watcher.store.path)[0].streaming_as_of is None


async def test_pages_of_the_services_tell_of_a_long_watchlist_in_fewer_requests(tmp_path: Path) -> None:
    async with evening(tmp_path, {MUBI: {*range(1, 30)}, NETFLIX: {1}}) as (tmdb, watcher):
        await grow_old(watcher, 8)
        asked = (await offers(watcher, 3)).asked_at
        tmdb.streams = {MUBI: {*range(2, 35)}, NETFLIX: {60}}
        assert (await watcher.run()).requests == 1 + 2 + 1
        assert set(films_on(watcher)) == {f"Film {n}" for n in (*range(2, 35), 60)}
        known = await offers(watcher, 3)
        assert [service.name for _, service in known.services] == ["MUBI", "Apple TV"]
        assert known.asked_at == asked
        assert known.streams_at is not None
        assert known.streams_at > now() - timedelta(days=1)
        assert (await watcher.run()).requests == 0


async def test_films_below_the_pages_that_were_read_are_asked_for_one_by_one(tmp_path: Path) -> None:
    famous = [Film(1000 + n, f"Famous {n}", 1980, votes=90_000 - n) for n in range(200)]
    async with evening(tmp_path, {}) as (tmdb, watcher):
        await grow_old(watcher, 8)
        tmdb.films |= {(film.kind, film.tmdb_id): film for film in famous}
        tmdb.streams = {MUBI: {*range(1, 61), *range(1000, 1200)}, NETFLIX: {*range(1000, 1200)}}
        assert (await watcher.run()).requests == 1 + 2 * 3 + 60
        assert len(films_on(watcher)) == 60


async def test_pages_that_cannot_be_read_leave_it_to_one_by_one(tmp_path: Path) -> None:
    async with evening(tmp_path, {MUBI: {1}}) as (tmdb, watcher):
        await grow_old(watcher, 8)
        tmdb.fail(Trouble.GARBAGE, 99, "/discover")
        await watcher.run()
        assert tmdb.asked("/movie/7/watch") == 1
        assert not await has_work(watcher.store, "DE")


async def test_what_cannot_be_read_stays_as_it_was_known_and_is_asked_for_in_the_next_run(tmp_path: Path) -> None:
    async with evening(tmp_path, {MUBI: {1}}, FILMS[:2]) as (tmdb, watcher):
        await grow_old(watcher, 8, "tmdb_id = 1")
        tmdb.fail(Trouble.WRONG_SHAPE, 99, "/movie/1/watch")
        await watcher.run()
        assert set(films_on(watcher)) == {"Film 1"}
        tmdb.heal()
        assert (await watcher.run()).requests == 1


@pytest.mark.parametrize(
    ("films", "services", "worth"), [(400, 3, True), (400, 30, False), (60, 3, True), (59, 3, False), (400, 0, False)]
)
def test_pages_are_tried_for_a_page_of_films_a_service(films: int, services: int, worth: bool) -> None:
    assert worth_pages(films, services) is worth


@pytest.mark.parametrize(
    ("settled", "on"), [([], True), ([0, 0], True), ([0, 0, 8], False), ([0, 0, 9], True), ([90, 3, 3, 2], False)]
)
def test_pages_are_read_on_while_they_save_a_request_each(settled: list[int], on: bool) -> None:
    assert pays(settled, 3) is on
