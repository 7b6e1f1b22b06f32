"""Old metadata is asked for again: TMDB's terms allow 6 months of cache."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from lbtui.enrichment.run import has_work
from lbtui.model.enums import FilmStatus, Kind
from lbtui.storage.database import Database
from lbtui.storage.enrichment_queue import stale_details
from lbtui.storage.metadata import load_metadata
from lbtui.storage.sessions import now
from tests.enrichment.library import import_films, titled, watching
from tests.enrichment.server import FakeTmdb, Trouble
from tests.enrichment.test_cancel import cut
from tests.stored import execute
from tests.tmdb.catalogue import Film

FILMS = [Film(n, f"Film {n}", 1990) for n in range(1, 41)]


async def grow_old(store: Database, days: int, where: str = "1") -> None:
    """Let metadata have been fetched so many days ago."""
    moment = (now() - timedelta(days=days)).isoformat()
    await execute(store, f"UPDATE metadata SET fetched_at = ? WHERE {where}", moment)


async def runtime(store: Database, film: int) -> int | None:
    """Minutes of a movie as stored."""
    metadata = await load_metadata(store, Kind.MOVIE, film)
    assert metadata is not None
    return metadata.runtime


async def test_data_of_181_days_is_fetched_again_and_of_179_days_is_not(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS[:4]) as server, watching(server, tmp_path, titled(FILMS[:4])) as watcher:
        await watcher.run()
        await grow_old(watcher.store, 179)
        await grow_old(watcher.store, 181, "tmdb_id = 2")
        server.films = {(f.kind, f.tmdb_id): Film(f.tmdb_id, f.title, f.year, runtime=222) for f in FILMS}
        watcher.events.clear()
        report = await watcher.run()
        assert report.requests == 1
        assert [await runtime(watcher.store, n) for n in (1, 2, 3, 4)] == [100, 222, 100, 100]
        assert [event.film_id for event in watcher.events] == [2]
        assert (await watcher.run()).requests == 0


async def test_a_list_of_changes_saves_the_films_that_did_not_change(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS)) as watcher:
        await watcher.run()
        await grow_old(watcher.store, 185)
        server.changed = [3, 5, 999]
        report = await watcher.run()
        assert [server.asked(f"/movie/{n}") for n in (3, 4, 5)] == [2, 1, 2]
        assert report.requests < len(FILMS) / 2
        assert not await stale_details(watcher.store, now() - timedelta(days=1))


async def test_without_a_list_of_changes_all_old_films_are_fetched(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS)) as watcher:
        await watcher.run()
        await grow_old(watcher.store, 185)
        report = await watcher.run()
        assert report.requests == len(FILMS) + 1
        assert not await stale_details(watcher.store, now() - timedelta(days=1))


async def test_a_refresh_that_fails_keeps_what_is_known(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS[:2]) as server, watching(server, tmp_path, titled(FILMS[:2])) as watcher:
        await watcher.run()
        await grow_old(watcher.store, 185)
        server.fail(Trouble.UNAVAILABLE, 100, "/movie")
        report = await watcher.run()
        assert report.counts[FilmStatus.ENRICHED] == 2
        assert await runtime(watcher.store, 1) == 100


async def test_a_part_that_did_not_come_fails_no_film_and_is_asked_for_in_the_next_run(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS[:2]) as server, watching(server, tmp_path, titled(FILMS[:2])) as watcher:
        server.lacking = server.withheld = {"credits", "keywords"}
        report = await watcher.run()
        assert report.counts[FilmStatus.ENRICHED] == 2
        assert report.requests == 2 + 2 + 4
        assert await runtime(watcher.store, 1) == 100
        server.lacking = set()
        assert (await watcher.run()).requests == 2
        metadata = await load_metadata(watcher.store, Kind.MOVIE, 1)
        assert metadata is not None
        assert (metadata.credits[0].name, metadata.keywords) == ("Corinne Marchand", ((1, "paris"),))
        assert (await watcher.run()).requests == 0


async def test_a_part_that_is_missing_later_stays_as_it_was_known(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS[:1]) as server, watching(server, tmp_path, titled(FILMS[:1])) as watcher:
        await watcher.run()
        before = await load_metadata(watcher.store, Kind.MOVIE, 1)
        await grow_old(watcher.store, 185)
        server.lacking = server.withheld = {"credits", "keywords", "alternative_titles"}
        await watcher.run()
        assert await load_metadata(watcher.store, Kind.MOVIE, 1) == before


async def test_what_an_older_lbtui_fetched_is_fetched_again_after_the_other_work(tmp_path: Path) -> None:
    new = Film(99, "Newly imported", 1991)
    async with FakeTmdb([*FILMS, new], latency=0.01) as server, watching(server, tmp_path, titled(FILMS)) as watcher:
        await watcher.run()
        await execute(watcher.store, "UPDATE metadata SET details_version = 0")
        await import_films(watcher.store, titled([*FILMS, new]), "second")
        server.films = {key: replace(film, runtime=222) for key, film in server.films.items()}
        watcher.events.clear()
        assert await has_work(watcher.store)
        await cut(watcher, lambda: len(watcher.events) > 20)
        assert watcher.events[1].name == new.title
        await watcher.run(concurrency=1)
        assert [await runtime(watcher.store, film.tmdb_id) for film in FILMS] == [222] * len(FILMS)
        assert not await has_work(watcher.store)
        told = [progress.words for progress in watcher.progress]
        assert any(re.fullmatch(r"refreshing old data, \d+ left", words) for words in told)
        assert (await watcher.run()).requests == 0


async def test_metadata_that_no_film_rests_on_is_forgotten_when_old(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS[:1]) as server, watching(server, tmp_path, titled(FILMS[:1])) as watcher:
        await watcher.run()
        await execute(watcher.store, "UPDATE film SET status = 'not_found', kind = NULL, tmdb_id = NULL")
        await grow_old(watcher.store, 185)
        await watcher.run()
        assert await load_metadata(watcher.store, Kind.MOVIE, 1) is None


async def test_an_entry_merged_meanwhile_is_found_again(tmp_path: Path) -> None:
    async with (
        FakeTmdb([Film(1, "Solaris", 1972)]) as server,
        watching(server, tmp_path, [("Solaris", 1972)]) as watcher,
    ):
        await watcher.run()
        await grow_old(watcher.store, 185)
        server.films = {(Kind.MOVIE, 2): Film(2, "Solaris", 1972)}
        await watcher.run()
        row = (await watcher.store.fetch("SELECT tmdb_id, status FROM film"))[0]
        assert tuple(row) == (2, "enriched")
