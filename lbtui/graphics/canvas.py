"""The pictures on the screen. Each cell of one is a character of its own until the screen is written.

Textual lays out, crops, covers, scrolls and repaints these characters like any others; `Canvas.paint` puts the
terminal's sequences in their place in what is about to be written. So a picture is on the screen where its characters
are and nowhere else: whatever is written over them later removes it.
"""

import os
import re
import weakref
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from lbtui.graphics.drawings import Drawing, KittyDrawing, draw
from lbtui.graphics.terminal import Protocol, Terminal

_FIRST, _END = 0x100000, 0x10FFFE
"""The characters of Unicode's last plane, for private use: 65,534 cells, some 80 large posters or 300 of a wall."""
_CELLS = re.compile("[\U00100000-\U0010fffd]+")


@dataclass(eq=False)
class Picture:
    """A drawing with its place among the characters; it goes from the terminal when nobody holds it any more."""

    drawing: Drawing | KittyDrawing
    number: int
    first: int
    """Its first character; it has one a cell, line by line."""
    width: int
    """Cells, as `height`."""
    height: int

    @property
    def end(self) -> int:
        """The first character behind it."""
        return self.first + self.width * self.height

    def line(self, y: int) -> str:
        """The characters of its line `y`, from 0."""
        start = self.first + y * self.width
        return "".join(map(chr, range(start, start + self.width)))


class _Run(NamedTuple):
    """Cells side by side in one line of a picture, which stand at `start` in what is written."""

    start: int
    cells: int
    picture: Picture | None
    """None where there is none any more."""
    row: int = 0
    left: int = 0

    def goes_on(self, above: "_Run") -> bool:
        """Whether it is the line below `above` in the same part of the same picture."""
        mine, its = (self.picture, self.left, self.cells), (above.picture, above.left, above.cells)
        return mine == its and self.row == above.row + 1


class Canvas:
    """Gives pictures their characters, and the terminal the pictures."""

    def __init__(self) -> None:
        self.terminal = Terminal()
        self.protocol: Protocol | None = None
        """None while it is not known what the terminal can show, and where that is none."""
        self.wrapped = False
        """Whether kitty's commands have to pass through tmux."""
        self.hidden = False
        """Whether half cells are wanted in their place for now, as in an image of the screen."""
        self._pictures: weakref.WeakValueDictionary[int, Picture] = weakref.WeakValueDictionary()
        """By their first character."""
        self._next = _FIRST
        # Other programs may have shown images in this terminal before: theirs have other numbers.
        self._numbers = (number % 0xFFFFFF + 1 for number in count(os.getpid() << 12))
        self._before: list[str] = []
        """Commands that are written before the next characters, and after them."""
        self._after: list[str] = []

    def draw(self, picture: bytes, width: int, height: int) -> Drawing | KittyDrawing | None:
        """A drawing over so many cells; None where terminal or picture are not fit for it. To be run in a thread."""
        return draw(picture, width, height, self.protocol, self.terminal) if self.protocol else None

    def add(self, drawing: Drawing | KittyDrawing, width: int, height: int) -> Picture | None:
        """Give a drawing of so many cells its characters; None while too many are in use."""
        first = self._free(width * height)
        if first is None:
            return None
        picture = Picture(drawing, next(self._numbers), first, width, height)
        self._pictures[first], self._next = picture, picture.end
        if isinstance(drawing, KittyDrawing):
            self._before.append(self._command(drawing.upload(picture.number)))
            # A number is the colour of its cells: of 16 million none comes again while it is shown.
            weakref.finalize(picture, self._after.append, self._command(drawing.delete(picture.number)))
        return picture

    def paint(self, data: str) -> str:
        """What is written to the screen, with the pictures in the place of their characters."""
        if not (self._pictures or self._after):
            return data
        parts, self._before = self._before, []
        gone, self._after[:] = list(self._after), []
        at = 0
        for run, sequence in _sequences(self._runs(data)):
            parts += (data[at : run.start], sequence)
            at = run.start + run.cells
        return "".join([*parts, data[at:], *gone])

    def leave(self) -> str:
        """What removes all pictures, before the screen is left to others."""
        return "\x1b[2J" + "".join(
            self._command(drawing.delete(picture.number))
            for picture in list(self._pictures.values())
            if isinstance(drawing := picture.drawing, KittyDrawing)
        )

    def come_back(self) -> None:
        """The screen is ours again, and empty: what is still held is sent again before it is next shown."""
        self._before = [
            self._command(drawing.upload(picture.number))
            for picture in list(self._pictures.values())
            if isinstance(drawing := picture.drawing, KittyDrawing)
        ]

    def _command(self, commands: str) -> str:
        return "\x1bPtmux;" + commands.replace("\x1b", "\x1b\x1b") + "\x1b\\" if self.wrapped else commands

    def _free(self, cells: int) -> int | None:
        """The first of so many characters that nobody has, those that were given back last not at once."""
        taken = sorted((picture.first, picture.end) for picture in list(self._pictures.values()))
        for start in (self._next, _FIRST):
            for first, end in taken:
                if first < start + cells and end > start:
                    start = end
            if start + cells <= _END:
                return start
        return None

    def _runs(self, data: str) -> Iterator[_Run]:
        """All cells of pictures in what is written, in its order."""
        firsts = sorted(self._pictures)
        for found in _CELLS.finditer(data):
            at = found.start()
            while at < found.end():
                character = ord(data[at])
                place = bisect(firsts, character) - 1
                picture = self._pictures.get(firsts[place]) if place >= 0 else None
                if picture is None or character >= picture.end:
                    yield _Run(at, 1, None)
                    at += 1
                    continue
                row, left = divmod(character - picture.first, picture.width)
                cells = 1
                while (
                    at + cells < found.end()
                    and left + cells < picture.width
                    and ord(data[at + cells]) == character + cells
                ):
                    cells += 1
                yield _Run(at, cells, picture, row, left)
                at += cells


def _sequences(runs: Iterable[_Run]) -> Iterator[tuple[_Run, str]]:
    """Each run with what the terminal gets for it."""
    runs = list(runs)
    blocks: list[list[_Run]] = []
    """Lines of the same part of a picture, one below the other."""
    for run in runs:
        if run.picture is not None and not isinstance(run.picture.drawing, KittyDrawing):
            block = next((block for block in blocks if run.goes_on(block[-1])), None)
            if block is None:
                blocks.append(block := [])
            block.append(run)
    block_at = {block[0].start: block for block in blocks}
    for run in runs:
        if run.picture is None:
            yield run, " "
        elif isinstance(drawing := run.picture.drawing, KittyDrawing):
            yield run, drawing.row(run.picture.number, run.row, run.left, run.left + run.cells)
        else:
            # The whole block is drawn with one sequence: pieces would show seams where the lines of a band do not fit
            # a cell. From its first line, for Konsole's pictures take one more cell at the right, which the text that
            # is written next takes back. Nothing is emptied before, which would flicker.
            drawn = _drawn(drawing, block_at[run.start]) if run.start in block_at else ""
            yield run, f"{drawn}\x1b[{run.cells}C"


def _drawn(drawing: Drawing, block: list[_Run]) -> str:
    """A block of lines, drawn from its first line, where the cursor is left."""
    first, last = block[0], block[-1]
    return f"\x1b7{drawing.block(first.left, first.row, first.left + first.cells, last.row + 1)}\x1b8"
