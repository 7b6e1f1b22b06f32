"""A whole and its parts: one stacked bar, and a legend with the shares."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len

from lbtui.cells import fit, fit_right, label_width, widest
from lbtui.charts.lines import Line, Span, Tone, exact
from lbtui.charts.model import Bar, OfBars, View
from lbtui.charts.scale import shares

SOLID = "█"
"""The mark of all parts where colour tells them apart."""
PATTERNS = "█▒▓░"
"""The marks of neighbouring parts where there is no colour."""


@dataclass(frozen=True)
class Share(OfBars):
    """A stacked bar over the whole width, then the legend: a line a part where there is height, else run on.

    Percentages add up to 100; a part too small for a cell has one all the same, where there are as many as parts.
    """

    centred: ClassVar[bool] = True
    across: ClassVar[int] = 1

    def down(self, data: Sequence[Bar], width: int, height: int) -> int:
        """From part to part, as left and right."""
        return 1

    def draw(self, data: Sequence[Bar], view: View) -> Iterable[Iterable[Span]]:
        marks = SOLID if view.look.colours else PATTERNS
        percents = shares([bar.value for bar in data], 100)
        bar = _bar(data, view.width, marks)
        spare = view.height - len(data) - 2
        if spare < 0:
            return [bar, *_run_on(data, percents, view.width, view.height - 1, marks)]
        return [*[bar] * (1 + min(2, spare)), (), *_listed(data, percents, view.width, marks)]


def _bar(data: Sequence[Bar], width: int, marks: str) -> Line:
    cells = shares([bar.value for bar in data], width)
    for index, bar in enumerate(data):
        if bar.value > 0 and not cells[index] and (largest := max(cells)) > 1:
            cells[cells.index(largest)] -= 1
            cells[index] = 1
    return exact(
        (
            Span(marks[index % len(marks)] * size, Tone.INK, _shade(index, len(data)), index)
            for index, size in enumerate(cells)
        ),
        width,
    )


def _listed(data: Sequence[Bar], percents: Sequence[int], width: int, marks: str) -> Iterator[Line]:
    value = widest([bar.text for bar in data])
    most = max(1, width - value - 9)
    label = label_width([bar.label for bar in data], most, most)
    for index, bar in enumerate(data):
        yield (
            _swatch(index, len(data), marks),
            Span(fit(bar.label, label), Tone.LABEL, 0, index),
            Span(f" {fit_right(bar.text, value)}", Tone.VALUE, 0, index),
            Span(f" {_said(percents, index):>4}", Tone.NOTE, 0, index),
        )


def _run_on(data: Sequence[Bar], percents: Sequence[int], width: int, height: int, marks: str) -> list[Line]:
    """The legend run on over at most `height` lines, ending in how many parts it has no room to name."""
    texts = [f"{bar.label} {_said(percents, index)}" for index, bar in enumerate(data)]
    for named in range(len(data), -1, -1):
        rest = [f"and {len(data) - named} more"] if named < len(data) else []
        lines = _wrapped([cell_len(text) + 2 for text in texts[:named]] + [len(note) for note in rest], width)
        if len(lines) <= height:
            break
    else:
        return []
    return [tuple(span for index in line for span in _entry(index, named, texts, rest, marks)) for line in lines]


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


def _shade(index: int, count: int) -> float:
    """Where part `index` of `count` stands on the gradient, 0 to 1."""
    return index / (count - 1) if count > 1 else 0.0


def _swatch(index: int, count: int, marks: str) -> Span:
    mark = marks[index % len(marks)].replace("█", "■")  # which would stand on the bar above it
    return Span(mark + " ", Tone.INK, _shade(index, count), index)
