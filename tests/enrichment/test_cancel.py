"""A run may be cut at any moment: what has arrived is stored, and nothing stored is asked for again."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from lbtui.model import FilmStatus, SessionStatus
from lbtui.storage import sessions
from lbtui.storage.database import Database
from tests.enrichment.library import Watcher, library, titled
from tests.enrichment.server import FakeTmdb
from tests.tmdb.catalogue import Film
from tests.tmdb.clients import client_for

FILMS = [Film(n, f"Film {n}", 1990 + n % 3, votes=1000 - n) for n in range(1, 61)]


async def cut(watcher: Watcher, reached: Callable[[], bool], many: int = 300) -> None:
    """Runs until `reached`, then cancels."""
    running = asyncio.create_task(watcher.run(many=many))
    while not (reached() or running.done()):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize("requests", [1, 3, 20, 60])
@pytest.mark.parametrize("many", [20, 300])
async def test_a_run_cut_anywhere_goes_on_where_it_was(tmp_path: Path, requests: int, many: int) -> None:
    async with FakeTmdb(FILMS, latency=0.001) as server, client_for(server.url) as tmdb:
        async with library(tmp_path, titled(FILMS)) as store:
            await cut(
                Watcher(store, tmdb), lambda: tmdb.stats.requests >= min(requests, 60 if many == 20 else 200), many
            )
            assert (await sessions.all_sessions(store))[0].status is SessionStatus.ENRICHING
        async with await Database.open(tmp_path / "library.db") as store:
            report = await Watcher(store, tmdb).run(many=many)
            assert report.counts[FilmStatus.ENRICHED] == len(FILMS)
            assert report.status is SessionStatus.COMPLETED
        assert server.twice() <= 16


async def test_an_answer_that_was_told_of_survives(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS, latency=0.001) as server, client_for(server.url) as tmdb:
        async with library(tmp_path, titled(FILMS)) as store:
            watcher = Watcher(store, tmdb)
            await cut(watcher, lambda: len(watcher.events) > 70)
            told = {e.film_id for e in watcher.events if e.status is FilmStatus.ENRICHED}
        async with await Database.open(tmp_path / "library.db") as store:
            rows = await store.fetch("SELECT id FROM film WHERE status = 'enriched'")
            assert told
            assert told <= {row[0] for row in rows}


async def test_a_run_cut_offline_ends_at_once(tmp_path: Path) -> None:
    server = FakeTmdb(FILMS)
    async with server, client_for(server.url) as tmdb, library(tmp_path, titled(FILMS)) as store:
        await server.go_away()
        watcher = Watcher(store, tmdb)

        async def forever(_: float) -> None:
            await asyncio.Event().wait()

        running = asyncio.create_task(watcher.run(sleep=forever))
        while not (watcher.progress and watcher.progress[-1].waiting):
            await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(running, 5)


async def test_a_second_instance_reads_only_and_says_so(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, client_for(server.url) as tmdb, library(tmp_path, titled(FILMS)):
        async with await Database.open(tmp_path / "library.db") as second:
            report = await Watcher(second, tmdb).run()
            assert report.status is SessionStatus.PAUSED
            assert "Another lbtui" in report.reason
            assert not server.count
