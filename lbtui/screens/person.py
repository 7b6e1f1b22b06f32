"""The page of a person: their films in my library, seen and still to see."""

from collections import Counter
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from lbtui.films.columns import Column, Sorting, stars
from lbtui.model.enums import Role
from lbtui.model.films import FilmRow
from lbtui.query import Query, parse
from lbtui.screens.film import FilmBindings
from lbtui.services import events
from lbtui.services.enrichment_status import without_films
from lbtui.services.events import Event
from lbtui.storage.pages import PersonPage
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.poster import Poster

_COLUMNS = ("title", "year", "rating", "like", "part", "runtime", "genres", "tmdb", "watched", "viewings", "status")
_SHOWN = {"all": "", "watched": "watched", "on the watchlist": "watchlist unseen"}
"""What the key w shows in turn, as filters."""


class PersonScreen(FilmBindings):
    """Who they are to my library, and their films in a table."""

    AUTO_FOCUS = "FilmTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to where the person was opened", id="person.back"),
        Binding("w", "turn", "Watchlist", tooltip="All films, those watched, those on the watchlist", id="person.turn"),
        Binding("f", "filter", "In the library", tooltip="The person's films in the library", id="person.filter"),
        Binding("e", "export", "Export", show=False, tooltip="Write these films to a file", id="person.export"),
        Binding("P", "profile", "On TMDB", show=False, tooltip="The person on TMDB", id="person.profile"),
    ]
    DEFAULT_CSS = """
    PersonScreen {
        & #person-head { height: auto; padding: 0 1; }
        & #person-words { width: 1fr; height: auto; }
        & Poster { width: 16; height: 12; margin-right: 2; display: none; }
        & Poster.-there { display: block; }
        &.-low Poster.-there { display: none; }
        & FilmTable { height: 1fr; }
    }
    """

    def __init__(self, person: int) -> None:
        super().__init__()
        self._person_id = person
        self._page: PersonPage | None = None
        self._parts: dict[int, str] = {}
        """What the person did, by film."""
        self._shown = "all"

    def body(self) -> ComposeResult:
        part = Column("part", "Part", self._part, Sorting("part", "Part", "p", self._part), 16, 30, 3, look="muted")
        with Horizontal(id="person-head", classes="pane"):
            yield Poster()
            with Vertical(id="person-words"):
                yield Static(id="person-facts", markup=False)
        table = FilmTable(_COLUMNS, more=[part])
        table.empty_message = ""
        yield table

    def on_mount(self) -> None:
        self._load()

    def handle(self, event: Event) -> None:
        super().handle(event)
        if isinstance(event, events.Loaded | events.FilmsChanged):
            self._load()

    def again(self) -> "PersonScreen":
        return PersonScreen(self._person_id)

    @property
    def _table(self) -> FilmTable:
        return self.query_one(FilmTable)

    @property
    def film_row(self) -> FilmRow | None:
        return self._table.cursor_row

    def _part(self, row: FilmRow) -> str:
        return self._parts.get(row.id, "")

    def _load(self) -> None:
        self.run_worker(self._show(), group="person", exclusive=True)

    async def _show(self) -> None:
        page = await self.session.person_page(self._person_id)
        if self.session.enrichment_status.unknown:
            # It is loaded once more when the films are there.
            self.query_one("#person-facts", Static).update(without_films(self.session.enrichment_status))
            return
        if page is None:
            self.query_one("#person-facts", Static).update("Nothing is known of this person any more.")
            return
        self._table.empty_message = "None of this person's films is in your library any more."
        self._page = page
        self._parts = {part.film_id: _part_words(part.roles, part.jobs, part.characters) for part in page.parts}
        rows = [row for part in page.parts if (row := self.session.library.by_id(part.film_id)) and not row.removed]
        if not self._table.index.rows:
            self._table.sort_by("year")
        self._table.set_rows(rows)
        self.query_one("#person-facts", Static).update(facts(page, rows))
        await self._picture(page)

    async def _picture(self, page: PersonPage) -> None:
        poster = self.query_one(Poster)
        if (
            page.profile_path
            and not poster.has_class("-there")
            and (picture := await self.session.posters.get(page.profile_path))
        ):
            poster.add_class("-there")
            self.call_after_refresh(poster.show, picture, page.name)

    def action_turn(self) -> None:
        names = list(_SHOWN)
        self._shown = names[(names.index(self._shown) + 1) % len(names)]
        query: Query = parse(_SHOWN[self._shown])
        self._table.show(query)
        self.query_one("#person-head").border_subtitle = f"shown: {self._shown}"

    def action_filter(self) -> None:
        self.app.show_films(f"person:{self._person_id}")

    def action_profile(self) -> None:
        self._open_address(f"https://www.themoviedb.org/person/{self._person_id}", "TMDB")


def _part_words(roles: tuple[Role, ...], jobs: tuple[str, ...], characters: tuple[str, ...]) -> str:
    """`director, writer, Cléo`: the roles, for an actor the characters where they are known."""
    words = [role.value for role in dict.fromkeys(roles) if role is not Role.ACTOR]
    if Role.ACTOR in roles:
        words += characters or ("actor",)
    return ", ".join(words)


def facts(page: PersonPage, rows: list[FilmRow]) -> Content:
    """Roles by number of films, what of them is seen, how it was rated, and how many hours it took."""
    roles = Counter(role for part in page.parts for role in dict.fromkeys(part.roles))
    seen = [row for row in rows if row.watched]
    waiting = sum(row.watchlist and not row.watched for row in rows)
    ratings = [row.rating for row in seen if row.rating is not None]
    minutes = sum((row.runtime or 0) * max(1, row.viewings) for row in seen)
    liked = sum(row.liked for row in rows)
    mean = sum(ratings) / len(ratings) if ratings else None
    said = ", ".join(f"{role} of {count}" for role, count in roles.most_common())
    lines = [
        Content.assemble((page.name, "bold $text-primary"), (f"  {said}", "$foreground 70%")),
        Content.assemble(
            (f"{len(seen)}", "bold $text-primary"), " watched",
            ("   ", ""), (f"{waiting}", "bold $text-primary"), " on the watchlist",
            ("   ", ""), (f"{liked}", "bold $text-primary"), " liked",
            ("   ", ""), (_hours(minutes), "bold $text-primary"), " hours",
        ),
        Content.assemble(
            (stars(round(mean * 2) / 2) if mean else "", "$text-warning"),
            f" {mean:.2f} on average of {len(ratings)} rated" if mean else "none rated",
        ),
    ]  # fmt: skip
    return Content("\n").join(lines)


def _hours(minutes: int) -> str:
    """Hours, below ten with a tenth."""
    hours = minutes / 60
    return f"{hours:.1f}" if hours < 9.95 else f"{hours:,.0f}"
