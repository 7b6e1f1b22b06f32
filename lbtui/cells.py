"""Text measured in terminal cells: cut, padded, and as blocks of eighths."""

import math
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

_ACROSS = " ▏▎▍▌▋▊▉█"
_UP = " ▁▂▃▄▅▆▇█"


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells; what does not fit is cut at the end and replaced by `…`."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, at the left."""
    text = cut(text, width)
    return text + " " * (width - cell_len(text))


def fit_right(text: str, width: int) -> str:
    """The text in exactly `width` cells, at the right."""
    text = cut(text, width)
    return " " * (width - cell_len(text)) + text


def fit_centre(text: str, width: int) -> str:
    """The text in exactly `width` cells, in the middle, a left-over cell at the right."""
    text = cut(text, width)
    space = width - cell_len(text)
    return " " * (space // 2) + text + " " * (space - space // 2)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at blanks, and within words that are longer."""
    lines = [""]
    for word in (part for long in text.split() for part in chop_cells(long, width)):
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def widest(texts: Sequence[str]) -> int:
    """Cells of the widest text, 0 for none."""
    return max(map(cell_len, texts), default=0)


def label_width(labels: Sequence[str], wanted: int, most: int) -> int:
    """Cells for a column of labels: `wanted`, or as many more up to `most` as keep different labels different."""
    full = widest(labels)
    if full <= wanted or wanted >= most:
        return max(0, min(full, wanted, most))
    distinct = len(set(labels))
    for width in range(wanted, min(full, most) + 1):
        if len({cut(label, width) for label in labels}) == distinct:
            return width
    return wanted


def eighths(value: float, top: float, cells: int) -> int:
    """The length of a bar in eighths of a cell; what is not zero shows at least one."""
    if not math.isfinite(value) or value == 0 or top <= 0 or cells < 1:
        return 0
    return max(1, min(cells * 8, round(min(abs(value) / top, 1.0) * cells * 8)))


def across(length: int) -> str:
    """A horizontal bar of `length` eighths, ending in a partial block."""
    whole, rest = divmod(length, 8)
    return "█" * whole + (_ACROSS[rest] if rest else "")


def up(length: int) -> str:
    """One cell of a vertical bar that is `length` eighths high above the cell's floor."""
    return _UP[max(0, min(8, length))]
