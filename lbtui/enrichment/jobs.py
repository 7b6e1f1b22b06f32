"""Work that several tasks do at once, the most urgent first."""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from lbtui.enrichment.events import Phase
from lbtui.storage.database import StorageError
from lbtui.tmdb.errors import ServiceFault, TmdbError

Task = TypeVar("Task", contravariant=True)

_log = logging.getLogger(__name__)


class Worker(Protocol[Task]):
    """Does one kind of work; a task is a film, an entry of TMDB, a page."""

    def name(self, task: Task) -> str:
        """What the work is, for the log."""

    async def run(self, task: Task) -> None:
        """Do it. A TmdbError stands for a fault of its own; ServiceFault and StorageError stop everything."""

    async def give_up(self, task: Task, reason: str) -> None:
        """It failed for the reason: end its films as failed, or leave them to other work."""


_PHASES = tuple(Phase)


@dataclass(order=True, slots=True)
class _Job:
    order: tuple[int, float, int]
    """The place of its phase, its rank within that, and when it was added."""
    worker: Worker[Any] = field(compare=False)
    task: Any = field(compare=False)


class Jobs:
    """A queue of jobs; jobs may add others while they run."""

    def __init__(self) -> None:
        self.open: Counter[Phase] = Counter()
        """Jobs by phase that have not ended."""
        self._queue: asyncio.PriorityQueue[_Job] = asyncio.PriorityQueue()
        self._added = 0

    @property
    def phase(self) -> Phase:
        """The most urgent phase that has work left; of several at once the screen names this one."""
        return next((phase for phase in Phase if self.open[phase]), Phase.DONE)

    def add(self, phase: Phase, rank: float, worker: Worker[Task], task: Task) -> None:
        """Have a worker do a task: after those of earlier phases, and within the phase after those of lower rank."""
        self._added += 1
        self.open[phase] += 1
        self._queue.put_nowait(_Job((_PHASES.index(phase), rank, self._added), worker, task))

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
            job = await self._queue.get()
            await self._do(job.worker, job.task)
            self.open[_PHASES[job.order[0]]] -= 1
            self._queue.task_done()

    async def _do(self, worker: Worker[Any], task: Any) -> None:
        try:
            await worker.run(task)
            return
        except (ServiceFault, StorageError):
            raise
        except TmdbError as fault:
            reason = fault.sentence
        except Exception as mistake:
            _log.exception("a mistake in the program at %s", worker.name(task))
            reason = f"lbtui failed at this film ({type(mistake).__name__}); the log has more"
        _log.warning("%s: %s", worker.name(task), reason)
        await worker.give_up(task, reason)
