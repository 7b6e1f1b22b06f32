"""Which films the review shows: one line of kinds with their numbers, the present one marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from lbtui.model import FilmRow
from lbtui.services.unmatched import ReviewFilter, holds

_SHORT = {
    ReviewFilter.REVIEW: "review",
    ReviewFilter.NOT_FOUND: "not found",
    ReviewFilter.FAILED: "failed",
    ReviewFilter.LEAST_CERTAIN: "least certain",
    ReviewFilter.YOURS: "yours",
}


class ReviewFilterBar(Widget):
    """The kinds of films to look at; a click chooses one."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ReviewFilterBar {
        height: 1; padding: 0 1; background: $background;
        link-style: none; link-color: $foreground; link-background: transparent;
    }
    """
    active: reactive[ReviewFilter] = reactive(ReviewFilter.REVIEW)

    @dataclass
    class Chosen(Message):
        """A kind was clicked."""

        review_filter: ReviewFilter

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counter[ReviewFilter] = Counter()
        self._known = False
        """Whether there are films to be counted."""

    def count(self, rows: Sequence[FilmRow]) -> None:
        """Count the films of each kind; of no films nothing is said."""
        self._known = bool(rows)
        counts = Counter(review_filter for row in rows for review_filter in ReviewFilter if holds(review_filter, row))
        if counts != self._counts:
            self._counts = counts
            self.refresh()

    def render(self) -> RenderResult:
        """The line, with shorter words where there is little room."""
        short = self.size.width < 90
        parts = []
        for place, review_filter in enumerate(ReviewFilter):
            number = self._counts[review_filter]
            said = f" {number:,}" if self._known else ""
            words = f" {_SHORT[review_filter] if short else review_filter.value.capitalize()}{said} "
            style = "b reverse" if review_filter is self.active else "$foreground 80%" if number else "$foreground 50%"
            parts.append(Content.from_markup(f"[@click=choose({place})][{style}]$words[/][/]", words=words))
        return Content(" ").join(parts)

    def action_choose(self, place: int) -> None:
        """Choose a kind."""
        self.post_message(self.Chosen(list(ReviewFilter)[place]))
