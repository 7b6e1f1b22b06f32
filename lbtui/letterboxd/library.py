"""From the tables of one export to one library: the session's `processing`, before anything is stored.

The rules are measured on 43 real exports. Addresses in watched, ratings, likes, watchlist and lists are those of
films; addresses in diary and reviews are those of the log entry, so these find their film by exact name and year.
"""

from datetime import date
from types import NoneType

from lbtui.gc_tuning import uncollected
from lbtui.model import Export, ExportList, ListEntry, Part

from .errors import counted
from .films import Draft, Films, fitting
from .lists import ListTable
from .logs import Logs
from .places import Table
from .rows import Row
from .tables import Tables
from .uri import Code, Slug

_FILM_TABLES = (Table.WATCHED, Table.RATINGS, Table.LIKES, Table.WATCHLIST)


@uncollected()
def merge(tables: Tables) -> Export:
    """One library out of the tables of one export."""
    films = Films()
    _collect(films, tables)
    logs = Logs(films)
    for sheaf in tables.sheaves:
        if sheaf.table in (Table.DIARY, Table.ORPHANED_DIARY):
            logs.add_diary(sheaf, orphaned=sheaf.table is Table.ORPHANED_DIARY)
    for sheaf in tables.sheaves:
        if sheaf.table in (Table.REVIEWS, Table.ORPHANED_REVIEWS):
            logs.add_reviews(sheaf, orphaned=sheaf.table is Table.ORPHANED_REVIEWS)
    notes = [*tables.notes, *logs.notes]
    if Part.RATINGS not in tables.parts:
        _rate(films, logs)
    return Export(
        source=tables.source,
        digest=tables.digest,
        films=tuple(film.finished() for film in films.all),
        viewings=tuple(viewing.finished() for viewing in logs.viewings),
        reviews=tuple(logs.reviews),
        lists=tuple(_list(films, table) for table in tables.lists),
        parts=tables.parts,
        username=tables.username,
        favourites=_favourites(films, tables, notes),
        exported_at=tables.exported_at,
        last_days=_last_days(tables),
        skipped=(*tables.skipped, *logs.skipped),
        notes=tuple(notes),
    )


def _collect(films: Films, tables: Tables) -> None:
    """Makes the films: first those known by id, then by slug, then by name and year alone.

    In this order a row without an address finds its film, if there is one, whatever table comes first.
    """
    for era in (Code, Slug, NoneType):
        for table in _FILM_TABLES:
            for sheaf in tables.sheaves:
                if sheaf.table is table:
                    for row in sheaf.rows:
                        if isinstance(row.address, era):
                            _mark(_film(films, row), table, row)
        for entry in (entry for table in tables.lists for entry in table.rows):
            if isinstance(entry.film.address, era):
                _film(films, entry.film)


def _film(films: Films, row: Row) -> Draft:
    if row.address is not None:
        return films.of(row, row.address)
    same = films.called(row.title)
    return fitting(row, same)[0] if same else films.new(row.title)


def _last_days(tables: Tables) -> dict[Part, date]:
    """The latest `Date` of each table, the day of the last click that it holds."""
    last: dict[Part, date] = {}
    for sheaf in tables.sheaves:
        day = max((row.logged_on for row in sheaf.rows if row.logged_on), default=None)
        if day and (part := sheaf.table.part):
            last[part] = max(day, last.get(part, day))
    return last


def _mark(film: Draft, table: Table, row: Row) -> None:
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


def _rate(films: Films, logs: Logs) -> None:
    """Without ratings.csv, which has the current ratings, those of the latest rated viewings must do."""
    rated = [viewing for viewing in logs.viewings if viewing.row.rating is not None]
    for viewing in sorted(rated, key=lambda viewing: viewing.age):
        viewing.film.rating = viewing.row.rating
    for review in logs.reviews:
        film = films.all[review.film]
        film.rating = film.rating if film.rating is not None else review.rating


def _list(films: Films, table: ListTable) -> ExportList:
    entries = (ListEntry(row.position, _film(films, row.film).index, row.note) for row in table.rows)
    return ExportList(
        table.name,
        tuple(entries),
        table.address.id if isinstance(table.address, Code) else None,
        table.address.uri if table.address else None,
        table.description,
        table.tags,
        table.created_on,
    )


def _favourites(films: Films, tables: Tables, notes: list[str]) -> tuple[int, ...]:
    found = [film.index for address in tables.favourites if (film := films.at(address))]
    if missing := len(tables.favourites) - len(found):
        notes.append(f"Left out {counted(missing, 'favourite film')}: no other table tells of it.")
    return tuple(found)
