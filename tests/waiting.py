"""Waiting for what must come: every test that waits does it here."""

import asyncio
import os
from collections.abc import Awaitable, Callable

SECONDS = 10 * float(os.environ.get("LBTUI_TEST_PATIENCE", "1"))
"""How long a wait lasts that is in vain; LBTUI_TEST_PATIENCE=3 waits three times as long on a very slow machine."""


async def wait_until(
    condition: Callable[[], object],
    what: str,
    *,
    shown: Callable[[], str] = str,
    rest: float = 0.0,
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    seconds: float = SECONDS,
) -> None:
    """Let the event loop go on until `condition` holds; fails after `seconds` with what is `shown`.

    The seconds are those that this process works or rests. Those that a busy machine gives to others do not count, so
    that no test fails because of them.
    """
    rested, began = 0.0, _worked()
    while not condition():
        if rested + _worked() - began > seconds:
            raise AssertionError(f"never came: {what}\n{shown()}".rstrip())
        await pause(rest)
        rested += rest


def _worked() -> float:
    """Seconds of a processor that this process had so far, and the programs that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
