"""The time screen: when films were watched."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.calendar import Calendar
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.grid import YearGrid
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.model import FULL, VIEWINGS, Bar, Grid, Panel, YearDays
from lbtui.services.dashboards.parts import bars, card, count, day, film
from lbtui.stats.diary import Day, Gap, Streak
from lbtui.stats.timeline import Milestone, Timeline
from lbtui.stats.values import Chart

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_WEEKS = {week: MONTHS[at] for at, week in enumerate((0, 4, 9, 13, 17, 22, 26, 30, 35, 39, 43, 48))}
_WEEKS = tuple(_MONTH_WEEKS.get(week, "") for week in range(53))
"""The names of the months above the weeks that they begin in, give or take one."""
MOST_YEARS = 20
"""Years that a grid shows before it is scrolled."""


def panels(figures: Timeline, today: date) -> tuple[Panel[Any], ...]:
    """Streaks and records, a calendar a year, periods, weekdays, milestones, double bills, the lag from release."""
    years = sorted({when.year for when in figures.calendar}, reverse=True)
    calendars = [_calendar(figures, year, FULL if year == years[0] else (2, 1.5), today) for year in years]
    return (
        Panel("records", "Records", Cards(), _cards(figures), span=FULL),
        *calendars[:1],
        *_periods(figures, today),
        *_lists(figures),
        _lag(figures),
        *calendars[1:],
    )


def _cards(figures: Timeline) -> list[Bar]:
    return [
        card("Viewings", figures.viewings, note=f"of {count(figures.films, 'film')}", query="viewings>=1"),
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
    weeks = "1 week" if streak.weeks == 1 else "weeks"
    return card(title, streak.weeks, note=f"{weeks} to {day(streak.last)}", query=streak.filter)


def _busiest(busiest: Day | None) -> Bar:
    if busiest is None:
        return card("Busiest day", None)
    return card("Busiest day", busiest.viewings, note=day(busiest.day), query=busiest.filter)


def _gap(gap: Gap | None) -> Bar:
    if gap is None:
        return card("Longest gap", None, note="days")
    return card("Longest gap", gap.days, note=f"days to {day(gap.before)}")


def _median(figures: Timeline) -> Bar:
    days = figures.lag.median_days
    note = "median days" if days is None or abs(days) < 365 else "median years"
    value = None if days is None else days if abs(days) < 365 else round(days / 365.25, 1)
    return card("After release", value, "" if value is None else f"{value:g}", note=note)


def _calendar(figures: Timeline, year: int, span: tuple[float, float], today: date) -> Panel[Any]:
    days = {when: films for when, films in figures.calendar.items() if when.year == year}
    return Panel(
        f"calendar-{year}",
        f"Activity {year}",
        Calendar(),
        YearDays(year, days, today, legend=span == FULL),
        note=count(sum(days.values()), "viewing"),
        unit=VIEWINGS,
        # One legend for all of them, below the first.
        height=11 if span == FULL else 10,
        span=span,
    )


def _periods(figures: Timeline, today: date) -> Iterator[Panel[Any]]:
    note, empty = count(figures.viewings, "viewing"), "the diary is empty"
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
    most = max((bar.count for bar in figures.by_week), default=0)
    yield Panel(
        "weeks",
        "By week",
        YearGrid(),
        _grid(figures.by_week, _WEEKS, f"{today:%G-W%V}"),
        note=f"{note} · at most {most} in a week",
        empty=empty,
        unit=VIEWINGS,
        height=_height(figures.by_week),
        span=FULL,
    )


def _height(chart: Chart) -> int:
    """Of a grid: a line a year, the labels and the frame."""
    years = len({bar.label[:4] for bar in chart})
    return max(12, min(years, MOST_YEARS) + 3)


def _grid(chart: Chart, columns: Sequence[str], today: str, *, sums: bool = False) -> Grid:
    """Periods by year, the latest year first; those between the last viewing and today have none."""
    by_year: dict[str, list[Bar | None]] = {}
    for bar in reversed(tuple(chart)):
        row = by_year.setdefault(bar.label[:4], [None] * len(columns))
        if bar.count or bar.label <= today:
            row[_place(bar.label)] = Bar(bar.label, bar.count, query=bar.filter)
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
        note=f"{count(figures.double_bills, 'day')} with two or more films",
        empty="no day with two films yet",
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


def _lag(figures: Timeline) -> Panel[Any]:
    lag = figures.lag
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
