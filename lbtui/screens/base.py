"""What every screen has: the bar of screens on top, the progress and the keys below."""

from typing import Any, ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize, ScreenResume
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from lbtui.screens.navigation import Navigation
from lbtui.services import events
from lbtui.services.enrichment_status import State, films_so_far, headline, share_done, share_known, speeds
from lbtui.services.events import Event
from lbtui.services.session import LibrarySession
from lbtui.storage.database import StorageError
from lbtui.widgets.bars import ModeBar
from lbtui.widgets.keys_footer import KeysFooter
from lbtui.widgets.progress import ProgressLine

Result = TypeVar("Result")

_TO_A_FIELD = ("filter", "path")
"""Actions of the key `/`, which comes before those of the focused widget: what is typed next belongs to the field."""


def repaint_posters(screen: Screen[Any]) -> None:
    """Ask all posters of a screen again for what they show."""
    for poster in screen.query("Poster, PosterWall, PosterChart"):
        poster.refresh()


class LatestSize(Screen[Result]):
    """A screen that lays out only the size that the terminal has now.

    Textual's screens tell themselves of each size that they have laid out. Two sizes of which neither is dealt with
    yet, with any other message between them, would be laid out in turns for ever, and nothing else would come to its
    turn.
    """

    app = getters.app(Navigation)

    @on(Resize)
    def _pass_over_an_old_size(self, event: Resize) -> None:
        if event.size != self.app.size:
            event.prevent_default()


class Page(LatestSize[None]):
    """A screen between the bar of screens and the line of progress; subclasses give its `body`."""

    MODE: ClassVar[str] = ""
    """Which of the screens in the bar this one belongs to; empty: the one that it was opened on."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-huge")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-high")]  # noqa: RUF012
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in Textual, where the whole screen is painted anew; the widgets that get and lose the focus are anyway."""

    def __init__(self) -> None:
        super().__init__()
        # For each screen that is shown for the first time Textual would read all style sheets anew, twice, and restyle
        # every widget of every screen; yet its widgets are styled by the present sheets when they are mounted.
        self._css_update_count = self.app._css_update_count
        # Known before the first resize, which would style every widget once more.
        width, height = self.app.size
        for cells, breakpoints in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class(max(step for step in breakpoints if step[0] <= cells)[1], update=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `/` to a field that is being typed into: Textual knows so much of letters and digits only."""
        typed = self.focused is not None and self.focused.check_consume_key("slash", "/")
        return not (action in _TO_A_FIELD and typed)

    @property
    def session(self) -> LibrarySession:
        """The library at work."""
        return self.app.session

    def compose(self) -> ComposeResult:
        yield ModeBar(self.MODE or self.app.current_mode)
        with Container(id="body"):
            yield from self.body()
        yield ProgressLine()
        yield KeysFooter()

    def body(self) -> ComposeResult:
        """What is between the bars."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.app.session_events.subscribe(self, self.handle)
        self.show_enrichment_status()

    @on(ScreenResume)
    def _keep_styles(self, event: ScreenResume) -> None:
        # All widgets are styled: as they were mounted, and again after each change of the theme.
        event.refresh_styles = False

    def handle(self, event: Event) -> None:
        """React to what has happened in the library."""
        if isinstance(event, events.StatusChanged | events.Loaded):
            self.show_enrichment_status()

    def on_screen_resume(self) -> None:
        """Say how things stand now, and go to the film that was looked at meanwhile."""
        self.app.screen_shown()
        repaint_posters(self)
        self.show_enrichment_status()
        self.go_to_film()

    def on_screen_suspend(self) -> None:
        """Posters become half cells, which the screen on top dims."""
        repaint_posters(self)

    def headline(self) -> str:
        """How things stand, in a few words."""
        return headline(self.session.enrichment_status, self.session.library.counts)

    def action_back(self) -> None:
        self.dismiss()

    def remember(self, name: str, value: str) -> None:
        """Keep a choice for the next time; where another instance writes, it holds for this time."""
        if self.session.writable:
            self.run_worker(self._save(name, value), group="remember")

    async def _save(self, name: str, value: str) -> None:
        try:
            await self.session.save_value(name, value)
        except StorageError as error:
            self.app.notify(str(error), title="Not kept for the next time", severity="warning", markup=False)

    def again(self) -> "Page":
        """The same page once more, for a way back to it."""
        return type(self)()

    def go_to_film(self) -> None:
        """Put the cursor on the film whose page was open, where there are films."""

    def show_enrichment_status(self) -> None:
        """Bring both bars up to date."""
        if not self.is_current:
            return
        counts, enrichment_status = self.session.library.counts, self.session.enrichment_status
        words = [self.session.news, self.headline()]
        if enrichment_status.state is State.RUNNING and enrichment_status.progress:
            words += speeds(enrichment_status.progress)
        if self.session.newer_export is not None and self.MODE != "import":
            words.append("a newer export is there: 5")
        films = films_so_far(counts) if any(counts.values()) else ""
        self.query_one(ProgressLine).show(share_done(counts), share_known(counts), films, words)
        self.query_one(ModeBar).show(self.session.library.counts, self.session.options.demo)
