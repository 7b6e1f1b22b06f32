"""What commands write: tables for a terminal, tab-separated lines for a pipe."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from lbtui.cells import fit, fit_right, widest

_GAP = "  "


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


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 film`, `2,000 films`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def part_path(path: Path, number: int) -> Path:
    """The file of a part: `import.csv`, then `import-2.csv`."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
