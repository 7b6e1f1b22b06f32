"""Faults pass, or end a film as failed with a reason; never as not found, and never silently."""

import asyncio
import math
from pathlib import Path

import pytest

from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.storage import sessions
from lbtui.tmdb.errors import KeyRefused
from lbtui.tmdb.pace import Pace
from tests.enrichment.library import Watcher, titled, watching
from tests.enrichment.server import FakeTmdb, Trouble
from tests.stored import execute, leave_room
from tests.tmdb.catalogue import Film
from tests.tmdb.clients import Waits, client_for
from tests.tmdb.virtual_time import FastClock
from tests.waiting import wait_until

FILMS = [Film(n, f"The {n}th Film", 1990 + n) for n in range(1, 9)]
LASTING = sorted(set(Trouble) - {Trouble.REFUSED})


async def test_passing_faults_leave_no_trace(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS)) as watcher:
        server.keeps_waiting = FastClock().skip
        for trouble in LASTING:
            server.fail(trouble)
        report = await watcher.run()
        assert report.counts[FilmStatus.ENRICHED] == len(FILMS)


@pytest.mark.parametrize("trouble", LASTING)
async def test_a_lasting_fault_fails_its_film_alone_and_the_next_run_tries_again(
    tmp_path: Path, trouble: Trouble
) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS)) as watcher:
        server.keeps_waiting = FastClock().skip
        server.fail(trouble, times=math.inf, path="/movie/3")
        report = await watcher.run(concurrency=1)
        assert report.counts[FilmStatus.ENRICHED] == len(FILMS) - 1
        assert server.count[trouble] == 3
        assert (await watcher.statuses())["The 3th Film"] is FilmStatus.FAILED
        assert await watcher.reason("The 3th Film")
        assert report.status is SessionStatus.COMPLETED
        server.heal()
        assert (await watcher.run()).counts[FilmStatus.ENRICHED] == len(FILMS)


@pytest.mark.parametrize("trouble", [Trouble.GARBAGE, Trouble.BAD_REQUEST, Trouble.UNAVAILABLE])
async def test_a_fault_of_the_search_is_never_not_found(tmp_path: Path, trouble: Trouble) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS[:3])) as watcher:
        server.fail(trouble, times=math.inf, path="/search")
        report = await watcher.run()
        assert report.counts[FilmStatus.FAILED] == 3


async def test_when_all_details_fail_it_does_not_ask_for_each_of_them_for_hours(tmp_path: Path) -> None:
    films = [Film(n, f"The {n}th Film", 1950 + n) for n in range(1, 200)]
    async with FakeTmdb(films) as server, watching(server, tmp_path, titled(films)) as watcher:
        server.fail(Trouble.BAD_REQUEST, times=math.inf, path="/movie")
        report = await watcher.run()
        assert (report.status, report.counts[FilmStatus.FAILED]) == (SessionStatus.PAUSED, 0)
        assert report.counts[FilmStatus.MATCHED] == len(films)
        assert "400" in report.reason
        assert server.count[Trouble.BAD_REQUEST] < len(films)
        assert {event.status for event in watcher.events} == {FilmStatus.MATCHED, FilmStatus.FAILED}
        assert watcher.events[-1].status is FilmStatus.MATCHED
        server.heal()
        assert (await watcher.run()).counts[FilmStatus.ENRICHED] == len(films)
        assert server.asked("/search") == len(films)


async def test_an_outage_that_passes_fails_no_film(tmp_path: Path) -> None:
    films = [Film(n, f"The {n}th Film", 1950 + n) for n in range(1, 40)]
    async with FakeTmdb(films) as server, watching(server, tmp_path, titled(films)) as watcher:
        server.fail(Trouble.UNAVAILABLE, times=math.inf)

        async def heal(_: float) -> None:
            server.heal()

        report = await watcher.run(sleep=heal)
        assert FilmStatus.FAILED in {event.status for event in watcher.events}
        assert report.counts[FilmStatus.ENRICHED] == len(films)


@pytest.mark.parametrize(("trouble", "films"), [(Trouble.HTML, 1), (Trouble.HTML, 60), (Trouble.FORBIDDEN, 8)])
async def test_a_blocked_country_pauses_after_a_few_requests(tmp_path: Path, trouble: Trouble, films: int) -> None:
    library = [Film(n, f"The {n}th Film", 1800 + n) for n in range(1, films + 1)]
    async with FakeTmdb(library) as server, watching(server, tmp_path, titled(library)) as watcher:
        server.fail(trouble, times=math.inf)
        waits = Waits()
        report = await watcher.run(sleep=waits)
        assert (report.status, report.counts[FilmStatus.PENDING]) == (SessionStatus.PAUSED, films)
        assert "web page" in report.reason
        assert (await sessions.all_sessions(watcher.store))[0].reason == report.reason
        assert report.requests <= 19
        assert waits.passed <= 6
        server.heal()
        assert (await watcher.run()).counts[FilmStatus.ENRICHED] == films


@pytest.mark.parametrize("many", [20, 300])
async def test_a_wrong_address_pauses_after_a_few_requests(tmp_path: Path, many: int) -> None:
    library = [Film(n, f"The {n}th Film", 1990 + n % 9) for n in range(1, 100)]
    async with FakeTmdb(library) as server, watching(server, tmp_path, titled(library)) as right:
        async with client_for(server.url.replace("/3", "/nothing")) as client:
            report = await Watcher(right.store, client).run(many=many)
        assert (report.status, report.counts[FilmStatus.PENDING]) == (SessionStatus.PAUSED, len(library))
        assert "--tmdb-url" in report.reason
        assert report.requests <= 19


async def test_under_a_wrong_address_no_known_film_counts_as_gone(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS)) as right:
        await right.run()
        await execute(right.store, "UPDATE metadata SET fetched_at = '2020-01-01T00:00:00+00:00'")
        async with client_for(server.url.replace("/3", "/nothing")) as client:
            report = await Watcher(right.store, client).run()
        assert report.status is SessionStatus.PAUSED
        assert report.counts[FilmStatus.ENRICHED] == len(FILMS)


async def test_offline_everybody_waits_and_goes_on(tmp_path: Path) -> None:
    server = FakeTmdb(FILMS)
    async with server, watching(server, tmp_path, titled(FILMS)) as watcher:
        await server.go_away()
        waits = Waits()

        async def until_it_is_back(seconds: float) -> None:
            await waits(seconds)
            if len(waits.seconds) == 5:
                await server.come_back()

        report = await watcher.run(sleep=until_it_is_back)
        assert report.counts[FilmStatus.ENRICHED] == len(FILMS)
        assert waits.seconds[:5] == [2, 3, 5, 5, 5]


async def test_offline_is_said(tmp_path: Path) -> None:
    server = FakeTmdb(FILMS)
    async with server, watching(server, tmp_path, titled(FILMS)) as watcher:
        await server.go_away()
        back = asyncio.Event()

        async def sleep(_: float) -> None:
            await back.wait()

        running = asyncio.create_task(watcher.run(sleep=sleep))
        await wait_until(lambda: watcher.progress and watcher.progress[-1].waiting, "the wait for the network")
        assert watcher.progress[-1].waiting.startswith("offline, trying again")
        assert watcher.progress[-1].seconds_left is None
        await server.come_back()
        back.set()
        await running
        assert watcher.progress[-1].waiting == ""


async def test_a_key_revoked_in_the_middle_pauses_and_loses_nothing(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS)) as watcher:

        def revoke(_: object) -> None:
            server.key_valid = len(watcher.events) < 5

        watcher.events = _Heard(revoke)
        report = await watcher.run(concurrency=1)
        assert report.status is SessionStatus.PAUSED
        assert isinstance(report.error, KeyRefused)
        assert "key" in report.reason
        assert report.counts[FilmStatus.PENDING] + report.counts[FilmStatus.MATCHED] == len(FILMS)
        assert report.counts[FilmStatus.MATCHED] == 5
        assert (await sessions.all_sessions(watcher.store))[0].reason == report.reason
        server.key_valid = True
        watcher.events = []
        assert (await watcher.run()).counts[FilmStatus.ENRICHED] == len(FILMS)
        assert server.twice() == 0


class _Heard(list):  # type: ignore[type-arg]
    def __init__(self, hear: object) -> None:
        self.hear = hear

    def append(self, event: object) -> None:
        super().append(event)
        self.hear(event)  # type: ignore[operator]


async def test_an_entry_that_was_merged_is_searched_for_once_more(tmp_path: Path) -> None:
    old, new = Film(1, "Solaris", 1972), Film(2, "Solaris", 1972)
    async with FakeTmdb([old]) as server, watching(server, tmp_path, titled([old])) as watcher:

        def merge(_: object) -> None:
            server.films = {(new.kind, new.tmdb_id): new}

        watcher.events = _Heard(merge)
        await watcher.run()
        row = (await watcher.store.fetch("SELECT tmdb_id, status FROM film"))[0]
        assert tuple(row) == (2, "enriched")


async def test_an_entry_that_only_the_search_still_knows_is_not_asked_for_forever(tmp_path: Path) -> None:
    film = Film(1, "Solaris", 1972)

    class Forgetful(FakeTmdb):
        def _answer(self, path: str, params: dict[str, str], allowed: bool) -> tuple[int, dict[str, object]]:
            gone = path.startswith("/movie")
            return (404, {"status_code": 34}) if gone else super()._answer(path, params, allowed)

    async with Forgetful([film]) as server, watching(server, tmp_path, titled([film])) as watcher:
        await watcher.run()
        assert await watcher.statuses() == {"Solaris": FilmStatus.NOT_FOUND}
        assert server.count["404"] == 1


async def test_a_chosen_entry_that_is_gone_fails_and_stays_chosen(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS) as server, watching(server, tmp_path, titled(FILMS[:1])) as watcher:
        await execute(
            watcher.store, "UPDATE film SET kind = 'movie', tmdb_id = 77, status = 'matched', decided_by = 'person'"
        )
        await watcher.run()
        row = (await watcher.store.fetch("SELECT tmdb_id, status, decided_by FROM film"))[0]
        assert tuple(row) == (77, "failed", "person")
        assert watcher.events[-1].status is FilmStatus.FAILED


async def test_a_limit_below_the_rate_is_settled_under(tmp_path: Path) -> None:
    films = titled(FILMS[:4])
    async with FakeTmdb(FILMS, rate=4) as server, watching(server, tmp_path, films, pace=Pace(12)) as watcher:
        report = await watcher.run()
        assert report.counts[FilmStatus.ENRICHED] == 4
        assert report.refused == server.count["429"] > 0
        assert watcher.progress[-1].current_rate < 12


async def test_a_full_disk_stops_with_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    films = [Film(n, f"The {n}th Film", 1950 + n) for n in range(1, 80)]
    async with FakeTmdb(films) as server, watching(server, tmp_path, titled(films)) as watcher:
        await leave_room(watcher.store, 4)
        report = await watcher.run()
        assert "disk" in report.reason
        assert FilmStatus.NOT_FOUND not in (await watcher.statuses()).values()
        await execute(watcher.store, "PRAGMA max_page_count = 100000")
        assert (await watcher.run()).counts[FilmStatus.ENRICHED] == len(films)
