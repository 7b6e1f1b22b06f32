"""What the whole app holds in memory, step by step: the films, a filter, each dashboard, and back to the films.

    python -m tests.benchmarks.memory [--films 2400 100000] [--data-dir DIR]

In a terminal of 160 by 50 (Linux), with a library made for it or that of a data folder. For each step the resident MB
once nothing is left to be done, those at the highest on the way, and the seconds of CPU.
"""

import argparse
import tempfile
from pathlib import Path

from lbtui.statistics.dashboards import Dashboard
from tests.benchmarks.store import write_store
from tests.benchmarks.terminal import Terminal, lbtui

_REST = 2.0
"""Seconds without work after which a step is done; longer than the pauses that the app makes before work of its own."""
_STEPS = {
    "the films": "",
    "a filter": "/ghost\r",
    "no filter": "/" + "\x7f" * len("ghost") + "\r",
    "statistics": "2",
    **{dashboard.value: dashboard.key for dashboard in Dashboard},
    "the films again": "1",
}
"""Keys by what they lead to."""


def measure(data: Path) -> None:
    """Print a line for each step."""
    print(f"{'':16}{'MB':>6}{'highest':>9}{'CPU s':>8}")
    with Terminal(lbtui(data)) as terminal:
        terminal.until("★")
        cpu = 0.0
        for name, keys in _STEPS.items():
            terminal.write(keys)
            terminal.idle(_REST)
            now, highest = terminal.memory()
            before, cpu = cpu, terminal.cpu()
            print(f"{name:16}{now:>6.0f}{highest:>9.0f}{cpu - before:>8.1f}", flush=True)


def main() -> None:
    """Measure libraries of these sizes, or one that is there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--films", type=int, nargs="+", default=[2_400, 100_000])
    parser.add_argument("--data-dir", type=Path)
    arguments = parser.parse_args()
    if arguments.data_dir:
        measure(arguments.data_dir)
        return
    for films in arguments.films:
        with tempfile.TemporaryDirectory() as folder:
            write_store(Path(folder), films)
            print(f"{films:,} films")
            measure(Path(folder))


if __name__ == "__main__":
    main()
