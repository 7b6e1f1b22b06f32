"""What a terminal can show, for drawings that do with less where they must."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Whether colours tell things apart, and whether there are finer blocks than halves of a cell."""

    colours: bool = True
    fine: bool = True
    """Eighths and quarters of a cell and braille, which the console of Linux lacks."""


RICH = Look()
"""Everything."""


def has_fine_blocks(environment: Mapping[str, str]) -> bool:
    """Whether the terminal that `TERM` names has the finer blocks."""
    return environment.get("TERM", "") not in ("linux", "vt100", "vt220", "dumb")
