"""One title on TMDB that a film might be: what tells it from the others, on a card."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from lbtui.model import Kind
from lbtui.services.matching import Candidate
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
    """Kind, length and votes."""
    summary, details = candidate.summary, candidate.details
    series = summary.kind is Kind.TV
    parts = [Content.styled("series", "b $text-warning") if series else Content("film")]
    if details and details.episodes:
        parts.append(Content(f"{details.episodes} episode{'s' * (details.episodes != 1)}"))
    if details and details.runtime:
        parts.append(Content(f"{details.runtime} min"))
    votes = f"{summary.vote_count:,} vote{'s' * (summary.vote_count != 1)}"
    parts.append(Content(votes if summary.vote_average is None else f"{votes}, {summary.vote_average:.1f}"))
    parts.append(Content.styled(f"{summary.kind}/{summary.tmdb_id}", "$foreground 50%"))
    return Content(" · ").join(parts)


def _why(candidate: Candidate) -> Content:
    """The score and the reason; of the present match that it is one."""
    score = "" if candidate.score is None else f"{candidate.score:.2f} "
    now = "the match now: " if candidate.chosen else ""
    return Content.from_markup("[$text-success]$now[/][b]$score[/]$why", now=now, score=score, why=candidate.reason)
