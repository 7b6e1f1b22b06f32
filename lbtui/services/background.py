"""Work in the background: workers of Textual in the app, tasks of asyncio in the shell and the tests."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol, TypeGuard


class Job(Protocol):
    """Work that has been started: a worker of Textual, or a `Task`."""

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end."""

    def cancel(self) -> None:
        """Ask it to end."""

    async def wait(self) -> Any:
        """Wait for its end; raises what it has raised, and an exception where it was cancelled."""


Work = Callable[[], Coroutine[Any, Any, None]]
"""Work to be done: a function, for a coroutine that never starts would be complained about."""
Background = Callable[[str, Work], Job]
"""Starts work that has a name."""


class Task:
    """A job of asyncio's own, where there is no Textual."""

    def __init__(self, name: str, work: Work) -> None:
        self._task = asyncio.create_task(work(), name=name)

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end."""
        return self._task.done()

    def cancel(self) -> None:
        """Ask it to end."""
        self._task.cancel()

    async def wait(self) -> None:
        """Wait for its end."""
        await self._task


def is_running(job: Job | None) -> TypeGuard[Job]:
    """Whether the job was started and has not come to its end."""
    return job is not None and not job.is_finished


async def stop(job: Job | None) -> None:
    """Cancel a job and wait until it has cleaned up."""
    if is_running(job):
        job.cancel()
        await asyncio.wait([asyncio.ensure_future(ended(job))])


async def ended(job: Job) -> None:
    """Wait for a job's end, however it comes to it."""
    with suppress(Exception, asyncio.CancelledError):  # a job says by an exception that it was cancelled
        await job.wait()
