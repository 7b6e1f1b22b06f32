"""What the whole app holds in memory while somebody browses, in a terminal of 160 by 50 (Linux).

    python -m tests.benchmarks.memory [--films 2400 100000]

The resident size some seconds after the films are there, again once a filter was typed, and the highest of all.
"""

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks.store import write_store
from tests.benchmarks.terminal import Terminal, lbtui

_SETTLED = 3.0
"""Seconds without a byte after which everything is read."""


def main() -> None:
    """Print megabytes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--films", type=int, nargs="+", default=[2_400, 100_000])
    arguments = parser.parse_args()
    print(f"{'':16}{'browsing MB':>12}{'filtered':>10}{'highest':>10}")
    for films in arguments.films:
        with tempfile.TemporaryDirectory() as folder:
            write_store(Path(folder), films)
            with Terminal(lbtui(Path(folder))) as terminal:
                terminal.until("★")
                terminal.quiet(_SETTLED)
                browsing = terminal.memory("VmRSS")
                for key in "/ghost":
                    terminal.write(key)
                    terminal.quiet(0.3)
                filtered, highest = terminal.memory("VmRSS"), terminal.memory("VmHWM")
            print(f"{films:>9,} films{browsing:12.0f}{filtered:10.0f}{highest:10.0f}")


if __name__ == "__main__":
    main()
