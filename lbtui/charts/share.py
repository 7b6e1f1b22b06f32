"""A whole and its parts: one stacked bar, and a legend with the shares."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from lbtui.charts.cells import fit, fit_right, label_width, widest
from lbtui.charts.data import Bar
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.numbers import shares
from lbtui.charts.rows import step

SOLID = "█"
"""The mark of all parts where colour tells them apart."""
PATTERNS = "█▒▓░"
"""The marks of neighbouring parts where there is no colour."""


def draw_share(data: Sequence[Bar], width: int, height: int | None = None, *, marks: str = PATTERNS) -> Lines:
    """The stacked bar over the whole width, then the legend: a line a part where there is height, else run on.

    Percentages add up to 100; a part too small for a cell is still named.
    """
    if not data or width < 1 or (height is not None and height < 1):
        return []
    percents = shares([bar.value for bar in data], 100)
    listed = height is None or height > len(data) + 1
    bar = _bar(data, width, marks)
    if listed:
        spare = 0 if height is None else height - len(data) - 2
        legend = list(_listed(data, percents, width, marks))
        return [*[bar] * (1 + min(2, max(0, spare))), exact((), width), *legend]
    return [bar, *_run_on(data, percents, width, height - 1 if height else 0, marks)]


def _bar(data: Sequence[Bar], width: int, marks: str) -> Line:
    cells = shares([bar.value for bar in data], width)
    return exact(
        (
            Span(marks[index % len(marks)] * size, Tone.INK, step(index, len(data)), index)
            for index, size in enumerate(cells)
        ),
        width,
    )


def _listed(data: Sequence[Bar], percents: Sequence[int], width: int, marks: str) -> Iterator[Line]:
    value = widest([bar.text for bar in data])
    most = max(1, width - value - 9)
    label = label_width([bar.label for bar in data], most, most)
    for index, bar in enumerate(data):
        yield exact(
            (
                _swatch(index, len(data), marks),
                Span(fit(bar.label, label), Tone.LABEL, 0, index),
                Span(f" {fit_right(bar.text, value)}", Tone.VALUE, 0, index),
                Span(f" {percents[index]:3}%", Tone.NOTE, 0, index),
            ),
            width,
        )


def _run_on(data: Sequence[Bar], percents: Sequence[int], width: int, height: int, marks: str) -> Lines:
    lines: list[list[Span]] = [[]]
    used = 0
    for index, bar in enumerate(data):
        text = f"{bar.label} {percents[index]}%"
        size = cell_len(text) + 4
        if used and used + size - 2 > width:
            lines.append([])
            used = 0
        lines[-1] += (_swatch(index, len(data), marks), Span(text, Tone.LABEL, 0, index), Span("  "))
        used += size
    return [exact(line, width) for line in _shortened(lines, len(data), height)]


def _shortened(lines: list[list[Span]], count: int, height: int) -> list[list[Span]]:
    """The lines that there is height for, the last of them ending in how many parts are not named."""
    if len(lines) <= height or height < 1:
        return lines[: max(0, height)]
    named = sum(len(line) for line in lines[:height]) // 3
    last = lines[height - 1][:-3] or lines[height - 1]
    left_out = count - named + (len(lines[height - 1]) - len(last)) // 3
    return [*lines[: height - 1], [*last, Span(f"and {left_out} more", Tone.NOTE)]]


def _swatch(index: int, count: int, marks: str) -> Span:
    mark = "■" if marks == SOLID else marks[index % len(marks)]
    return Span(mark + " ", Tone.INK, step(index, count), index)
