"""What an export changes in a library that may hold earlier exports: a pure comparison.

A newer export wins field by field, but only for the tables that it holds; an older one only adds.
No film and no viewing is deleted: what a newer export no longer has is marked as removed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from lbtui.model import Export, ExportFilm, ExportViewing, Part, Skipped
from lbtui.storage.known import FilmFields, KnownFilms, KnownViewings, ViewingFields


@dataclass(slots=True)
class Changes:
    """Rows to write. `film_ids` and `viewing_ids` give the store's id of each film and viewing of the export."""

    newer: bool
    whole: frozenset[Part] = frozenset()
    """Tables that the export holds, and of which every row could be read: what they lack, the member no longer has."""
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
    changes = Changes(newer, _whole_parts(export))
    _films(changes, export, films)
    _viewings(changes, export, viewings)
    return changes


def _films(changes: Changes, export: Export, films: dict[int, FilmFields]) -> None:
    known = KnownFilms(films)
    next_id = max(films, default=0) + 1
    for film in export.films:
        id_ = known.find(film)
        if id_ is None:
            id_, next_id = next_id, next_id + 1
            changes.new_films.append((id_, _new_film(film)))
        else:
            old = films[id_]
            new = _newer_film(old, film, export.parts, changes.whole) if changes.newer else _older_film(old, film)
            if new != old:
                changes.changed_films.append((id_, new))
            if (new.name, new.year) != (old.name, old.year):
                changes.renamed.append(id_)
        changes.film_ids.append(id_)
    if changes.newer:
        seen = set(changes.film_ids)
        gone = [id_ for id_, old in films.items() if id_ not in seen and _is_gone(old, changes.whole)]
        changes.changed_films += [(id_, films[id_]._replace(removed=True)) for id_ in gone]
        changes.removed = len(gone)


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


def _newer_film(old: FilmFields, film: ExportFilm, parts: frozenset[Part], whole: frozenset[Part]) -> FilmFields:
    """The newer export decides, table by table; a table that it lacks says nothing."""
    new = _new_film(film)
    return new._replace(
        letterboxd_id=new.letterboxd_id if new.letterboxd_id is not None else old.letterboxd_id,
        slug=new.slug or old.slug,
        uri=new.uri or old.uri,
        rating=_rating(old, new, parts, whole),
        liked=new.liked or (old.liked and Part.LIKES not in whole),
        watched=new.watched or (old.watched and Part.WATCHED not in whole),
        watchlist=new.watchlist or (old.watchlist and Part.WATCHLIST not in whole),
        # `Date` drifts by a day between exports of one account: no reason for a change.
        logged_on=old.logged_on or new.logged_on,
        listed_on=new.listed_on or (old.listed_on if Part.WATCHLIST not in whole else None),
        orphaned=new.orphaned and (old.orphaned or not old.watched),
    )


def _rating(old: FilmFields, new: FilmFields, parts: frozenset[Part], whole: frozenset[Part]) -> float | None:
    if Part.RATINGS in whole:
        return new.rating
    # Without ratings.csv a rating is only that of the latest viewing.
    first, second = (new, old) if Part.RATINGS in parts else (old, new)
    return first.rating if first.rating is not None else second.rating


def _older_film(old: FilmFields, film: ExportFilm) -> FilmFields:
    """An older export only fills what is not known."""
    return old._replace(
        letterboxd_id=old.letterboxd_id if old.letterboxd_id is not None else film.letterboxd_id,
        slug=old.slug or film.slug,
        uri=old.uri or film.uri,
        logged_on=old.logged_on or _day(film.logged_on),
    )


_ALWAYS = frozenset({Part.WATCHED, Part.RATINGS, Part.DIARY, Part.REVIEWS, Part.WATCHLIST})
"""Tables that every export has, be they empty: next to them, a list that is not there does not exist."""


def _whole_parts(export: Export) -> frozenset[Part]:
    """The tables of which every row could be read: what they lack, the member no longer has."""
    parts = export.parts - {Part.LISTS} | ({Part.LISTS} if export.parts >= _ALWAYS else set())
    torn = {_part_of(row) for row in export.skipped if "deleted" not in PurePosixPath(row.file).parts}
    return frozenset() if None in torn else frozenset(parts - torn)


def _part_of(row: Skipped) -> Part | None:
    """The table of a row, known by its folder (likes/films.csv), else by its name; None where neither tells."""
    path = PurePosixPath(row.file)
    names = {part.value: part for part in Part}
    return names.get(path.parent.name) or names.get(path.stem)


def _is_gone(old: FilmFields, whole: frozenset[Part]) -> bool:
    """Whether the export holds the tables in which the film would stand if the member still had it."""
    if old.removed:
        return False
    if old.orphaned:
        return Part.ORPHANED in whole
    if old.watched:
        return Part.WATCHED in whole
    return (Part.WATCHLIST if old.watchlist else Part.LIKES if old.liked else Part.LISTS) in whole


def _viewings(changes: Changes, export: Export, viewings: dict[int, ViewingFields]) -> None:
    known = KnownViewings(viewings)
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
            if changes.newer and new != old:
                changes.changed_viewings.append((id_, new))
        changes.viewing_ids.append(id_)
    if changes.newer:
        seen = set(changes.viewing_ids)
        changes.changed_viewings += [
            (id_, old._replace(removed=True))
            for id_, old in viewings.items()
            if id_ not in seen and not old.removed and (Part.ORPHANED if old.orphaned else Part.DIARY) in changes.whole
        ]


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
