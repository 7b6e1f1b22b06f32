"""When Python's cycle collector walks."""

import gc
import weakref

import pytest

from lbtui.calm import Collector


class Clock:
    """A time that only tests move."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def collector(clock: Clock) -> Collector:
    return Collector(clock)


class Knot:
    """An object that only the cycle collector can free."""

    def __init__(self) -> None:
        self.self = self


def test_a_walk_waits_until_nobody_types_any_more(collector: Collector, clock: Clock) -> None:
    for _ in range(60):
        clock.now += 1
        collector.touched()
        assert not collector.walk()

    clock.now += 2
    assert collector.walk()


def test_a_walk_frees_what_is_tied_in_knots(collector: Collector, clock: Clock) -> None:
    clock.now = 60
    knot = weakref.ref(Knot())
    collector.walk()

    assert knot() is None


def test_walks_are_rare(collector: Collector, clock: Clock) -> None:
    walks = 0
    for _ in range(60):
        clock.now += 1
        walks += collector.walk()

    assert walks == 4


def test_what_was_kept_is_passed_over_until_the_end(collector: Collector) -> None:
    before = gc.get_freeze_count()
    kept = [[number] for number in range(1000)]
    collector.keep()
    try:
        assert gc.get_freeze_count() - before >= len(kept)
    finally:
        gc.unfreeze()
