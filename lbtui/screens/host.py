"""What the screens may ask of the app: the library, the one filter, the enrichment, and the ways between screens."""

from abc import abstractmethod
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.signal import Signal

from lbtui.config import load_key
from lbtui.query import Query
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.services.library import Library
from lbtui.services.posters import Posters
from lbtui.terminal import no_colours

if TYPE_CHECKING:
    from lbtui.config import Paths, Settings
    from lbtui.enrichment.events import FilmEvent
    from lbtui.letterboxd.discover import FoundExport
    from lbtui.model import FilmRow, SessionStatus
    from lbtui.options import Options
    from lbtui.services.matching import Matching
    from lbtui.storage.database import Database
    from lbtui.storage.film_page import FilmPage
    from lbtui.storage.imports import ImportSummary
    from lbtui.tmdb.client import Client

LOG_LINES = 2000
"""How many films the log of the enrichment keeps."""


class Host(App[int]):
    """The app as the screens know it."""

    def __init__(self, options: "Options") -> None:
        # Without colours Textual would paint in greys, where the terminal's own two are meant.
        super().__init__(ansi_color=True if no_colours(options.environment) else None)
        self.options = options
        self.paths: Paths = options.paths
        self.settings: Settings = options.settings
        self.library = Library(options.paths.database)
        self.database: Database | None = None
        """None until it is open, some milliseconds after the first frame."""
        self.posters = Posters(options.paths.posters, self.client)
        self.film_now: int | None = None
        """The film whose page was shown last: lists that are returned to put their cursor on it."""
        self.newer_export: FoundExport | None = None
        """An export in the usual folders that is newer than all that was imported."""
        self.news = ""
        """What the last sync brought, or why there was none, for the line of progress."""
        self.matching: Matching | None = None
        """Decisions on matches and their undoing; there as soon as the database is."""
        self.query_now = Query()
        """The one filter: the table, the dashboards and what is taken out all show it."""
        self.enrichment_status = EnrichmentStatus(State.OPENING)
        self.log_lines: deque[FilmEvent] = deque(maxlen=LOG_LINES)
        self.requests, self.refused = 0, 0
        """Requests that the session has sent, and those refused for the rate limit."""
        self.first_films: Signal[Sequence[FilmRow]] = Signal(self, "first_films")
        """The first films of a great library by title, which is not loaded yet."""
        self.library_loaded: Signal[None] = Signal(self, "library_loaded")
        """All films have been read anew."""
        self.films_changed: Signal[Sequence[FilmRow]] = Signal(self, "films_changed")
        """These films have changed, at most ten times a second."""
        self.enrichment_status_changed: Signal[EnrichmentStatus] = Signal(self, "enrichment_status_changed")
        self.logged: Signal[Sequence[FilmEvent]] = Signal(self, "logged")
        """Films that the enrichment has just dealt with."""
        self.query_changed: Signal[Query] = Signal(self, "query_changed")
        self.import_step: Signal[tuple[SessionStatus, str]] = Signal(self, "import_step")
        """Where a running import stands, with words for it; the sentence of the error where it failed."""
        self.settings_changed: Signal[str] = Signal(self, "settings_changed")
        """The name of the setting."""
        self.imported: Signal[ImportSummary] = Signal(self, "imported")

    def has_key(self) -> bool:
        """Whether there is a TMDB key, in the environment or in its file."""
        return load_key(self.paths, self.options.environment) is not None

    @abstractmethod
    def set_query(self, query: Query) -> None:
        """Make this the one filter."""

    @abstractmethod
    def show_films(self, text: str) -> None:
        """Go to the library with this filter."""

    @property
    @abstractmethod
    def can_go_back(self) -> bool:
        """Whether the films in the library were asked for somewhere else."""

    @abstractmethod
    def go_back(self) -> None:
        """Go back there, with the filter as it was."""

    @abstractmethod
    def open_film(self, film: int, among: Sequence[int] = ()) -> None:
        """Open a film's page; `among` are the films that its previous and next keys walk through."""

    @abstractmethod
    def open_match(self, film: int) -> None:
        """Open the dialog that tells what a film is on TMDB and lets it be changed."""

    @abstractmethod
    def open_person(self, person: int) -> None:
        """Open a person's page, by TMDB id."""

    @abstractmethod
    def export(self, films: "Sequence[FilmRow] | None" = None) -> None:
        """Ask for a format and a path, and write these films, or those that the one filter finds."""

    @abstractmethod
    async def film_page(self, film: int) -> "FilmPage | None":
        """All that is known of a film; None while the store is not open, and for a film that is not in it."""

    @abstractmethod
    async def client(self) -> "Client | None":
        """The one way to TMDB, open until the app ends; None without a key. Raises TmdbError, ValueError."""

    @abstractmethod
    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import an export and enrich it; the import screen shows how it goes."""

    @abstractmethod
    def change_demo(self) -> None:
        """Begin anew as the demo, or from the demo in one's own library."""

    @abstractmethod
    def change_setting(self, name: str, value: object) -> None:
        """Change a setting now and for later; raises ValueError with what is wrong with the value."""

    @abstractmethod
    def key_changed(self) -> None:
        """Go on with the TMDB key that is there now."""

    @abstractmethod
    def delete_library(self) -> None:
        """Remove the library from the disk and begin anew."""

    @abstractmethod
    def start_enrichment(self) -> None:
        """Start the enrichment, or go on with it."""

    @abstractmethod
    def pause_enrichment(self) -> None:
        """Stop asking TMDB; what is stored stays."""

    @abstractmethod
    def retry(self, films: Sequence[int] | None = None) -> None:
        """Try failed films again: all, or those given."""

    @abstractmethod
    async def films_touched(self, films: Sequence[int]) -> None:
        """Read these films again after a change to the store, and tell the screens."""
