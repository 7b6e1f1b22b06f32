"""Overview, time and watchlist as text."""

from datetime import date

from lbtui.charts import Bar, YearDays, draw_calendar, draw_share, plain
from lbtui.services.report import bars
from lbtui.services.report.page import Page, known
from lbtui.stats.overview import Overview
from lbtui.stats.timeline import Milestone, Timeline
from lbtui.stats.watchlist import Watchlist


def overview(page: Page, figures: Overview) -> None:
    """The library in one screen."""
    hours = figures.hours
    page.head("overview")
    page.cards(
        [
            bars.number("films", figures.films),
            bars.number("viewings", figures.viewings, note=f"{figures.rewatches:,} again"),
            bars.hours(hours.total, hours.coverage),
            bars.number("mean rating", figures.mean_rating, digits=2, note=_median(figures.median_rating)),
            bars.percent("rated", figures.rated),
            bars.percent("liked", figures.liked),
            bars.counted("countries", figures.countries, figures.countries_coverage),
            bars.counted("languages", figures.languages, figures.languages_coverage),
            bars.counted("directors", figures.directors, figures.directors_coverage),
        ]
    )
    if not hours.coverage.complete:
        page.say(f"Runtime {known(hours.coverage)}.")
        page.say("")
    page.columns("Ratings", bars.of_chart(figures.histogram), "films")
    page.area("Release years", bars.of_chart(figures.release_years), "films")
    page.bars("Genres", bars.of_groups(figures.genres), "films and mean rating")
    page.bars("Directors", bars.of_groups(figures.top_directors), "films and mean rating")
    _calendar(page, figures.calendar_year, figures.calendar)
    page.ranked("Latest viewings", bars.of_watches(figures.latest))
    states = [Bar(status.words, count) for status, count in figures.statuses.items() if count]
    page.add("Enrichment", plain(draw_share(states, page.width)), "films")


def _median(median: float | None) -> str:
    return "" if median is None else f"median {median:g}"


def _calendar(page: Page, year: int, days: dict[date, int]) -> None:
    of_year = {day: float(count) for day, count in days.items() if day.year == year}
    page.add(f"{year}", plain(draw_calendar(YearDays(year, of_year), page.width, 9)), "viewings a day")


def timeline(page: Page, figures: Timeline) -> None:
    """When films were watched."""
    streak, gap, busiest, lag = figures.longest_streak, figures.longest_gap, figures.busiest_day, figures.lag
    page.head("time")
    page.cards(
        [
            bars.number("viewings", figures.viewings),
            bars.number("films in the diary", figures.films, note=f"{figures.undated:,} seen without a day"),
            bars.number("longest streak", streak.weeks if streak else None, " weeks"),
            bars.number("busiest day", busiest.viewings if busiest else None, note=str(busiest.day) if busiest else ""),
            bars.number("longest gap", gap.days if gap else None, " days"),
            bars.number("double bills", figures.double_bills),
            bars.number("release to viewing", lag.median_days, " days", note="median"),
        ]
    )
    page.columns("Years", bars.of_chart(figures.by_year), "viewings")
    page.area("Months", bars.of_chart(figures.by_month), "viewings")
    page.columns("Weekdays", bars.of_chart(figures.by_weekday), "viewings")
    if figures.calendar:
        _calendar(page, max(figures.calendar).year, figures.calendar)
    page.add("Milestones", "\n".join(map(_milestone, figures.milestones)), "viewings")


def _milestone(mark: Milestone) -> str:
    day = "" if mark.placeholder else str(mark.watch.watched_on)
    return f"{mark.number:>6,}  {day:10}  {mark.watch.film.name}"


def watchlist(page: Page, figures: Watchlist) -> None:
    """What is still to be seen."""
    page.head("watchlist")
    page.cards(
        [
            bars.number("films", figures.films, note=f"{figures.seen:,} seen before"),
            bars.hours(figures.hours, figures.hours_coverage),
        ]
    )
    page.columns("Decades", bars.of_groups(figures.by_decade), "films")
    page.bars("Genres", bars.of_groups(figures.by_genre), "films")
    page.bars("Runtimes", bars.of_groups(figures.by_runtime), known(figures.hours_coverage))
    favourites = [
        Bar(f"{row.person.name}: {', '.join(film.name for film in row.films)}", row.person.fair or 0, "")
        for row in figures.favourites
    ]
    page.ranked("By people you rate highest", favourites)
    page.ranked("Waiting longest", [Bar(film.name, 0, str(film.year or "")) for film in figures.waiting])
