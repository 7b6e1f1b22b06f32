"""A program in a terminal of its own, 160 by 50: what it writes, when, and the CPU time that it takes."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE = 60.0
"""Seconds without a byte until it is given up."""
_IDLE = 0.05
"""Share of a processor that a program takes at most that has nothing to do."""


def lbtui(data: Path) -> list[str]:
    """The command that shows the library of a data folder."""
    return [sys.executable, "-m", "lbtui", "--data-dir", str(data)]


class Terminal:
    """Runs a command until it is closed, by force."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = self.last = time.perf_counter()
        """When it was started, and when its last byte came."""
        self._pid, self._file = pty.fork()
        if self._pid == 0:
            # Compiled modules are kept, as they are where lbtui is installed.
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": ""}
            os.execv(command[0], list(command))
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._file)

    def cpu(self) -> float:
        """Seconds of CPU that all threads have taken so far (Linux)."""
        threads = Path(f"/proc/{self._pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def memory(self) -> tuple[float, float]:
        """MB in memory now, and at the highest since it was last asked for (Linux)."""
        process = Path(f"/proc/{self._pid}")
        lines = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        (process / "clear_refs").write_text("5")
        now, highest = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        return now, highest

    def idle(self, seconds: float) -> None:
        """Read until hardly any CPU time was taken for so many seconds."""
        before = -1.0
        while (now := self.cpu()) - before > _IDLE * seconds:
            before, ends = now, time.perf_counter() + seconds
            while (left := ends - time.perf_counter()) > 0:
                with suppress(TimeoutError):
                    self._read(left)

    def until(self, text: str) -> None:
        """Read until `text` has come."""
        seen = b""
        while text.encode() not in seen:
            seen += self._read(_PATIENCE)

    def quiet(self, seconds: float) -> None:
        """Read until nothing has come for so many seconds."""
        with suppress(TimeoutError):
            while True:
                self._read(seconds)

    def _read(self, patience: float) -> bytes:
        if not select.select([self._file], [], [], patience)[0]:
            raise TimeoutError(f"nothing for {patience:g} s")
        self.last = time.perf_counter()
        return os.read(self._file, 65536)

    def write(self, keys: str) -> None:
        """Press keys."""
        os.write(self._file, keys.encode())
