"""What a film is on TMDB: the film, its candidates, other words, and the decision; part of two screens."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from lbtui.films.columns import stars
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Candidate
from lbtui.screens.navigation import Navigation
from lbtui.services.matching import Decided, Matching
from lbtui.services.session import LibrarySession
from lbtui.storage.database import StorageError
from lbtui.tmdb.errors import TmdbError
from lbtui.widgets.candidates import Candidates


def head(film: FilmRow) -> Content:
    """The film as the member knows it, and how its match stands."""
    title = Content.from_markup(
        "[b]$name[/] [$foreground 60%]$year[/]",
        name=film.name,
        year=f"({film.year})" if film.year else "without a year",
    )
    mine = [stars(film.rating), "♥" if film.liked else "", _seen(film)]
    # What speaks for the best candidate stands on its card.
    reason = (film.reason or film.match_reason).partition("; best:")[0]
    colour = "$text-success" if film.status is FilmStatus.ENRICHED else "$text-warning"
    state = Content.from_markup(
        f"[b {colour}]$status[/][$foreground 70%]$reason[/]",
        status=film.status.words,
        reason=f": {reason}" if reason else "",
    )
    return Content("\n").join([title + Content.styled("  " + "  ".join(filter(None, mine)), "$foreground 80%"), state])


def _seen(film: FilmRow) -> str:
    if film.last_watched:
        return f"watched {film.last_watched.isoformat()}" + (f", {film.viewings} times" if film.viewings > 1 else "")
    return "watched" if film.watched else "on the watchlist" if film.watchlist else ""


def without(film: FilmRow) -> str:
    """What to say of a film without candidates."""
    if film.status in (FilmStatus.PENDING, FilmStatus.MATCHED):
        return "The enrichment has not come to this film yet. / searches TMDB now."
    return "No candidate. / searches TMDB by other words or takes an id; x says that TMDB does not have it."


def said(film: FilmRow, candidate: Candidate | None) -> str:
    """What was decided, and how to take it back."""
    if candidate is None:
        return f"{film.full_name}: not on TMDB. u undoes."
    year = f" ({candidate.summary.year})" if candidate.summary.year else ""
    key = f"{candidate.summary.kind}/{candidate.summary.tmdb_id}"
    return f"{film.full_name} is {candidate.summary.title}{year}, {key}. u undoes."


_REST = 0.4
"""Seconds that the cursor rests on a film before TMDB is asked for the details of its candidates."""
_MOST_TOLD = 4
"""Candidates whose details are fetched unasked."""


class MatchPane(Vertical):
    """Shows one film with its candidates, and stores what is decided."""

    app = getters.app(Navigation)
    DEFAULT_CSS = """
    MatchPane {
        & > #match-film { height: auto; padding: 0 1; margin-bottom: 1; }
        & > #match-words { display: none; height: 3; }
        & > #match-words.-open { display: block; }
    }
    .-low MatchPane > #match-film { margin-bottom: 0; }
    """

    @dataclass
    class Decided(Message):
        """A decision was stored."""

        film: int

    @dataclass
    class Undone(Message):
        """A decision was taken back."""

        film: int

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.film: FilmRow | None = None
        # Held, not looked up: an answer may come while the screen closes, and its widgets have gone.
        self.cards = Candidates(id="candidates")
        self._words = Input(
            id="match-words",
            classes="pane",
            placeholder="other words, with a year if you like; or an id or address of TMDB",
        )
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="match-film", markup=False)
        yield self._words
        yield self.cards

    def on_mount(self) -> None:
        self._words.border_title = "Search TMDB"

    @property
    def session(self) -> LibrarySession:
        return self.app.session

    @property
    def matching(self) -> Matching | None:
        """The decisions, where this instance may make any."""
        return self.session.matching if self.session.writable else None

    def show(self, film: FilmRow | None, *, look: bool = False, empty: str = "") -> None:
        """Show a film; with `look` TMDB is searched where the store has no choice. Without a film show the words."""
        if self.film is not None and film is not None and self.film.id != film.id:
            self.close_words()
        self.film = film
        self.query_one("#match-film", Static).update(head(film) if film else Content())
        self._stop_resting()
        if film is None:
            self.cards.show((), empty)
        else:
            self._load(film, look)

    @work(exclusive=True, group="match")
    async def _load(self, film: FilmRow, look: bool) -> None:
        matching = self.session.matching
        if matching is None:
            self.cards.show(())
            return
        try:
            found = await matching.candidates(film)
        except StorageError as error:
            self.cards.show((), str(error))
            return
        self._put(found, without(film))
        if look and len(found) < 2:
            await self._search(film, film.name, found)

    def _put(self, candidates: Sequence[Candidate], otherwise: str = "") -> None:
        """Show candidates; those that nothing is known of are told of when the cursor rests."""
        for cards in self.query(Candidates):  # There are none while the screen is being taken down.
            cards.show(candidates, otherwise)
        self._stop_resting()
        self._rest = self.set_timer(_REST, self._rested)

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()

    def _rested(self) -> None:
        for cards in self.query(Candidates):  # There are none while the screen is being taken down.
            self._tell(cards)
            self._fetch_posters(cards)

    @work(exclusive=True, group="posters")
    async def _fetch_posters(self, cards: Candidates) -> None:
        """Show the posters, where the cards have room for them."""
        for candidate in list(cards.shown):
            if cards.with_posters:
                await cards.show_poster(candidate, await self.session.posters.get(candidate.summary.poster_path))

    @work(exclusive=True, group="tell")
    async def _tell(self, cards: Candidates) -> None:
        """Ask TMDB who made the first candidates and how long they are; what fails is left untold."""
        matching, film = self.matching, self.film
        for candidate in list(cards.shown[:_MOST_TOLD]):
            if matching is None or self.film is not film:
                return
            if candidate.details is None:
                try:
                    told, _ = await matching.fetch_details(candidate)
                except (TmdbError, StorageError, ValueError):
                    return
                cards.replace(told)

    def ask_words(self) -> None:
        if self.film is not None:
            if not self._words.has_class("-open"):
                self._words.value = self.film.name
            self._words.add_class("-open").focus()

    @on(Input.Submitted, "#match-words")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.film is not None and event.value.strip():
            self._look(self.film, event.value)

    @work(exclusive=True, group="match")
    async def _look(self, film: FilmRow, text: str) -> None:
        if await self._search(film, text):
            self.cards.focus()

    async def _search(self, film: FilmRow, text: str, kept: Sequence[Candidate] = ()) -> bool:
        """Show what TMDB finds, after those that are kept; whether it found anything."""
        matching, words = self.session.matching, self._words
        assert matching is not None
        words.border_subtitle = "searching…"
        try:
            found = await matching.search(film, text)
        except (TmdbError, StorageError, ValueError) as error:
            self.notify(str(error), title="Search", severity="warning", markup=False)
            return False
        finally:
            words.border_subtitle = ""
        if not found:
            self.notify(f"TMDB finds nothing by “{text.strip()}”.", title="Search", markup=False)
            return False
        keys = {one.key for one in kept}
        self._put([*kept, *(one for one in found if one.key not in keys)])
        return True

    def close_words(self) -> bool:
        """Close the line for other words; whether it was open."""
        was_open, focused = self._words.has_class("-open"), self._words.has_focus
        self._words.remove_class("-open")
        if focused:
            self.cards.focus()
        return was_open

    @on(Candidates.Chosen)
    def _chosen(self, event: Candidates.Chosen) -> None:
        if self.film is not None:
            self._decide(self.film, event.candidate)

    def decide_none(self) -> None:
        """TMDB does not have the film."""
        if self.film is not None:
            self._decide(self.film, None)

    def _decide(self, film: FilmRow, candidate: Candidate | None) -> None:
        if self.matching is None:
            self.notify("Another lbtui writes to this library: decide there.", severity="warning")
            return
        self._decide_in_background(partial(self._store, self.matching, film, candidate))

    def _decide_in_background(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """As a worker of the app: a decision and its details outlive this screen. Any, for mypy takes one kind only."""
        self.app.run_worker(cast(Any, work), group="decide", exit_on_error=False)

    async def _store(self, matching: Matching, film: FilmRow, candidate: Candidate | None) -> None:
        app, told = self.app, Decided((film.id,), "")
        try:
            if candidate is None:
                await matching.none(film.id)
            else:
                told = await matching.choose(film.id, candidate)
        except StorageError as error:
            app.notify(str(error), title="Not stored", severity="error", markup=False)
            return
        self.post_message(self.Decided(film.id))
        await self.session.reload_films(told.films)
        app.notify(said(film, candidate), markup=False, timeout=4)
        if told.sentence:
            app.notify(told.sentence, severity="warning", markup=False)
        if candidate is not None and candidate.details is None:
            await self._complete(matching, candidate)

    async def _complete(self, matching: Matching, candidate: Candidate) -> None:
        """Fetch the details of what was chosen; where that fails, enrichment has them fetched at its next run."""
        try:
            _, films = await matching.fetch_details(candidate)
        except (TmdbError, StorageError, ValueError):
            self.session.enrichment.start()
            return
        await self.session.reload_films(films)

    def undo(self) -> None:
        """Take the last decision back."""
        if self.matching is not None:
            self._decide_in_background(partial(self._undo, self.matching))

    async def _undo(self, matching: Matching) -> None:
        films = await matching.undo()
        if not films:
            self.notify("There is no decision of this sitting left to undo.", markup=False)
            return
        film = films[0]
        await self.session.reload_films(films)
        row = self.session.library.by_id(film)
        self.app.notify(f"Undone: {row.full_name} is as it was." if row else "Undone.", markup=False, timeout=4)
        self.post_message(self.Undone(film))

    def anew(self) -> None:
        """Let lbtui search for the film again."""
        if self.matching is not None and self.film is not None:
            self._decide_in_background(partial(self._anew, self.matching, self.film))

    async def _anew(self, matching: Matching, film: FilmRow) -> None:
        await matching.search_again(film.id)
        self.post_message(self.Decided(film.id))
        await self.session.reload_films([film.id])
        self.session.enrichment.start()

    def web(self) -> None:
        if candidate := self.cards.candidate:
            self.app.open_url(candidate.page)
