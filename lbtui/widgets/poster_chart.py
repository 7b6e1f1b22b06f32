"""Charts of films as posters, with title, year and rating below, on screens that have room for them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rich.segment import Segment
from textual.containers import VerticalScroll
from textual.geometry import Region, Size

from lbtui.cells import fit_centre
from lbtui.charts.lines import NOTHING, Span, Tone
from lbtui.charts.model import BOX, FULL, Bar, Bars, Drawing, OfBars, Panel, View
from lbtui.charts.rows import left_out, rows_seen
from lbtui.services.posters import Posters
from lbtui.widgets.chart import Chart
from lbtui.widgets.chart_palette import Mark
from lbtui.widgets.poster import ShowsPictures
from lbtui.widgets.poster_set import PosterSet

_SIZES = ((Size(140, 48), Size(20, 15)), (Size(100, 36), Size(16, 12)))
"""The least screens for posters of so many cells; on smaller ones films are a list."""
_WORDS, _GAP = 2, 2
"""Lines below a poster, and cells between two."""
_FIRST = 10
"""Films that are looked at to see whether there are posters."""


@dataclass(frozen=True)
class Tiles(OfBars):
    """Films side by side: room for a poster, and words below it. Where some are left out, the last line says so."""

    poster: Size
    """In cells."""
    otherwise: Drawing[Bars]
    """What shows the films where no poster is to be had."""
    scrolled: ClassVar[bool] = True
    across: ClassVar[int] = 1

    @property
    def pitch(self) -> int:
        return self.poster.height + _WORDS

    def down(self, data: Bars, width: int, height: int) -> int:
        return max(1, width // (self.poster.width + _GAP))

    def draw(self, data: Bars, view: View) -> Iterator[Iterable[Span]]:
        abreast = self.down(data, view.width, view.height)
        rows = -(-len(data) // abreast)
        seen = rows_seen(rows, view.height, self.pitch)
        first = max(0, min(view.first, rows - seen)) * abreast
        last = min(first + seen * abreast, len(data))
        for start in range(first, last, abreast):
            films = range(start, min(start + abreast, last))
            room = view.width // abreast
            yield from [self._posters(films, room)] * self.poster.height
            yield _words(films, room, [data[at].label for at in films], Tone.LABEL)
            yield _words(films, room, [f"{data[at].note}  {data[at].text}" for at in films], Tone.NOTE)
        if first or last < len(data):
            note = left_out(first, len(data) - last, len(data) if view.cut else 0)
            yield [Span(fit_centre(note, view.width), Tone.NOTE)]

    def _posters(self, films: Iterable[int], room: int) -> list[Span]:
        """A line of the posters, each in the middle of its room."""
        width = self.poster.width
        before = (room - width) // 2
        around = (" " * before, " " * (room - width - before))
        return [
            part for at in films for part in (Span(around[0]), Span(" " * width, Tone.BLANK, 0, at), Span(around[1]))
        ]


def _words(films: Iterable[int], room: int, words: Iterable[str], tone: Tone) -> Iterator[Span]:
    """A line of what is said of the films."""
    for at, text in zip(films, words, strict=True):
        yield Span(" " * (_GAP // 2))
        yield Span(fit_centre(text.strip(), room - _GAP), tone, 0, at)
        yield Span(" " * (_GAP - _GAP // 2))


@dataclass(frozen=True, slots=True)
class FilmPosters:
    """Where the posters of a library's films come from."""

    posters: Posters
    path_of: Callable[[int], str | None]
    """The path of a film's poster on TMDB, by the store's id."""
    can_fetch: Callable[[], bool]
    """Whether posters that are not kept may come from TMDB."""

    def path(self, bar: Bar) -> str | None:
        return None if bar.film is None else self.path_of(bar.film)

    def dress(self, panel: Panel[Any], screen: Size) -> Panel[Any]:
        """The panel with posters, where it wants some and a screen of this size has room; else as it is."""
        poster = next((size for least, size in _SIZES if screen.width >= least[0] and screen.height >= least[1]), None)
        if not panel.posters or poster is None or not self.posters.wanted():
            return panel
        paths = [path for bar in panel.bars[:_FIRST] if (path := self.path(bar))]
        if not paths or not (self.can_fetch() or any(map(self.posters.kept, paths))):
            return panel
        kind = Tiles(poster, panel.kind)
        return replace(panel, kind=kind, height=panel.posters * kind.pitch + 1 + BOX, span=FULL)


class PosterChart(Chart):
    """A chart of films that shows their posters where its panel has been dressed for them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"poster-card"}
    DEFAULT_CSS = """
    PosterChart > .poster-card { background: $primary; color: $foreground; text-style: bold; }
    """

    def __init__(self, panel: Panel[Any], films: FilmPosters) -> None:
        super().__init__(panel)
        self._films = films
        self._posters = PosterSet(self, films.posters, _SIZES[0][1], self._near, self._came)

    def on_mount(self) -> None:
        self._page = self.query_ancestor(VerticalScroll)
        self.watch(self._page, "scroll_y", self._moved, init=False)
        if isinstance(self.app, ShowsPictures):
            self.app.pictures_changed.subscribe(self, lambda _: self._posters.again())
        self._fit()

    def retry(self, panel: Panel[Any]) -> None:
        """Show a panel anew: what could not be fetched then may come now."""
        self._posters.retry()
        self.panel = panel

    def on_resize(self) -> None:
        self._posters.fill()
        self._settle()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._posters.new_cards()

    def watch_panel(self, before: Panel[Any], panel: Panel[Any]) -> None:
        super().watch_panel(before, panel)
        self._fit()

    def watch_first(self) -> None:
        self.redraw()
        self._moved()

    def _fit(self) -> None:
        """Fetch the posters of the panel in their size."""
        if isinstance(kind := self.panel.kind, Tiles):
            if self._posters.size != kind.poster:
                self._posters.size = kind.poster
                self._posters.again()
            self._posters.fill()
            self._settle()

    def _moved(self) -> None:
        self._posters.moved()
        self.call_after_refresh(self._posters.fill)

    def _near(self) -> Iterator[str | None]:
        """The posters in sight, and those of the next row."""
        if isinstance(self.panel.kind, Tiles) and self.size and self._page.region.overlaps(self.region):
            first, last = self.first * self._abreast, (self.first + self._rows_seen + 1) * self._abreast
            yield from map(self._films.path, self._bars[first:last])

    def _came(self, path: str) -> None:
        """Paint what has come, and no other: most terminals are sent each picture anew."""
        abreast, pitch = self._abreast, self.panel.kind.pitch
        room = self.size.width // abreast
        for at, bar in enumerate(self._bars[self.first * abreast :]):
            if self._films.path(bar) == path:
                row, column = divmod(at, abreast)
                self.refresh(Region(column * room, row * pitch, room, pitch))
        self._settle()

    def _settle(self) -> None:
        """Show a list, in the same place, where none of the first posters is to be had."""
        kind = self.panel.kind
        paths = filter(None, map(self._films.path, self._bars[: self._abreast]))
        if isinstance(kind, Tiles) and self.size and self._posters.missed(paths):
            self.panel = replace(self.panel, kind=kind.otherwise)

    def _paint(self, span: Span, y: int, mark: Mark) -> Iterable[Segment]:
        kind = self.panel.kind
        line = y % kind.pitch
        if not isinstance(kind, Tiles) or span.item == NOTHING or line >= kind.poster.height:
            return super()._paint(span, y, mark)
        bar = self._bars[span.item]
        return self._posters.line(self._films.path(bar), bar.label, line, sharp=self._posters.is_sharp)
