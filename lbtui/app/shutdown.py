"""Ending on a signal: Textual alone would be killed with the terminal dirty and writes cut short."""

import asyncio
import os
import signal
from typing import Protocol


class Stoppable(Protocol):
    """What can be ended."""

    async def end(self, code: int) -> None:
        """Stop all work, close the library, and leave."""

    async def shut(self) -> None:
        """Stop all work and close the library."""


def on_signals(app: Stoppable) -> None:
    """End cleanly on SIGTERM, SIGINT and SIGHUP, where the system has them."""
    loop = asyncio.get_running_loop()

    def leave(code: int) -> None:
        tasks.add(loop.create_task(app.end(code)))

    def hang_up() -> None:
        tasks.add(loop.create_task(_leave_at_once(app)))

    tasks: set[asyncio.Task[None]] = set()
    handlers = {"SIGTERM": lambda: leave(143), "SIGINT": lambda: leave(130), "SIGHUP": hang_up}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.add_signal_handler(number, handler)
            except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread: as in tests
                return


async def _leave_at_once(app: Stoppable) -> None:
    """The terminal is gone: after the store is safe, writing to the screen would hang for ever."""
    try:
        await app.shut()
    finally:
        os._exit(129)
