"""Work that is done by several hands at once, the most urgent first, and again later when it fails."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from lbtui.enrichment.events import Phase
from lbtui.enrichment.gate import OutOfOrder
from lbtui.storage.database import StorageError
from lbtui.tmdb.errors import KeyRefused, TmdbError

_log = logging.getLogger(__name__)

_AGAIN_AFTER = (5.0, 20.0)
"""Seconds from the end of all other work until what failed is tried again; then it has failed."""


class Job(Protocol):
    """A piece of work of one film, one year or one entry of TMDB."""

    @property
    def phase(self) -> Phase:
        """What kind of work it is: earlier phases go first."""

    @property
    def rank(self) -> float:
        """Place within the phase, lower ones first."""

    async def run(self) -> None:
        """Do it. A TmdbError stands for a fault that may pass; KeyRefused and StorageError stop everything."""

    async def give_up(self, reason: str) -> None:
        """It failed for good: leave everything in an honest state."""


_ORDER = {phase: n for n, phase in enumerate(Phase)}


@dataclass(order=True, slots=True)
class _Entry:
    order: tuple[int, float, int]
    job: Job = field(compare=False)
    tries: int = field(compare=False, default=0)


class Jobs:
    """A queue of jobs; jobs may add others while they run."""

    def __init__(self, sleep: Callable[[float], Awaitable[object]]) -> None:
        self.open: Counter[Phase] = Counter()
        """Jobs by phase that have not ended."""
        self._sleep = sleep
        self._queue: asyncio.PriorityQueue[_Entry] = asyncio.PriorityQueue()
        self._later: list[_Entry] = []
        self._added = 0
        self._resting = False

    @property
    def waiting(self) -> str:
        """Why nothing is done at the moment, or empty."""
        if not self._resting:
            return ""
        number = len(self._later)
        return f"{number} {'request' if number == 1 else 'requests'} failed, trying again in a moment"

    @property
    def phase(self) -> Phase:
        """The most urgent phase that has work left; of several at once the screen names this one."""
        return next((phase for phase in Phase if self.open[phase]), Phase.DONE)

    def add(self, job: Job) -> None:
        """Put a job in its place."""
        self._added += 1
        self.open[job.phase] += 1
        self._queue.put_nowait(_Entry((_ORDER[job.phase], job.rank, self._added), job))

    async def run(self, hands: int) -> None:
        """Do all jobs to their end, `hands` at once. Raises what stops everything; jobs that were running are cut."""
        await self._empty(hands)
        while self._later:
            self._resting = True
            await self._sleep(_AGAIN_AFTER[min(entry.tries for entry in self._later) - 1])
            self._resting = False
            for entry in self._later:
                self._queue.put_nowait(entry)
            self._later.clear()
            await self._empty(hands)

    async def _empty(self, hands: int) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                workers = [group.create_task(self._work()) for _ in range(hands)]
                await self._queue.join()
                for worker in workers:
                    worker.cancel()
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

    async def _work(self) -> None:
        while True:
            entry = await self._queue.get()
            await self._do(entry)
            self._queue.task_done()

    async def _do(self, entry: _Entry) -> None:
        try:
            await entry.job.run()
        except (KeyRefused, StorageError):
            raise
        except OutOfOrder as fault:
            await self._give_up(entry, fault.sentence)
        except TmdbError as fault:
            await self._put_off(entry, fault.sentence)
        except Exception as mistake:
            _log.exception("a mistake in the program at %s", entry.job)
            await self._put_off(entry, f"lbtui failed at this film ({type(mistake).__name__}); the log has more")
        else:
            self.open[entry.job.phase] -= 1

    async def _put_off(self, entry: _Entry, reason: str) -> None:
        entry.tries += 1
        if entry.tries > len(_AGAIN_AFTER):
            await self._give_up(entry, reason)
        else:
            _log.info("%s: %s Later again.", entry.job, reason)
            self._later.append(entry)

    async def _give_up(self, entry: _Entry, reason: str) -> None:
        _log.warning("%s: %s", entry.job, reason)
        await entry.job.give_up(reason)
        self.open[entry.job.phase] -= 1
