"""The time screen: when films were watched. Counts are viewings, that is diary entries, unless named otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from lbtui.stats.diary import Day, Diary, Gap, Streak, busiest, diary, double_bills, longest_gap, streaks, to_date
from lbtui.stats.filters import at, between, named
from lbtui.stats.frames import Frames
from lbtui.stats.values import Bar, Chart, Coverage, Unit, Watch

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MILESTONES = (1, 50, 100, 500)
"""After these 1,000, 1,500, 2,000, and then every thousand."""
NEW_DAYS = 30
"""A film seen within so many days of its release was seen while new."""
SHOWN_BILLS = 50


@dataclass(frozen=True, slots=True)
class Milestone:
    """The viewing with a round number, counted over the whole diary."""

    number: int
    watch: Watch
    placeholder: bool
    """Whether its day is a placeholder, so that only the number can be told."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from TMDB's release date to the first viewing; a festival viewing comes out below zero.

    Films whose first diary entry is a rewatch, or lies on a placeholder day, have no known first viewing.
    """

    median_days: float | None
    within_30_days: int
    """Films first seen at most 30 days after their release."""
    coverage: Coverage
    """Films with both days known, of the films in the diary."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The diary over time."""

    viewings: int
    films: int
    """Films with at least one viewing."""
    undated: int
    """Films seen that the diary does not hold; no chart of this screen can show them."""
    calendar: dict[date, int]
    """Viewings by day, all years; days without one are left out."""
    by_year: Chart
    by_month: Chart
    """Months "2024-05" from the first to the last, without gaps."""
    by_week: Chart
    """ISO weeks "2024-W05" from the first to the last, without gaps."""
    by_weekday: Chart
    longest_streak: Streak | None
    current_streak: Streak | None
    busiest_day: Day | None
    longest_gap: Gap | None
    double_bills: int
    """Days with two or more films."""
    latest_double_bills: tuple[Day, ...]
    """Newest first, at most 50."""
    milestones: tuple[Milestone, ...]
    lag: Lag
    placeholders: tuple[Day, ...]
    """Days that hold too much to be true: counted by day, month and year, but no busiest day, gap or double bill."""


def timeline(frames: Frames, today: date) -> Timeline:
    """The figures of the time screen."""
    book = diary(frames)
    longest, current = streaks(book, today)
    bills = double_bills(book)
    logged = np.bincount(frames.viewed(), minlength=len(frames)) > 0
    return Timeline(
        viewings=len(frames.viewings),
        films=int(logged.sum()),
        undated=int((frames.flags("seen") & ~logged).sum()),
        calendar={to_date(day): int(count) for day, count in zip(book.days, book.counts, strict=True)},
        by_year=_periods(book, "Y"),
        by_month=_periods(book, "M"),
        by_week=_weeks(book),
        by_weekday=_weekdays(book),
        longest_streak=longest,
        current_streak=current,
        busiest_day=busiest(book),
        longest_gap=longest_gap(book),
        double_bills=int(bills.size),
        latest_double_bills=tuple(book.day(int(at), films=True) for at in bills[::-1][:SHOWN_BILLS]),
        milestones=_milestones(book),
        lag=_lag(book),
        placeholders=tuple(book.day(int(at)) for at in np.flatnonzero(book.placeholder)),
    )


def _periods(book: Diary, unit: Literal["Y", "M"]) -> Chart:
    """Viewings by year or month, from the first to the last without gaps."""
    periods = book.days.astype("datetime64[D]").astype(f"datetime64[{unit}]")
    if not periods.size:
        return Chart(Unit.VIEWINGS)
    places = (periods - periods[0]).astype(np.int64)
    counts = np.bincount(places, weights=book.counts).astype(np.int64).tolist()
    labels = [str(periods[0] + np.timedelta64(step, unit)) for step in range(len(counts))]
    bars = (Bar(label, count, at("watched", label)) for label, count in zip(labels, counts, strict=True))
    return Chart(Unit.VIEWINGS, tuple(bars))


def _weeks(book: Diary) -> Chart:
    weeks = (book.days + 3) // 7
    if not weeks.size:
        return Chart(Unit.VIEWINGS)
    first = int(weeks[0])
    counts = np.bincount(weeks - first, weights=book.counts).astype(np.int64).tolist()
    mondays = [to_date(week * 7 - 3) for week in range(first, first + len(counts))]
    bars = (
        Bar(f"{monday:%G-W%V}", count, between(monday, monday + timedelta(days=6)))
        for monday, count in zip(mondays, counts, strict=True)
    )
    return Chart(Unit.VIEWINGS, tuple(bars))


def _weekdays(book: Diary) -> Chart:
    counts = np.bincount((book.days + 3) % 7, weights=book.counts, minlength=7).astype(np.int64).tolist()
    bars = (Bar(day[:3], count, named("weekday", day)) for day, count in zip(WEEKDAYS, counts, strict=True))
    return Chart(Unit.VIEWINGS, tuple(bars))


def _milestones(book: Diary) -> tuple[Milestone, ...]:
    total = len(book.frames.viewings)
    numbers = [*MILESTONES, *range(1000, 2000, 500), *range(2000, total + 1, 1000)]
    lines = [number - 1 for number in numbers if number <= total]
    dated = book.dated
    watches = book.frames.watches(lines)
    return tuple(Milestone(line + 1, watch, not dated[line]) for line, watch in zip(lines, watches, strict=True))


def _lag(book: Diary) -> Lag:
    frames = book.frames
    films, lines = np.unique(frames.viewed(), return_index=True)
    first = book.dated[lines] & ~frames.viewings["rewatch"].to_numpy(dtype=np.bool_)[lines]
    released = frames.films["released"].to_numpy().astype("datetime64[D]")[films]
    usable = first & ~np.isnat(released)
    days = (frames.watched_on()[lines[usable]] - released[usable]).astype(np.int64)
    median = float(np.median(days)) if days.size else None
    return Lag(median, int((days <= NEW_DAYS).sum()), Coverage(int(days.size), int(films.size)))
