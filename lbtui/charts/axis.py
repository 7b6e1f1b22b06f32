"""Labels below a chart: as many as fit, never overlapping, never cut where leaving some out will do."""

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len

from lbtui.cells import cut
from lbtui.charts.lines import Line, Span, Tone, exact

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_SHORTEST_CUT = 4


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
