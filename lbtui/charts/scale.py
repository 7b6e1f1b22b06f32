"""Scales: figures as text, round values and labels along an axis, and shares that add up."""

import math
from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len

from lbtui.cells import cut
from lbtui.charts.lines import Line, Span, Tone, exact

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_SHORTEST_CUT = 4


def figure(value: float) -> str:
    """A figure in full: `2,417`, `3.61`; `–` for unknown."""
    if not math.isfinite(value):
        return "–"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"


def short(value: float) -> str:
    """A figure in at most five characters below a trillion: `980`, `1.2k`, `34k`, `5.6M`; `–` for unknown."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    for unit, mark in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if size >= unit * 0.9995:
            scaled = value / unit
            return f"{scaled:.1f}".removesuffix(".0") + mark if abs(scaled) < 9.95 else f"{scaled:.0f}{mark}"
    return f"{value:.0f}" if value == round(value) else f"{value:.1f}"


def known(values: Sequence[float]) -> list[float]:
    """The values that are numbers, without nan and infinity."""
    return [value for value in values if math.isfinite(value)]


def ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[float]:
    """At most `most` round values from `low` to `high`, ascending; `whole` ones where what is counted has no halves.

    Steps are 1, 2 or 5 times a power of ten, and 25, 250 … times one.
    """
    span = high - low
    if span < 1e-9 or most < 1:
        return [low][:most]
    power: float = 10.0 ** math.floor(math.log10(span / most))
    for step in (power * factor for factor in (1, 2, 2.5, 5, 10, 20, 50)):
        if (whole and step < 1) or (step < 25 and round(step / power, 1) == 2.5):
            continue
        start, end = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if 0 < end - start + 1 <= most:
            return [round(index * step, 10) for index in range(start, end + 1)]
    return [low]


def shares(values: Sequence[float], total: int) -> list[int]:
    """`total` divided in proportion to `values` by largest remainder: the parts add up to `total` exactly.

    Unknown and negative values have no part; without any positive value every part is 0.
    """
    sizes = [value if math.isfinite(value) and value > 0 else 0.0 for value in values]
    # Divided before it is summed: a sum of huge values may overflow, and a tiny sum vanish.
    peak = max(sizes, default=0.0)
    if peak == 0:
        return [0] * len(sizes)
    weights = [size / peak for size in sizes]
    exact = [weight / sum(weights) * total for weight in weights]
    parts = [math.floor(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda index: parts[index] - exact[index])
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def label_line(labels: Sequence[str], centre_of: Callable[[int], float], width: int, slot: int) -> Line:
    """A line with labels centred at `centre_of(index)`; `slot` is the room of one label where all have to be cut."""
    for chosen in _choices(labels):
        placed = _place(labels, chosen, centre_of, width)
        if placed is not None:
            return placed
    if slot > _SHORTEST_CUT:
        short = [cut(label, slot - 1) for label in labels]
        return _place(short, range(len(short)), centre_of, width) or exact((), width)
    return _place(labels, range(0, len(labels), max(1, len(labels))), centre_of, width) or exact((), width)


def _choices(labels: Sequence[str]) -> Iterator[Sequence[int]]:
    """Indices of all labels, then of ever fewer: of years, decades and other numbers the round ones."""
    if len(labels) > 1 and all(label.isdecimal() for label in labels):
        numbers = [int(label) for label in labels]
        distance = max(1, numbers[1] - numbers[0])
        for step in _STEPS:
            if step <= len(labels) // 2:
                yield [index for index, number in enumerate(numbers) if number % (step * distance) == 0]
        return
    # Every other one of two or three labels tells nothing: those are rather cut.
    for step in range(1, max(1, len(labels) // 3) + 1):
        yield range(0, len(labels), step)


def _place(labels: Sequence[str], chosen: Sequence[int], centre_of: Callable[[int], float], width: int) -> Line | None:
    """The chosen labels on a line, or None where two of them would touch or one does not fit."""
    if not chosen:
        return None
    spans: list[Span] = []
    end = 0
    for index in chosen:
        size = cell_len(labels[index])
        start = max(0, min(round(centre_of(index) - size / 2), width - size))
        if size > width or (spans and start <= end) or start < end:
            return None
        spans += (Span(" " * (start - end)), Span(labels[index], Tone.AXIS, 0.0, index))
        end = start + size
    return exact(spans, width)
