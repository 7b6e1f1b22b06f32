"""A film that is proposed for the evening: its poster, and in a few words what it is and why."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from lbtui.films.prediction import as_stars, because, interval, reasons
from lbtui.model.films import FilmRow
from lbtui.services.posters import Posters
from lbtui.widgets.poster import Poster

_QUIET = "$foreground 70%"
_REASONS = 5


class PickCard(Widget, can_focus=True):
    """One of several films; a line of three where the screen shows no posters. Enter or a click opens the film."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the film's page", id="pick.open")
    ]
    DEFAULT_CSS = """
    PickCard {
        height: auto; width: 1fr; padding: 0 1; border-left: blank;
        & Poster { display: none; }
        & .pick-words { height: auto; }
        & .pick-tall { display: none; }
        &:focus { background: $block-cursor-blurred-background; border-left: outer $accent; }
        &:nocolor:ansi:focus { text-style: reverse; }
    }
    """

    @dataclass
    class Opened(Message):
        """The film is to be opened."""

        film: int

    def __init__(self, row: FilmRow, posters: Posters, services: Collection[str]) -> None:
        super().__init__()
        self.row, self._services = row, services
        self._posters = posters

    def compose(self) -> ComposeResult:
        yield Poster()
        yield Static(classes="pick-words", markup=False)

    def on_mount(self) -> None:
        self.show(self.row, self._services)

    def on_resize(self) -> None:
        """On a low screen there are other words, and no poster."""
        self._say()
        self.call_after_refresh(self._show_poster)

    def show(self, row: FilmRow, services: Collection[str]) -> None:
        """Show a film; `services` are the names of those that the member has."""
        self.row, self._services = row, services
        self._say()
        # Its size is known then.
        self.call_after_refresh(self._show_poster)

    def _say(self) -> None:
        poster = self.query_one(Poster)
        above = poster.virtual_region_with_margin.height
        words = self._fitting(above) if poster.display else flat(self.row, self._services)
        self.query_one(".pick-words", Static).update(words)

    def _fitting(self, above: int) -> Content:
        """What has room below the poster: without the actors and the last reasons where there is too little."""
        width, room = self.content_size.width, self.content_size.height - above
        few = (tall(self.row, self._services, reasons) for reasons in range(_REASONS, 1, -1))
        choices = [tall(self.row, self._services), *few]
        fitting = (words for words in choices if not width or len(words.wrap(width)) <= room)
        return next(fitting, choices[-1])

    @work(group="poster", exclusive=True)
    async def _show_poster(self) -> None:
        poster = self.query_one(Poster)
        if poster.display:
            await poster.load(self._posters, self.row.poster_path, self.row.name)

    def action_open(self) -> None:
        self.post_message(self.Opened(self.row.id))

    def on_click(self) -> None:
        self.action_open()


def tall(row: FilmRow, services: Collection[str], few: int | None = None) -> Content:
    """The words below a poster, a line each; with so `few` reasons and no actors where there is little room."""
    about = " · ".join(filter(None, (_length(row), ", ".join(row.genres[:2]))))
    makers = ", ".join(row.directors[:2])
    lines = [_title(row), Content.styled(makers, "$text-accent"), Content.styled(about, _QUIET)]
    lines += [*_streams(row, services), Content(""), *_stars(row)]
    if row.prediction:
        lines += [_reason(*told) for told in reasons(row.prediction, few or _REASONS)]
    if row.cast and few is None:
        lines += [Content(""), Content.styled(f"with {', '.join(row.cast[:3])}", _QUIET)]
    return Content("\n").join(lines)


def flat(row: FilmRow, services: Collection[str]) -> Content:
    """The same on three lines."""
    about = " · ".join(filter(None, (_length(row), ", ".join(row.directors[:1]), ", ".join(row.genres))))
    why = because(row.prediction) if row.prediction else ""
    first = Content("  ").join([_title(row), *_stars(row)])
    second = Content("  ").join([Content.styled(about, _QUIET), *_streams(row, services)])
    return Content("\n").join(line for line in (first, second, Content.styled(why, _QUIET)) if line.plain)


def _reason(name: str, stars: str) -> Content:
    return Content.assemble((stars, "$text-success" if stars[0] == "+" else "$text-error"), (f" {name}", _QUIET))


def _title(row: FilmRow) -> Content:
    year = f" {row.year}" if row.year else ""
    return Content.assemble((row.name, "bold"), (year, _QUIET))


def _length(row: FilmRow) -> str:
    return f"{row.runtime} min" if row.runtime else ""


def _stars(row: FilmRow) -> Iterator[Content]:
    """What the member might give it; without that TMDB's average."""
    if row.prediction:
        held = f" ({between})" if (between := interval(row.prediction)) else ""
        told = f"{as_stars(row.prediction)} {row.prediction.stars:.1f}"
        # Not in the colour of the stars that the member has given.
        yield Content.assemble((told, "$text-primary"), (held, _QUIET))
    elif row.tmdb_rating is not None:
        yield Content.styled(f"TMDB {row.tmdb_rating:.1f}", _QUIET)


def _streams(row: FilmRow, services: Collection[str]) -> Iterator[Content]:
    """Where it streams, as far as that is known; the member's services stand out."""
    if row.streaming:
        names = (Content.styled(name, "$text-success" if name in services else _QUIET) for name in row.streaming)
        yield Content.assemble(("on ", _QUIET), Content.styled(", ", _QUIET).join(names))
