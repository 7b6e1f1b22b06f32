"""The review: films whose match is uncertain, missing or worth a second look, and what each might be."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive, var

from lbtui.films.columns import Column
from lbtui.films.fields import SORTINGS
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.screens.base import Page
from lbtui.screens.match import Deciding
from lbtui.screens.match_pane import MatchPane
from lbtui.services import events
from lbtui.services.enrichment_status import without_films
from lbtui.services.events import Event
from lbtui.services.places import free_path, shown, start_folder
from lbtui.services.unmatched import ReviewFilter, films_of, holds, misses, save_misses
from lbtui.storage.database import StorageError
from lbtui.text import counted
from lbtui.widgets.bars import Bar, clickable
from lbtui.widgets.candidates import Candidates
from lbtui.widgets.film_table import FilmTable

_NOTHING = {
    ReviewFilter.REVIEW: "Nothing to review. f shows the films that were not found, failed, and others.",
    ReviewFilter.NOT_FOUND: "There is no film that was looked for and not found.",
    ReviewFilter.FAILED: "No film failed.",
    ReviewFilter.LEAST_CERTAIN: (
        "No match is uncertain: of each film found by itself, title and year are those of TMDB."
    ),
    ReviewFilter.YOURS: "You have decided nothing yet.",
}
_ALL_MATCHED = "Nothing to review: every film found its match. f shows the least certain ones."
_COLUMNS = ("title", "year")


def _score(row: FilmRow) -> str:
    """How alike film and match are; never rounded up to what it is not."""
    return "" if row.match_score is None else f"{int(row.match_score * 100 + 1e-6) / 100:.2f}"


SCORE = Column("score", "Sure", _score, SORTINGS["match"], 4, 4, 1, right=True, look="muted")
"""How sure a match is, 0 to 1."""


class Queue(FilmTable):
    """The films to be decided on, in their order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.candidates", "Candidates", tooltip="Go to the candidates", id="queue.open"),
        Binding(
            "right,l,tab", "screen.candidates", "Right", show=False, tooltip="Go to the candidates", id="queue.right"
        ),
        # In a queue `s` is for later, and another order has no use.
        Binding("s", "screen.skip", "Later", tooltip="Put the film at the end", id="queue.skip"),
        Binding("S", "screen.skip", "Later", show=False),
    ]


_SHORT = {ReviewFilter.REVIEW: "review", ReviewFilter.YOURS: "yours"}


class ReviewFilterBar(Bar):
    """The kinds of films to look at, with their numbers, the present one marked."""

    DEFAULT_CSS = "ReviewFilterBar { background: $background; }"

    active: reactive[ReviewFilter] = reactive(ReviewFilter.REVIEW)
    counts: reactive[Counter[ReviewFilter] | None] = reactive(None)
    """How many films there are of each kind; None while nothing is known of any."""

    def count(self, rows: Sequence[FilmRow]) -> None:
        self.counts = Counter(kind for row in rows for kind in ReviewFilter if holds(kind, row)) if rows else None

    def render(self) -> RenderResult:
        short = self.size.width < 90
        parts = []
        for kind in ReviewFilter:
            said = f" {self.counts[kind]:,}" if self.counts is not None else ""
            words = f" {_SHORT.get(kind, kind) if short else kind.capitalize()}{said} "
            parts.append(clickable(words, f"screen.show_kind('{kind.name}')", here=kind is self.active))
        return Content(" ").join(parts)


class ReviewScreen(Deciding, Page):
    """Decide film by film, the uncertain ones first."""

    MODE = "review"
    AUTO_FOCUS = "Queue"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next(1)", "Next", show=False, tooltip="The next film", id="review.next"),
        Binding("N", "next(-1)", "Previous", show=False, tooltip="The film before", id="review.previous"),
        Binding("f", "review_filter(1)", "Others", tooltip="Not found, failed, least certain …", id="review.doubt"),
        Binding("F", "review_filter(-1)", "Other films", show=False, id="review.doubt_back"),
        Binding("s", "skip", "Later", show=False, tooltip="Put the film at the end", id="review.skip"),
        Binding("r", "retry", "Retry failed", show=False, tooltip="Try failed films again", id="review.retry"),
        Binding(
            "e", "export", "CSV", show=False, tooltip="Every film without a match, with the reason", id="review.csv"
        ),
        Binding("escape", "back", "Back", show=False, tooltip="Back to the films", id="review.back"),
    ]
    CSS = """
    ReviewScreen {
        & #review { height: 1fr; }
        & #review-left { width: 36%; max-width: 64; }
        & Queue { width: 1fr; background: $background; }
        & MatchPane { width: 1fr; }
    }
    ReviewScreen.-narrow #review-left { width: 32; }
    """

    review_filter: var[ReviewFilter] = var(ReviewFilter.REVIEW, init=False)
    """Which films are listed."""

    def __init__(self) -> None:
        super().__init__()
        self._later: list[int] = []
        """Films put off, in this sitting."""
        self._goto: int | None = None
        """The film to go to when the list is read anew."""
        self._stale = False
        """Whether films changed while another screen was shown."""

    def body(self) -> ComposeResult:
        yield ReviewFilterBar().data_bind(active=ReviewScreen.review_filter)
        with Horizontal(id="review"):
            with Vertical(id="review-left", classes="pane"):
                yield Queue(_COLUMNS, more=(SCORE,), id="queue")
            yield MatchPane(classes="pane")

    @property
    def queue(self) -> Queue:
        return self.query_one(Queue)

    def on_mount(self) -> None:
        self._reload()

    def handle(self, event: Event) -> None:
        super().handle(event)
        match event:
            case events.Loaded():
                self._reload()
            case events.FilmsChanged(rows):
                self._changed(rows)

    def on_screen_resume(self) -> None:
        if self._stale:
            self._reload()

    def _changed(self, rows: Sequence[FilmRow]) -> None:
        index = self.queue.index
        if not self.is_current:
            self._stale = True
        elif any(index.place(row.id) is not None or holds(self.review_filter, row) for row in rows):
            self._reload()
        else:
            self.query_one(ReviewFilterBar).count(self.session.library.rows)

    @work(exclusive=True, group="queue")
    async def _reload(self) -> None:
        """Read which films there are; the cursor stays on its film, or goes where a decision leads."""
        self._stale = False
        order = await self._order()
        rows = films_of(self.review_filter, self.session.library.rows)
        rows.sort(key=lambda row: order.get(row.id, len(order)))
        later = {film: place for place, film in enumerate(self._later, 1)}
        rows.sort(key=lambda row: later.get(row.id, 0))
        self.query_one(ReviewFilterBar).count(self.session.library.rows)
        table = self.queue
        table.empty_message = "" if self.session.enrichment_status.unknown else "No film"
        table.choose_columns((*_COLUMNS, SCORE.key) if self.review_filter is ReviewFilter.LEAST_CERTAIN else _COLUMNS)
        table.set_rows(rows)
        goto, self._goto = self._goto, None
        if goto is not None:
            table.move_to(goto)
        self._show(table.cursor_row)
        self.show_enrichment_status()

    async def _order(self) -> Mapping[int, int]:
        """The places of the films that need review; of other films the order is that of the library."""
        if self.review_filter is not ReviewFilter.REVIEW:
            return {}
        try:
            return {film: place for place, film in enumerate(await self.session.review_queue())}
        except StorageError:  # The library is being closed.
            return {}

    def _nothing(self) -> str:
        counts = self.session.library.counts
        if not any(counts.values()):
            return without_films(self.session.enrichment_status)
        if self.review_filter is not ReviewFilter.YOURS and (pending := counts[FilmStatus.PENDING]):
            return f"None so far: {counted(pending, 'film')} not looked for yet."
        matched = counts[FilmStatus.MATCHED] + counts[FilmStatus.ENRICHED]
        if self.review_filter is ReviewFilter.REVIEW and matched == sum(counts.values()):
            return _ALL_MATCHED
        return _NOTHING[self.review_filter]

    @on(FilmTable.Highlighted)
    def _highlighted(self, event: FilmTable.Highlighted) -> None:
        event.stop()
        self._show(event.row)

    def _show(self, row: FilmRow | None) -> None:
        """Show a film, unless it is shown as it is."""
        if row is None or row is not self.pane.film:
            self.pane.show(row, empty=self._nothing())

    @on(FilmTable.Opened)
    def _opened(self) -> None:
        self.action_candidates()

    @on(Candidates.Left)
    @on(Candidates.Chosen)
    def _left(self) -> None:
        self.queue.focus()

    @on(MatchPane.Decided)
    def _decided(self, event: MatchPane.Decided) -> None:
        """Go on with the next film, from the list: no key too many decides on that as well."""
        if self.pane.cards.has_focus:
            self.queue.focus()
        ids = [row.id for row in self.queue.rows]
        if event.film in ids:
            place = ids.index(event.film)
            following = ids[place + 1 : place + 2] or ids[place - 1 : place] if place else ids[1:2]
            self._goto = following[0] if following else None

    @on(MatchPane.Undone)
    def _undone(self, event: MatchPane.Undone) -> None:
        row = self.session.library.by_id(event.film)
        self._goto = event.film
        if row is not None and not holds(self.review_filter, row):
            self.review_filter = next((kind for kind in ReviewFilter if holds(kind, row)), self.review_filter)
        self._reload()

    def action_candidates(self) -> None:
        if self.pane.cards.shown:
            self.pane.cards.focus()

    def action_back(self) -> None:
        if not self.pane.close_words():
            self.queue.focus()

    def action_next(self, step: int) -> None:
        self.queue.action_move(step)

    def action_skip(self) -> None:
        row = self.queue.cursor_row
        if row is not None:
            self._decided(MatchPane.Decided(row.id))
            self._later = [*(film for film in self._later if film != row.id), row.id]
            self._reload()

    def action_review_filter(self, step: int) -> None:
        kinds = list(ReviewFilter)
        self.review_filter = kinds[(kinds.index(self.review_filter) + step) % len(kinds)]

    def action_show_kind(self, name: str) -> None:
        self.review_filter = ReviewFilter[name]

    def watch_review_filter(self) -> None:
        self._reload()

    def action_retry(self) -> None:
        self.session.enrichment.retry()

    @work(group="export")
    async def action_export(self) -> None:
        """Write every film without a match, or the list in sight where it is another, as a CSV."""
        matched = self.review_filter in (ReviewFilter.LEAST_CERTAIN, ReviewFilter.YOURS)
        rows = self.queue.rows if matched else misses(self.session.library.rows)
        if not rows:
            none = without_films(self.session.enrichment_status)
            self.notify("There is no film to export." if self.session.library.rows else none)
            return
        name = self.review_filter.value.replace(" ", "-") if matched else "misses"
        path = free_path(start_folder() / f"lbtui-{name}.csv")
        try:
            await asyncio.to_thread(save_misses, path, rows)
        except OSError as error:
            self.notify(f"{shown(path)}: {error.strerror}.", title="Not written", severity="error", markup=False)
            return
        self.notify(f"{len(rows):,} to {shown(path)}", title="Written", markup=False, timeout=8)
