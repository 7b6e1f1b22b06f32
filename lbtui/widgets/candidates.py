"""The titles on TMDB that a film might be, as cards side by side, each with a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from lbtui.model.enums import Kind
from lbtui.model.metadata import Candidate
from lbtui.services.matching import SHOWN
from lbtui.text import counted
from lbtui.widgets.poster import Poster

_MOST_MAKERS = 3


class CandidateCard(Horizontal):
    """A card; invisible without a candidate."""

    DEFAULT_CSS = """
    CandidateCard {
        height: auto; padding: 0 1; border: round $primary 40%; background: $background;
        & .overview { max-height: 4; color: $foreground 60%; }
        & > Vertical { height: auto; width: 1fr; }
        & > Poster { width: 12; height: 9; margin-right: 1; }
        &:hover { background: $foreground 4%; }
        &.-cursor { border: round $primary; }
        &:ansi { border: round ansi_bright_black; }
        &:ansi.-cursor { border: round $primary; }
    }
    """

    candidate: reactive[Candidate | None] = reactive(None)

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter
        # Held, not looked up: a picture may come while the screen closes, and what the card is made of has gone.
        self._poster = Poster()
        self._facts, self._overview = (Static(classes=name, markup=False) for name in ("facts", "overview"))
        self.display = False

    def compose(self) -> ComposeResult:
        """The poster, beside it the facts, and the story below them."""
        yield self._poster
        with Vertical():
            yield self._facts
            yield self._overview

    async def show_poster(self, picture: bytes | None) -> None:
        """Show a picture, or the title where there is none."""
        if self.candidate is not None:
            await self._poster.show(picture, self.candidate.summary.title)

    async def watch_candidate(self, before: Candidate | None, candidate: Candidate | None) -> None:
        """Show another candidate, or none, or what has become known of the same."""
        self.display = candidate is not None
        if candidate is not None and (before is None or before.key != candidate.key):
            await self.show_poster(None)
        if candidate is not None:
            self._facts.update(facts(self._letter, candidate))
            self._overview.update(Content(candidate.summary.overview.replace("\n", " ")))
            self._overview.display = bool(candidate.summary.overview)


def facts(letter: str, candidate: Candidate) -> Content:
    """Title and year, who made it, what and how long it is, how many rated it, and why it is offered."""
    summary = candidate.summary
    lines = [
        Content.from_markup(
            "[b reverse] $letter [/] [b]$title[/] [$foreground 60%]$year[/]",
            letter=letter,
            title=summary.title,
            year=f"({summary.year})" if summary.year else "(no year)",
        )
    ]
    if summary.original_title and summary.original_title != summary.title:
        lines.append(Content.styled(summary.original_title, "i"))
    if makers := candidate.makers:
        more = "" if len(makers) <= _MOST_MAKERS else " …"
        lines.append(Content.styled(", ".join(makers[:_MOST_MAKERS]) + more, "$text-accent"))
    lines += [_measures(candidate), _why(candidate)]
    return Content("\n").join(lines)


def _measures(candidate: Candidate) -> Content:
    summary, details = candidate.summary, candidate.details
    series = summary.kind is Kind.TV
    parts = [Content.styled("series", "b $text-warning") if series else Content("film")]
    if details and details.episodes:
        parts.append(Content(counted(details.episodes, "episode")))
    if details and details.runtime:
        parts.append(Content(f"{details.runtime} min"))
    votes = counted(summary.vote_count, "vote")
    parts.append(Content(votes if summary.vote_average is None else f"{votes}, {summary.vote_average:.1f}"))
    parts.append(Content.styled(f"{summary.kind}/{summary.tmdb_id}", "$foreground 50%"))
    return Content(" · ").join(parts)


def _why(candidate: Candidate) -> Content:
    """The score and the reason; of the present match that it is one."""
    score = "" if candidate.score is None else f"{candidate.score:.2f} "
    now = "the match now: " if candidate.chosen else ""
    return Content.from_markup("[$text-success]$now[/][b]$score[/]$why", now=now, score=score, why=candidate.reason)


LETTERS = "abcdiptvw"[:SHOWN]
"""The keys to the candidates: from the alphabet what means nothing else where candidates are shown."""
_LOW = 24
"""Lines below which cards go without a frame."""
_CARD_WIDTH = 50
"""Cells that a card wants; as many stand side by side as there is room for."""


class Candidates(VerticalScroll, can_focus=True):
    """Cards with a cursor; enter chooses the one under it."""

    BINDING_GROUP_TITLE = "Candidates"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", tooltip="The film is the one under the cursor", id="candidates.choose"),
        Binding("up,k", "move(0, -1)", "Up", show=False, id="candidates.up"),
        Binding("down,j", "move(0, 1)", "Down", show=False, id="candidates.down"),
        Binding("left,h", "move(-1, 0)", "Left", show=False, id="candidates.left"),
        Binding("right,l", "move(1, 0)", "Right", show=False, id="candidates.right"),
        Binding("g,home", "first", "First", show=False, id="candidates.first"),
        Binding("G,end", "last", "Last", show=False, id="candidates.last"),
    ]
    DEFAULT_CSS = """
    Candidates {
        layout: grid; grid-size: 1; grid-rows: auto; grid-gutter: 0 1; height: 1fr;
        scrollbar-size-vertical: 1; background: $background;
        & > #candidates-words { padding: 1 2; color: $foreground 70%; }
        &:focus CandidateCard.-cursor { border: round $accent; }
        &.-compact {
            grid-gutter: 1 1;
            & CandidateCard { border: none; border-left: wide $primary 40%; }
            & CandidateCard:ansi { border: none; border-left: wide ansi_bright_black; }
            & CandidateCard .overview { max-height: 2; }
            & Poster { display: none; }
            & CandidateCard.-cursor { border: none; border-left: wide $primary; background: $foreground 8%; }
            &:focus CandidateCard.-cursor { border: none; border-left: wide $accent; }
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """A candidate was chosen."""

        candidate: Candidate

    @dataclass
    class Left(Message):
        """The cursor went out to the left: the films want the focus."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._candidates: list[Candidate] = []
        self._cursor = 0

    def compose(self) -> ComposeResult:
        """All cards there can ever be, without content: showing another film mounts nothing."""
        yield Static(id="candidates-words", markup=False)
        for letter in LETTERS:
            yield CandidateCard(letter)

    def on_mount(self) -> None:
        self.show(())

    @property
    def candidate(self) -> Candidate | None:
        """The one under the cursor."""
        return self._candidates[self._cursor] if self._candidates else None

    @property
    def shown(self) -> Sequence[Candidate]:
        """All of them, in the order of their letters."""
        return self._candidates

    def show(self, candidates: Sequence[Candidate], words: str = "") -> None:
        """Show these, at most nine, or the words where there are none."""
        if not self.is_running or len(self._cards) < SHOWN:
            return  # The screen is being closed.
        self._candidates = list(candidates[:SHOWN])
        said = self.query_one("#candidates-words", Static)
        said.display = not self._candidates
        said.update(Content(words))
        for card, candidate in zip(self._cards, [*self._candidates, *[None] * SHOWN], strict=False):
            card.candidate = candidate
        self._arrange()
        self.scroll_home(animate=False)
        self._go(0)
        self.refresh_bindings()

    @property
    def with_posters(self) -> bool:
        """Whether the cards have room for posters."""
        return not self.has_class("-compact")

    async def show_poster(self, candidate: Candidate, picture: bytes | None) -> None:
        """Show the poster of one of them, if it is still shown."""
        for card in self._cards:
            if card.candidate is not None and card.candidate.key == candidate.key:
                await card.show_poster(picture)

    def replace(self, candidate: Candidate) -> None:
        """Show what has become known of one of them."""
        # There are no cards any more while the screen is being closed.
        for place, (known, card) in enumerate(zip(self._candidates, self._cards, strict=False)):
            if known.key == candidate.key:
                self._candidates[place] = candidate
                card.candidate = candidate

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._candidates) if action == "choose" else super().check_action(action, parameters)

    def action_choose(self) -> None:
        if self._candidates:
            self.post_message(self.Chosen(self._candidates[self._cursor]))

    def go_to(self, place: int) -> None:
        """Put the focus here and the cursor on one of them, where there are so many; it is not chosen yet."""
        if place < len(self._candidates):
            self.focus()
            self._go(place)

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor; from the first column to the left out of the cards."""
        columns = self._columns
        if across < 0 and self._cursor % columns == 0:
            self.post_message(self.Left())
            return
        place = self._cursor + across + down * columns
        if 0 <= place < len(self._candidates):
            self._go(place)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self._candidates) - 1)

    def on_click(self, event: events.Click) -> None:
        card = event.widget
        while card is not None and not isinstance(card, CandidateCard):
            card = card.parent if card.parent is not self else None  # type: ignore[assignment]
        if card is not None:
            self._go(self._cards.index(card))
            if event.chain == 2:
                self.action_choose()

    def on_resize(self) -> None:
        self.set_class(self.size.height < _LOW, "-compact")
        self._arrange()

    @property
    def _cards(self) -> list[CandidateCard]:
        return list(self.query(CandidateCard))

    @property
    def _columns(self) -> int:
        fitting = max(1, self.size.width // _CARD_WIDTH)
        return max(1, min(fitting, len(self._candidates)))

    def _arrange(self) -> None:
        if self.styles.grid_size_columns != self._columns:
            self.styles.grid_size_columns = self._columns

    def _go(self, place: int) -> None:
        self._cursor = max(0, min(place, len(self._candidates) - 1))
        for at, card in enumerate(self._cards):
            card.set_class(at == self._cursor, "-cursor")
        if self._candidates:
            self.scroll_to_widget(self._cards[self._cursor], animate=False)
