"""Which film or viewing of the library one of an export is.

Films are known again by Letterboxd's id, then by slug, then, without either, by exact name and year;
viewings by log id, then by URI, then by film and day.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lbtui.model import ExportFilm


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


class KnownFilms:
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
        """The id of the stored film, or None; one that is known by its name alone is found once."""
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


class KnownViewings:
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
        """The id of the stored viewing, or None; each is found once."""
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
