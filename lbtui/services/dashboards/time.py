"""The time screen: when films were watched."""

from collections.abc import Iterator

from lbtui.charts.data import Bar, YearDays
from lbtui.charts.panel import FULL, VIEWINGS, Panel, Shape
from lbtui.services.dashboards.parts import bars, card, count, day, film
from lbtui.stats.diary import Day, Gap, Streak
from lbtui.stats.timeline import Milestone, Timeline


def panels(figures: Timeline) -> tuple[Panel, ...]:
    """Streaks and records, a calendar a year, periods, weekdays, milestones, double bills, the lag from release."""
    years = sorted({when.year for when in figures.calendar}, reverse=True)
    calendars = [_calendar(figures, year, FULL if year == years[0] else (2, 1.5)) for year in years]
    return (
        Panel("records", "Records", Shape.CARDS, _cards(figures), span=FULL),
        *calendars[:1],
        *_periods(figures),
        *_lists(figures),
        _lag(figures),
        *calendars[1:],
    )


def _cards(figures: Timeline) -> list[Bar]:
    return [
        card("Viewings", figures.viewings, note=f"of {count(figures.films, 'film')}", query="viewings>=1"),
        card("Not in the diary", figures.undated, note="watched films", query="watched viewings:0"),
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
    return card("Release to watch", value, "" if value is None else f"{value:g}", note=note)


def _calendar(figures: Timeline, year: int, span: tuple[float, float]) -> Panel:
    days = {when: films for when, films in figures.calendar.items() if when.year == year}
    return Panel(
        f"calendar-{year}",
        f"{year}, day by day",
        Shape.CALENDAR,
        YearDays(year, days),
        note=count(sum(days.values()), "viewing"),
        unit=VIEWINGS,
        height=11,
        span=span,
    )


def _periods(figures: Timeline) -> Iterator[Panel]:
    note, empty = count(figures.viewings, "viewing"), "the diary is empty"
    yield Panel(
        "years", "By year", Shape.COLUMNS, bars(figures.by_year), note=note, empty=empty, unit=VIEWINGS, span=(1, 2)
    )
    yield Panel(
        "weekdays", "By weekday", Shape.COLUMNS, bars(figures.by_weekday), note=note, empty=empty, unit=VIEWINGS
    )
    for key, title, chart in (("months", "By month", figures.by_month), ("weeks", "By week", figures.by_week)):
        yield Panel(key, title, Shape.AREA, bars(chart), note=note, empty=empty, unit=VIEWINGS, span=FULL)


def _lists(figures: Timeline) -> Iterator[Panel]:
    yield Panel(
        "milestones",
        "Milestones",
        Shape.RANKED,
        [_milestone(milestone) for milestone in reversed(figures.milestones)],
        note="by the number of the viewing",
        empty="the first viewing is the first milestone",
    )
    yield Panel(
        "double-bills",
        "Double bills",
        Shape.RANKED,
        [_bill(bill) for bill in figures.latest_double_bills],
        note=f"{count(figures.double_bills, 'day')} with two or more films",
        empty="no day with two films yet",
    )
    if figures.placeholders:
        yield Panel(
            "placeholders",
            "Days too full to be true",
            Shape.BARS,
            [Bar(day(full.day), full.viewings, query=full.filter) for full in figures.placeholders],
            note="counted by day and month, but no record",
            unit=VIEWINGS,
        )


def _milestone(milestone: Milestone) -> Bar:
    when = "no true date" if milestone.placeholder else day(milestone.watch.watched_on)
    return film(milestone.watch.film, milestone.number, f"{milestone.number:,}", when)


def _bill(bill: Day) -> Bar:
    names = " + ".join(dict.fromkeys(ref.name for ref in bill.films))
    return Bar(names, bill.viewings, query=bill.filter, note=day(bill.day))


def _lag(figures: Timeline) -> Panel:
    lag = figures.lag
    later = lag.coverage.known - lag.within_30_days
    parts = [Bar("within 30 days of release", lag.within_30_days), Bar("later", later)]
    return Panel(
        "lag",
        "First seen",
        Shape.SHARE,
        [part for part in parts if part.value],
        note=f"films · both days known for {lag.coverage.known:,} of {lag.coverage.of:,}",
        empty="no release date is known",
        needs_tmdb=True,
    )
