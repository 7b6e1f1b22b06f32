"""A wall of titles: as many abreast as fit, read from left to right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len

from lbtui.cells import cut
from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Bar, OfBars, View
from lbtui.charts.rows import window

_STONE = 36
"""Cells of a title with its year where there is room for several abreast."""


@dataclass(frozen=True)
class Wall(OfBars):
    """Titles with their notes, as many abreast as fit."""

    scrolled: ClassVar[bool] = True
    across: ClassVar[int] = 1

    def down(self, data: Sequence[Bar], width: int, height: int) -> int:
        return max(1, width // _STONE)

    def draw(self, data: Sequence[Bar], view: View) -> Iterable[Iterable[Span]]:
        abreast = self.down(data, view.width, view.height)
        seen = window(-(-len(data) // abreast), view.height, view.first)
        edges = [view.width * place // abreast for place in range(abreast + 1)]
        for row in range(seen.first, seen.last):
            stones = range(row * abreast, min((row + 1) * abreast, len(data)))
            sizes = [end - start for start, end in pairwise(edges)]
            yield (span for at, size in zip(stones, sizes, strict=False) for span in _stone(data[at], size, at))
        if seen.note:
            yield [Span(f"and {len(data) - (seen.last - seen.first) * abreast:,} more", Tone.NOTE)]


def _stone(bar: Bar, width: int, index: int) -> Iterator[Span]:
    note = f" {bar.note}" if bar.note else ""
    label = cut(bar.label, max(1, width - 4 - cell_len(note)))
    yield Span("★ ", Tone.INK, 0, index)
    yield Span(label, Tone.LABEL, 0, index)
    yield Span(note, Tone.NOTE, 0, index)
    yield Span(" " * max(0, width - 2 - cell_len(label) - cell_len(note)), Tone.BLANK)
