"""A run may be cut at any moment: what has arrived is stored, and nothing stored is asked for again."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.storage import sessions
from tests.enrichment.library import Watcher, titled, watching
from tests.enrichment.server import FakeTmdb
from tests.tmdb.catalogue import Film
from tests.waiting import wait_until

FILMS = [Film(n, f"Film {n}", 1990 + n % 3, votes=1000 - n) for n in range(1, 61)]


async def cut(watcher: Watcher, reached: Callable[[], bool], many: int = 300) -> None:
    """Runs until `reached`, then cancels."""
    running = asyncio.create_task(watcher.run(many=many))
    await wait_until(lambda: reached() or running.done(), "the moment to cancel")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize(("requests", "many"), [(1, 300), (3, 20), (20, 20), (60, 300)])
async def test_a_run_cut_anywhere_goes_on_where_it_was(tmp_path: Path, requests: int, many: int) -> None:
    async with FakeTmdb(FILMS, latency=0.001) as server:
        async with watching(server, tmp_path, titled(FILMS)) as watcher:
            await cut(watcher, lambda: watcher.client.stats.requests >= requests, many)
            assert (await sessions.all_sessions(watcher.store))[0].status is SessionStatus.ENRICHING
        async with watching(server, tmp_path, None) as watcher:
            report = await watcher.run(many=many)
            assert report.counts[FilmStatus.ENRICHED] == len(FILMS)
            assert report.status is SessionStatus.COMPLETED
        assert server.twice() <= 16


async def test_what_was_told_of_is_stored(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS, latency=0.001) as server:
        async with watching(server, tmp_path, titled(FILMS)) as watcher:
            await cut(watcher, lambda: len(watcher.events) > 70)
            told = {event.film_id for event in watcher.events if event.status is FilmStatus.ENRICHED}
        async with watching(server, tmp_path, None) as watcher:
            rows = await watcher.store.fetch("SELECT id FROM film WHERE status = 'enriched'")
            assert told
            assert told <= {row[0] for row in rows}


async def test_a_run_cut_offline_ends_at_once(tmp_path: Path) -> None:
    server = FakeTmdb(FILMS)
    async with server, watching(server, tmp_path, titled(FILMS)) as watcher:
        await server.go_away()

        async def forever(_: float) -> None:
            await asyncio.Event().wait()

        running = asyncio.create_task(watcher.run(sleep=forever))
        await wait_until(lambda: watcher.progress and watcher.progress[-1].waiting, "the wait for the network")
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(running, 5)


async def test_a_second_instance_reads_only_and_says_so(tmp_path: Path) -> None:
    async with (
        FakeTmdb(FILMS) as server,
        watching(server, tmp_path, titled(FILMS)),
        watching(server, tmp_path, None) as second,
    ):
        report = await second.run()
        assert report.status is SessionStatus.PAUSED
        assert "Another lbtui" in report.reason
        assert not server.count
