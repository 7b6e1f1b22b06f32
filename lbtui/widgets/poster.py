"""A poster: as sharp as the terminal shows pictures, else of half cells, else a card with the title.

Each half cell shows two pixels, the upper one as `▀`, the lower one as its ground.
"""

import asyncio
from typing import Any, NamedTuple, Protocol, TypeAlias, runtime_checkable

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.geometry import Size
from textual.screen import Screen
from textual.signal import Signal
from textual.strip import Strip
from textual.widget import Widget

from lbtui.cells import fit_centre, wrapped
from lbtui.graphics.canvas import Canvas, Picture
from lbtui.graphics.drawings import fitted
from lbtui.services.posters import Posters, size_for
from lbtui.text import clean_line

Lines: TypeAlias = list[Strip]


@runtime_checkable
class ShowsPictures(Protocol):
    """An app whose terminal may show pictures."""

    pictures: Canvas
    pictures_changed: Signal[None]


def half_cells(picture: bytes, width: int, height: int) -> Lines | None:
    """A picture that fills `width` by `height` cells, its edges cut where its shape differs; None if it is none.

    Takes some 5 ms, more for large pictures: to be run in a thread.
    """
    image = fitted(picture, width, height * 2)
    pixels = image.tobytes() if image else b""
    return [_line(pixels, width, row) for row in range(height)] if image else None


def _line(pixels: bytes, width: int, row: int) -> Strip:
    upper = pixels[row * 2 * width * 3 :]
    lower = pixels[(row * 2 + 1) * width * 3 :]
    return Strip([_cell(upper[x : x + 3], lower[x : x + 3]) for x in range(0, width * 3, 3)], width)


def _cell(upper: bytes, lower: bytes) -> Segment:
    return Segment("▀", Style(color=RichColor.from_rgb(*upper), bgcolor=RichColor.from_rgb(*lower)))


class Drawn(NamedTuple):
    """A picture made for a number of cells."""

    blocks: Lines
    picture: Picture | None
    """The same as the terminal itself shows it, where it can."""

    def line(self, y: int, *, sharp: bool = True) -> Strip:
        if self.picture is None or not sharp:
            return self.blocks[y]
        return Strip([Segment(self.picture.line(y))], self.picture.width)


async def draw(app: App[Any], picture: bytes, size: Size) -> Drawn | None:
    """A picture over as many cells; None if it is none."""
    canvas = app.pictures if isinstance(app, ShowsPictures) else Canvas()
    blocks = await asyncio.to_thread(half_cells, picture, *size)
    if blocks is None:
        return None
    drawing = await asyncio.to_thread(canvas.draw, picture, *size)
    return Drawn(blocks, canvas.add(drawing, *size) if drawing else None)


def pixels_across(app: App[Any], cells: int) -> int:
    """How many pixels of a picture so many cells show side by side."""
    canvas = app.pictures if isinstance(app, ShowsPictures) else Canvas()
    return cells * canvas.terminal.cell[0] if canvas.protocol else cells


def sharp_on(screen: Screen[Any]) -> bool:
    """Whether pictures belong on a screen now: on none below a dialog, which dims half cells as all around them."""
    return screen.is_active and not (isinstance(screen.app, ShowsPictures) and screen.app.pictures.hidden)


def draw_card(title: str, size: Size, styles: RenderStyles, around: Color) -> Lines:
    """A title in the middle of a ground that darkens downwards."""
    width, height = size
    top = styles.background.darken(0.1)
    words = wrapped(clean_line(title), max(2, width - 4))[: max(1, height - 4)]
    first = (height - len(words)) // 2
    lines = []
    for y in range(height):
        ground = top.blend(around, 0.35 + 0.5 * y / max(1, height - 1), 1.0)
        text = words[y - first] if first <= y < first + len(words) else ""
        style = Style(color=styles.color.rich_color, bgcolor=ground.rich_color, bold=True)
        lines.append(Strip([Segment(fit_centre(text, width), style)], width))
    return lines


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
        self._path: str | None = None
        """Where TMDB has the picture that was loaded last."""
        self._title = ""
        self._picture: bytes | None = None
        self._drawn: Drawn | None = None
        self._drawn_for = Size(0, 0)
        self._card: Lines = []

    def on_mount(self) -> None:
        if isinstance(self.app, ShowsPictures):
            self.app.pictures_changed.subscribe(self, lambda _: self._draw_again())

    def on_unmount(self) -> None:
        """The terminal need not keep the picture."""
        self._drawn = None

    @property
    def shows_picture(self) -> bool:
        """Whether a picture is shown, not the card."""
        return self._drawn is not None

    @property
    def pixels(self) -> int:
        """How many pixels of a picture fit across, also before it has been laid out."""
        width = self.styles.width
        return pixels_across(self.app, self.size.width or (width and width.cells) or 0)

    async def load(self, posters: Posters, path: str | None, title: str) -> None:
        """Show the picture that TMDB has at this path: at once what is kept of it, then as large as fits."""
        size = size_for(self.pixels)
        kept = posters.kept(path, size)
        shown = kept or posters.kept(path)
        if shown or (path, title) != (self._path, self._title):
            await self.show(shown, title)
        self._path = path
        if kept is None and (picture := await posters.get(path, size)):
            await self.show(picture, title)

    async def show(self, picture: bytes | None, title: str) -> None:
        """Show a picture; the card with the title where it is None or cannot be decoded."""
        size = self.size
        drawn = await draw(self.app, picture, size) if picture else None
        while picture and size != self.size:  # It was laid out meanwhile.
            size = self.size
            drawn = await draw(self.app, picture, size)
        self._title, self._picture, self._drawn, self._drawn_for = title, picture, drawn, size
        self._card = []
        self.refresh()

    def on_resize(self) -> None:
        self._card = []
        if self.size != self._drawn_for:
            self._draw_again()

    def _draw_again(self) -> None:
        if self._picture is not None:
            self.run_worker(self.show(self._picture, self._title), group="poster", exclusive=True)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._card = []

    def render_line(self, y: int) -> Strip:
        if self._drawn is not None and self._drawn_for == self.size:
            return self._drawn.line(y, sharp=sharp_on(self.screen))
        if not self._card:
            styles = self.get_component_styles("poster--card")
            self._card = draw_card(self._title, self.size, styles, self.background_colors[1])
        return self._card[y] if y < len(self._card) else Strip.blank(self.size.width)
