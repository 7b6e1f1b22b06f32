"""Faults of the network and of TMDB pass, or end in an honest error; never in `not found`."""

import asyncio
import math
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import respx

from lbtui.model.enums import Kind
from lbtui.tmdb.client import Client
from lbtui.tmdb.errors import Blocked, Fault, KeyRefused, NotFoundError, Offline, RateLimited, TmdbError, Unavailable
from lbtui.tmdb.pace import Pace
from tests.tmdb.catalogue import Film
from tests.tmdb.clients import Waits, client_for
from tests.tmdb.server import FakeTmdb, Trouble
from tests.tmdb.virtual_time import FastClock, VirtualTime
from tests.waiting import wait_until

FILM = Film(603, "The Matrix", 1999)
PASSING = sorted(set(Trouble) - {Trouble.HTML, Trouble.FORBIDDEN})
LASTING = sorted(set(PASSING) - {Trouble.REFUSED})


@asynccontextmanager
async def asking() -> AsyncIterator[tuple[FakeTmdb, Client]]:
    """A server and its client, for whom the time that the server keeps it waiting passes at once."""
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        server.keeps_waiting = FastClock().skip
        yield server, tmdb


@pytest.mark.parametrize("trouble", PASSING)
async def test_a_passing_fault_goes_unnoticed(trouble: Trouble) -> None:
    async with asking() as (server, tmdb):
        server.fail(trouble, times=2)
        assert (await tmdb.details(Kind.MOVIE, 603)).title == "The Matrix"
        assert server.count == {trouble: 2, "200": 1}
        assert tmdb.stats.requests == 3


@pytest.mark.parametrize("trouble", LASTING)
async def test_a_lasting_fault_is_unavailable_after_three_attempts(trouble: Trouble) -> None:
    async with asking() as (server, tmdb):
        server.fail(trouble, times=math.inf)
        with pytest.raises(Unavailable) as raised:
            await tmdb.details(Kind.MOVIE, 603)
        assert raised.value.sentence == str(raised.value)
        assert server.count == {trouble: 3}
        assert tmdb.stats.faults == {raised.value.fault: 3}


async def test_faults_are_counted_by_kind() -> None:
    async with asking() as (server, tmdb):
        for trouble in (Trouble.HANG, Trouble.RESET, Trouble.SERVER_ERROR, Trouble.GARBAGE):
            server.fail(trouble)
            await tmdb.details(Kind.MOVIE, 603)
        assert tmdb.stats.faults == {Fault.TIMEOUT: 1, Fault.CONNECTION: 1, Fault.SERVER: 1, Fault.ANSWER: 1}


async def test_attempts_wait_about_two_and_four_seconds() -> None:
    waits = Waits()
    async with FakeTmdb([FILM]) as server, client_for(server.url, sleep=waits) as tmdb:
        server.fail(Trouble.UNAVAILABLE, times=2)
        await tmdb.details(Kind.MOVIE, 603)
    first, second = waits.seconds
    assert 1.5 <= first <= 2.5
    assert 3 <= second <= 5


async def test_nobody_waits_for_the_next_attempt_in_the_room_of_others() -> None:
    async with FakeTmdb([FILM, Film(604, "The Matrix Reloaded")]) as server:
        woken = asyncio.Event()

        async def wait(_: float) -> None:
            await woken.wait()

        async with client_for(server.url, sleep=wait, pace=Pace(1000, in_flight=1)) as tmdb:
            server.fail(Trouble.UNAVAILABLE, path="/movie/603")
            waiting = asyncio.create_task(tmdb.details(Kind.MOVIE, 603))
            await wait_until(lambda: tmdb.stats.retrying, "the wait for the next attempt")
            await tmdb.details(Kind.MOVIE, 604)
            woken.set()
            assert (await waiting).title == "The Matrix"
        assert tmdb.stats.retrying == 0


async def test_refusals_do_not_use_up_the_attempts_of_faults() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        server.fail(Trouble.REFUSED, times=3)
        server.fail(Trouble.UNAVAILABLE, times=2)
        await tmdb.details(Kind.MOVIE, 603)
        assert (tmdb.stats.refused, tmdb.stats.faults) == (3, {Fault.SERVER: 2})


async def test_while_many_requests_meet_with_faults_three_in_a_row_are_no_verdict_on_one() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        for _ in range(3):
            server.fail(Trouble.UNAVAILABLE)
            await tmdb.details(Kind.MOVIE, 603)
        server.fail(Trouble.UNAVAILABLE, times=5)
        assert (await tmdb.details(Kind.MOVIE, 603)).title == "The Matrix"


async def test_six_refusals_are_enough() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        server.fail(Trouble.REFUSED, times=math.inf)
        with pytest.raises(RateLimited):
            await tmdb.details(Kind.MOVIE, 603)
        assert server.count == {Trouble.REFUSED: 6}


async def test_a_refusal_pauses_everybody_for_as_long_as_it_says() -> None:
    time = VirtualTime()
    pace = Pace(100, sleep=time.sleep, clock=time.now)
    with respx.mock:
        respx.get(url__startswith="http://tmdb.test/3/").respond(429, headers={"Retry-After": "7"})
        async with client_for("http://tmdb.test/3", pace=pace) as tmdb:
            asking = asyncio.create_task(tmdb.check_key())
            await wait_until(lambda: tmdb.stats.refused, "the refusal")
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
    assert pace.seconds_left == 7


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


async def test_a_server_that_cannot_be_reached_is_offline_soon() -> None:
    async with client_for(f"http://127.0.0.1:{closed_port()}/3") as tmdb:
        with pytest.raises(Offline, match="cannot be reached"):
            await tmdb.check_key()
        assert tmdb.stats.requests == 1


async def test_it_goes_on_when_the_network_is_back() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        await tmdb.details(Kind.MOVIE, 603)
        await server.go_away()
        with pytest.raises(Offline):
            await tmdb.details(Kind.MOVIE, 603)
        await server.come_back()
        assert (await tmdb.details(Kind.MOVIE, 603)).title == "The Matrix"


async def test_a_request_can_be_cancelled_while_the_server_hangs() -> None:
    async with FakeTmdb([FILM]) as server, client_for(server.url) as tmdb:
        server.fail(Trouble.HANG)
        hanging = asyncio.create_task(tmdb.details(Kind.MOVIE, 603))
        await wait_until(lambda: server.count[Trouble.HANG], "the request")
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        assert (await tmdb.details(Kind.MOVIE, 603)).title == "The Matrix"


def envelope(code: int) -> dict[str, object]:
    return {"success": False, "status_code": code, "status_message": "Some words of TMDB's."}


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (401, 7, KeyRefused),
        (401, 10, KeyRefused),
        (401, 33, KeyRefused),
        (401, 35, KeyRefused),
        (401, 3, KeyRefused),
        (403, 45, KeyRefused),
        (404, 34, NotFoundError),
        (404, 6, Unavailable),
        (404, 37, Unavailable),
        (501, 2, Unavailable),
        (405, 4, Unavailable),
        (422, 5, Unavailable),
        (503, 9, Unavailable),
        (500, 11, Unavailable),
        (500, 15, Unavailable),
        (400, 18, Unavailable),
        (406, 19, Unavailable),
        (422, 20, Unavailable),
        (400, 22, Unavailable),
        (400, 23, Unavailable),
        (504, 24, Unavailable),
        (429, 25, RateLimited),
        (400, 27, Unavailable),
        (405, 42, Unavailable),
        (502, 43, Unavailable),
        (500, 44, Unavailable),
        (503, 46, Unavailable),
        (400, 47, Unavailable),
        (200, 34, Unavailable),
        (401, 99, Unavailable),
        (403, 7, Unavailable),
        (302, 0, Blocked),
    ],
)
async def test_every_error_of_the_documentation_is_told_apart(status: int, code: int, error: type[TmdbError]) -> None:
    with respx.mock:
        respx.get("http://tmdb.test/3/authentication").respond(200, json={"success": True})
        respx.get(url__startswith="http://tmdb.test/3/movie/603").respond(status, json=envelope(code))
        async with client_for("http://tmdb.test/3") as tmdb:
            with pytest.raises(TmdbError) as raised:
                await tmdb.details(Kind.MOVIE, 603)
    assert type(raised.value) is error


@pytest.mark.parametrize("status", [200, 401, 403, 404, 502])
@pytest.mark.parametrize("body", ["<html>Sign in</html>", "", "null", "[]", "7", '"words"', "[" * 100_000])
async def test_what_is_not_tmdbs_answer_says_nothing_about_key_or_film(status: int, body: str) -> None:
    with respx.mock:
        respx.get(url__startswith="http://tmdb.test/3/movie/603").respond(status, text=body)
        async with client_for("http://tmdb.test/3") as tmdb:
            with pytest.raises((Unavailable, Blocked)):
                await tmdb.details(Kind.MOVIE, 603)
