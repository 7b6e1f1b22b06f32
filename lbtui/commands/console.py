"""What commands write: tables for a terminal, tab-separated lines for a pipe, and progress on standard error."""

import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from lbtui.cells import cut, fit, fit_right, widest

_GAP = "  "
_REPAINT = 0.1
"""Seconds between two changes of the line of progress."""
_STEPS = 10
"""Lines of progress that a log gets over the whole of the work."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, and how it gives way where the terminal is narrow."""

    title: str
    least: int = 0
    """Cells that it may be cut down to; 0: it is never cut."""
    right: bool = False
    drop: int = 0
    """Where there is no room for all columns those with the highest number go first; 0: never."""


def write_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], write: TextIO | None = None) -> None:
    """A table as wide as the terminal, or, where nobody looks, whole texts parted by tabs under their titles."""
    write = write or sys.stdout
    lines = [[column.title for column in columns], *rows]
    if not write.isatty():
        write.writelines("\t".join(row) + "\n" for row in lines)
        return
    # A column that may go and has nothing to show goes first of all.
    shown = [at for at, column in enumerate(columns) if not column.drop or any(row[at] for row in rows)]
    wanted = {at: widest([row[at] for row in lines]) for at in shown}
    widths = _widths(columns, wanted, width_of_terminal())
    for row in lines:
        cells = ((fit_right if columns[at].right else fit)(row[at], width) for at, width in widths.items())
        write.write(_GAP.join(cells).rstrip() + "\n")


def width_of_terminal() -> int:
    """Cells of a line; 80 where that is unknown."""
    return min(max(20, shutil.get_terminal_size((80, 24)).columns), _WIDEST)


_WIDEST = 1_000
"""No terminal is wider; COLUMNS may say anything."""


def _widths(columns: Sequence[Column], wanted: Mapping[int, int], room: int) -> dict[int, int]:
    """The widths of the columns that are shown, by their place: what their texts want, less where there is no room."""
    widths = {at: min(want, columns[at].least or want) for at, want in wanted.items()}
    while _spare(widths, room) < 0:
        going = max(widths, key=lambda at: columns[at].drop)
        if not columns[going].drop:
            break
        del widths[going]
    # A cell at a time to the column that lacks most: the long texts share what there is.
    for _ in range(_spare(widths, room)):
        at = max(widths, key=lambda at: wanted[at] - widths[at])
        if widths[at] >= wanted[at]:
            break
        widths[at] += 1
    return widths


def _spare(widths: Mapping[int, int], room: int) -> int:
    return room - sum(widths.values()) - len(_GAP) * (len(widths) - 1)


class ProgressLine:
    """One line on standard error that changes on a terminal, now and then a line elsewhere; nothing where `quiet`."""

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
