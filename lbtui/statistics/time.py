"""The time screen: when films were watched. Counts are viewings, that is diary entries, unless named otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.grid import YearGrid
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.model import FULL, VIEWINGS, Bar, Grid, Panel
from lbtui.statistics.diary import Day, Diary, Gap, Streak, busiest, diary, double_bills, longest_gap, streaks, to_date
from lbtui.statistics.frames import Frames
from lbtui.statistics.measures import between, counts_of, named
from lbtui.statistics.panels import MONTHS, activity, bars, card, day, film
from lbtui.statistics.records import Counts, Coverage, Figures, Unit, Watch, fields_of
from lbtui.statistics.request import StatisticsRequest
from lbtui.text import counted

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
class Timeline(Figures):
    """The diary over time."""

    viewings: int
    films: int
    """Films with at least one viewing."""
    undated: int
    """Films seen that the diary does not hold; no chart of this screen can show them."""
    calendar: dict[date, int]
    """Viewings by day, all years; days without one are left out."""
    by_year: Counts
    by_month: Counts
    """Months "2024-05" from the first to the last, without gaps."""
    by_week: Counts
    """ISO weeks "2024-W05" from the first to the last, without gaps."""
    by_weekday: Counts
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

    def as_json(self) -> Mapping[str, Any]:
        """Only periods with viewings, and the longest streak as a number too."""
        return fields_of(self) | {
            "by_year": self._nonzero(self.by_year),
            "by_month": self._nonzero(self.by_month),
            "by_week": self._nonzero(self.by_week),
            "longest_streak_weeks": self.longest_streak.weeks if self.longest_streak else 0,
        }

    @staticmethod
    def _nonzero(counts: Counts) -> Counts:
        return Counts(counts.unit, tuple(bar for bar in counts if bar.value))

    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        """Streaks and records, a calendar a year, periods, weekdays, milestones, double bills, the lag from release."""
        calendars = list(_calendars(self, request.today))
        yield Panel("records", "Records", Cards(), _cards(self), span=FULL)
        yield from calendars[:1]
        yield from _by_period(self, request.today)
        yield from _lists(self)
        yield _first_seen(self.lag)
        yield from calendars[1:]


def measure(frames: Frames, _library: Frames, request: StatisticsRequest) -> Timeline:
    """The figures of the diary."""
    today = request.today
    book = diary(frames)
    longest, current = streaks(book, today)
    bills = double_bills(book)
    logged = np.bincount(frames.viewed, minlength=len(frames)) > 0
    return Timeline(
        viewings=int(frames.viewed.size),
        films=int(logged.sum()),
        undated=int((frames.flags("seen") & ~logged).sum()),
        calendar=frames.by_day(),
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


def _periods(book: Diary, unit: Literal["Y", "M"]) -> Counts:
    """Viewings by year or month, from the first to the last without gaps."""
    periods = book.days.astype("datetime64[D]").astype(f"datetime64[{unit}]")
    if not periods.size:
        return Counts(Unit.VIEWINGS)
    places = (periods - periods[0]).astype(np.int64)
    counts = np.bincount(places, weights=book.counts).astype(np.int64).tolist()
    all_ = periods[0] + np.arange(len(counts)).astype(f"timedelta64[{unit}]")
    return counts_of(Unit.VIEWINGS, map(str, all_), counts, "watched")


def _weeks(book: Diary) -> Counts:
    weeks = (book.days + 3) // 7
    if not weeks.size:
        return Counts(Unit.VIEWINGS)
    first = int(weeks[0])
    counts = np.bincount(weeks - first, weights=book.counts).astype(np.int64).tolist()
    mondays = [to_date(week * 7 - 3) for week in range(first, first + len(counts))]
    bars = (
        Bar(f"{monday:%G-W%V}", count, query=between(monday, monday + timedelta(days=6)))
        for monday, count in zip(mondays, counts, strict=True)
    )
    return Counts(Unit.VIEWINGS, tuple(bars))


def _weekdays(book: Diary) -> Counts:
    counts = np.bincount((book.days + 3) % 7, weights=book.counts, minlength=7).astype(np.int64).tolist()
    bars = (Bar(day[:3], count, query=named("weekday", day)) for day, count in zip(WEEKDAYS, counts, strict=True))
    return Counts(Unit.VIEWINGS, tuple(bars))


def _milestones(book: Diary) -> tuple[Milestone, ...]:
    total = int(book.frames.viewed.size)
    numbers = [*MILESTONES, *range(1000, 2000, 500), *range(2000, total + 1, 1000)]
    lines = [number - 1 for number in numbers if number <= total]
    dated = book.dated
    watches = book.frames.watches(lines)
    return tuple(Milestone(line + 1, watch, not dated[line]) for line, watch in zip(lines, watches, strict=True))


def _lag(book: Diary) -> Lag:
    frames = book.frames
    films, lines = np.unique(frames.viewed, return_index=True)
    first = book.dated[lines] & ~frames.rewatch[lines]
    released = frames.days("released")[films]
    usable = first & ~np.isnat(released)
    days = (frames.watched_on[lines[usable]] - released[usable]).astype(np.int64)
    median = float(np.median(days)) if days.size else None
    return Lag(median, int((days <= NEW_DAYS).sum()), Coverage(int(days.size), int(films.size)))


_MONTH_WEEKS = {week: MONTHS[at] for at, week in enumerate((0, 4, 9, 13, 17, 22, 26, 30, 35, 39, 43, 48))}
_WEEKS = tuple(_MONTH_WEEKS.get(week, "") for week in range(53))
"""The names of the months above the weeks that they begin in, give or take one."""
MOST_YEARS = 20
"""Years that a grid shows before it is scrolled."""


def _cards(figures: Timeline) -> list[Bar]:
    return [
        card("Viewings", figures.viewings, note=f"of {counted(figures.films, 'film')}", query="viewings>=1"),
        card("No diary", figures.undated, note="watched films", query="watched viewings:0"),
        _streak("Longest streak", figures.longest_streak),
        _streak("Streak now", figures.current_streak),
        _busiest(figures.busiest_day),
        _gap(figures.longest_gap),
        card("Double bills", figures.double_bills, note="days of 2+ films"),
        _median(figures),
    ]


def _streak(title: str, streak: Streak | None) -> Bar:
    if streak is None:
        return card(title, 0, note="weeks in a row")
    weeks = counted(streak.weeks, "week")
    note = f"{weeks.partition(' ')[2]} to {day(streak.last)}"
    return card(title, streak.weeks, weeks, note=note, query=streak.filter)


def _busiest(busiest: Day | None) -> Bar:
    if busiest is None:
        return card("Busiest day", None)
    return card("Busiest day", busiest.viewings, note=day(busiest.day), query=busiest.filter)


def _gap(gap: Gap | None) -> Bar:
    if gap is None:
        return card("Longest gap", None, note="days")
    return card("Longest gap", gap.days, counted(gap.days, "day"), note=f"days to {day(gap.before)}")


def _median(figures: Timeline) -> Bar:
    days = figures.lag.median_days
    unit = "days" if days is None or abs(days) < 365 else "years"
    value = None if days is None else days if unit == "days" else round(days / 365.25, 1)
    shown = "" if value is None else f"{value:g} {unit.removesuffix('s') if value == 1 else unit}"
    return card("After release", value, shown, note=f"median {unit}")


def _calendars(figures: Timeline, today: date) -> Iterator[Panel[Any]]:
    """A calendar a year, the latest first and the largest."""
    for place, year in enumerate(sorted({when.year for when in figures.calendar}, reverse=True)):
        days = {when: films for when, films in figures.calendar.items() if when.year == year}
        span = (2, 1.5) if place else FULL
        yield activity(f"calendar-{year}", str(year), days, today, year=year, span=span)


def _by_period(figures: Timeline, today: date) -> Iterator[Panel[Any]]:
    note, empty = counted(figures.viewings, "viewing"), "the diary is empty"
    yield Panel("years", "By year", Columns(), bars(figures.by_year), note=note, empty=empty, unit=VIEWINGS)
    yield Panel(
        "months",
        "By month",
        YearGrid(),
        _grid(figures.by_month, MONTHS, f"{today:%Y-%m}", sums=True),
        note=note,
        empty=empty,
        unit=VIEWINGS,
        height=_height(figures.by_month),
        span=(1, 1.25),
    )
    yield Panel(
        "weekdays",
        "By weekday",
        Columns(),
        bars(figures.by_weekday),
        note=note,
        empty=empty,
        unit=VIEWINGS,
        span=(1, 0.75),
    )
    most = max((bar.value for bar in figures.by_week), default=0)
    yield Panel(
        "weeks",
        "By week",
        YearGrid(),
        _grid(figures.by_week, _WEEKS, f"{today:%G-W%V}"),
        note=f"{note} · at most {most:.0f} in a week",
        empty=empty,
        unit=VIEWINGS,
        height=_height(figures.by_week),
        span=FULL,
    )


def _height(chart: Counts) -> int:
    """Of a grid: a line a year, the labels and the frame."""
    years = len({bar.label[:4] for bar in chart})
    return max(12, min(years, MOST_YEARS) + 3)


def _grid(chart: Counts, columns: Sequence[str], today: str, *, sums: bool = False) -> Grid:
    """Periods by year, the latest year first; those between the last viewing and today have none."""
    by_year: dict[str, list[Bar | None]] = {}
    for bar in reversed(tuple(chart)):
        row = by_year.setdefault(bar.label[:4], [None] * len(columns))
        if bar.value or bar.label <= today:
            row[_place(bar.label)] = bar
    last = max((bar.label for bar in chart), default="")
    if last[:4] == today[:4]:
        row = by_year[today[:4]]
        for place in range(_place(last) + 1, _place(today) + 1):
            row[place] = Bar(f"{today[:-2]}{place + 1:02}", 0)
    return Grid(columns, list(by_year), list(by_year.values()), sums)


def _place(label: str) -> int:
    """The column of `2024-05` or `2024-W05`."""
    return int(label[-2:]) - 1


def _lists(figures: Timeline) -> Iterator[Panel[Any]]:
    yield Panel(
        "milestones",
        "Milestones",
        Ranked(),
        [_milestone(milestone) for milestone in reversed(figures.milestones)],
        note="by the number of the viewing",
        empty="the first viewing is the first milestone",
    )
    yield Panel(
        "double-bills",
        "Double bills",
        Ranked(),
        [_bill(bill) for bill in figures.latest_double_bills],
        note=f"{counted(figures.double_bills, 'day')} with two or more films",
        empty="no day with two films yet",
        limit=SHOWN_BILLS,
    )
    if figures.placeholders:
        yield Panel(
            "placeholders",
            "Days too full to be true",
            BarRows(),
            [Bar(day(full.day), full.viewings, query=full.filter) for full in figures.placeholders],
            note="counted by day and month, but no record",
            unit=VIEWINGS,
        )


def _milestone(milestone: Milestone) -> Bar:
    when = "no true date" if milestone.placeholder else day(milestone.watch.watched_on)
    return film(milestone.watch.film, None, f"{milestone.number:,}", when)


def _bill(bill: Day) -> Bar:
    names = " + ".join(dict.fromkeys(ref.name for ref in bill.films))
    return Bar(names, bill.viewings, query=bill.filter, cells=(day(bill.day),))


def _first_seen(lag: Lag) -> Panel[Any]:
    later = lag.coverage.known - lag.within_30_days
    parts = [Bar("within 30 days of release", lag.within_30_days), Bar("later", later)]
    return Panel(
        "lag",
        "First watched",
        Share(),
        [part for part in parts if part.value],
        note=f"films · both days known for {lag.coverage.known:,} of {lag.coverage.of:,}",
        empty="no release date is known",
        needs_tmdb=True,
    )
