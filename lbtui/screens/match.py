"""The dialog that says what one film is on TMDB, and the keys of deciding that, alike on the review screen."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from lbtui.screens.base import LatestSize, repaint_posters
from lbtui.screens.match_pane import MatchPane
from lbtui.screens.navigation import Navigation
from lbtui.services.enrichment_status import without_films
from lbtui.widgets.candidates import LETTERS
from lbtui.widgets.keys_footer import KeysFooter


class Deciding(Screen[None]):
    """A screen with a pane in which is decided what a film is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "search", "Search", key_display="/", tooltip="Other words, an id or an address", id="match.search"
        ),
        *(
            Binding(
                letter,
                f"candidate({place})",
                "Candidate",
                show=place == 0,
                key_display="a b c",
                tooltip="Go to the one with the letter; enter chooses it",
                id=f"match.candidate_{letter}",
            )
            for place, letter in enumerate(LETTERS)
        ),
        Binding("x", "none", "Not on TMDB", tooltip="TMDB does not have this film", id="match.none"),
        Binding("u", "undo", "Undo", tooltip="Take the last decision back", id="match.undo"),
        Binding(
            "A", "anew", "Match anew", show=False, tooltip="Forget the decision and let lbtui search", id="match.anew"
        ),
        Binding("o", "web", "On TMDB", show=False, tooltip="Open the candidate's page on TMDB", id="match.web"),
    ]
    pane = getters.query_one(MatchPane)
    """The film and its candidates."""

    def action_search(self) -> None:
        self.pane.ask_words()

    def action_candidate(self, place: int) -> None:
        """Go to a candidate; choosing it takes another key."""
        self.pane.cards.go_to(place)

    def action_none(self) -> None:
        self.pane.decide_none()

    def action_undo(self) -> None:
        self.pane.undo()

    def action_anew(self) -> None:
        self.pane.anew()

    def action_web(self) -> None:
        self.pane.web()


class MatchScreen(ModalScreen[None], Deciding, LatestSize[None]):
    """One film, its match, what else it might be."""

    app = getters.app(Navigation)
    AUTO_FOCUS = "Candidates"
    BINDINGS: ClassVar[list[BindingType]] = [
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
        with Vertical(id="match"):
            yield MatchPane()
            yield KeysFooter()

    def on_mount(self) -> None:
        """Show the film; where the store has no choice, ask TMDB for one."""
        self.query_one("#match").border_title = "What is it on TMDB?"
        self._show()

    def on_screen_suspend(self) -> None:
        """Posters become half cells, which the screen on top dims."""
        repaint_posters(self)

    def on_screen_resume(self) -> None:
        repaint_posters(self)

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
        if not self.pane.close_words():
            self.dismiss()
