"""The films of one export while they are put together, and how a row finds its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from lbtui.model import ExportFilm, Part

from .rows import Row
from .uri import Address, Code

Title = tuple[str, int | None]


@dataclass(slots=True, eq=False)
class Draft:
    """A film that further tables may still add to; `index` is its place in `Export.films`."""

    index: int
    name: str
    year: int | None
    code: Code | None = None
    slug: str | None = None
    uri: str | None = None
    rating: float | None = None
    liked: bool = False
    watched: bool = False
    watchlist: bool = False
    logged_on: date | None = None
    listed_on: date | None = None
    orphaned: bool = False
    tables: frozenset[Part] = frozenset()

    def finished(self) -> ExportFilm:
        """The film as the library takes it."""
        return ExportFilm(
            self.name, self.year, self.code.id if self.code else None, self.slug, self.uri, self.rating, self.liked,
            self.watched, self.watchlist, self.logged_on, self.listed_on, self.orphaned, self.tables,
        )  # fmt: skip


@dataclass(slots=True)
class Films:
    """All films, found by id, by slug, and by the name and year that the files of one export spell alike."""

    all: list[Draft] = field(default_factory=list)
    _by_id: dict[int, Draft] = field(default_factory=dict)
    _by_slug: dict[str, Draft] = field(default_factory=dict)
    _by_title: dict[Title, list[Draft]] = field(default_factory=dict)

    def called(self, title: Title) -> list[Draft]:
        """The films of exactly this name and year; more than one in 7 of 62,681 real cases."""
        return self._by_title.get(title, [])

    def at(self, address: Address) -> Draft | None:
        """The film at an address of either era; a log entry's slug is its film's."""
        return self._by_id.get(address.id) if isinstance(address, Code) else self._by_slug.get(address.slug)

    def of(self, row: Row, address: Address) -> Draft:
        """The film at an address that a row tells, made if need be.

        A film that so far has no address of this era, and alone has the row's name and year, is the same film.
        """
        film = self.at(address)
        if film is None:
            same = [draft for draft in self.called(row.title) if not _taken(draft, address)]
            film = same[0] if len(same) == 1 else self.new(row.title)
            self._address(film, address)
        if film.name != row.name or film.year != row.year:
            self._call(film, row.title)
        return film

    def new(self, title: Title) -> Draft:
        """A further film of this name and year."""
        film = Draft(len(self.all), *title)
        self.all.append(film)
        self._call(film, title)
        return film

    def _call(self, film: Draft, title: Title) -> None:
        drafts = self._by_title.setdefault(title, [])
        if film not in drafts:
            drafts.append(film)

    def _address(self, film: Draft, address: Address) -> None:
        if isinstance(address, Code):
            film.code, film.uri = address, address.uri
            self._by_id[address.id] = film
        else:
            film.slug, film.uri = address.slug, film.uri or address.uri
            self._by_slug[address.slug] = film


def fitting(row: Row, films: list[Draft]) -> tuple[Draft, bool]:
    """Which of several films of one name and year a row means, and whether that is certain.

    A film that was logged is watched, on the day of its first log entry as a rule, and often rated like it.
    """
    tests: tuple[Callable[[Draft], bool], ...] = (
        lambda film: film.watched,
        lambda film: film.logged_on == row.logged_on,
        lambda film: row.rating is not None and film.rating == row.rating,
    )
    for fits in tests:
        some = list(filter(fits, films))
        if len(some) == 1:
            return some[0], True
        films = some or films
    return films[0], len(films) == 1


def _taken(film: Draft, address: Address) -> bool:
    return (film.code if isinstance(address, Code) else film.slug) is not None
