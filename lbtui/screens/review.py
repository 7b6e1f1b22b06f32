"""The review: films whose match is uncertain, missing or worth a second look, and what each might be."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from lbtui.films.columns import Column
from lbtui.films.fields import SORTINGS
from lbtui.model import FilmRow, FilmStatus
from lbtui.screens.deciding import MATCH_BINDINGS, Deciding
from lbtui.screens.match_pane import MatchPane
from lbtui.screens.page import Page
from lbtui.services.destinations import free_path, short, start_folder
from lbtui.services.misses import Doubt, films_of, holds, misses, save_misses
from lbtui.services.standing import without_films
from lbtui.storage.database import StorageError
from lbtui.storage.decisions import review_queue
from lbtui.widgets.candidates import Candidates
from lbtui.widgets.doubt_bar import DoubtBar
from lbtui.widgets.film_table import FilmTable

_NOTHING = {
    Doubt.REVIEW: "Nothing to review. f shows the films that were not found, failed, and others.",
    Doubt.NOT_FOUND: "There is no film that was looked for and not found.",
    Doubt.FAILED: "No film failed.",
    Doubt.LEAST_CERTAIN: "No match is uncertain: of each film found by itself, title and year are those of TMDB.",
    Doubt.YOURS: "You have decided nothing yet.",
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
        Binding("right,l,tab", "screen.candidates", "Right", show=False, id="queue.right"),
        # In a queue `s` is for later, and another order has no use.
        Binding("s", "screen.skip", "Later", tooltip="Put the film at the end", id="queue.skip"),
        Binding("S", "screen.skip", "Later", show=False),
    ]


class ReviewScreen(Deciding, Page):
    """Decide film by film, the uncertain ones first."""

    MODE = "review"
    AUTO_FOCUS = "Queue"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MATCH_BINDINGS,
        Binding("n", "next(1)", "Next", show=False, tooltip="The next film", id="review.next"),
        Binding("N", "next(-1)", "Previous", show=False, tooltip="The film before", id="review.previous"),
        Binding("f", "doubt(1)", "Others", tooltip="Not found, failed, least certain …", id="review.doubt"),
        Binding("F", "doubt(-1)", "Other films", show=False, id="review.doubt_back"),
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
        & #review-left { width: 36%; max-width: 64; border: round $primary 40%; }
        & #review-left:focus-within { border: round $accent; }
        & Queue { width: 1fr; background: $background; }
        & MatchPane { width: 1fr; border: round $primary 40%; }
        & MatchPane:focus-within { border: round $accent; }
    }
    ReviewScreen.-narrow #review-left { width: 32; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.doubt = Doubt.REVIEW
        self._later: list[int] = []
        """Films put off, in this sitting."""
        self._goto: int | None = None
        """The film to go to when the list is read anew."""
        self._stale = False
        """Whether films changed while another screen was shown."""

    def body(self) -> ComposeResult:
        """Which films, the films, and what the one under the cursor might be."""
        yield DoubtBar()
        with Horizontal(id="review"):
            with Vertical(id="review-left"):
                yield Queue(_COLUMNS, more=(SCORE,), id="queue")
            yield MatchPane()

    @property
    def pane(self) -> MatchPane:  # type: ignore[override]
        """The film under the cursor and its candidates."""
        return self.query_one(MatchPane)

    @property
    def queue(self) -> Queue:
        """The films."""
        return self.query_one(Queue)

    def on_mount(self) -> None:
        """Follow the films."""
        super().on_mount()
        host = self.host
        host.library_loaded.subscribe(self, lambda _: self._reload())
        host.films_changed.subscribe(self, self._changed)
        self._reload()

    def on_screen_resume(self) -> None:
        """Catch up."""
        super().on_screen_resume()
        if self._stale:
            self._reload()

    def _changed(self, rows: Sequence[FilmRow]) -> None:
        index = self.queue.index
        if not self.is_current:
            self._stale = True
        elif any(index.place(row.id) is not None or holds(self.doubt, row) for row in rows):
            self._reload()
        else:
            self.query_one(DoubtBar).count(self.host.library.rows)

    @work(exclusive=True, group="queue")
    async def _reload(self) -> None:
        """Read which films there are; the cursor stays on its film, or goes where a decision leads."""
        host, self._stale = self.host, False
        order = await self._order()
        rows = films_of(self.doubt, host.library.rows)
        rows.sort(key=lambda row: order.get(row.id, len(order)))
        later = {film: place for place, film in enumerate(self._later, 1)}
        rows.sort(key=lambda row: later.get(row.id, 0))
        self.query_one(DoubtBar).count(host.library.rows)
        table = self.queue
        table.empty_message = "" if host.standing.unknown else "No film"
        table.choose_columns((*_COLUMNS, SCORE.key) if self.doubt is Doubt.LEAST_CERTAIN else _COLUMNS)
        table.set_rows(rows)
        goto, self._goto = self._goto, None
        if goto is not None:
            table.move_to(goto)
        self._show(table.cursor_row)
        self.show_standing()

    async def _order(self) -> Mapping[int, int]:
        """The places of the films that need review; of other films the order is that of the library."""
        database = self.host.database
        if self.doubt is not Doubt.REVIEW or database is None:
            return {}
        try:
            return {film: place for place, film in enumerate(await review_queue(database))}
        except StorageError:  # The library is being closed.
            return {}

    def _nothing(self) -> str:
        counts = self.host.library.counts
        if not any(counts.values()):
            return without_films(self.host.standing)
        if self.doubt is not Doubt.YOURS and (pending := counts[FilmStatus.PENDING]):
            return f"None so far: {pending:,} film{'s' * (pending != 1)} not looked for yet."
        matched = counts[FilmStatus.MATCHED] + counts[FilmStatus.ENRICHED]
        if self.doubt is Doubt.REVIEW and matched == sum(counts.values()):
            return _ALL_MATCHED
        return _NOTHING[self.doubt]

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

    @on(DoubtBar.Chosen)
    def _bar(self, event: DoubtBar.Chosen) -> None:
        self._choose_doubt(event.doubt)

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
        """Go to the film that is as it was."""
        row = self.host.library.by_id(event.film)
        self._goto = event.film
        if row is not None and not holds(self.doubt, row):
            self._choose_doubt(next((doubt for doubt in Doubt if holds(doubt, row)), self.doubt))
        else:
            self._reload()

    def action_candidates(self) -> None:
        """Go to the candidates."""
        if self.pane.cards.shown:
            self.pane.cards.focus()

    def action_back(self) -> None:
        """Close the search, or go back to the films."""
        if not self.pane.leave_words():
            self.queue.focus()

    def action_next(self, step: int) -> None:
        """Go to the next film, or the one before."""
        self.queue.action_move(step)

    def action_skip(self) -> None:
        """Put the film at the end, for later."""
        row = self.queue.cursor_row
        if row is not None:
            self._decided(MatchPane.Decided(row.id))
            self._later = [*(film for film in self._later if film != row.id), row.id]
            self._reload()

    def action_doubt(self, step: int) -> None:
        """Show other films."""
        doubts = list(Doubt)
        self._choose_doubt(doubts[(doubts.index(self.doubt) + step) % len(doubts)])

    def _choose_doubt(self, doubt: Doubt) -> None:
        self.doubt = self.query_one(DoubtBar).active = doubt
        self._reload()

    def action_retry(self) -> None:
        """Try failed films again."""
        self.host.retry()

    @work(group="export")
    async def action_export(self) -> None:
        """Write every film without a match, or the list in sight where it is another, as a CSV."""
        matched = self.doubt in (Doubt.LEAST_CERTAIN, Doubt.YOURS)
        rows = self.queue.rows if matched else misses(self.host.library.rows)
        if not rows:
            self.notify("There is no film to export." if self.host.library.rows else without_films(self.host.standing))
            return
        name = self.doubt.value.replace(" ", "-") if matched else "misses"
        path = free_path(start_folder() / f"lbtui-{name}.csv")
        try:
            await asyncio.to_thread(save_misses, path, rows)
        except OSError as error:
            self.notify(f"{short(path)}: {error.strerror}.", title="Not written", severity="error", markup=False)
            return
        self.notify(f"{len(rows):,} to {short(path)}", title="Written", markup=False, timeout=8)
