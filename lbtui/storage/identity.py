"""Which film or viewing of the library one of an export is.

Films are known again by Letterboxd's id, then by slug, then, where one side has no such address, by exact name and
year, and last, between slugs and ids, by a title that differs in case, punctuation or one year and is like no other;
viewings by log id, then by URI, then by film and day.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lbtui.model.exports import ExportFilm


class FilmFields(NamedTuple):
    """The columns of a film that exports decide, `tables` last."""

    name: str
    year: int | None
    letterboxd_id: int | None = None
    slug: str | None = None
    uri: str | None = None
    rating: float | None = None
    liked: bool = False
    watched: bool = False
    watchlist: bool = False
    logged_on: str | None = None
    listed_on: str | None = None
    orphaned: bool = False
    removed: bool = False
    tables: str = ""
    """Names of the tables of films that hold it, by commas."""


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
    """Finds the stored films that those of an export are."""

    def __init__(self, films: Mapping[int, FilmFields]):
        self.films = films
        self.by_id = {f.letterboxd_id: id_ for id_, f in films.items() if f.letterboxd_id is not None}
        self.by_slug = {f.slug: id_ for id_, f in films.items() if f.slug is not None}
        self.joined: dict[int, int] = {}
        """Stored films that turned out to be others: the id of each with that of the film that stays."""
        self._by_name: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for id_, f in films.items():
            self._by_name[f.name, f.year].append(id_)
        self._taken: set[int] = set()

    def called(self, name: str, year: int | None) -> list[int]:
        """The stored films of exactly this name and year."""
        return self._by_name.get((name, year), [])

    def find(self, export: Iterable[ExportFilm], logged: Mapping[int, int]) -> list[int | None]:
        """The id of each film's stored one, or None. `logged` has those that a log entry tells, by index."""
        films = list(export)
        found: list[int | None] = []
        for index, film in enumerate(films):
            id_ = self._by_address(film)
            if id_ is None and film.uri is None:
                id_ = logged.get(index)
            if id_ is None:
                id_ = self._by_title(film)
            if id_ is not None:
                self._taken.add(id_)
            found.append(id_)
        for years in (0, 1):
            wanted = {index: film for index, film in enumerate(films) if found[index] is None}
            for index, id_ in self._alike(wanted, self.films, years):
                found[index] = id_
                self._taken.add(id_)
        self._join_doubles(films, found)
        return [None if id_ is None else self.joined.get(id_, id_) for id_ in found]

    def _by_address(self, film: ExportFilm) -> int | None:
        by_id = self.by_id.get(film.letterboxd_id) if film.letterboxd_id is not None else None
        by_slug = self.by_slug.get(film.slug) if film.slug is not None else None
        if by_id is None or by_slug is None or by_id == by_slug:
            id_ = by_slug if by_id is None else by_id
            return None if id_ is None or (by_id is None and self._other_id(id_, film)) else id_
        if not self._other_id(by_slug, film):
            self.joined[by_slug] = by_id
            self._taken.add(by_slug)
        return by_id

    def _other_id(self, id_: int, film: ExportFilm) -> bool:
        return self.films[id_].letterboxd_id is not None and film.letterboxd_id is not None

    def _by_title(self, film: ExportFilm) -> int | None:
        same = [id_ for id_ in self._by_name.get((film.name, film.year), ()) if id_ not in self._taken]
        # Two ids or two slugs are two films, whatever their names: only a film that lacks one may be the same.
        same = [id_ for id_ in same if not contradict(self.films[id_], film)]
        return same[0] if len(same) == 1 else None

    def _alike(self, wanted: Mapping[int, ExportFilm], among: Iterable[int], years: int) -> list[tuple[int, int]]:
        """Pairs of a wanted film and a stored one that so far has none, each the only one that the other is like."""
        by_title: dict[str, list[int]] = defaultdict(list)
        for id_ in among if wanted else ():
            if id_ not in self._taken:
                by_title[title_key(self.films[id_].name)].append(id_)
        fits = {
            index: [
                id_
                for id_ in by_title.get(title_key(film.name), ())
                if _near(self.films[id_].year, film.year, years) and _eras_differ(self.films[id_], film)
            ]
            for index, film in wanted.items()
        }
        times = Counter(id_ for ids in fits.values() for id_ in ids)
        return [(index, ids[0]) for index, ids in fits.items() if len(ids) == 1 and times[ids[0]] == 1]

    def _join_doubles(self, films: list[ExportFilm], found: list[int | None]) -> None:
        """Joins a film of the years of slugs that is gone with the one of an id that came under a title like it."""
        gone = [id_ for id_, film in self.films.items() if film.removed and film.slug and film.letterboxd_id is None]
        if not gone:
            return
        here = {index: films[index] for index, id_ in enumerate(found) if id_ is not None and self._has_id_alone(id_)}
        for index, id_ in self._alike(here, gone, 1):
            kept = found[index]
            assert kept is not None
            self.joined[id_] = kept

    def _has_id_alone(self, id_: int) -> bool:
        return self.films[id_].letterboxd_id is not None and self.films[id_].slug is None


def contradict(old: FilmFields, film: ExportFilm) -> bool:
    """Whether two ids or two slugs say that these are two films."""
    ids = old.letterboxd_id is not None and film.letterboxd_id is not None
    return ids or (old.slug is not None and film.slug is not None)


def _eras_differ(old: FilmFields, film: ExportFilm) -> bool:
    """Whether one is known by its slug and the other by its id: within one era addresses and exact names tell."""
    if film.letterboxd_id is None:
        return film.slug is not None and old.slug is None and old.letterboxd_id is not None
    return old.letterboxd_id is None and old.slug is not None and film.slug is None


def _near(one: int | None, other: int | None, years: int) -> bool:
    return one == other or (years > 0 and (one is None or other is None or abs(one - other) <= years))


@lru_cache(maxsize=1 << 16)
def title_key(name: str) -> str:
    """A title without case, accents and punctuation: two spellings of one title have the same."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    return "".join(filter(str.isalnum, letters)) or name.casefold()


class KnownViewings:
    """Finds the stored viewing that a viewing of an export is."""

    def __init__(self, viewings: Mapping[int, ViewingFields]):
        self.by_log = {v.log_id: id_ for id_, v in viewings.items() if v.log_id is not None}
        self.by_uri = {v.uri: id_ for id_, v in viewings.items() if v.uri}
        self.by_day: dict[tuple[int, str], list[int]] = defaultdict(list)
        for id_, v in viewings.items():
            self.by_day[v.film, v.watched_on].append(id_)
        self.viewings = viewings
        self.taken: set[int] = set()

    def add(self, id_: int, new: ViewingFields) -> None:
        """Knows a viewing by its log id from now on, so that one that comes twice is one."""
        if new.log_id is not None:
            self.by_log[new.log_id] = id_

    def find(self, new: ViewingFields) -> int | None:
        """The id of the stored viewing, or None; without a log id each is found once."""
        found = self.by_log.get(new.log_id) if new.log_id is not None else None
        if found is None:
            found = next((id_ for id_ in self._possible(new) if id_ not in self.taken), None)
        if found is not None:
            self.taken.add(found)
        return found

    def _possible(self, new: ViewingFields) -> Iterator[int]:
        same_uri = [self.by_uri[new.uri]] if new.uri and new.uri in self.by_uri else []
        for id_ in (*same_uri, *self.by_day.get((new.film, new.watched_on), ())):
            # Two log ids are two viewings, even of one film on one day.
            if self.viewings[id_].log_id is None or new.log_id is None:
                yield id_
