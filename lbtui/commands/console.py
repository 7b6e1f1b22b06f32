"""What commands write: tables for a terminal, tab-separated lines for a pipe."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from lbtui.charts.cells import fit, fit_right, widest

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; those that can shrink give way down to `least` cells where the terminal is narrow."""

    title: str
    least: int = 0
    """0: never cut."""
    right: bool = False


def write_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], write: TextIO | None = None) -> None:
    """A table as wide as the terminal, or, where nobody looks, whole texts parted by tabs under their titles."""
    write = write or sys.stdout
    if not write.isatty():
        write.writelines("\t".join(row) + "\n" for row in ([column.title for column in columns], *rows))
        return
    widths = _widths(columns, rows, width_of_terminal())
    for row in ([column.title for column in columns], *rows):
        cells = zip(columns, row, widths, strict=True)
        line = _GAP.join((fit_right if column.right else fit)(text, width) for column, text, width in cells)
        write.write(line.rstrip() + "\n")


def width_of_terminal() -> int:
    """Cells of a line; 80 where that is unknown."""
    return max(20, shutil.get_terminal_size((80, 24)).columns)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The widths of the columns: what their texts want, less where not all of them fit."""
    wanted = [widest([column.title, *(row[at] for row in rows)]) for at, column in enumerate(columns)]
    left = room - len(_GAP) * (len(columns) - 1)
    widths = [min(want, column.least) if column.least else want for want, column in zip(wanted, columns, strict=True)]
    spare = left - sum(widths)
    # A cell at a time to the column that lacks most: the long texts share what there is.
    while spare > 0:
        at = max(range(len(columns)), key=lambda at: wanted[at] - widths[at])
        if widths[at] >= wanted[at]:
            break
        widths[at] += 1
        spare -= 1
    return widths


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 film`, `2,000 films`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def part_path(path: Path, number: int) -> Path:
    """The file of a part: `import.csv`, then `import-2.csv`."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
