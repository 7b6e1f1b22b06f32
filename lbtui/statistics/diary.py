"""Days of the diary: which are placeholders, and what follows from the others."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from lbtui.statistics.frames import Flags, Frames, Ints
from lbtui.statistics.measures import between
from lbtui.statistics.records import FilmRef

MOST_FILMS = 12
"""More viewings on one day than this are no day at the cinema, but a date put in for want of a better one."""
MOST_MINUTES = 24 * 60
"""Neither is a day whose films (series aside, which are dated by their end) run longer than a day."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the diary with its viewings; `films` is empty where only the number matters."""

    day: date
    viewings: int
    films: tuple[FilmRef, ...] = ()

    @property
    def filter(self) -> str:
        return between(self.day, self.day)


@dataclass(frozen=True, slots=True)
class Streak:
    """Consecutive ISO weeks with at least one viewing, from the Monday of the first to the Sunday of the last."""

    weeks: int
    first: date
    last: date

    @property
    def filter(self) -> str:
        return between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two neighbouring days with viewings; `days` is their distance."""

    days: int
    after: date
    before: date


@dataclass(frozen=True, slots=True)
class Diary:
    """The viewings by day. `line_day` numbers, for each viewing, its day in `days`."""

    frames: Frames
    days: Ints
    """Days since 1970 that have viewings, ascending."""
    counts: Ints
    line_day: Ints
    placeholder: Flags
    """For each day whether it is a placeholder."""

    @property
    def dated(self) -> Flags:
        """For each viewing whether its day can be taken at its word."""
        return ~self.placeholder[self.line_day]

    def day(self, at: int, *, films: bool = False) -> Day:
        """The day with this number, with its films where asked for."""
        lines = np.flatnonzero(self.line_day == at) if films else ()
        refs = tuple(watch.film for watch in self.frames.watches(lines)) if films else ()
        return Day(to_date(self.days[at]), int(self.counts[at]), refs)


def diary(frames: Frames) -> Diary:
    """Sorts the viewings into days and tells the placeholders: over 12 viewings, or over 24 hours of films."""
    days, line_day, counts = np.unique(frames.watched_on.astype(np.int64), return_inverse=True, return_counts=True)
    minutes = np.where(frames.flags("series"), 0.0, np.nan_to_num(frames.numbers("runtime")))[frames.viewed]
    spent = np.bincount(line_day, weights=minutes, minlength=days.size)
    return Diary(frames, days, counts, line_day, (counts > MOST_FILMS) | (spent > MOST_MINUTES))


def to_date(days: int | np.int64) -> date:
    """The date of a number of days since 1970."""
    return date(1970, 1, 1) + timedelta(days=int(days))


def streaks(book: Diary, today: date) -> tuple[Streak | None, Streak | None]:
    """The longest run of weeks (the latest of several), and the one that still goes on: this week or the last."""
    # 1 January 1970 was a Thursday; counted so, weeks begin on Mondays.
    weeks = np.unique((book.days + 3) // 7)
    if not weeks.size:
        return None, None
    starts = np.flatnonzero(np.diff(weeks, prepend=weeks[0] - 2) > 1)
    lengths = np.diff(starts, append=weeks.size)
    runs = [_streak(weeks[start], length) for start, length in zip(starts, lengths, strict=True)]
    longest = max(runs, key=lambda run: (run.weeks, run.first))
    going = [run for run in runs if run.first <= today <= run.last + timedelta(days=7)]
    return longest, going[-1] if going else None


def longest_gap(book: Diary) -> Gap | None:
    """The longest time without a viewing, placeholders aside; None with fewer than two days."""
    days = book.days[~book.placeholder]
    if days.size < 2:
        return None
    distances = np.diff(days)
    at = int(np.argmax(distances))
    return Gap(int(distances[at]), to_date(days[at]), to_date(days[at + 1]))


def busiest(book: Diary) -> Day | None:
    """The day with the most viewings, placeholders aside; the latest of several."""
    counts = np.where(book.placeholder, 0, book.counts)
    if not counts.any():
        return None
    return book.day(int(counts.size - 1 - np.argmax(counts[::-1])), films=True)


def double_bills(book: Diary) -> Ints:
    """Numbers of the days with two or more different films, placeholders aside."""
    films = max(len(book.frames), 1)
    pairs = np.unique(book.line_day * films + book.frames.viewed)
    different = np.bincount(pairs // films, minlength=book.days.size)
    return np.flatnonzero((different >= 2) & ~book.placeholder)


def _streak(week: np.int64, length: np.int64) -> Streak:
    monday = to_date(week * 7 - 3)
    return Streak(int(length), monday, monday + timedelta(days=7 * int(length) - 1))
