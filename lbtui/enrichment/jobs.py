"""Work that several tasks do at once, the most urgent first."""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from lbtui.enrichment.events import Phase
from lbtui.storage.database import StorageError
from lbtui.tmdb.errors import ServiceFault, TmdbError

_log = logging.getLogger(__name__)


class Job(Protocol):
    """A piece of work of one film, one year or one entry of TMDB."""

    @property
    def phase(self) -> Phase:
        """What kind of work it is: earlier phases go first."""

    @property
    def rank(self) -> float:
        """Place within the phase, lower ones first."""

    async def run(self) -> None:
        """Do it. A TmdbError stands for a fault of its own; ServiceFault and StorageError stop everything."""

    async def give_up(self, reason: str) -> None:
        """It failed for the reason: end its films as failed, or leave them to other work."""


_ORDER = {phase: n for n, phase in enumerate(Phase)}


@dataclass(order=True, slots=True)
class _Entry:
    order: tuple[int, float, int]
    job: Job = field(compare=False)


class Jobs:
    """A queue of jobs; jobs may add others while they run."""

    def __init__(self) -> None:
        self.open: Counter[Phase] = Counter()
        """Jobs by phase that have not ended."""
        self._queue: asyncio.PriorityQueue[_Entry] = asyncio.PriorityQueue()
        self._added = 0

    @property
    def phase(self) -> Phase:
        """The most urgent phase that has work left; of several at once the screen names this one."""
        return next((phase for phase in Phase if self.open[phase]), Phase.DONE)

    def add(self, job: Job) -> None:
        """Put a job in its place."""
        self._added += 1
        self.open[job.phase] += 1
        self._queue.put_nowait(_Entry((_ORDER[job.phase], job.rank, self._added), job))

    async def run(self, concurrency: int) -> None:
        """Do all jobs to their end, `concurrency` at once. Raises what stops everything; running jobs are cut."""
        try:
            async with asyncio.TaskGroup() as group:
                workers = [group.create_task(self._work()) for _ in range(concurrency)]
                await self._queue.join()
                for worker in workers:
                    worker.cancel()
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

    async def _work(self) -> None:
        while True:
            job = (await self._queue.get()).job
            await self._do(job)
            self.open[job.phase] -= 1
            self._queue.task_done()

    async def _do(self, job: Job) -> None:
        try:
            await job.run()
        except (ServiceFault, StorageError):
            raise
        except TmdbError as fault:
            await self._give_up(job, fault.sentence)
        except Exception as mistake:
            _log.exception("a mistake in the program at %s", job)
            await self._give_up(job, f"lbtui failed at this film ({type(mistake).__name__}); the log has more")

    async def _give_up(self, job: Job, reason: str) -> None:
        _log.warning("%s: %s", job, reason)
        await job.give_up(reason)
