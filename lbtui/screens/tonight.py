"""Five films for this evening, with what the member might give each and why; another five at each roll."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from lbtui.model.films import FilmRow
from lbtui.screens.base import Page
from lbtui.screens.film import letterboxd_address
from lbtui.services import events
from lbtui.services.enrichment_status import State, without_films
from lbtui.services.events import Event
from lbtui.statistics.tonight import PICKS, REFUSED, Picks, Wish, fitting, genres, pick, refused_on, seed_of
from lbtui.widgets.bars import Choice, Choices, Option
from lbtui.widgets.pick_card import PickCard

_MINUTES = (None, 90, 100, 120, 150)


class TonightScreen(Page):
    """The picks side by side with their posters; below one another where there is little room."""

    MODE = "tonight"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to where this was opened", id="tonight.back"),
        Binding("n", "roll", "Other films", tooltip="Roll again: five other films that are as good", id="tonight.roll"),
        Binding("x", "refuse", "Not tonight", tooltip="Away with this film for this evening", id="tonight.refuse"),
        Binding("t", "minutes", "Time", tooltip="How long it may take", id="tonight.minutes"),
        Binding("m", "mood(1)", "Mood", tooltip="Only films of a genre: the next one", id="tonight.mood"),
        Binding("M", "mood(-1)", "Mood before", show=False, tooltip="The genre before", id="tonight.mood_before"),
        Binding("u", "unseen", "Unseen", tooltip="The watchlist, or all that you have not seen", id="tonight.unseen"),
        Binding("s", "services", "Services", tooltip="Only what your services stream", id="tonight.services"),
        Binding("o", "letterboxd", "Web", show=False, tooltip="Open its page on Letterboxd", id="tonight.letterboxd"),
        Binding("right,down,j,l", "move(1)", "One on", show=False, tooltip="To the next film", id="tonight.on"),
        Binding("left,up,k,h", "move(-1)", "One back", show=False, tooltip="To the film before", id="tonight.one_back"),
    ]
    DEFAULT_CSS = """
    TonightScreen {
        & #tonight-head { height: auto; padding: 1 2 0 2; }
        & Choices { margin: 1 0; }
        & #tonight-picks { height: 1fr; padding: 0 1; layout: vertical; overflow-y: auto; scrollbar-size-vertical: 1; }
        &.-wide.-high #tonight-picks, &.-huge.-high #tonight-picks { layout: horizontal; align-horizontal: center; }
        &.-low #tonight-head { padding: 0 2; }
        &.-low Choices { margin: 0; }
        &.-wide.-high PickCard, &.-huge.-high PickCard {
            width: 1fr; max-width: 46; height: 1fr; padding: 0 1; border: round $primary 40%;
            &:focus { border: round $accent; background: $background; }
            & Poster { display: block; width: 100%; height: 14; margin-bottom: 1; }
        }
        /* A fifth of the screen is as wide, without frames: three to four is the shape of posters in cells. */
        &.-huge.-high PickCard { max-width: 22vw; }
        &.-huge.-high PickCard Poster { height: 13.5vw; max-height: 60%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._wish = self.app.wish or Wish()
        self._refused: set[int] = set()
        self._genres: list[str] = []
        self._picks = Picks((), "")
        self._read = False
        """Whether what was refused before is known."""

    def body(self) -> ComposeResult:
        yield Static(id="tonight-head", markup=False)
        yield Choices()
        yield Horizontal(id="tonight-picks")

    def on_mount(self) -> None:
        self._pick()

    def handle(self, event: Event) -> None:
        super().handle(event)
        match event:
            case events.Predicted() | events.Loaded():
                self._pick()
            case events.FilmsChanged() if len(self._picks.films) < PICKS:
                self._pick()

    def show_enrichment_status(self) -> None:
        """As everywhere; and why there are no films, where that has to do with it."""
        super().show_enrichment_status()
        if not self._picks.films:
            self._say()

    @property
    def film_row(self) -> FilmRow | None:
        return self.focused.row if isinstance(self.focused, PickCard) else None

    def again(self) -> "TonightScreen":
        """The same films, as they follow from the day, the roll and the wish."""
        return TonightScreen()

    @work(group="pick", exclusive=True)
    async def _pick(self) -> None:
        app, today = self.app, self.session.options.today()
        app.predicting.want()
        if not self._read:
            await self.session.opened.wait()
            self._refused = refused_on(today, await self.session.load_value(REFUSED))
            self._read = True
        if app.predicting.known or self.session.library.rows:
            index, wish = self.session.library.index, self._wish
            self._genres = genres(fitting(index.filter(replace(wish, genre="").query), today))
            rows = fitting(index.filter(wish.query), today, self._refused)
            predicting = app.predicting
            seed = seed_of(today, app.roll)
            self._picks = await asyncio.to_thread(pick, rows, predicting.taste, seed, missing=predicting.missing)
        self._say()
        await self._fill(self._picks.films)

    async def _fill(self, films: Sequence[FilmRow]) -> None:
        """Show the films on the cards, and keep the cursor in its place."""
        holder = self.query_one("#tonight-picks", Horizontal)
        cards, services = list(holder.query_children(PickCard)), self.session.settings.services
        at = next((at for at, card in enumerate(cards) if card.has_focus), 0)
        with self.app.batch_update():
            for card in cards[len(films) :]:
                await card.remove()
            for row, card in zip(films, cards, strict=False):
                card.show(row, services)
            await holder.mount_all(PickCard(row, self.session.posters, services) for row in films[len(cards) :])
        cards = list(holder.query_children(PickCard))
        if cards and not isinstance(self.focused, PickCard):
            cards[min(at, len(cards) - 1)].focus()

    def _say(self) -> None:
        said = self._picks.how if self._picks.films else self._why_none()
        head = Content.assemble(("Tonight  ", "b $text-primary"), (said, "$foreground 80%"))
        self.query_one("#tonight-head", Static).update(head)
        self.query_one(Choices).show(self._choices() if self.session.library.rows else [])

    def _why_none(self) -> str:
        session, wish = self.session, self._wish
        if not session.library.rows:
            return without_films(session.enrichment_status)
        if not self._read:
            return "Choosing…"
        if wish.minutes or wish.genre or wish.on_services:
            no_key = session.enrichment_status.state is State.NO_KEY
            return f"No film fits all of this: wish for less.{' Times and genres need a TMDB key (K).' * no_key}"
        if wish.watchlist:
            return "Nothing on your watchlist waits unseen: u looks at all films of the library."
        return "There is no film in the library that you have not seen."

    def _choices(self) -> list[Choice]:
        wish = self._wish
        times = tuple(
            Option(f"≤{minutes}" if minutes else "any", f"minutes({minutes or 0})", wish.minutes == minutes)
            for minutes in _MINUTES
        )
        mood = (
            Option("‹", "mood(-1)"),
            Option(wish.genre or "any", "mood(1)", True),
            Option("›", "mood(1)"),
        )
        films = (Option("watchlist", "unseen", wish.watchlist), Option("all unseen", "unseen", not wish.watchlist))
        found = [Choice("Time", "t", times), Choice("Mood", "m", mood), Choice("Films", "u", films)]
        if self.session.settings.services:
            on = (Option("mine", "services", wish.on_services),)
            found.append(Choice("On", "s", on))
        return found

    def _want(self, wish: Wish) -> None:
        self._wish = self.app.wish = wish
        self._pick()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Services are a wish of those who have told theirs."""
        return super().check_action(action, parameters) and (
            action != "services" or bool(self.session.settings.services)
        )

    def action_minutes(self, minutes: int | None = None) -> None:
        """So long at most, 0 for any time; the next step where nothing is said."""
        at = (_MINUTES.index(self._wish.minutes) + 1) % len(_MINUTES)
        self._want(replace(self._wish, minutes=_MINUTES[at] if minutes is None else minutes or None))

    def action_mood(self, steps: int) -> None:
        known = ["", *self._genres]
        at = known.index(self._wish.genre) if self._wish.genre in known else 0
        self._want(replace(self._wish, genre=known[(at + steps) % len(known)]))

    def action_unseen(self) -> None:
        self._want(replace(self._wish, watchlist=not self._wish.watchlist))

    def action_services(self) -> None:
        self._want(replace(self._wish, on_services=not self._wish.on_services))

    def action_roll(self) -> None:
        self.app.roll += 1
        self._pick()

    def action_refuse(self) -> None:
        if row := self.film_row:
            self._refused.add(row.id)
            self._pick()
            self.remember(REFUSED, " ".join(map(str, (self.session.options.today(), *sorted(self._refused)))))

    def action_move(self, films: int) -> None:
        cards = list(self.query(PickCard))
        if cards:
            at = cards.index(self.focused) + films if isinstance(self.focused, PickCard) else 0
            cards[max(0, min(at, len(cards) - 1))].focus()

    @on(PickCard.Opened)
    def _open(self, event: PickCard.Opened) -> None:
        self.app.open_film(event.film, [row.id for row in self._picks.films])

    def action_letterboxd(self) -> None:
        if address := letterboxd_address(self.film_row):
            self.app.open_url(address)
            self.notify(f"Opened {address}", markup=False, timeout=3)
