"""The CPU time of the shell's commands, plain and as JSON, in turns.

python -m tests.benchmarks.shell [--films 7000] [--runs 5]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.store import write_store

_COMMANDS = (
    (["films"], ["films", "--json"]),
    (["export", "--format", "csv"], ["export", "--format", "json"]),
    (["stats"], ["stats", "--json"]),
)
"""Each plain command and the one to compare with it."""


def cpu(words: list[str], folder: Path) -> float:
    """Milliseconds that a command takes."""
    written = ["-o", str(folder / "films")] if "export" in words else []
    command = [sys.executable, "-m", "lbtui", "--data-dir", str(folder), *words, *written]
    (folder / "films").unlink(missing_ok=True)
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return 1000 * (sum(after[2:4]) - sum(before[2:4]))


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--films", type=int, default=7_000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_store(Path(folder), arguments.films)
        for commands in _COMMANDS:
            runs = [[cpu(words, Path(folder)) for words in commands] for _ in range(arguments.runs)]
            plain, other = (median(figures) for figures in zip(*runs, strict=True))
            print(f"{' '.join(commands[0]):22}{plain:7.0f} ms   {' '.join(commands[1]):22}{other:7.0f} ms", end="")
            print(f"   {other / plain:.2f} times", flush=True)


if __name__ == "__main__":
    main()
