"""A cut line to TMDB: all wait, one at a time tries, and single bad films cut nothing."""

import asyncio
from collections.abc import Callable

import pytest

from lbtui.enrichment.circuit_breaker import CircuitBreaker, OutOfOrder
from lbtui.tmdb.errors import Blocked, Fault, NotFoundError, Offline, RateLimited, TmdbError, Unavailable
from tests.tmdb.virtual_time import VirtualTime

Maker = Callable[[], TmdbError]


def offline() -> TmdbError:
    """No network."""
    return Offline("TMDB cannot be reached.")


def timeout() -> TmdbError:
    """No answer, which may be the network's fault."""
    return Unavailable("TMDB did not answer in time.", Fault.TIMEOUT)


def broken() -> TmdbError:
    """An answer of somebody who can be reached."""
    return Unavailable("TMDB answered with an error (500).")


def blocked() -> TmdbError:
    """Somebody else's answer."""
    return Blocked("A web page answers in TMDB's place.")


def refused() -> TmdbError:
    """TMDB's limit, after several pauses."""
    return RateLimited()


def gone() -> TmdbError:
    """TMDB's word that there is no such thing."""
    return NotFoundError("TMDB has no entry with this id.")


class Line:
    """TMDB behind a breaker; `fault` makes what happens to a request that many seconds after the start.

    Whether TMDB answers at all is asked with `there`, else it meets with the same.
    """

    def __init__(self, fault: Callable[[float], Maker | None], *, there: bool = False) -> None:
        self.time = VirtualTime()
        self.breaker = CircuitBreaker(self.time.now, self.time.sleep, self._check)
        self._there = there
        self.sent: list[float] = []
        self.outcomes: list[object] = []
        self._began, self._fault = self.time.now(), fault

    async def ask(self) -> None:
        """One request; its outcome is noted: the answer, or the type of the error."""
        try:
            self.outcomes.append(await self.breaker.ask(self._request))
        except TmdbError as error:
            self.outcomes.append(type(error))

    async def _request(self) -> str:
        passed = self.time.now() - self._began
        self.sent.append(passed)
        await asyncio.sleep(0)
        if fault := self._fault(passed):
            raise fault()
        return "answer"

    async def _check(self) -> None:
        if not self._there:
            await self._request()

    async def together(self, number: int) -> None:
        """So many requests at once."""
        await self.time.run(*(self.ask() for _ in range(number)))

    async def in_turn(self, number: int) -> None:
        """So many requests one after the other."""
        for _ in range(number):
            await self.together(1)


async def test_offline_one_tries_for_all_and_then_all_are_answered() -> None:
    line = Line(lambda passed: offline if passed < 60 else None)
    await line.together(16)
    assert line.outcomes == ["answer"] * 16
    assert line.sent[:16] == [0] * 16
    tries = [at for at in line.sent[16:] if at < 60]
    assert tries == [2, 5, *range(10, 60, 5)]


async def test_the_wait_is_told_with_its_seconds() -> None:
    line = Line(lambda passed: offline if passed < 1 else None)
    told: list[str] = []

    async def look() -> None:
        await line.time.sleep(0.5)
        told.append(line.breaker.waiting)

    await line.time.run(line.ask(), look())
    assert told == ["offline, trying again in 2 s"]
    assert line.breaker.waiting == ""


async def test_a_timeout_does_not_prove_that_the_network_is_back() -> None:
    line = Line(lambda passed: offline if passed < 3 else timeout if passed < 40 else None)
    await line.together(4)
    assert line.outcomes == ["answer"] * 4


async def test_an_error_of_the_server_proves_it_and_is_the_films_own() -> None:
    line = Line(lambda passed: offline if passed < 3 else broken)
    await line.together(1)
    assert line.outcomes == [Unavailable]


@pytest.mark.parametrize("fault", [broken, timeout])
async def test_single_films_that_fail_hold_up_nobody(fault: Maker) -> None:
    line = Line(lambda _: fault if len(line.sent) % 10 else None)
    await line.in_turn(100)
    assert line.outcomes.count("answer") == 10
    assert not line.time.sleeps


async def test_when_nothing_but_errors_comes_it_waits_and_goes_on() -> None:
    line = Line(lambda passed: broken if passed < 50 else None)
    await line.in_turn(40)
    assert line.outcomes == [Unavailable] * 15 + ["answer"] * 25


async def test_after_two_minutes_of_errors_nothing_more_is_sent() -> None:
    line = Line(lambda _: broken)
    await line.together(30)
    assert set(line.outcomes) == {Unavailable, OutOfOrder}
    assert line.outcomes.count(Unavailable) < 16
    sent = len(line.sent)
    await line.together(1)
    assert len(line.sent) == sent
    assert 100 < max(line.sent) < 200


async def test_offline_for_long_it_says_what_else_it_may_be() -> None:
    line = Line(lambda passed: offline if passed < 30 else None)
    told: list[str] = []

    async def look() -> None:
        await line.time.sleep(28)
        told.append(line.breaker.waiting)

    await line.time.run(line.ask(), look())
    assert told[0].startswith("offline, trying again in")
    assert "--tmdb-url" in told[0]


async def test_a_blocked_way_is_recognised_within_seconds_and_nothing_more_is_sent() -> None:
    line = Line(lambda _: blocked)
    await line.together(16)
    assert set(line.outcomes) == {Blocked}
    assert len(line.sent) == 16 + 2 + 1
    assert max(line.sent) == 6
    await line.together(100)
    assert len(line.sent) == 19


async def test_a_blocked_way_that_opens_again_stops_nobody() -> None:
    line = Line(lambda passed: blocked if passed < 5 else None)
    await line.together(16)
    assert line.outcomes == ["answer"] * 16


async def test_where_tmdb_answers_others_one_request_that_is_blocked_fails_alone_after_three_attempts() -> None:
    line = Line(lambda _: blocked if len(line.sent) <= 3 else None, there=True)
    await line.in_turn(3)
    assert line.outcomes == [Unavailable, "answer", "answer"]
    assert len(line.sent) == 5


async def test_a_limit_that_does_not_end_fails_no_film() -> None:
    line = Line(lambda _: refused)
    await line.together(3)
    assert set(line.outcomes) == {OutOfOrder}


async def test_other_answers_of_tmdb_pass_through() -> None:
    line = Line(lambda _: gone)
    await line.together(50)
    assert line.outcomes == [NotFoundError] * 50
