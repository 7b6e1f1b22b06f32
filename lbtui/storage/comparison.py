"""What an export changes in a library that may hold other exports: a pure comparison.

The newest table of each kind decides, whatever else the export holds; a table that is not the newest only adds what
the newest could not tell. No film and no viewing is deleted: what the newest tables no longer have is marked as
removed, and so is from the start what only older ones have.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from lbtui.model.enums import Kind, Part
from lbtui.model.exports import Export, ExportFilm, ExportReview, ExportViewing, Skipped
from lbtui.storage.ages import Age, Ages, Authorities, Authority, ages_after, ages_of, authorities
from lbtui.storage.feed_state import NO_FEED, Fed, FeedState, after_export, later
from lbtui.storage.identity import FilmFields, KnownFilms, KnownViewings, ViewingFields


@dataclass(frozen=True, slots=True)
class Held:
    """What the library holds, by id. `logged` gives the film of each log entry, viewing or note, by its log id."""

    films: dict[int, FilmFields]
    viewings: dict[int, ViewingFields]
    logged: dict[int, int]
    ages: Ages
    feed: FeedState = NO_FEED
    on_tmdb: Mapping[tuple[Kind, int], list[int]] = field(default_factory=dict)
    """The films that are each title of TMDB."""


@dataclass(slots=True)
class Changes:
    """Rows to write. `film_ids` and `viewing_ids` give the store's id of each film and viewing of the export."""

    authorities: Authorities
    ages: Ages
    """What the library has been told after this export."""
    whole: frozenset[Part] = frozenset()
    """The newest tables of which every row could be read: what they lack, the member no longer has."""
    film_ids: list[int] = field(default_factory=list)
    viewing_ids: list[int] = field(default_factory=list)
    joined: dict[int, int] = field(default_factory=dict)
    """Films that are one with another: the id that goes, and the one that stays."""
    new_films: dict[int, FilmFields] = field(default_factory=dict)
    changed_films: dict[int, FilmFields] = field(default_factory=dict)
    renewed: set[int] = field(default_factory=set)
    """Films of which a member sees something change in `changed_films`."""
    renamed: list[int] = field(default_factory=list)
    """Films whose name or year changed; those without a match are to be searched again."""
    new_viewings: dict[int, ViewingFields] = field(default_factory=dict)
    changed_viewings: dict[int, ViewingFields] = field(default_factory=dict)
    feed: FeedState = NO_FEED
    """What is known by the feed alone after this."""
    by_log: dict[int, Authority] = field(default_factory=dict)
    """What a feed may say of each of its entries, by log id."""
    on_tmdb: dict[int, tuple[Kind, int]] = field(default_factory=dict)
    """What films are on TMDB by Letterboxd's own word."""

    @property
    def rated(self) -> bool:
        """Whether all ratings are known: a film without one is then unrated, whatever its viewings say.

        Not where the diary is from a later export, one without its ratings.
        """
        ratings, diary = self.ages.get(Part.RATINGS), self.ages.get(Part.DIARY)
        if ratings is None or ratings.whole is None:
            return False
        known, logged = ratings.latest.exported, diary.latest.exported if diary else None
        return not (known and logged and logged > known)


def compare(export: Export, held: Held) -> Changes:
    """What the export changes in the library."""
    whole = _whole_parts(export)
    new = ages_of(export, export.parts | whole)
    said = authorities(new, held.ages)
    decided = frozenset(part for part in whole if said.decides(part))
    changes = Changes(said, ages_after(held.ages, new, said, whole), decided)
    fed = {log: one for log, one in held.feed.entries.items() if later(one.seen, new.get(Part.DIARY))}
    _films(changes, export, held, _told_since(fed, held.logged, new))
    _viewings(changes, export, held.viewings, fed)
    changes.feed = after_export(held.feed, new[Part.DIARY] if Part.DIARY in decided else None)
    return changes


def _told_since(
    fed: Mapping[int, Fed], logged: Mapping[int, int], new: Mapping[Part, Age]
) -> dict[int, frozenset[Part]]:
    """Films whose rating or like the feed has told since these tables were exported, by id."""
    told: dict[int, frozenset[Part]] = {}
    for log, one in fed.items():
        if (film := logged.get(log)) is not None:
            parts = (part for part in tables_of(one.told) if part in new and later(one.logged, new[part]))
            told[film] = told.get(film, frozenset()) | frozenset(parts)
    return told


def _films(changes: Changes, export: Export, held: Held, since: Mapping[int, frozenset[Part]]) -> None:
    known = KnownFilms(held.films)
    found = known.find(export.films, told_by_logs(export, held))
    changes.joined = known.joined
    addresses = Addresses(known)
    first_id = max(held.films, default=0) + 1
    for film, id_ in zip(export.films, found, strict=True):
        if id_ is None:
            id_ = first_id + len(changes.new_films)
            changes.new_films[id_] = addresses.of(id_, _new_film(film, changes))
        else:
            old = changes.changed_films.get(id_, held.films[id_])
            new = addresses.of(id_, _changed_film(old, film, changes, since.get(id_, frozenset())))
            if new != held.films[id_]:
                changes.changed_films[id_] = new
            if new[:-1] != old[:-1]:  # `tables`, the last column, nobody sees
                changes.renewed.add(id_)
            if (new.name, new.year) != (old.name, old.year):
                changes.renamed.append(id_)
        changes.film_ids.append(id_)
    seen = set(changes.film_ids)
    for id_, old in held.films.items():
        if id_ not in seen and (lost := tables_of(old.tables) & changes.whole - since.get(id_, frozenset())):
            changes.changed_films[id_] = old._replace(tables=joined(tables_of(old.tables) - lost))


def told_by_logs(export: Export, held: Held) -> dict[int, int]:
    """The stored films that log entries lead to, by index: of use where a film is known from log entries alone."""
    rows: tuple[ExportViewing | ExportReview, ...] = (*export.viewings, *export.reviews)
    return {row.film: held.logged[row.log_id] for row in rows if row.log_id is not None and row.log_id in held.logged}


class Addresses:
    """Sees to it that no two films get one id or one slug, whatever exports say."""

    def __init__(self, known: KnownFilms) -> None:
        self._ids, self._slugs = dict(known.by_id), dict(known.by_slug)
        for gone, kept in known.joined.items():
            if (slug := known.films[gone].slug) is not None:
                self._slugs[slug] = kept

    def of(self, id_: int, film: FilmFields) -> FilmFields:
        """The film without an address that another has."""
        number, slug = film.letterboxd_id, film.slug
        if number is not None and self._ids.setdefault(number, id_) != id_:
            film = film._replace(letterboxd_id=None)
        if slug is not None and self._slugs.setdefault(slug, id_) != id_:
            film = film._replace(slug=None)
        return film


def _new_film(film: ExportFilm, changes: Changes) -> FilmFields:
    return FilmFields(
        film.name,
        film.year,
        film.letterboxd_id,
        film.slug,
        film.uri,
        film.rating,
        bool(film.liked),
        film.watched,
        film.watchlist,
        day_text(film.logged_on),
        day_text(film.listed_on),
        film.orphaned,
        tables=joined(frozenset(part for part in film.tables if not changes.authorities.silent(part))),
    )


def _changed_film(old: FilmFields, film: ExportFilm, changes: Changes, since: frozenset[Part]) -> FilmFields:
    """The film with what the newest tables say. Its flags follow from `tables`, once all is written.

    `since` are tables of which the feed has told something newer.
    """
    said = changes.authorities
    before = tables_of(old.tables)
    now = before - (changes.whole - since) | {part for part in film.tables - since if not said.silent(part)}
    listed = Part.WATCHLIST in film.tables and (said.decides(Part.WATCHLIST) or Part.WATCHLIST not in before)
    names = said.names
    return old._replace(
        letterboxd_id=old.letterboxd_id if old.letterboxd_id is not None else film.letterboxd_id,
        slug=old.slug or film.slug,
        uri=(film.uri if film.letterboxd_id is not None and old.letterboxd_id is None else old.uri) or film.uri,
        name=film.name if names else old.name,
        year=film.year if names else old.year,
        rating=old.rating if Part.RATINGS in since else _rating(old, film, now, changes),
        # `Date` drifts by a day between exports of one account: no reason for a change.
        logged_on=old.logged_on or day_text(film.logged_on),
        listed_on=day_text(film.listed_on) or old.listed_on if listed else old.listed_on,
        orphaned=film.orphaned and (old.orphaned or not old.watched) if names else old.orphaned,
        tables=joined(now),
    )


def _rating(old: FilmFields, film: ExportFilm, now: frozenset[Part], changes: Changes) -> float | None:
    if Part.RATINGS in now and Part.RATINGS in film.tables:
        known = Part.RATINGS in tables_of(old.tables) and not changes.authorities.decides(Part.RATINGS)
        return old.rating if known else film.rating
    return old.rating if old.rating is not None or Part.RATINGS in now or changes.rated else film.rating


@lru_cache(maxsize=64)
def tables_of(joined: str) -> frozenset[Part]:
    """The tables that a film's column names."""
    return frozenset(map(Part, joined.split(","))) if joined else frozenset()


@lru_cache(maxsize=64)
def joined(tables: frozenset[Part]) -> str:
    return ",".join(sorted(tables))


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


def _viewings(changes: Changes, export: Export, viewings: dict[int, ViewingFields], fed: Mapping[int, Fed]) -> None:
    """Finds each viewing; those that a feed has `fed` since the export was made, it cannot know."""
    viewings = find_viewings(changes, export, viewings)
    seen = set(changes.viewing_ids)
    for id_, old in viewings.items():
        gone = (Part.ORPHANED if old.orphaned else Part.DIARY) in changes.whole and old.log_id not in fed
        if gone and id_ not in seen and not old.removed:
            changes.changed_viewings[id_] = old._replace(removed=True)


def find_viewings(changes: Changes, export: Export, viewings: dict[int, ViewingFields]) -> dict[int, ViewingFields]:
    """Puts the viewings of the export into the changes; those of the library, at the films that they are of now."""
    stays = changes.joined
    viewings = {id_: v._replace(film=stays[v.film]) if v.film in stays else v for id_, v in viewings.items()}
    known = KnownViewings(viewings)
    first_id = max(viewings, default=0) + 1
    ids: dict[int, int] = {}
    # Those with a log id come first: one without must not take the place of another.
    for index in sorted(range(len(export.viewings)), key=lambda index: export.viewings[index].log_id is None):
        viewing = export.viewings[index]
        says = authority_of(viewing, changes)
        new = _new_viewing(viewing, changes.film_ids[viewing.film])
        id_ = known.find(new)
        if id_ is None:
            id_ = first_id + len(changes.new_viewings)
            changes.new_viewings[id_] = new._replace(removed=says is Authority.SILENT)
        elif (old := viewings.get(id_)) and (says is Authority.DECIDES or (says is Authority.ADDS and old.removed)):
            changes.changed_viewings[id_] = _changed_viewing(old, new, export.films[viewing.film])
        known.add(id_, new)
        ids[index] = id_
    changes.viewing_ids = [ids[index] for index in range(len(export.viewings))]
    return viewings


def authority_of(viewing: ExportViewing, changes: Changes) -> Authority:
    """What a viewing of an export may say: as much as the table that it is from; of a feed, each by itself."""
    said = changes.authorities
    if viewing.log_id in changes.by_log:
        return changes.by_log[viewing.log_id]
    if viewing.orphaned:
        return said.by_part.get(Part.ORPHANED, Authority.DECIDES)
    return said.by_part.get(Part.DIARY) or said.by_part.get(Part.REVIEWS, Authority.DECIDES)


def review_authority(entry: ExportViewing | ExportReview, changes: Changes, part: Part) -> Authority:
    """What a review may say, as `authority_of`; `part` is its table."""
    if entry.log_id in changes.by_log:
        return changes.by_log[entry.log_id]
    return changes.authorities.by_part.get(part, Authority.ADDS)


def _new_viewing(viewing: ExportViewing, film: int) -> ViewingFields:
    return ViewingFields(
        film,
        viewing.log_id,
        viewing.uri,
        viewing.watched_on.isoformat(),
        day_text(viewing.logged_on),
        viewing.rating,
        viewing.rewatch,
        viewing.orphaned,
        False,
    )


def _changed_viewing(old: ViewingFields, new: ViewingFields, film: ExportFilm) -> ViewingFields:
    if new.log_id is None and old.log_id is not None:
        new = new._replace(log_id=old.log_id, uri=old.uri)
    if film.uri is None:
        # A diary alone knows its films by name, which two films may share.
        new = new._replace(film=old.film)
    # `Date` drifts by a day between exports of one account: no reason for a change.
    return new._replace(logged_on=old.logged_on or new.logged_on)


def day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_of(export: Export) -> str | None:
    """The moment up to which an export tells: its own time, else the last click that it holds. ISO text."""
    if export.exported_at:
        return export.exported_at.isoformat()
    return max((day.isoformat() for day in export.last_days.values()), default=None)
