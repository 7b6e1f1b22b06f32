"""What the dashboards of a library take: reading, counting, memory, and how long the event loop stood still meanwhile.

    python -m tests.benchmarks.store --films 100000 DIR
    python -m tests.benchmarks.dashboards --data-dir DIR

Counting is timed for each dashboard: the first time, and the median of five after it.
"""

import argparse
import asyncio
import resource
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from lbtui.config import find_paths
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.request import StatisticsRequest
from lbtui.statistics.service import Counting

_TIMES = 5


async def measure(path: Path) -> None:
    """Read and count in a thread, as the app does, and print what each took."""
    counting = Counting(path)
    began, cpu = time.perf_counter(), time.process_time()
    gap = await _gap_during(lambda: counting.load(1))
    print(f"reading      {1000 * (time.perf_counter() - began):7.0f} ms, CPU {time.process_time() - cpu:.2f} s, "
          f"longest gap of the loop {1000 * gap:.0f} ms, memory {_megabytes():.0f} MB")  # fmt: skip
    for screen in Dashboard:
        asked = StatisticsRequest(screen, date(2026, 11, 21))
        times = []
        gaps = []
        for _ in range(1 + _TIMES):
            began = time.perf_counter()
            gaps.append(await _gap_during(partial(counting.count, asked)))
            times.append(1000 * (time.perf_counter() - began))
        print(f"{screen.value:12} {times[0]:7.0f} ms the first time, then {median(times[1:]):.0f} ms, "
              f"longest gap {1000 * max(gaps):.0f} ms")  # fmt: skip
    print(f"memory at its highest {_megabytes():.0f} MB")


async def _gap_during(work: Callable[[], object]) -> float:
    """Do the work in a thread; the longest time in seconds that the event loop did not turn meanwhile."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    longest, last = 0.0, time.perf_counter()
    while not task.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    await task
    return longest


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure the library of a data folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data-dir", type=Path, required=True)
    asyncio.run(measure(find_paths(parser.parse_args().data_dir).database))


if __name__ == "__main__":
    main()
