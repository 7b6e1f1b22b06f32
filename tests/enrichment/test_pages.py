"""Large libraries are matched from pages of each year's best-known films first."""

import asyncio
import math
from pathlib import Path

import pytest

from lbtui.enrichment.events import Phase
from lbtui.model.enums import FilmStatus
from tests.enrichment.library import import_films, titled, watching
from tests.enrichment.server import FakeTmdb, Trouble
from tests.tmdb.catalogue import Film
from tests.waiting import wait_until

KNOWN = [Film(n, f"Known {n}", 1990, votes=5000 - n) for n in range(1, 26)]
OTHERS = [Film(n, f"Other {n}", 1990, votes=3000 - n) for n in range(100, 170)]
RARE = [Film(n, f"Rare {n}", 1990, votes=500) for n in range(200, 203)]


async def test_pages_match_what_searches_would_take_one_request_each_for(tmp_path: Path) -> None:
    async with (
        FakeTmdb([*KNOWN, *OTHERS, *RARE]) as server,
        watching(server, tmp_path, titled([*KNOWN, *RARE])) as watcher,
    ):
        report = await watcher.run(many=20)
        assert report.counts[FilmStatus.ENRICHED] == 28
        # Two pages with matches and one without; the three rare ones are searched for.
        assert server.asked("/discover") == 3
        assert server.asked("/search") == 3
        assert report.requests == 3 + 3 + 28


async def test_few_films_are_searched_for_at_once(tmp_path: Path) -> None:
    async with FakeTmdb(KNOWN) as server, watching(server, tmp_path, titled(KNOWN)) as watcher:
        await watcher.run(many=26)
        assert server.asked("/discover") == 0


async def test_a_year_with_one_film_left_reads_no_further_page(tmp_path: Path) -> None:
    async with (
        FakeTmdb([*KNOWN, *OTHERS, *RARE]) as server,
        watching(server, tmp_path, titled([*KNOWN[:20], RARE[0]])) as watcher,
    ):
        await watcher.run(many=20)
        assert server.asked("/discover") == 1


async def test_genres_are_there_before_any_details(tmp_path: Path) -> None:
    async with FakeTmdb(KNOWN) as server, watching(server, tmp_path, titled(KNOWN)) as watcher:
        server.fail(Trouble.BAD_REQUEST, math.inf, "/movie")
        await watcher.run(many=20)
        assert len(await watcher.genres()) == len(KNOWN)


async def test_pages_of_a_run_that_was_cut_are_not_read_again(tmp_path: Path) -> None:
    films = [*KNOWN, *RARE]
    async with FakeTmdb([*films, *OTHERS]) as server:
        async with watching(server, tmp_path, titled(films)) as watcher:
            running = asyncio.create_task(watcher.run(many=20, concurrency=1))
            await wait_until(lambda: watcher.events, "the first film")
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            assert len(await watcher.genres()) == 20
        async with watching(server, tmp_path, None) as watcher:
            report = await watcher.run(many=20)
            # Only 8 films are left, but their year was begun: it goes on with its second page.
            assert report.counts[FilmStatus.ENRICHED] == len(films)
        assert server.asked("/discover") == 3
        assert server.asked("/search") == 3
        assert server.twice() == 0


async def test_a_new_import_reads_the_pages_of_its_new_films(tmp_path: Path) -> None:
    async with FakeTmdb([*KNOWN, *OTHERS]) as server, watching(server, tmp_path, titled(KNOWN)) as watcher:
        await watcher.run(many=20)
        new = [Film(n, f"New {n}", 1990, votes=9000) for n in range(300, 320)]
        server.films |= {(film.kind, film.tmdb_id): film for film in new}
        await import_films(watcher.store, titled([*KNOWN, *new]), "second")
        report = await watcher.run(many=20)
        assert report.counts[FilmStatus.ENRICHED] == 45
        assert server.asked("/search") == 0


async def test_a_page_that_fails_leaves_its_year_to_the_search(tmp_path: Path) -> None:
    async with FakeTmdb(KNOWN) as server, watching(server, tmp_path, titled(KNOWN)) as watcher:
        server.fail(Trouble.UNAVAILABLE, math.inf, "/discover")
        report = await watcher.run(many=20)
        assert report.counts[FilmStatus.ENRICHED] == len(KNOWN)


async def test_the_phase_that_runs_is_said(tmp_path: Path) -> None:
    async with (
        FakeTmdb([*KNOWN, *RARE, *OTHERS], latency=0.06) as server,
        watching(server, tmp_path, titled([*KNOWN, *RARE])) as watcher,
    ):
        await watcher.run(many=20)
        phases = [progress.phase for progress in watcher.progress]
        assert phases == sorted(phases, key=list(Phase).index)
        assert {Phase.NAMES, Phase.PAGES, Phase.DONE} <= set(phases)
