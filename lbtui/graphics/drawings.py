"""A picture made ready for the terminal: as half cells need it, and as each of the three protocols wants it."""

import base64
import io
import re
import zlib
from typing import TYPE_CHECKING, Protocol

from lbtui.graphics import terminal

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 4_000_000
"""Larger pictures are not decoded: those of the size that is asked for have 51,000, and 20 million took 300 MB."""
_CHUNK = 4096
"""Characters that one command of kitty's protocol may carry."""
_DIACRITICS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357"
    "\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f\u0483\u0484"
    "\u0485\u0486\u0487\u0592\u0593\u0594\u0595\u0597\u0598\u0599\u059c\u059d\u059e\u059f\u05a0\u05a1"
    "\u05a8\u05a9\u05ab\u05ac\u05af\u05c4\u0610\u0611\u0612\u0613\u0614\u0615\u0616\u0617\u0657\u0658"
)
"""Kitty's marks for the rows and columns 0 to 63 of a picture, the first of its 297."""
MOST_CELLS = len(_DIACRITICS)
"""Cells that a picture may be wide or high."""


def fitted(picture: bytes, width: int, height: int) -> "Image.Image | None":
    """A picture that fills `width` by `height` pixels, its edges cut where its shape differs; None if it is none.

    Takes some 5 ms, more for large pictures: to be run in a thread.
    """
    from PIL import Image, ImageOps

    if width < 1 or height < 1:
        return None
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.draft("RGB", (width * 2, height * 2))
            return ImageOps.fit(image.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


class Drawing(Protocol):
    """A picture that covers whole cells."""

    def block(self, left: int, top: int, right: int, bottom: int) -> str:
        """The sequence that draws these cells of it with the cursor on their first; it may move the cursor."""


class SixelDrawing:
    """For terminals with sixel graphics: bands of six lines, in each the pixels of one colour after the other."""

    def __init__(self, image: "Image.Image", cell: tuple[int, int], colours: int) -> None:
        """`image` has whole cells of `cell` pixels."""
        self._cell, self._width = cell, image.width
        reduced = image.quantize(colours)
        self._pixels = reduced.tobytes()
        palette = (reduced.getpalette() or [])[: 3 * colours]
        percent = [round(value / 2.55) for value in palette]
        self._colours = "".join(
            f"#{at // 3};2;{percent[at]};{percent[at + 1]};{percent[at + 2]}" for at in range(0, len(percent), 3)
        )
        self._bands: dict[tuple[int, int, int, int], str] = {}
        """By left, right, top and bottom: a picture that is scrolled shows the same ones again."""
        self.block(0, 0, image.width // cell[0], image.height // cell[1])

    def block(self, left: int, top: int, right: int, bottom: int) -> str:
        """The sequence for these cells, some 50 ms for a large poster when it is asked for first."""
        across, down = self._cell
        x, y, end_x, end_y = left * across, top * down, right * across, bottom * down
        # 1: pixels that are not drawn stay as they are. 1;1: a pixel is as wide as it is high.
        head = f'\x1bP0;1q"1;1;{end_x - x};{end_y - y}{self._colours}'
        bands = (self._band(x, end_x, at, min(at + 6, end_y)) for at in range(y, end_y, 6))
        return f"{head}{'-'.join(bands)}\x1b\\"

    def _band(self, left: int, right: int, top: int, bottom: int) -> str:
        key = (left, right, top, bottom)
        if key not in self._bands:
            width = self._width
            self._bands[key] = _sixels([self._pixels[y * width + left : y * width + right] for y in range(top, bottom)])
        return self._bands[key]


_ONLY = [bytes(colour) + b"\1" + bytes(255 - colour) for colour in range(256)]
"""For each colour a table that makes 1 of its pixels and 0 of others."""
_PRINTABLE = bytes(min(255, 63 + bits) for bits in range(256))
_RUN = re.compile(r"(.)\1{3,}")


def _sixels(lines: list[bytes]) -> str:
    """One band: up to six lines of pixels, a byte each."""
    width, parts = len(lines[0]), []
    for colour in sorted(set(b"".join(lines))):
        table, bits = _ONLY[colour], 0
        for bit, line in enumerate(lines):
            if colour in line:
                bits |= int.from_bytes(line.translate(table), "big") << bit
        row = bits.to_bytes(width, "big").translate(_PRINTABLE).decode("ascii").rstrip("?")
        parts.append(f"#{colour}{_RUN.sub(_repeated, row)}")
    return "$".join(parts)


def _repeated(run: re.Match[str]) -> str:
    return f"!{len(run[0])}{run[1]}"


class ItermDrawing:
    """For iTerm2 and WezTerm: a file of any format, here JPEG, stretched over cells."""

    def __init__(self, image: "Image.Image", cell: tuple[int, int]) -> None:
        """`image` has whole cells of `cell` pixels."""
        self._image, self._cell = image, cell
        self._blocks: dict[tuple[int, int, int, int], str] = {}
        self.block(0, 0, image.width // cell[0], image.height // cell[1])

    def block(self, left: int, top: int, right: int, bottom: int) -> str:
        """The sequence for these cells."""
        key = (left, top, right, bottom)
        if key not in self._blocks:
            across, down = self._cell
            buffer = io.BytesIO()
            part = self._image.crop((left * across, top * down, right * across, bottom * down))
            part.save(buffer, "JPEG", quality=90)
            data = buffer.getvalue()
            self._blocks[key] = (
                f"\x1b]1337;File=inline=1;size={len(data)};width={right - left};height={bottom - top}"
                f";preserveAspectRatio=0;doNotMoveCursor=1:{base64.b64encode(data).decode()}\x07"
            )
        return self._blocks[key]


class KittyDrawing:
    """For kitty and ghostty: sent once, then shown by characters that stand for its cells."""

    def __init__(self, image: "Image.Image", cells: tuple[int, int]) -> None:
        """`cells` are how many it fills, across and down."""
        self._size, self._cells = image.size, cells
        self._data = base64.b64encode(zlib.compress(image.tobytes(), 1)).decode()

    def upload(self, number: int) -> str:
        """The commands that send it as image `number`, and make it ready to be shown by placeholders."""
        width, height = self._size
        columns, rows = self._cells
        keys = f"a=T,U=1,q=2,i={number},f=24,o=z,s={width},v={height},c={columns},r={rows},"
        parts = [self._data[at : at + _CHUNK] for at in range(0, len(self._data), _CHUNK)]
        last = len(parts) - 1
        # Without q=2 kitty would answer, and be read as typed.
        return "".join(
            f"\x1b_G{keys if at == 0 else 'q=2,'}m={int(at < last)};{part}\x1b\\" for at, part in enumerate(parts)
        )

    @staticmethod
    def delete(number: int) -> str:
        """The command that removes image `number`, and its data."""
        return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"

    @staticmethod
    def row(number: int, row: int, left: int, right: int) -> str:
        """The characters of one row; their colour is the image's number."""
        cells = "".join(f"\U0010eeee{_DIACRITICS[row]}{_DIACRITICS[column]}" for column in range(left, right))
        return f"\x1b[38;2;{number >> 16 & 255};{number >> 8 & 255};{number & 255}m{cells}\x1b[39m"


def draw(
    picture: bytes, width: int, height: int, protocol: terminal.Protocol, of: terminal.Terminal
) -> "Drawing | KittyDrawing | None":
    """A picture over `width` by `height` cells; None if it is none. Takes up to 0.1 s: to be run in a thread."""
    if max(width, height) > MOST_CELLS:
        return None
    image = fitted(picture, width * of.cell[0], height * of.cell[1])
    match protocol:
        case _ if image is None:
            return None
        case terminal.Protocol.KITTY:
            return KittyDrawing(image, (width, height))
        case terminal.Protocol.ITERM:
            return ItermDrawing(image, of.cell)
        case terminal.Protocol.SIXEL:
            return SixelDrawing(image, of.cell, of.colours)
