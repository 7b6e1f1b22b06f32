"""How long until the first frame: lbtui against a bare Textual app, in turns, each in a terminal of its own.

    python -m tests.benchmarks.first_frame [--films 2400] [--runs 10]

The first frame is there when the first text of the screen has reached the terminal, the films when the stars of the
first ones have. Times run from the start of the process; the CPU time of all its threads tells more where other
programs run beside.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.store import write_store

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
    """What it takes until `text` arrives on a terminal of 160 by 50."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        # Compiled modules are kept, as they are where lbtui is installed.
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": ""}
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    try:
        seen = b""
        while text.encode() not in seen:
            if not select.select([terminal], [], [], 20)[0]:
                raise TimeoutError(f"{command} showed nothing in 20 s")
            seen += os.read(terminal, 65536)
        wall = time.perf_counter() - began
    finally:
        os.kill(pid, signal.SIGKILL)
        used = os.wait4(pid, 0)[2]
        os.close(terminal)
    return Taken(1000 * wall, 1000 * (used.ru_utime + used.ru_stime))


def measure(folder: Path, films: int, runs: int) -> dict[str, list[Taken]]:
    """All in turns; the first turn, which compiles and fills caches, is left out."""
    write_store(folder / "films", films)
    ours = [sys.executable, "-m", "lbtui", "--data-dir"]
    commands = {
        "bare Textual": ([sys.executable, "-c", BARE], "lbtui"),
        "no library": ([*ours, str(folder / "none")], "lbtui"),
        f"{films:,} films": ([*ours, str(folder / "films")], "lbtui"),
        "… and the films": ([*ours, str(folder / "films")], "★"),
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
