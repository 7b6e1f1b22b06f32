"""How long from a key to the last byte that it paints, in the whole app, in a terminal of 160 by 50.

    python -m tests.benchmarks.keys [--films 2400 10000 100000]

Words are typed into the filter and deleted again, and the cursor goes down by lines and pages, to the end and home,
with the film beside the table and without. The film beside follows when the cursor rests, and is not counted. The CPU
time of a key tells more where other programs run beside.
"""

import argparse
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from tests.benchmarks.store import write_store
from tests.benchmarks.terminal import Terminal, lbtui

_WORDS = ("ghost", "river", "stone 7", "wolf", "dark moon")
_BACK = "\x7f"
_MOVES = {"down": ["\x1b[B"] * 20, "page down": ["\x1b[6~"] * 10, "end and home": ["\x1b[F", "\x1b[H"] * 5}
_QUIET = 0.05
"""Seconds without a byte after which a key is done."""
_LEARNT = 2.0
"""Seconds without work after which a library is read, and what can be predicted of it learnt."""
_REST = 0.4
"""Seconds without a byte after which the film beside is there."""


class Taken(NamedTuple):
    """Milliseconds."""

    wall: float
    cpu: float


def press(terminal: Terminal, key: str) -> Taken:
    """What one key takes."""
    terminal.quiet(_REST)
    before, began = terminal.cpu(), time.perf_counter()
    terminal.write(key)
    terminal.until("\x1b")
    terminal.quiet(_QUIET)
    return Taken(1000 * (terminal.last - began), 1000 * (terminal.cpu() - before))


def type_words(terminal: Terminal) -> list[Taken]:
    """Each letter of some words, and its deletion."""
    terminal.write("/")
    keys = [key for word in _WORDS for key in (*word, *[_BACK] * len(word))]
    taken = [press(terminal, key) for key in keys]
    terminal.write("\r")
    return taken


def measure(folder: Path) -> Iterable[tuple[str, list[Taken]]]:
    """The keys of one library."""
    with Terminal(lbtui(folder)) as terminal:
        terminal.until("★")
        terminal.idle(_LEARNT)
        for beside in ("with the film beside", "without"):
            yield f"typing, {beside}", type_words(terminal)
            for name, keys in _MOVES.items():
                yield f"{name}, {beside}", [press(terminal, key) for key in keys]
            terminal.write("v")


def main() -> None:
    """Print p50 and p95 of each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--films", type=int, nargs="+", default=[2_400, 10_000, 100_000])
    arguments = parser.parse_args()
    print(f"{'':50}{'p50 ms':>8}{'p95':>7}{'CPU ms':>9}{'p95':>7}")
    for films in arguments.films:
        with tempfile.TemporaryDirectory() as folder:
            write_store(Path(folder), films)
            for name, taken in measure(Path(folder)):
                walls, cpus = zip(*taken, strict=True)
                high = [quantiles(figures, n=20, method="inclusive")[-1] for figures in (walls, cpus)]
                print(f"{films:>8,} films, {name:34}", end="", flush=True)
                print(f"{median(walls):8.1f}{high[0]:7.1f}{median(cpus):9.1f}{high[1]:7.1f}", flush=True)


if __name__ == "__main__":
    main()
