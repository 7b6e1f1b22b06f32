"""Films for this evening: from what waits unseen, by what the member might give it, another draw at each roll.

Loads no numpy by itself; drawing is for a thread.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lbtui.model.films import FilmRow
from lbtui.query import Query, parse, term
from lbtui.services.streaming import CREDIT
from lbtui.text import counted

if TYPE_CHECKING:
    from lbtui.statistics.predictions import Taste

PICKS = 5
REFUSED = "tonight.refused"
"""What is not for an evening is kept in the store under this name: the day, and the ids of the films."""
_PRIOR, _VOTES = 6.4, 30
"""A mean of few votes says little: so many votes of so much are added to it."""
_WAVER = 0.4
"""Standard deviation by which TMDB's averages waver from roll to roll."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the member wants of the evening."""

    watchlist: bool = True
    """Whether only films of the watchlist are meant, or all of the library that have not been seen."""
    minutes: int | None = None
    """How long it may take; a film of unknown length may take longer."""
    genre: str = ""
    on_services: bool = False
    """Whether a service that the member has must stream it."""

    @property
    def query(self) -> Query:
        """The filter that finds such films."""
        terms = [
            "unseen unrated",
            "watchlist" if self.watchlist else "",
            f"runtime<={self.minutes}" if self.minutes else "",
            term("genre", self.genre) if self.genre else "",
            "streaming" if self.on_services else "",
        ]
        return parse(" ".join(filter(None, terms)))


@dataclass(frozen=True, slots=True)
class Picks:
    """The films, the best of the draw first, and how they were drawn, as a sentence."""

    films: Sequence[FilmRow]
    drawn: str

    @property
    def how(self) -> str:
        """How they were chosen, and who tells where they stream, as TMDB's terms want."""
        return f"{self.drawn} {CREDIT}." if any(row.streaming for row in self.films) else self.drawn


def seed_of(day: date, roll: int) -> int:
    """The seed of an evening's draw: each day another, and each roll."""
    return day.toordinal() * 1000 + roll


def refused_on(today: date, kept: str) -> set[int]:
    """The films that were refused today, from what is kept."""
    day, *films = kept.split() or [""]
    return set(map(int, films)) if day == str(today) else set()


def fitting(rows: Iterable[FilmRow], today: date, refused: Collection[int] = ()) -> list[FilmRow]:
    """The films that are out by today and were not refused for this evening."""
    return [row for row in rows if row.id not in refused and _is_out(row, today)]


def _is_out(row: FilmRow, today: date) -> bool:
    if row.release_date is not None:
        return row.release_date <= today
    return row.year is not None and row.year <= today.year


def genres(rows: Iterable[FilmRow]) -> list[str]:
    """The genres of these films, the most frequent first."""
    counts = Counter(genre for row in rows for genre in row.genres)
    return sorted(counts, key=lambda genre: (-counts[genre], genre))


def pick(rows: Sequence[FilmRow], taste: "Taste | None", seed: int, *, missing: str = "") -> Picks:
    """Some of these films: those that are best under one way that the member's taste might be, drawn by the seed.

    Without a taste TMDB's averages decide, and `missing` says why there is none. The films of a roll are the same
    whichever others may not be picked. Fills in the predictions of those picked.
    """
    if taste is not None and (known := [row for row in rows if taste.knows(row)]):
        chosen = _best(known, taste.draw(known, seed))
        taste.explain(chosen)
        return Picks(chosen, f"Picked from {counted(len(known), 'film')} by how you might rate them.")
    why = f"{missing} Until then: " if missing else ""
    if known := [row for row in rows if row.tmdb_rating is not None]:
        chosen = _best(known, [_by_tmdb(row, seed) for row in known])
        return Picks(chosen, f"{why}{'by' if why else 'By'} TMDB's average, of {counted(len(known), 'film')}.")
    chosen = _best(rows, [_wavering(row, seed) for row in rows])
    return Picks(
        chosen, f"{why}{'at' if why else 'At'} random, of {counted(len(rows), 'film')} that TMDB has not rated yet."
    )


def _best(rows: Sequence[FilmRow], scores: Sequence[float]) -> list[FilmRow]:
    ranked = sorted(zip(scores, rows, strict=True), key=lambda scored: -scored[0])
    return [row for _, row in ranked[:PICKS]]


def _by_tmdb(row: FilmRow, seed: int) -> float:
    average = ((row.tmdb_rating or 0) * row.tmdb_votes + _PRIOR * _VOTES) / (row.tmdb_votes + _VOTES)
    return average + _WAVER * _wavering(row, seed)


def _wavering(row: FilmRow, seed: int) -> float:
    """A number of the film's own at this roll, around 0."""
    return random.Random(f"{seed}:{row.id}").gauss()
