"""The pace holds the limit in every second, and bends when TMDB refuses."""

import asyncio
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbtui.tmdb.pace import Pace
from tests.tmdb.virtual_time import VirtualTime


async def ask(pace: Pace, time: VirtualTime, starts: list[float], lasts: float = 0.1) -> None:
    """One request that is answered after `lasts` seconds."""
    async with pace.slot():
        starts.append(time.now())
        await time.sleep(lasts)


def most_in_one_second(starts: list[float]) -> int:
    return max(sum(start <= other <= start + 1 for other in starts) for start in starts)


async def started_by(requests: int, rate: float = 38, *, lateness: float = 0.0, in_flight: int = 16) -> list[float]:
    """When `requests` that all are ready at once start."""
    time, starts = VirtualTime(lateness), list[float]()
    pace = Pace(rate, in_flight=in_flight, clock=time.now, sleep=time.sleep)
    await time.run(*(ask(pace, time, starts) for _ in range(requests)))
    return starts


@given(
    rate=st.floats(0.5, 60),
    arrivals=st.lists(st.floats(0, 6), min_size=1, max_size=80),
    lasts=st.floats(0, 3),
    lateness=st.floats(0, 0.2),
    refused_every=st.integers(2, 40),
    retry_after=st.none() | st.floats(-1, 5),
)
@settings(max_examples=60, deadline=None)
def test_no_second_ever_holds_more_than_the_rate(
    rate: float, arrivals: list[float], lasts: float, lateness: float, refused_every: int, retry_after: float | None
) -> None:
    time, starts = VirtualTime(lateness), list[float]()
    pace = Pace(rate, clock=time.now, sleep=time.sleep)

    async def arrive(number: int, at: float) -> None:
        await time.sleep(at)
        async with pace.slot() as started:
            starts.append(time.now())
            await time.sleep(lasts)
            if number % refused_every == 0:
                pace.refused(retry_after, started)

    async def everybody() -> None:
        await time.run(*(arrive(number, at) for number, at in enumerate(arrivals)))

    asyncio.run(everybody())
    assert len(starts) == len(arrivals)
    assert most_in_one_second(starts) <= max(1, int(rate))
    assert 0 < pace.current_rate <= rate


async def test_requests_are_spread_evenly_over_the_second() -> None:
    gaps = [after - before for before, after in pairwise(await started_by(200))]
    assert max(gaps[10:]) < 1.1 / 38
    assert min(gaps) > 0.9 / 38


async def test_almost_all_of_the_rate_is_used() -> None:
    starts = await started_by(400)
    assert 399 / (starts[-1] - starts[0]) > 0.96 * 38


async def test_a_loop_that_wakes_up_late_costs_no_speed() -> None:
    starts = await started_by(400, lateness=0.015)
    assert 399 / (starts[-1] - starts[0]) > 0.96 * 38


async def test_the_first_requests_start_slower_because_their_connections_are_opened() -> None:
    starts = await started_by(40)
    assert starts[5] - starts[0] > 1.8 * (starts[25] - starts[20])


async def test_no_more_requests_are_in_flight_than_allowed() -> None:
    time, pace_time = VirtualTime(), list[int]()
    pace = Pace(1000, in_flight=3, clock=time.now, sleep=time.sleep)
    flying = 0

    async def fly() -> None:
        nonlocal flying
        async with pace.slot():
            flying += 1
            pace_time.append(flying)
            await time.sleep(1)
            flying -= 1

    await time.run(*(fly() for _ in range(10)))
    assert max(pace_time) == 3


async def pause_after(refusals: int, retry_after: float | None = None) -> float:
    """Seconds that everybody waits after so many refusals in a row."""
    time = VirtualTime()
    pace = Pace(38, clock=time.now, sleep=time.sleep)
    for _ in range(refusals):
        time.seconds += pace.seconds_left
        pace.refused(retry_after)
    return pace.seconds_left


@pytest.mark.parametrize(("refusals", "seconds"), [(1, 1), (2, 2), (3, 4), (20, 60)])
async def test_pauses_grow_with_refusals_in_a_row(refusals: int, seconds: float) -> None:
    assert await pause_after(refusals) == pytest.approx(seconds)


@pytest.mark.parametrize(("retry_after", "seconds"), [(7, 7), (0, 1), (-3, 1), (86400, 60)])
async def test_retry_after_says_how_long_to_wait(retry_after: float, seconds: float) -> None:
    assert await pause_after(1, retry_after) == pytest.approx(seconds)


async def test_a_refusal_stops_everybody_until_the_pause_is_over() -> None:
    time, starts = VirtualTime(), list[float]()
    pace = Pace(38, clock=time.now, sleep=time.sleep)
    pace.refused(3)
    assert pace.seconds_left == 3
    began = time.now()
    await time.run(*(ask(pace, time, starts) for _ in range(5)))
    assert min(starts) >= began + 3
    assert (len(starts), pace.seconds_left) == (5, 0)


async def test_refusals_that_were_under_way_together_count_once() -> None:
    time = VirtualTime()
    pace = Pace(38, clock=time.now, sleep=time.sleep)

    async def refused(lasts: float) -> None:
        async with pace.slot() as started:
            await time.sleep(lasts)
            pace.refused(None, started)

    await time.run(*(ask(pace, time, []) for _ in range(80)))
    await time.run(*(refused(1.2 + number / 100) for number in range(12)))
    assert 0.7 * 38 <= pace.current_rate < 38
    assert pace.seconds_left < 1


class Server:
    """Refuses what exceeds its limit in a sliding second, as TMDB does."""

    def __init__(self, time: VirtualTime, pace: Pace, limit: Callable[[float], int]) -> None:
        self.time, self.pace, self.limit = time, pace, limit
        self.let_through: list[float] = []
        self.refused: list[float] = []

    async def ask(self) -> None:
        """One request, asked again until it is let through."""
        while True:
            async with self.pace.slot() as started:
                now = self.time.now()
                recent = sum(now - 1 <= at for at in self.let_through[-45:])  # More than any limit here.
                if allowed := recent < self.limit(now):
                    self.let_through.append(now)
                else:
                    self.refused.append(now)
                await self.time.sleep(0.12)
                if not allowed:
                    self.pace.refused(None, started)
            if allowed:
                return


async def serve(requests: int, limit: Callable[[float], int]) -> Server:
    time = VirtualTime()
    server = Server(time, Pace(38, clock=time.now, sleep=time.sleep), limit)
    await time.run(*(server.ask() for _ in range(requests)))
    return server


async def test_it_settles_just_under_a_limit_that_is_lower_than_set() -> None:
    lowered = 1005.0
    server = await serve(1200, lambda now: 40 if now < lowered else 15)
    assert max(server.refused) < lowered + 5
    assert len(server.refused) < 20
    assert 13 <= server.pace.current_rate <= 15
    last = [at for at in server.let_through if at > server.let_through[-1] - 20]
    assert len(last) > 20 * 15 * 0.9


async def test_a_limit_just_below_the_pace_costs_little() -> None:
    server = await serve(3000, lambda _: 36)
    assert len(server.refused) < 15
    assert server.pace.current_rate > 33


class StandingStill(Server):
    """Takes no request for a quarter of every three seconds; what has waited is taken in a crowd."""

    async def ask(self) -> None:
        """One request, counted when it is taken."""
        async with self.pace.slot() as started:
            into = self.time.now() % 3
            if into < 0.25:
                await self.time.sleep(0.25 - into)
            now = self.time.now()
            if sum(now - 1 <= at for at in self.let_through[-45:]) < self.limit(now):
                self.let_through.append(now)
            else:
                self.refused.append(now)
                self.pace.refused(None, started)
            await self.time.sleep(0.12)


async def test_a_server_that_stands_still_now_and_then_refuses_nothing() -> None:
    time = VirtualTime()
    server = StandingStill(time, Pace(38, clock=time.now, sleep=time.sleep), lambda _: 40)
    began = time.now()
    await time.run(*(server.ask() for _ in range(1000)))
    assert not server.refused
    assert 1000 / (time.now() - began) > 0.85 * 38


async def test_a_hiccup_of_the_network_costs_little() -> None:
    """Requests that are held up on the way arrive in a crowd, and one is refused though few were sent that second."""
    time, starts = VirtualTime(), list[float]()
    pace = Pace(38, clock=time.now, sleep=time.sleep)
    await time.run(*(ask(pace, time, starts) for _ in range(15)))
    pace.refused(None, starts[-1])
    starts.clear()
    await time.run(*(ask(pace, time, starts) for _ in range(1000)))
    assert pace.current_rate == 38
    assert starts[-1] - starts[0] < 1.12 * 1000 / 38


async def test_the_full_pace_comes_back_after_the_limit_has() -> None:
    lowered, raised = 1005.0, 1020.0
    server = await serve(5000, lambda now: 15 if lowered < now < raised else 40)
    assert server.pace.current_rate == 38


async def test_probes_for_more_become_rare() -> None:
    server = await serve(15000, lambda _: 15)
    minutes = {int(at // 60) for at in server.refused if at > 1060}
    assert 1 <= len(minutes) <= 4, "of the 17 minutes that this takes"


async def test_a_refusal_of_a_lone_request_does_not_lower_the_pace() -> None:
    time = VirtualTime()
    pace = Pace(38, clock=time.now, sleep=time.sleep)
    for _ in range(6):
        pace.refused(None)
        time.seconds += pace.seconds_left
    assert pace.current_rate == 38


@pytest.mark.parametrize("jump", [86400.0, -86400.0])
async def test_a_jump_of_the_clock_neither_bursts_nor_hangs(jump: float) -> None:
    time, starts = VirtualTime(), list[float]()
    pace = Pace(38, clock=time.now, sleep=time.sleep)
    await time.run(*(ask(pace, time, starts) for _ in range(50)))
    time.seconds += jump
    starts.clear()
    began = time.now()
    await time.run(*(ask(pace, time, starts) for _ in range(50)))
    assert most_in_one_second(starts) <= 38
    assert starts[-1] - began < 4


async def test_a_cancelled_request_gives_its_room_back() -> None:
    time, starts = VirtualTime(), list[float]()
    pace = Pace(38, in_flight=1, clock=time.now, sleep=time.sleep)
    pace.refused(50)
    waiting = asyncio.create_task(ask(pace, time, starts))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await time.run(ask(pace, time, starts))
    assert len(starts) == 1


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf")])
def test_a_rate_that_is_none_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        Pace(rate)
