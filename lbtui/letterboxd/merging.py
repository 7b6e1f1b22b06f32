"""The tables of one export put together to one library: the session's `processing`, before anything is stored.

The rules are measured on 43 real exports. Addresses in watched, ratings, likes, watchlist and lists are those of
films; addresses in diary and reviews are those of the log entry, so these find their film by exact name and year.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from types import NoneType

from lbtui.gc_tuning import uncollected
from lbtui.model.enums import Part
from lbtui.model.exports import Export, ExportFilm, ExportList, ExportReview, ExportViewing, ListEntry, Skipped
from lbtui.text import counted

from .archive import Table
from .csv_rows import Row, quoted
from .tables import ListTable, ParsedExport, TableRows
from .uri import Address, Code, Slug, Target

_FILM_TABLES = (Table.WATCHED, Table.RATINGS, Table.LIKES, Table.WATCHLIST)


@uncollected()
def merge(export: ParsedExport) -> Export:
    """One library out of the tables of one export."""
    films = Films()
    _collect(films, export)
    logs = Logs(films)
    for table in export.tables:
        if table.table in (Table.DIARY, Table.ORPHANED_DIARY):
            logs.add_diary(table, orphaned=table.table is Table.ORPHANED_DIARY)
    for table in export.tables:
        if table.table in (Table.REVIEWS, Table.ORPHANED_REVIEWS):
            logs.add_reviews(table, orphaned=table.table is Table.ORPHANED_REVIEWS)
    if Part.RATINGS not in export.parts:
        _rate(films, logs)
    return Export(
        source=export.source,
        digest=export.digest,
        films=tuple(films.all),
        viewings=tuple(logs.viewings),
        reviews=tuple(logs.reviews),
        lists=tuple(_list(films, table) for table in export.lists),
        parts=export.parts,
        username=export.username,
        exported_at=export.exported_at,
        last_days=_last_days(export),
        skipped=(*export.skipped, *logs.skipped),
        notes=(*export.notes, *logs.notes),
    )


def _collect(films: "Films", export: ParsedExport) -> None:
    """Makes the films: first those known by id, then by slug, then by name and year alone.

    In this order a row without an address finds its film, if there is one, whatever table comes first.
    """
    for era in (Code, Slug, NoneType):
        for kind in _FILM_TABLES:
            for table in export.tables:
                if table.table is kind:
                    for row in table.rows:
                        if isinstance(row.address, era):
                            _mark(films.all[films.of(row)], kind, row)
        for entry in (entry for table in export.lists for entry in table.rows):
            if isinstance(entry.film.address, era):
                films.of(entry.film)


def _mark(film: ExportFilm, table: Table, row: Row) -> None:
    """Notes on a film what a row of this table tells."""
    if part := table.part:
        film.tables |= {part}
    match table:
        case Table.WATCHED:
            film.watched, film.logged_on = True, film.logged_on or row.logged_on
        case Table.RATINGS:
            film.watched, film.rating = True, row.rating
        case Table.LIKES:
            film.liked = True
        case Table.WATCHLIST:
            film.watchlist, film.listed_on = True, film.listed_on or row.logged_on


def _last_days(export: ParsedExport) -> dict[Part, date]:
    """The latest `Date` of each table, the day of the last click that it holds."""
    last: dict[Part, date] = {}
    for table in export.tables:
        day = max((row.logged_on for row in table.rows if row.logged_on), default=None)
        if day and (part := table.table.part):
            last[part] = max(day, last.get(part, day))
    return last


def _rate(films: "Films", logs: "Logs") -> None:
    """Without ratings.csv, which has the current ratings, those of the latest rated viewings must do."""
    rated = [viewing for viewing in logs.viewings if viewing.rating is not None]
    # Log ids grow with the time of logging.
    for viewing in sorted(rated, key=lambda viewing: (viewing.watched_on, viewing.log_id or 0)):
        films.all[viewing.film].rating = viewing.rating
    for review in logs.reviews:
        film = films.all[review.film]
        film.rating = film.rating if film.rating is not None else review.rating


def _list(films: "Films", table: ListTable) -> ExportList:
    return ExportList(
        table.name,
        tuple(ListEntry(row.position, films.of(row.film), row.note) for row in table.rows),
        table.address.id if isinstance(table.address, Code) else None,
        table.address.uri if table.address else None,
        table.description,
        table.tags,
        table.created_on,
    )


_Title = tuple[str, int | None]


@dataclass(slots=True)
class Films:
    """All films, found by id, by slug, and by the name and year that the files of one export spell alike.

    A film is known by its index in `all`, which is its place in `Export.films`.
    """

    all: list[ExportFilm] = field(default_factory=list)
    _by_id: dict[int, int] = field(default_factory=dict)
    _by_slug: dict[str, int] = field(default_factory=dict)
    _by_title: dict[_Title, list[int]] = field(default_factory=dict)

    def called(self, title: _Title) -> list[int]:
        """The films of exactly this name and year; more than one in 7 of 62,681 real cases."""
        return self._by_title.get(title, [])

    def of(self, row: Row) -> int:
        """The film of a row whose address, if it has one, is a film's; made if need be."""
        if row.address is not None:
            return self.at(row.address, row)
        same = self.called(row.title)
        return self.fitting(row, same)[0] if same else self.new(row.title)

    def at(self, address: Address, row: Row) -> int:
        """The film at an address that a row tells, made if need be.

        A film that so far has no address of this era, and alone has the row's name and year, is the same film.
        """
        known = self._by_id.get(address.id) if isinstance(address, Code) else self._by_slug.get(address.slug)
        if known is None:
            same = [film for film in self.called(row.title) if not self._has_address(film, address)]
            known = same[0] if len(same) == 1 else self.new(row.title)
            self._set_address(known, address)
        film = self.all[known]
        if film.name != row.name or film.year != row.year:
            self._call(known, row.title)
        return known

    def new(self, title: _Title) -> int:
        """A further film of this name and year."""
        self.all.append(ExportFilm(*title))
        self._call(len(self.all) - 1, title)
        return len(self.all) - 1

    def fitting(self, row: Row, films: list[int]) -> tuple[int, bool]:
        """Which of several films of one name and year a row means, and whether that is certain.

        A film that was logged is watched, on the day of its first log entry as a rule, and often rated like it.
        """
        tests: tuple[Callable[[ExportFilm], bool], ...] = (
            lambda film: film.watched,
            lambda film: film.logged_on == row.logged_on,
            lambda film: row.rating is not None and film.rating == row.rating,
        )
        for fits in tests:
            some = [film for film in films if fits(self.all[film])]
            if len(some) == 1:
                return some[0], True
            films = some or films
        return films[0], len(films) == 1

    def _call(self, film: int, title: _Title) -> None:
        films = self._by_title.setdefault(title, [])
        if film not in films:
            films.append(film)

    def _has_address(self, film: int, like: Address) -> bool:
        """Whether the film has an address of this era."""
        known = self.all[film]
        return (known.letterboxd_id if isinstance(like, Code) else known.slug) is not None

    def _set_address(self, number: int, address: Address) -> None:
        film = self.all[number]
        if isinstance(address, Code):
            film.letterboxd_id, film.uri = address.id, address.uri
            self._by_id[address.id] = number
        else:
            film.slug, film.uri = address.slug, film.uri or address.uri
            self._by_slug[address.slug] = number


@dataclass(slots=True)
class Logs:
    """All viewings and undated reviews: log entries find their film, reviews find their viewing."""

    films: Films
    viewings: list[ExportViewing] = field(default_factory=list)
    reviews: list[ExportReview] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _known: dict[Address, ExportViewing | None] = field(default_factory=dict)
    _on: defaultdict[tuple[int, date], list[ExportViewing]] = field(default_factory=lambda: defaultdict(list))

    def add_diary(self, table: TableRows, *, orphaned: bool = False) -> None:
        """Takes the rows of a diary; an entry that is there already is not doubled."""
        unclear: list[Row] = []
        twice = 0
        for row in table.rows:
            if row.address is not None and row.address in self._known:
                twice += 1
            elif row.watched_on is not None:
                self._view(self._film(row, unclear, orphaned), row.watched_on, row, orphaned)
        if twice:
            self.notes.append(f"{table.file}: left out {counted(twice, 'entry')} that came twice.")
        self._note_unclear(table, unclear)

    def add_reviews(self, table: TableRows, *, orphaned: bool = False) -> None:
        """Takes the rows of a table of reviews: a dated one is its viewing's text, an undated one its film's."""
        unclear: list[Row] = []
        for row in table.rows:
            viewing = self._known.get(row.address) if row.address else None
            if viewing is None and row.watched_on is not None:
                film = self._film(row, unclear, orphaned)
                viewing = self._same_day(film, row.watched_on, row) or self._view(film, row.watched_on, row, orphaned)
            if viewing is not None:
                viewing.review = viewing.review or row.review or None
            elif not row.review:
                self.skipped.append(Skipped(table.file, row.line, "it has neither a Watched Date nor a review"))
            elif row.address is None or row.address not in self._known:
                self._note_on(self._film(row, unclear, orphaned), row)
        self._note_unclear(table, unclear)

    def _film(self, row: Row, unclear: list[Row], orphaned: bool) -> int:
        """The film that a log entry is about, made if no table of films has it."""
        films = self.films
        if isinstance(row.address, Slug):
            film = films.at(Slug(Target.FILM, row.address.slug), row)
        elif not (same := films.called(row.title)):
            film = films.new(row.title)
            films.all[film].orphaned = orphaned
        else:
            film, certain = films.fitting(row, same)
            if not certain:
                unclear.append(row)
        films.all[film].watched = True
        return film

    def _view(self, film: int, day: date, row: Row, orphaned: bool) -> ExportViewing:
        """A new viewing, which may still get its review."""
        uri = row.address.uri if row.address else None
        viewing = ExportViewing(
            film, day, _log_id(row), uri, row.logged_on, row.rating, row.rewatch, row.tags, None, orphaned
        )
        self.viewings.append(viewing)
        self._on[film, day].append(viewing)
        if row.address:
            self._known[row.address] = viewing
        return viewing

    def _same_day(self, film: int, day: date, row: Row) -> ExportViewing | None:
        """The viewing of that day, where either side has no address to tell: removed films have none."""
        for viewing in self._on.get((film, day), ()):
            if not viewing.review and (row.address is None or viewing.uri is None):
                return viewing
        return None

    def _note_on(self, film: int, row: Row) -> None:
        """A review without a day, which belongs to its film."""
        if row.address:
            self._known[row.address] = None
        uri = row.address.uri if row.address else None
        self.reviews.append(ExportReview(film, row.review, _log_id(row), uri, row.logged_on, row.rating, row.tags))

    def _note_unclear(self, table: TableRows, unclear: list[Row]) -> None:
        """Notes the entries whose film was not certain."""
        if unclear:
            row = unclear[0]
            self.notes.append(
                f"{table.file}: {counted(len(unclear), 'entry')} could belong to either of two films of one name "
                f"and year, and went to the first (line {row.line}: {quoted(row.name)}, {row.year or 'no year'})."
            )


def _log_id(row: Row) -> int | None:
    return row.address.id if isinstance(row.address, Code) else None
