"""A poster of half cells: each cell shows two pixels, the upper one as `▀`, the lower one as its ground."""

import asyncio
import io
from typing import TypeAlias

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from lbtui.cells import fit_centre, wrapped
from lbtui.text import clean_line

Lines: TypeAlias = list[Strip]

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 4_000_000
"""Larger pictures are not decoded: those of the size that is asked for have 51,000, and 20 million took 300 MB."""


def half_cells(picture: bytes, width: int, height: int) -> Lines | None:
    """A picture that fills `width` by `height` cells, its edges cut where its shape differs; None if it is none.

    Takes some 5 ms, more for large pictures: to be run in a thread.
    """
    from PIL import Image, ImageOps

    if width < 1 or height < 1:
        return None
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.draft("RGB", (width * 2, height * 4))
            pixels = ImageOps.fit(image.convert("RGB"), (width, height * 2), Image.Resampling.LANCZOS).tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return [_line(pixels, width, row) for row in range(height)]


def _line(pixels: bytes, width: int, row: int) -> Strip:
    upper = pixels[row * 2 * width * 3 :]
    lower = pixels[(row * 2 + 1) * width * 3 :]
    return Strip([_cell(upper[x : x + 3], lower[x : x + 3]) for x in range(0, width * 3, 3)], width)


def _cell(upper: bytes, lower: bytes) -> Segment:
    return Segment("▀", Style(color=RichColor.from_rgb(*upper), bgcolor=RichColor.from_rgb(*lower)))


class Poster(Widget):
    """The poster of a film, or a card with its title while there is none."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"poster--card"}  # noqa: RUF012 Textual's own way
    DEFAULT_CSS = """
    Poster {
        width: 28; height: 21;
        & > .poster--card { background: $primary; color: $foreground; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = ""
        self._picture: bytes | None = None
        self._drawn: Lines | None = None
        self._drawn_for = Size(0, 0)
        self._card: Lines = []

    @property
    def shows_picture(self) -> bool:
        """Whether a picture is shown, not the card."""
        return self._drawn is not None

    async def show(self, picture: bytes | None, title: str) -> None:
        """Show a picture; the card with the title where it is None or cannot be decoded."""
        size = self.size
        drawn = await asyncio.to_thread(half_cells, picture, size.width, size.height) if picture else None
        self._title, self._picture, self._drawn, self._drawn_for = title, picture, drawn, size
        self._card = []
        self.refresh()

    def on_resize(self) -> None:
        """Draw the picture anew in the new size."""
        self._card = []
        if self._picture is not None and self.size != self._drawn_for:
            self.run_worker(self.show(self._picture, self._title), group="poster", exclusive=True)

    def notify_style_update(self) -> None:
        """Another theme: another card."""
        super().notify_style_update()
        self._card = []

    def render_line(self, y: int) -> Strip:
        """A line of the picture or of the card."""
        lines = self._drawn
        if lines is None or self._drawn_for != self.size:
            lines = self._card = self._card or self._draw_card()
        return lines[y] if y < len(lines) else Strip.blank(self.size.width)

    def _draw_card(self) -> Lines:
        """The title in the middle of a ground that darkens downwards."""
        width, height = self.size
        styles = self.get_component_styles("poster--card")
        top, bottom = styles.background.darken(0.1), self.background_colors[1]
        words = wrapped(clean_line(self._title), max(2, width - 4))[: max(1, height - 4)]
        first = (height - len(words)) // 2
        lines = []
        for y in range(height):
            ground = top.blend(bottom, 0.35 + 0.5 * y / max(1, height - 1), 1.0)
            text = words[y - first] if first <= y < first + len(words) else ""
            style = Style(color=styles.color.rich_color, bgcolor=ground.rich_color, bold=True)
            lines.append(Strip([Segment(fit_centre(text, width), style)], width))
        return lines
