"""All that is told of a film on its page: poster, story, people, my viewings and reviews, and how it was matched."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.cells import cell_len
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from lbtui.cells import wrapped
from lbtui.films.fields import facts_of
from lbtui.services.posters import Posters
from lbtui.storage.pages import FilmPage
from lbtui.widgets import film_facts
from lbtui.widgets.people import People
from lbtui.widgets.poster import Poster

_GAP = 2
_ROOMY = 84
"""Cells from which a large poster leaves enough room beside it."""
_TALL = 34
"""Lines from which people stand below a large poster without scrolling."""
_WIDE = 140
"""Cells from which what the film is and who made it stand side by side."""
_GREAT = (180, 50)
"""Cells and lines from which the poster is half as large again."""
_SLIM = 70
"""Cells up to which even beside a small poster a story would be a narrow column."""


class FactList(Widget):
    """Labels and texts."""

    DEFAULT_CSS = "FactList { width: 1fr; height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._facts: Sequence[tuple[str, str]] = ()

    def show(self, facts: Sequence[tuple[str, str]]) -> None:
        if facts != self._facts:
            self._facts = facts
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> RenderResult:
        lines = (Content.assemble((label, "$foreground 60%"), text) for label, text in self._lines(self.size.width))
        return Content("\n").join(lines)

    def _lines(self, width: int) -> list[tuple[str, str]]:
        """Label, or as many blanks, and text of each line."""
        room = max((cell_len(label) for label, _ in self._facts), default=0) + _GAP
        return [
            ("".ljust(room) if number else label.ljust(room), text)
            for label, fact in self._facts
            for number, text in enumerate(wrapped(fact, max(8, width - room)))
        ]


class Section(Static):
    """A titled part of the page; out of sight while it is empty."""

    DEFAULT_CSS = """
    Section { height: auto; border-top: solid $primary 40%; border-title-color: $foreground 80%; margin-top: 1; }
    """

    def show(self, title: str, content: Content) -> None:
        self.border_title = Content(title)
        self.display = bool(content.plain)
        self.update(content)


class FilmContent(Vertical):
    """The parts of a page, for as many cells as `fit` is told."""

    DEFAULT_CSS = """
    FilmContent {
        height: auto;
        & #film-head { height: auto; }
        & Poster { width: 32; height: 24; margin-right: 2; }
        & #film-words, & .film-rest { width: 1fr; height: auto; }
        & .film-story { height: auto; }
        & .film-story, & .film-more { margin-top: 1; }
        & .film-below { display: none; }
        &.-small Poster { width: 20; height: 15; margin-right: 2; }
        &.-great Poster { width: 48; height: 36; }
        &.-wide .film-beside { layout: horizontal; }
        & .film-about, & .film-people { width: 1fr; height: auto; }
        &.-wide .film-about { margin-right: 4; }
        &.-slim .film-below { display: block; }
        &.-slim .film-beside { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        words = Vertical(Static(id="film-facts", markup=False), self._rest("film-beside"), id="film-words")
        yield Horizontal(Poster(), words, id="film-head")
        yield self._rest("film-below")

    def _rest(self, place: str) -> Vertical:
        """All that is not at the head: right of the poster, or where that would be too narrow, below it."""
        sections = [Section(classes=section) for section in ("film-diary", "film-reviews", "film-status")]
        story = (Static(classes="film-story", markup=False), Section(classes="film-offers"))
        about = Vertical(*story, FactList(classes="film-more"), classes="film-about")
        return Vertical(about, Vertical(People(), *sections, classes="film-people"), classes=f"film-rest {place}")

    def fit(self, size: Size) -> None:
        """Place the parts where a page of `size` has room for them."""
        small = size.width < _ROOMY or size.height < _TALL
        great = size.width >= _GREAT[0] and size.height >= _GREAT[1]
        wide, slim = size.width >= _WIDE, size.width < _SLIM
        self.update_classes({"-small": small, "-slim": slim, "-wide": wide, "-great": great}, animate=False)

    def show(self, page: FilmPage) -> None:
        """Show all but the poster."""
        parts = (film_facts.heading(page), film_facts.summary(page))
        self.query_one("#film-facts", Static).update(Content("\n\n").join(part for part in parts if part.plain))
        for rest in self.query(".film-rest"):
            self._fill_rest(rest, page)

    async def show_poster(self, page: FilmPage, posters: Posters) -> None:
        """Show the film's poster, which may have to be fetched."""
        path = page.metadata.poster_path if page.metadata else None
        await self.query_one(Poster).load(posters, path, page.row.name)

    def _fill_rest(self, rest: Widget, page: FilmPage) -> None:
        rest.query_one(".film-story", Static).update(film_facts.story(page))
        rest.query_one(".film-offers", Section).show(
            "Where to watch", film_facts.offers(page, datetime.now(UTC).date())
        )
        rest.query_one(FactList).show(facts_of(page.row))
        rest.query_one(People).show(page.metadata.credits if page.metadata else ())
        number = len(page.viewings)
        seen = f"Diary · {number} viewings" if number > 1 else "Diary"
        rest.query_one(".film-diary", Section).show(seen, film_facts.diary(page.viewings))
        written = "Review" if len(page.reviews) == 1 else "Reviews"
        rest.query_one(".film-reviews", Section).show(written, film_facts.reviews(page.reviews))
        rest.query_one(".film-status", Section).show("Match", film_facts.status(page))
