"""A whole and its parts: one stacked bar, and a legend with the shares."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from lbtui.cells import fit, fit_right, label_width, widest
from lbtui.charts.data import Bar
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.look import RICH, Look
from lbtui.charts.numbers import shares

SOLID = "█"
"""The mark of all parts where colour tells them apart."""
PATTERNS = "█▒▓░"
"""The marks of neighbouring parts where there is no colour."""


def draw_share(data: Sequence[Bar], width: int, height: int | None = None, *, look: Look = RICH) -> Lines:
    """The stacked bar over the whole width, then the legend: a line a part where there is height, else run on.

    Percentages add up to 100; a part too small for a cell is still named.
    """
    if not data or width < 1 or (height is not None and height < 1):
        return []
    marks = SOLID if look.colours else PATTERNS
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
            Span(marks[index % len(marks)] * size, Tone.INK, _step(index, len(data)), index)
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
                Span(f" {_said(percents, index):>4}", Tone.NOTE, 0, index),
            ),
            width,
        )


def _run_on(data: Sequence[Bar], percents: Sequence[int], width: int, height: int, marks: str) -> Lines:
    """The legend run on over at most `height` lines, ending in how many parts it has no room to name."""
    texts = [f"{bar.label} {_said(percents, index)}" for index, bar in enumerate(data)]
    for named in range(len(data), -1, -1):
        rest = [f"and {len(data) - named} more"] if named < len(data) else []
        lines = _wrapped([cell_len(text) + 2 for text in texts[:named]] + [len(note) for note in rest], width)
        if len(lines) <= height:
            break
    else:
        return []
    return [
        exact((span for index in line for span in _entry(index, named, texts, rest, marks)), width) for line in lines
    ]


def _wrapped(sizes: Sequence[int], width: int) -> list[list[int]]:
    """The indices of entries of `sizes` cells, two blanks apart, by the line that they fall on."""
    lines: list[list[int]] = []
    used = 0
    for index, size in enumerate(sizes):
        if not lines or used + 2 + size > width:
            lines.append([])
            used = -2
        lines[-1].append(index)
        used += 2 + size
    return lines


def _entry(index: int, named: int, texts: Sequence[str], rest: Sequence[str], marks: str) -> Iterator[Span]:
    if index < named:
        yield _swatch(index, len(texts), marks)
        yield Span(texts[index], Tone.LABEL, 0, index)
        yield Span("  ")
    else:
        yield Span(rest[0], Tone.NOTE)


def _said(percents: Sequence[int], index: int) -> str:
    """A share that is there is never said to be none, nor one beside others to be all."""
    percent = percents[index]
    if percent == 100 and len(percents) > 1:
        return ">99%"
    return f"{percent}%" if percent else "<1%"


def _step(index: int, count: int) -> float:
    """Where part `index` of `count` stands on the gradient, 0 to 1."""
    return index / (count - 1) if count > 1 else 0.0


def _swatch(index: int, count: int, marks: str) -> Span:
    mark = "■" if marks == SOLID else marks[index % len(marks)]
    return Span(mark + " ", Tone.INK, _step(index, count), index)
