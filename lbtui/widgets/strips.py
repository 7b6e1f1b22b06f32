"""Lines of the screen that are freed as soon as nobody holds them.

Textual keeps in each strip what was made of it: where nothing had to be cut, that is the strip itself. Such a strip is
freed by the cycle collector alone, which then stops everything for 50 ms and more, every second or two while somebody
types or films come in.
"""

from collections.abc import Iterable, Sequence

from rich.style import Style
from textual.strip import Strip

_divide, _crop_extend = Strip.divide, Strip.crop_extend


def let_strips_go() -> None:
    """Have no strip keep itself, in this whole process."""
    Strip.divide = _divided  # type: ignore[assignment, method-assign]
    Strip.crop_extend = _cropped  # type: ignore[assignment, method-assign]


def _divided(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    cuts = list(cuts)
    return [strip] if cuts == [strip.cell_length] else _divide(strip, cuts)


def _cropped(strip: Strip, start: int, end: int, style: Style | None) -> Strip:
    return strip if start == 0 and end == strip.cell_length else _crop_extend(strip, start, end, style)
