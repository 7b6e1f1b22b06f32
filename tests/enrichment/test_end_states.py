"""Every film comes to an end state, with what it takes and nothing more."""

import asyncio
from pathlib import Path

import pytest

from lbtui.model.enums import FilmStatus, Kind, SessionStatus
from lbtui.storage import sessions
from lbtui.storage.matches import SHARED, candidates
from lbtui.storage.metadata import load_metadata
from tests.enrichment.library import import_films, titled, watching
from tests.enrichment.server import FakeTmdb
from tests.stored import execute
from tests.tmdb.catalogue import Film
from tests.waiting import wait_until

CLEO = Film(499, "Cléo from 5 to 7", 1962, original_title="Cléo de 5 à 7", runtime=90)
ALIEN = Film(348, "Alien", 1979, votes=9000, genres=(878,))
CHERNOBYL = Film(87108, "Chernobyl", 2019, kind=Kind.TV)
TWINS = (Film(1, "Twins", 1988, votes=50), Film(2, "Twins", 1988, votes=60))


async def test_a_film_goes_from_its_name_to_its_metadata(tmp_path: Path) -> None:
    async with FakeTmdb([CLEO]) as server, watching(server, tmp_path, titled([CLEO])) as watcher:
        report = await watcher.run()
        assert report.counts[FilmStatus.ENRICHED] == 1
        metadata = await load_metadata(watcher.store, Kind.MOVIE, 499)
        assert metadata is not None
        assert (metadata.runtime, metadata.credits[0].name) == (90, "Corinne Marchand")
        assert [event.status for event in watcher.events] == [FilmStatus.MATCHED, FilmStatus.ENRICHED]
        assert "Agnès Varda" in watcher.events[-1].text
        assert report.requests == 2


async def test_all_kinds_of_ends_are_reached(tmp_path: Path) -> None:
    films = [*titled([CLEO, ALIEN, CHERNOBYL]), ("Twins", 1988), ("My Holiday in Super 8", 2003)]
    async with FakeTmdb([CLEO, ALIEN, CHERNOBYL, *TWINS]) as server, watching(server, tmp_path, films) as watcher:
        report = await watcher.run()
        assert await watcher.statuses() == {
            "Cléo from 5 to 7": FilmStatus.ENRICHED,
            "Alien": FilmStatus.ENRICHED,
            "Chernobyl": FilmStatus.ENRICHED,
            "Twins": FilmStatus.NEEDS_REVIEW,
            "My Holiday in Super 8": FilmStatus.NOT_FOUND,
        }
        assert {one.summary.tmdb_id for one in await candidates(watcher.store, 4)} == {1, 2}
        assert await watcher.reason("My Holiday in Super 8")
        assert report.status is SessionStatus.COMPLETED
        assert all(status.ended for status, number in watcher.progress[-1].counts.items() if number)
        assert (await sessions.all_sessions(watcher.store))[0].status is SessionStatus.COMPLETED


async def test_two_films_that_would_be_one_entry_are_not_both_accepted(tmp_path: Path) -> None:
    names = [("Cléo de 5 à 7", 1962), ("Cléo from 5 to 7", 1962), ("CLÉO FROM 5 TO 7", 1961)]
    async with FakeTmdb([CLEO]) as server, watching(server, tmp_path, names) as watcher:
        await watcher.run()
        states = await watcher.statuses()
        assert sorted(states.values()) == [FilmStatus.ENRICHED, FilmStatus.NEEDS_REVIEW, FilmStatus.NEEDS_REVIEW]
        assert states[names[2][0]] is FilmStatus.NEEDS_REVIEW
        assert (await watcher.reason(names[2][0])).startswith(SHARED)
        assert [event.status for event in watcher.events].count(FilmStatus.NEEDS_REVIEW) >= 2
        assert server.asked("/movie/499") == 1


async def test_a_candidate_asked_for_its_titles_is_not_fetched_again(tmp_path: Path) -> None:
    film = Film(610, "House of Pleasures", 2011, original_title="L'Apollonide House of Tolerance")
    names = [("House of Tolerance", 2011)]
    async with FakeTmdb([film]) as server, watching(server, tmp_path, names) as watcher:
        server.alternatives[610] = ["House of Tolerance"]
        await watcher.run()
        assert await watcher.statuses() == {"House of Tolerance": FilmStatus.ENRICHED}
        assert server.asked("/movie/610") == 1


async def test_the_titles_of_a_candidate_are_asked_for_once_however_often_the_film_is_searched_for(
    tmp_path: Path,
) -> None:
    film = Film(610, "House of Pleasures", 2011, original_title="L'Apollonide House of Tolerance")
    names = [("House of Tolerance", 2011)]
    async with FakeTmdb([film]) as server, watching(server, tmp_path, names) as watcher:
        await watcher.run()
        assert await watcher.statuses() == {"House of Tolerance": FilmStatus.NOT_FOUND}
        await execute(watcher.store, "UPDATE film SET status = 'pending'")
        await watcher.run()
        assert server.asked("/movie/610") == 1


async def test_what_is_known_is_not_asked_for_again(tmp_path: Path) -> None:
    async with FakeTmdb([CLEO, ALIEN]) as server, watching(server, tmp_path, titled([CLEO])) as watcher:
        await watcher.run()
        await import_films(watcher.store, titled([CLEO, ALIEN]), "second")
        report = await watcher.run()
        assert report.counts[FilmStatus.ENRICHED] == 2
        assert report.requests == 2
        assert (await watcher.run()).requests == 0


async def test_a_film_that_tmdb_does_not_have_takes_two_searches_and_none_after_another_import(tmp_path: Path) -> None:
    films = [("My Holiday in Super 8", 2003), ("Twins", 1988)]
    async with FakeTmdb(TWINS) as server, watching(server, tmp_path, films) as watcher:
        await watcher.run()
        assert (server.asked("/search/movie"), server.asked("/search/tv")) == (2, 1)
        await import_films(watcher.store, films, "second")
        assert (await watcher.run()).requests == 0
        assert set((await watcher.statuses()).values()) == {FilmStatus.NOT_FOUND, FilmStatus.NEEDS_REVIEW}


async def test_a_film_that_a_person_matched_gets_the_details_of_that_match(tmp_path: Path) -> None:
    async with FakeTmdb([CLEO, ALIEN]) as server, watching(server, tmp_path, titled([CLEO])) as watcher:
        await execute(
            watcher.store, "UPDATE film SET kind = 'movie', tmdb_id = 348, status = 'matched', decided_by = 'person'"
        )
        await watcher.run()
        rows = await watcher.store.fetch("SELECT tmdb_id, status, decided_by FROM film")
        assert tuple(rows[0]) == (348, "enriched", "person")
        assert len(server.answered) == 1


@pytest.mark.parametrize("found", [[CLEO, ALIEN], [ALIEN], [*TWINS, ALIEN]], ids=["accepted", "not found", "review"])
async def test_what_a_person_decides_meanwhile_stands(tmp_path: Path, found: list[Film]) -> None:
    name = ("Twins", 1988) if TWINS[0] in found else ("Cléo from 5 to 7", 1962)
    async with FakeTmdb(found, latency=0.05) as server, watching(server, tmp_path, [name]) as watcher:
        running = asyncio.create_task(watcher.run())
        await wait_until(lambda: watcher.client.stats.requests, "the first request")
        await execute(
            watcher.store, "UPDATE film SET kind = 'movie', tmdb_id = 348, status = 'matched', decided_by = 'person'"
        )
        await running
        rows = await watcher.store.fetch("SELECT tmdb_id, status, decided_by FROM film")
        assert tuple(rows[0]) == (348, "enriched", "person")
        assert [event.status for event in watcher.events] == [FilmStatus.ENRICHED]


async def test_a_film_put_back_during_a_run_is_taken_up_by_it(tmp_path: Path) -> None:
    films = [CLEO, ALIEN]
    async with FakeTmdb(films, latency=0.03) as server, watching(server, tmp_path, titled(films)) as watcher:
        await execute(watcher.store, "UPDATE film SET status = 'not_found' WHERE id = 2")
        running = asyncio.create_task(watcher.run())
        await wait_until(lambda: watcher.client.stats.requests, "the first request")
        await execute(watcher.store, "UPDATE film SET status = 'pending' WHERE id = 2")
        assert (await running).counts[FilmStatus.ENRICHED] == 2


async def test_the_latest_seen_come_first(tmp_path: Path) -> None:
    films = [Film(n, f"Film {n}", 1990) for n in range(1, 6)]
    async with FakeTmdb(films) as server, watching(server, tmp_path, titled(films)) as watcher:
        await execute(watcher.store, "UPDATE film SET logged_on = '200' || (id % 3) || '-01-01'")
        await watcher.run(concurrency=1)
        ends = [event.film_id for event in watcher.events if event.status is FilmStatus.ENRICHED]
        assert ends == [2, 5, 1, 4, 3]


async def test_genres_are_named_in_the_language_of_the_client(tmp_path: Path) -> None:
    async with FakeTmdb([CLEO]) as server, watching(server, tmp_path, titled([CLEO])) as watcher:
        watcher.client.language = "fr-FR"
        server.genres = {99: "Documentaire"}
        await watcher.run()
        assert (await watcher.store.fetch("SELECT name FROM genre WHERE id = 99"))[0][0] == "Documentaire"


async def test_names_in_english_cost_no_request(tmp_path: Path) -> None:
    async with FakeTmdb() as server, watching(server, tmp_path, []) as watcher:
        await watcher.run()
        assert (await watcher.store.fetch("SELECT name FROM genre WHERE id = 99"))[0][0] == "Documentary"
        assert (await watcher.store.fetch("SELECT name FROM language WHERE code = 'fr'"))[0][0] == "French"
        assert not server.count
