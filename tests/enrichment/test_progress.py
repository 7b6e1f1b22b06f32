"""Progress is counted from the store, told often enough and not too often, and does not promise what it cannot know."""

from pathlib import Path

from lbtui.enrichment.engine import Throughput
from lbtui.enrichment.events import Phase
from lbtui.model.enums import FilmStatus
from lbtui.storage.enrichment_queue import counts
from tests.enrichment.library import titled, watching
from tests.enrichment.server import FakeTmdb
from tests.tmdb.catalogue import Film
from tests.tmdb.clients import client_for

FILMS = [Film(n, f"Film {n}", 1990) for n in range(1, 31)]


def standing(pending: int = 0, matched: int = 0, enriched: int = 0) -> dict[FilmStatus, int]:
    """Counts of the three states on the straight way."""
    numbers = {FilmStatus.PENDING: pending, FilmStatus.MATCHED: matched, FilmStatus.ENRICHED: enriched}
    return {status: numbers.get(status, 0) for status in FilmStatus}


class Clock:
    """A clock that is set by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_the_last_word_is_that_all_films_are_done(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS)) as watcher:
        await watcher.run()
        first, last = watcher.progress[0], watcher.progress[-1]
        assert first.counts[FilmStatus.PENDING] == sum(first.counts.values()) == 30
        assert last.counts[FilmStatus.ENRICHED] == sum(last.counts.values()) == 30
        assert last.phase is Phase.DONE
        assert last.counts == await counts(watcher.store)
        assert last.requests == 60


async def test_it_is_told_ten_times_a_second_at_most(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS, latency=0.03) as server, watching(server, tmp_path, titled(FILMS)) as watcher:
        report = await watcher.run(concurrency=4)
        assert 3 <= len(watcher.progress) <= 10 * report.seconds + 3


async def test_an_empty_library_is_complete(tmp_path: Path) -> None:
    async with FakeTmdb() as server, watching(server, tmp_path, []) as watcher:
        await watcher.run()
        assert watcher.progress[-1].phase is Phase.DONE
        assert not sum(watcher.progress[-1].counts.values())


async def test_speeds_and_the_time_left_follow_the_last_seconds() -> None:
    clock = Clock()
    async with FakeTmdb() as server, client_for(server.url) as client:
        throughput = Throughput(client, clock)
        assert throughput.read(standing(100), Phase.SEARCHES, "").seconds_left is None
        for second in range(1, 11):
            clock.seconds, client.stats.requests = second, 40 * second
            progress = throughput.read(standing(matched=100 - 10 * second, enriched=10 * second), Phase.DETAILS, "")
            assert progress.requests_per_second == 40
        assert progress.films_per_second == 10
        left = throughput.read(standing(matched=80, enriched=100), Phase.DETAILS, "")
        assert left.seconds_left == 2
        assert throughput.read(standing(enriched=180), Phase.DONE, "").seconds_left == 0


async def test_while_it_waits_no_time_is_promised() -> None:
    clock = Clock()
    async with FakeTmdb() as server, client_for(server.url) as client:
        throughput = Throughput(client, clock)
        throughput.read(standing(100), Phase.SEARCHES, "")
        clock.seconds, client.stats.requests = 5, 100
        waiting = throughput.read(standing(100), Phase.SEARCHES, "offline, trying again in 5 s")
        assert (waiting.seconds_left, waiting.waiting) == (None, "offline, trying again in 5 s")


async def test_a_pause_of_the_rate_limit_is_told() -> None:
    async with FakeTmdb() as server, client_for(server.url) as client:
        client.pace.refused(7)
        progress = Throughput(client, Clock()).read(standing(10), Phase.SEARCHES, "")
        assert progress.waiting == "TMDB's rate limit, going on in 7 s"


def test_every_phase_has_words() -> None:
    assert all(phase.words for phase in Phase)
