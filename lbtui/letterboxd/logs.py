"""Viewings and reviews while they are put together: log entries find their film, reviews find their viewing."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from lbtui.model import ExportReview, ExportViewing, Skipped

from .errors import counted
from .films import Draft, Films, fitting
from .rows import Row
from .tables import Sheaf
from .uri import Address, Code, Slug, Target
from .values import quoted


@dataclass(slots=True, eq=False)
class Viewing:
    """A viewing that may still get its review; `day` is the row's Watched Date."""

    film: Draft
    day: date
    row: Row
    orphaned: bool
    review: str = ""

    def finished(self) -> ExportViewing:
        """The viewing as the library takes it."""
        row = self.row
        return ExportViewing(
            self.film.index, self.day, _log_id(row), row.address.uri if row.address else None, row.logged_on,
            row.rating, row.rewatch, row.tags, self.review or None, self.orphaned,
        )  # fmt: skip

    @property
    def age(self) -> tuple[date, int]:
        """Orders viewings: log ids grow with the time of logging."""
        return self.day, _log_id(self.row) or 0


@dataclass(slots=True)
class Logs:
    """All viewings and undated reviews of an export."""

    films: Films
    viewings: list[Viewing] = field(default_factory=list)
    reviews: list[ExportReview] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _known: dict[Address, Viewing | None] = field(default_factory=dict)
    _on: defaultdict[tuple[int, date], list[Viewing]] = field(default_factory=lambda: defaultdict(list))

    def add_diary(self, sheaf: Sheaf, *, orphaned: bool = False) -> None:
        """Takes the rows of a diary; an entry that is there already is not doubled."""
        unclear: list[Row] = []
        twice = 0
        for row in sheaf.rows:
            if row.address is not None and row.address in self._known:
                twice += 1
            elif row.watched_on is not None:
                self._view(self._film(row, unclear, orphaned), row.watched_on, row, orphaned)
        if twice:
            self.notes.append(f"{sheaf.file}: left out {counted(twice, 'entry')} that came twice.")
        self._tell(sheaf, unclear)

    def add_reviews(self, sheaf: Sheaf, *, orphaned: bool = False) -> None:
        """Takes the rows of a table of reviews: a dated one is its viewing's text, an undated one its film's."""
        unclear: list[Row] = []
        for row in sheaf.rows:
            viewing = self._known.get(row.address) if row.address else None
            if viewing is None and row.watched_on is not None:
                film = self._film(row, unclear, orphaned)
                viewing = self._nameless(film, row.watched_on, row) or self._view(film, row.watched_on, row, orphaned)
            if viewing is not None:
                viewing.review = viewing.review or row.review
            elif not row.review:
                self.skipped.append(Skipped(sheaf.file, row.line, "it has neither a Watched Date nor a review"))
            elif row.address is None or row.address not in self._known:
                self._note_on(self._film(row, unclear, orphaned), row)
        self._tell(sheaf, unclear)

    def _film(self, row: Row, unclear: list[Row], orphaned: bool) -> Draft:
        """The film that a log entry is about, made if no table of films has it."""
        if isinstance(row.address, Slug):
            film = self.films.of(row, Slug(Target.FILM, row.address.slug))
        elif not (same := self.films.called(row.title)):
            film = self.films.new(row.title)
            film.orphaned = orphaned
        else:
            film, certain = fitting(row, same)
            if not certain:
                unclear.append(row)
        film.watched = True
        return film

    def _view(self, film: Draft, day: date, row: Row, orphaned: bool) -> Viewing:
        viewing = Viewing(film, day, row, orphaned)
        self.viewings.append(viewing)
        self._on[film.index, day].append(viewing)
        if row.address:
            self._known[row.address] = viewing
        return viewing

    def _nameless(self, film: Draft, day: date, row: Row) -> Viewing | None:
        """The viewing of that day, where either side has no address to tell: removed films have none."""
        for viewing in self._on.get((film.index, day), ()):
            if not viewing.review and (row.address is None or viewing.row.address is None):
                return viewing
        return None

    def _note_on(self, film: Draft, row: Row) -> None:
        address = row.address
        if address:
            self._known[address] = None
        self.reviews.append(
            ExportReview(
                film.index,
                row.review,
                _log_id(row),
                address.uri if address else None,
                row.logged_on,
                row.rating,
                row.tags,
            )
        )

    def _tell(self, sheaf: Sheaf, unclear: list[Row]) -> None:
        if unclear:
            row = unclear[0]
            self.notes.append(
                f"{sheaf.file}: {counted(len(unclear), 'entry')} could belong to either of two films of one name "
                f"and year, and went to the first (line {row.line}: {quoted(row.name)}, {row.year or 'no year'})."
            )


def _log_id(row: Row) -> int | None:
    return row.address.id if isinstance(row.address, Code) else None
