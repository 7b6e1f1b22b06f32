"""What an export changes in a library that may hold earlier exports: a pure comparison.

Films are known again by Letterboxd's id, then by slug, then, without either, by exact name and year;
viewings by log id, then by URI, then by film and day. A newer export wins field by field, but only
for the tables that it holds; an older one only adds. Nothing is deleted: what a newer export no
longer has is marked as removed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from lbtui.model import Export, ExportFilm, ExportViewing, Part


class FilmFields(NamedTuple):
    """The columns of a film that exports decide, in the order of the statements that write them."""

    letterboxd_id: int | None
    slug: str | None
    uri: str | None
    name: str
    year: int | None
    rating: float | None
    liked: bool
    watched: bool
    watchlist: bool
    logged_on: str | None
    listed_on: str | None
    orphaned: bool
    removed: bool


class ViewingFields(NamedTuple):
    """The columns of a viewing that exports decide."""

    film: int
    log_id: int | None
    uri: str | None
    watched_on: str
    logged_on: str | None
    rating: float | None
    rewatch: bool
    orphaned: bool
    removed: bool


@dataclass(slots=True)
class Changes:
    """Rows to write. `film_ids` and `viewing_ids` give the store's id of each film and viewing of the export."""

    film_ids: list[int] = field(default_factory=list)
    viewing_ids: list[int] = field(default_factory=list)
    new_films: list[tuple[int, FilmFields]] = field(default_factory=list)
    changed_films: list[tuple[int, FilmFields]] = field(default_factory=list)
    renamed: list[int] = field(default_factory=list)
    """Films whose name or year changed; those without a match are to be searched again."""
    removed: int = 0
    new_viewings: list[tuple[int, ViewingFields]] = field(default_factory=list)
    changed_viewings: list[tuple[int, ViewingFields]] = field(default_factory=list)


def compare(
    export: Export, films: dict[int, FilmFields], viewings: dict[int, ViewingFields], *, newer: bool
) -> Changes:
    """What the export changes. `films` and `viewings` are the store's, by id; `newer` unless it is an older export."""
    changes = Changes()
    _films(changes, export, films, newer)
    _viewings(changes, export, viewings, newer)
    return changes


def _films(changes: Changes, export: Export, films: dict[int, FilmFields], newer: bool) -> None:
    known = _Films(films)
    next_id = max(films, default=0) + 1
    for film in export.films:
        id_ = known.find(film)
        if id_ is None:
            id_, next_id = next_id, next_id + 1
            changes.new_films.append((id_, _new_film(film)))
        else:
            old = films[id_]
            new = _newer_film(old, film, export.parts) if newer else _older_film(old, film)
            if new != old:
                changes.changed_films.append((id_, new))
            if (new.name, new.year) != (old.name, old.year):
                changes.renamed.append(id_)
        changes.film_ids.append(id_)
    if newer:
        seen = set(changes.film_ids)
        whole = _whole_parts(export)
        gone = [id_ for id_, old in films.items() if id_ not in seen and _is_gone(old, whole)]
        changes.changed_films += [(id_, films[id_]._replace(removed=True)) for id_ in gone]
        changes.removed = len(gone)


class _Films:
    """Finds the stored film that a film of an export is."""

    def __init__(self, films: dict[int, FilmFields]):
        self.by_id = {f.letterboxd_id: id_ for id_, f in films.items() if f.letterboxd_id is not None}
        self.by_slug = {f.slug: id_ for id_, f in films.items() if f.slug is not None}
        self.by_name: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for id_, f in films.items():
            self.by_name[f.name, f.year].append(id_)
        self.films = films
        self.taken: set[int] = set()

    def find(self, film: ExportFilm) -> int | None:
        found = self._find(film)
        if found is not None:
            self.taken.add(found)
        return found

    def _find(self, film: ExportFilm) -> int | None:
        if film.letterboxd_id is not None and film.letterboxd_id in self.by_id:
            return self.by_id[film.letterboxd_id]
        if film.slug is not None and film.slug in self.by_slug:
            return self.by_slug[film.slug]
        same = [id_ for id_ in self.by_name.get((film.name, film.year), ()) if id_ not in self.taken]
        # Two ids or two slugs are two films, whatever their names: only a film that lacks one may be the same.
        same = [id_ for id_ in same if not _contradict(self.films[id_], film)]
        return same[0] if len(same) == 1 else None


def _contradict(old: FilmFields, film: ExportFilm) -> bool:
    ids = old.letterboxd_id is not None and film.letterboxd_id is not None
    return ids or (old.slug is not None and film.slug is not None)


def _new_film(film: ExportFilm) -> FilmFields:
    return FilmFields(
        film.letterboxd_id,
        film.slug,
        film.uri,
        film.name,
        film.year,
        film.rating,
        film.liked,
        film.watched,
        film.watchlist,
        _day(film.logged_on),
        _day(film.listed_on),
        film.orphaned,
        False,
    )


def _newer_film(old: FilmFields, film: ExportFilm, parts: frozenset[Part]) -> FilmFields:
    """The newer export decides, table by table; a table that it lacks says nothing."""
    new = _new_film(film)
    return new._replace(
        letterboxd_id=new.letterboxd_id if new.letterboxd_id is not None else old.letterboxd_id,
        slug=new.slug or old.slug,
        uri=new.uri or old.uri,
        # Without ratings.csv a rating is only that of the latest viewing.
        rating=new.rating if Part.RATINGS in parts or old.rating is None else old.rating,
        liked=new.liked or (old.liked and Part.LIKES not in parts),
        watched=new.watched or (old.watched and Part.WATCHED not in parts),
        watchlist=new.watchlist or (old.watchlist and Part.WATCHLIST not in parts),
        logged_on=new.logged_on or old.logged_on,
        listed_on=new.listed_on or (old.listed_on if Part.WATCHLIST not in parts else None),
        orphaned=new.orphaned and (old.orphaned or not old.watched),
    )


def _older_film(old: FilmFields, film: ExportFilm) -> FilmFields:
    """An older export only fills what is not known."""
    return old._replace(
        letterboxd_id=old.letterboxd_id if old.letterboxd_id is not None else film.letterboxd_id,
        slug=old.slug or film.slug,
        uri=old.uri or film.uri,
        logged_on=old.logged_on or _day(film.logged_on),
    )


def _whole_parts(export: Export) -> frozenset[Part]:
    """The tables of which every row could be read: what they lack, the member no longer has."""
    torn = {PurePosixPath(row.file).stem for row in export.skipped if row.line is not None}
    named = {part.value for part in Part}
    if any(stem not in named for stem in torn):
        return frozenset()
    return frozenset(part for part in export.parts if part.value not in torn)


def _is_gone(old: FilmFields, parts: frozenset[Part]) -> bool:
    """Whether the export holds the table in which the film would stand if the member still had it."""
    if old.removed:
        return False
    if old.orphaned:
        return Part.ORPHANED in parts
    if old.watched:
        return Part.WATCHED in parts
    return (Part.WATCHLIST if old.watchlist else Part.LISTS) in parts


def _viewings(changes: Changes, export: Export, viewings: dict[int, ViewingFields], newer: bool) -> None:
    known = _Viewings(viewings)
    next_id = max(viewings, default=0) + 1
    for viewing in export.viewings:
        new = _new_viewing(viewing, changes.film_ids[viewing.film])
        id_ = known.find(new)
        if id_ is None:
            id_, next_id = next_id, next_id + 1
            changes.new_viewings.append((id_, new))
        else:
            old = viewings[id_]
            if new.log_id is None and old.log_id is not None:
                new = new._replace(log_id=old.log_id, uri=old.uri)
            # `Date` drifts by a day between exports of one account: no reason for a change.
            new = new._replace(logged_on=old.logged_on or new.logged_on)
            if newer and new != old:
                changes.changed_viewings.append((id_, new))
        changes.viewing_ids.append(id_)
    if newer:
        seen, whole = set(changes.viewing_ids), _whole_parts(export)
        changes.changed_viewings += [
            (id_, old._replace(removed=True))
            for id_, old in viewings.items()
            if id_ not in seen and not old.removed and (Part.ORPHANED if old.orphaned else Part.DIARY) in whole
        ]


class _Viewings:
    """Finds the stored viewing that a viewing of an export is."""

    def __init__(self, viewings: dict[int, ViewingFields]):
        self.by_log = {v.log_id: id_ for id_, v in viewings.items() if v.log_id is not None}
        self.by_uri = {v.uri: id_ for id_, v in viewings.items() if v.uri}
        self.by_day: dict[tuple[int, str], list[int]] = defaultdict(list)
        for id_, v in viewings.items():
            self.by_day[v.film, v.watched_on].append(id_)
        self.viewings = viewings
        self.taken: set[int] = set()

    def find(self, new: ViewingFields) -> int | None:
        found = next((id_ for id_ in self._possible(new) if id_ not in self.taken), None)
        if found is not None:
            self.taken.add(found)
        return found

    def _possible(self, new: ViewingFields) -> Iterator[int]:
        if new.log_id is not None and new.log_id in self.by_log:
            yield self.by_log[new.log_id]
        if new.uri and new.uri in self.by_uri:
            yield self.by_uri[new.uri]
        for id_ in self.by_day.get((new.film, new.watched_on), ()):
            # Two log ids are two viewings, even of one film on one day.
            if self.viewings[id_].log_id is None or new.log_id is None:
                yield id_


def _new_viewing(viewing: ExportViewing, film: int) -> ViewingFields:
    return ViewingFields(
        film,
        viewing.log_id,
        viewing.uri,
        viewing.watched_on.isoformat(),
        _day(viewing.logged_on),
        viewing.rating,
        viewing.rewatch,
        viewing.orphaned,
        False,
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_of(export: Export) -> str | None:
    """The moment up to which an export tells: its own time, else the last click that it holds. ISO text."""
    if export.exported_at:
        return export.exported_at.isoformat()
    days: Iterable[date | None] = (
        *(film.logged_on for film in export.films),
        *(viewing.logged_on for viewing in export.viewings),
    )
    return max((day.isoformat() for day in days if day), default=None)
