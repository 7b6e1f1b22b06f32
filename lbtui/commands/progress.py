"""Progress on standard error: one line that changes on a terminal, now and then a line elsewhere."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

from lbtui.cells import cut
from lbtui.commands.console import width_of_terminal

_REPAINT = 0.1
"""Seconds between two changes of the line."""
_STEPS = 10
"""Lines that a log gets over the whole of the work."""


class ProgressLine:
    """Shows how far the work is. Where it is quiet, nothing."""

    def __init__(
        self, stream: TextIO | None = None, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._clock = clock
        self._live = self._stream.isatty()
        self._painted = float("-inf")
        self._told = -1
        self._waits = False
        self._said = ""

    def show(self, text: str, share: float = 0.0, waiting: str = "") -> None:
        """The line as it is now; a log gets one for each new tenth of the work (`share`, 0 to 1) or wait."""
        if self._quiet:
            return
        if self._live:
            self._paint(text)
            return
        # Told once for each cause, however often its seconds are counted down.
        begins, self._waits = bool(waiting) and not self._waits, bool(waiting)
        if begins or int(share * _STEPS) > self._told:
            self._told = int(share * _STEPS)
            self._write(text + "\n")

    def say(self, text: str) -> None:
        """A line that stays, such as a step that was reached."""
        if self._quiet or text == self._said:
            return
        self._said = text
        self._write(("\r\x1b[K" if self._live else "") + text + "\n")

    def close(self) -> None:
        """Leave no half line behind."""
        if self._live and not self._quiet:
            self._write("\r\x1b[K")

    def _paint(self, text: str) -> None:
        now = self._clock()
        if now - self._painted >= _REPAINT:
            self._painted = now
            self._write("\r\x1b[K" + cut(text, width_of_terminal() - 1))

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
