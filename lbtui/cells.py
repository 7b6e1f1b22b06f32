"""Text measured in terminal cells: cut, padded, and as blocks."""

import math
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

_UP = " ▁▂▃▄▅▆▇█"


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells; what does not fit is cut at the end and replaced by `…`.

    Wide characters are never halved.
    """
    if len(text) <= width and text.isascii():
        return text
    # A cell takes at least one character, or a few joined ones: never measure a novel.
    text = text[: max(0, width) * 8]
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


def across(value: float, top: float, cells: int, *, fine: bool = True) -> str:
    """A horizontal bar in halves of a cell, half as high as a line, so that bars of neighbouring lines stand apart."""
    whole, rest = divmod(_halves(value, top, cells, fine), 2)
    return "▄" * whole + "▖" * rest


def back(value: float, top: float, cells: int, *, fine: bool = True) -> str:
    """The same, growing to the left: it ends where `across` begins."""
    whole, rest = divmod(_halves(value, top, cells, fine), 2)
    return "▗" * rest + "▄" * whole


def _halves(value: float, top: float, cells: int, fine: bool) -> int:
    length = eighths(value, top, cells)
    return -(-length // 4) if fine else 2 * -(-length // 8)


def up(length: int, *, fine: bool = True) -> str:
    """One cell of a vertical bar that is `length` eighths high above the cell's floor."""
    length = max(0, min(8, length))
    return _UP[length] if fine else _UP[4 * -(-length // 4)]
