"""The keys of deciding what a film is, alike on the review screen and in the dialog."""

from textual.binding import Binding, BindingType

from lbtui.screens.match_pane import MatchPane
from lbtui.widgets.candidates import LETTERS

MATCH_BINDINGS: list[BindingType] = [
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
    Binding("A", "anew", "Match anew", show=False, tooltip="Forget the decision and let lbtui search", id="match.anew"),
    Binding("o", "web", "On TMDB", show=False, tooltip="Open the candidate's page on TMDB", id="match.web"),
]
"""What `Deciding` has the actions of."""


class Deciding:
    """The actions of `MATCH_BINDINGS`, for a screen that has a pane."""

    pane: MatchPane

    def action_search(self) -> None:
        """Type other words."""
        self.pane.ask_words()

    def action_candidate(self, place: int) -> None:
        """Go to a candidate; choosing it takes another key."""
        self.pane.cards.go_to(place)

    def action_none(self) -> None:
        """It is not on TMDB."""
        self.pane.decide_none()

    def action_undo(self) -> None:
        """Take the last decision back."""
        self.pane.undo()

    def action_anew(self) -> None:
        """Forget the decision."""
        self.pane.anew()

    def action_web(self) -> None:
        """Open the page on TMDB."""
        self.pane.web()
