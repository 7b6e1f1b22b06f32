"""How long until the first frame: lbtui against a bare Textual app, in turns, each in a terminal of its own.

    python -m tests.benchmarks.first_frame --data-dir DIR [--runs 10]

The time runs from the start of the process until the first text of the screen reaches the terminal.
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
import termios
import time

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("lbtui")
Bare().run()
"""


def first_text(command: list[str], text: bytes = b"lbtui") -> float:
    """Seconds until `text` arrives on a terminal of 160 by 50."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        # Compiled modules are kept, as they are where lbtui is installed.
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": ""}
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    try:
        seen = b""
        while text not in seen:
            if not select.select([terminal], [], [], 20)[0]:
                raise TimeoutError(f"{command} showed nothing in 20 s")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def main() -> None:
    """Measure in turns and print medians, their difference and the spread."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data-dir", required=True)
    parser.add_argument("--runs", type=int, default=10)
    arguments = parser.parse_args()
    commands = {
        "bare Textual": [sys.executable, "-c", BARE],
        "lbtui": [sys.executable, "-m", "lbtui", "--data-dir", arguments.data_dir],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(arguments.runs + 1):
        for name, command in commands.items():
            times[name].append(1000 * first_text(command))
    bare, ours = (statistics.median(taken[1:]) for taken in times.values())
    for name, taken in times.items():
        print(f"{name:14} median {statistics.median(taken[1:]):6.0f} ms   from {min(taken):.0f} to {max(taken):.0f}")
    print(f"difference {ours - bare:.0f} ms, ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main()
