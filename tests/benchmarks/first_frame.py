"""How long until the first frame: lbtui against a bare Textual app, in turns, each in a terminal of its own.

    python -m tests.benchmarks.first_frame [--films 2400] [--runs 10]

The first frame is there when the first text of the screen has reached the terminal, the films when the stars of the
first ones have. Times run from the start of the process; the CPU time of all its threads tells more where other
programs run beside.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.store import write_store
from tests.benchmarks.terminal import Terminal, lbtui

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("lbtui")
Bare().run()
"""


class Taken(NamedTuple):
    """Milliseconds."""

    wall: float
    cpu: float


def first_text(command: list[str], text: str) -> Taken:
    """What it takes until `text` arrives on the terminal."""
    with Terminal(command) as terminal:
        terminal.until(text)
        return Taken(1000 * (time.perf_counter() - terminal.began), 1000 * terminal.cpu())


def measure(folder: Path, films: int, runs: int) -> dict[str, list[Taken]]:
    """All in turns; the first turn, which compiles and fills caches, is left out."""
    write_store(folder / "films", films)
    commands = {
        "bare Textual": ([sys.executable, "-c", BARE], "lbtui"),
        "no library": (lbtui(folder / "none"), "lbtui"),
        f"{films:,} films": (lbtui(folder / "films"), "lbtui"),
        "… and the films": (lbtui(folder / "films"), "★"),
    }
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            one = first_text(*command)
            if turn:
                taken[name].append(one)
    return taken


def main() -> None:
    """Print medians, how far they are from the bare app, and the spread."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--films", type=int, default=2400)
    parser.add_argument("--runs", type=int, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        taken = measure(Path(folder), arguments.films, arguments.runs)
    medians = {
        name: Taken(*(statistics.median(figures) for figures in zip(*all_, strict=True)))
        for name, all_ in taken.items()
    }
    bare = medians["bare Textual"]
    print(f"{'':18}{'ms':>6}{'more':>7}{'from':>7}{'to':>6}{'CPU ms':>10}{'more':>7}")
    for name, (wall, cpu) in medians.items():
        walls = [one.wall for one in taken[name]]
        print(f"{name:18}{wall:6.0f}{wall - bare.wall:+7.0f}{min(walls):7.0f}{max(walls):6.0f}", end="")
        print(f"{cpu:10.0f}{cpu - bare.cpu:+7.0f}")


if __name__ == "__main__":
    main()
