"""The dialog that says what one film is on TMDB, and lets it be put right."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from lbtui.app.main import LbtuiApp
from lbtui.screens.deciding import MATCH_BINDINGS, Deciding
from lbtui.screens.match_pane import MatchPane
from lbtui.services.enrichment_status import without_films
from lbtui.widgets.keys_footer import KeysFooter


class MatchScreen(Deciding, ModalScreen[None]):
    """One film, its match, what else it might be."""

    app = getters.app(LbtuiApp)
    AUTO_FOCUS = "Candidates"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MATCH_BINDINGS,
        Binding("escape,q", "close", "Close", tooltip="Leave it as it is", id="match.close"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-huge")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    MatchScreen {
        align: center middle;
        & > #match { width: 90%; max-width: 150; height: 90%; border: round $accent; background: $background; }
        &.-narrow > #match { width: 100%; height: 100%; }
    }
    """

    def __init__(self, film: int) -> None:
        super().__init__()
        self._film = film

    def compose(self) -> ComposeResult:
        """The pane in a frame."""
        with Vertical(id="match"):
            yield MatchPane()
            yield KeysFooter()

    def on_mount(self) -> None:
        """Show the film; where the store has no choice, ask TMDB for one."""
        self.query_one("#match").border_title = "What is it on TMDB?"
        self._show()

    @property
    def pane(self) -> MatchPane:  # type: ignore[override]
        """The film and its candidates."""
        return self.query_one(MatchPane)

    def _show(self) -> None:
        session = self.app.session
        gone = "The film is no longer in the library."
        if session.enrichment_status.unknown:
            gone = without_films(session.enrichment_status)
        self.pane.show(session.library.by_id(self._film), look=True, empty=gone)

    @on(MatchPane.Decided)
    def _decided(self) -> None:
        self.dismiss()

    @on(MatchPane.Undone)
    def _undone(self, event: MatchPane.Undone) -> None:
        self._film = event.film
        self._show()

    def action_close(self) -> None:
        """Leave the film as it is."""
        if not self.pane.leave_words():
            self.dismiss()
