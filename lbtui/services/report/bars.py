"""The figures of the statistics as the bars that charts draw."""

import math
from collections.abc import Iterable

from lbtui.charts import Bar
from lbtui.stats.groups import Group
from lbtui.stats.ratings import Mean
from lbtui.stats.taste import Completion
from lbtui.stats.values import Chart, Coverage, FilmRef, Watch


def of_chart(chart: Chart) -> list[Bar]:
    """Counts as they are."""
    return [Bar(bar.label, bar.count, query=bar.filter or None) for bar in chart]


def of_groups(groups: Iterable[Group]) -> list[Bar]:
    """Films, with the mean rating beside them."""
    return [Bar(group.name, group.films, query=group.filter or None, note=_stars(group.mean)) for group in groups]


def of_means(groups: Iterable[Group]) -> list[Bar]:
    """The mean rating, with the number of films beside it."""
    return [
        Bar(group.name, group.mean, _stars(group.mean), group.filter or None, f"{group.rated:,} rated")
        for group in groups
        if group.mean is not None
    ]


def of_fair(groups: Iterable[Group]) -> list[Bar]:
    """The Bayesian mean that rankings go by, with the plain mean beside it."""
    return [
        Bar(
            group.name,
            group.fair,
            f"{group.fair:.2f} ★",
            group.filter or None,
            f"mean {group.mean:.2f} of {group.rated:,}",
        )
        for group in groups
        if group.fair is not None and group.mean is not None
    ]


def of_mean(means: Iterable[Mean]) -> list[Bar]:
    """Means over time, unknown ones as gaps."""
    return [
        Bar(one.label, math.nan if one.mean is None else one.mean, query=one.filter or None, note=f"{one.count:,}")
        for one in means
    ]


def of_films(films: Iterable[FilmRef], unit: str = "", digits: int = 0) -> list[Bar]:
    """Films with the number that the list is about, else with their rating."""
    return [_film(film, unit, digits) for film in films]


def _film(film: FilmRef, unit: str, digits: int) -> Bar:
    value = film.value if film.value is not None else film.rating
    shown = "" if value is None else f"{value:,.{digits}f}{unit}" if film.value is not None else _stars(value)
    return Bar(film.name, math.nan if value is None else value, shown or "–", note=str(film.year or ""))


def of_watches(watches: Iterable[Watch]) -> list[Bar]:
    """Viewings: the day as the label."""
    return [
        Bar(f"{watch.watched_on}  {watch.film.name}", watch.rating or 0, _stars(watch.rating), None, _watch_note(watch))
        for watch in watches
    ]


def of_completions(rows: Iterable[Completion]) -> list[Bar]:
    """Films seen, of those that the library knows."""
    return [Bar(row.name, row.seen, f"{row.seen} of {row.films}", row.filter or None) for row in rows]


def percent(label: str, coverage: Coverage) -> Bar:
    """A share as a figure card."""
    share = coverage.share
    return Bar(label, coverage.known, "–" if share is None else f"{share:.0%}", note=f"{coverage.known:,}")


def number(label: str, value: float | None, unit: str = "", digits: int = 0, note: str = "") -> Bar:
    """A figure card."""
    return Bar(label, value or 0, "–" if value is None else f"{value:,.{digits}f}{unit}", note=note)


def counted(label: str, value: int, coverage: Coverage) -> Bar:
    """A figure card of what is counted over films whose data is known; unknown while none is."""
    return number(label, value if coverage.known else None)


def hours(value: float, coverage: Coverage) -> Bar:
    """Hours as a figure card, unknown while no runtime is."""
    return number("hours", value, note=f"{value / 24:,.1f} days") if coverage.known else number("hours", None)


def _stars(rating: float | None) -> str:
    return "–" if rating is None else f"{rating:.2f} ★" if rating * 2 % 1 else f"{rating:g} ★"


def _watch_note(watch: Watch) -> str:
    return " ".join(filter(None, (str(watch.film.year or ""), "again" if watch.rewatch else "")))
