"""A wait in vain ends after seconds, not minutes, and says what was to be seen."""

import asyncio
import time

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.app.running import until
from tests.waiting import wait_until


class _Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Hello")

    def fail(self) -> None:
        """A mistake in the app."""
        raise ZeroDivisionError


async def test_a_wait_in_vain_says_what_is_on_the_screen() -> None:
    async with _Hello().run_test(size=(20, 2)) as pilot:
        with pytest.raises(AssertionError, match=r"never came: good news\n.*\nHello"):
            await until(pilot, lambda: False, "good news", seconds=0.05)


async def test_when_the_app_fails_nobody_waits_any_longer() -> None:
    app = _Hello()

    async def wait() -> None:
        async with app.run_test() as pilot:
            app.call_later(app.fail)
            await until(pilot, lambda: False, "good news")

    with pytest.raises(ZeroDivisionError):
        await wait()


async def test_seconds_of_others_do_not_count() -> None:
    began = time.monotonic()

    async def held_up(rest: float) -> None:
        await asyncio.sleep(0.1)

    with pytest.raises(AssertionError):
        await wait_until(lambda: False, "good news", rest=0.01, pause=held_up, seconds=0.02)
    assert time.monotonic() - began > 0.2
