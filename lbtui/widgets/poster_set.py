"""Many posters of one size on one widget: only those that are asked for are fetched and drawn, a few at a time."""

import asyncio
from collections.abc import Callable, Iterable

from textual.cache import FIFOCache
from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from lbtui.graphics.terminal import Protocol
from lbtui.services.posters import Posters, size_for
from lbtui.widgets.poster import Drawn, Lines, ShowsPictures, draw, draw_card, pixels_across, sharp_on

_AT_ONCE = 4
"""Posters that are fetched at the same time."""
_REST = 0.15
"""Seconds that a widget stands still before half cells become pictures."""


class PosterSet:
    """The posters of a widget, by their path on TMDB, and cards with a title in the place of those not there."""

    def __init__(
        self,
        widget: Widget,
        posters: Posters,
        size: Size,
        near: Callable[[], Iterable[str | None]],
        came: Callable[[str], None],
    ) -> None:
        """`near` gives the paths of what is in sight, or soon will be; `came` takes one whose poster is there now.

        The widget has a component class `poster-card`. It calls `fill` when other films come in sight.
        """
        self._widget, self._posters, self._near, self._came = widget, posters, near, came
        self.size = size
        """Cells of a poster."""
        self._drawn: dict[str, Drawn | None] = {}
        """None where there is no picture to be had."""
        self._drawing: set[str] = set()
        self._cards: FIFOCache[str, Lines] = FIFOCache(256)
        self._moving: Timer | None = None
        # One thread that draws leaves the screen its turns, four did not.
        self._pen = asyncio.Lock()

    @property
    def idle(self) -> bool:
        """Whether no poster is on its way."""
        return not self._drawing

    @property
    def is_sharp(self) -> bool:
        """Whether pictures are shown now, where the terminal shows any."""
        return self._moving is None and sharp_on(self._widget.screen)

    def missed(self, paths: Iterable[str]) -> bool:
        """Whether all of these were asked for, and none is to be had."""
        return all(path in self._drawn and self._drawn[path] is None for path in paths)

    def line(self, path: str | None, title: str, y: int, *, sharp: bool) -> Strip:
        """One line of a poster, or of the card in its place."""
        if drawn := self._drawn.get(path or ""):
            return drawn.line(y, sharp=sharp)
        if (card := self._cards.get(title)) is None:
            styles = self._widget.get_component_styles("poster-card")
            card = self._cards[title] = draw_card(title, self.size, styles, self._widget.background_colors[1])
        return card[y]

    def fill(self) -> None:
        """Fetch and draw what is near and not there yet; of what is far much is let go."""
        near = dict.fromkeys(path for path in self._near() if path)
        if len(self._drawn) > 4 * len(near) + 64:
            self._drawn = {path: drawn for path, drawn in self._drawn.items() if path in near}
        missing = [path for path in near if path not in self._drawn and path not in self._drawing]
        for path in missing[: _AT_ONCE - len(self._drawing)]:
            self._drawing.add(path)
            self._widget.run_worker(self._show(path), group="posters")

    async def _show(self, path: str) -> None:
        size = self.size
        try:
            enough = size_for(pixels_across(self._widget.app, size.width))
            picture = await self._posters.get(path, enough) or self._posters.kept(path)
            async with self._pen:
                drawn = await draw(self._widget.app, picture, size) if picture else None
        finally:
            self._drawing.discard(path)
        if size == self.size:
            self._drawn[path] = drawn
            self._came(path)
        self.fill()

    def again(self) -> None:
        """Draw all anew: the terminal shows others now, or their size has changed."""
        self._drawn.clear()
        self.new_cards()
        self.fill()
        self._widget.refresh()

    def retry(self) -> None:
        """What could not be fetched may come now."""
        self._drawn = {path: drawn for path, drawn in self._drawn.items() if drawn}
        self.fill()

    def new_cards(self) -> None:
        """The colours are others."""
        self._cards.clear()

    def moved(self) -> None:
        """Show half cells until it stands still: most terminals are sent a picture anew for each step.

        Kitty has it already, and shows it wherever its characters are.
        """
        app = self._widget.app
        if not isinstance(app, ShowsPictures) or app.pictures.protocol in (None, Protocol.KITTY):
            return
        if self._moving is not None:
            self._moving.stop()
        self._moving = self._widget.set_timer(_REST, self._stand)
        self._widget.refresh()

    def _stand(self) -> None:
        self._moving = None
        self._widget.refresh()
