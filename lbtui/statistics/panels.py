"""What the panels of all dashboards have in common: bars from figures, and words for what is counted."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.calendar import Calendar
from lbtui.charts.draw.columns import Columns
from lbtui.charts.model import FULL, VIEWINGS, Bar, Bars, Drawing, Panel, YearDays
from lbtui.charts.scale import figure
from lbtui.statistics.records import Counts, Coverage, FilmRef, Group, Watch
from lbtui.text import counted

FAIR = "Bayesian mean (5 films at your mean)"
"""Said wherever small groups are ranked by rating."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DEVIATION = ("", "mean", "rated")
"""What stands above the columns of deviations."""


def bars(chart: Counts, label: Callable[[str], str] = str) -> list[Bar]:
    """A chart's bars; none where nothing is counted."""
    return [replace(bar, label=label(bar.label)) for bar in chart] if chart.total else []


def by_films(groups: Iterable[Group], limit: int | None = None) -> list[Bar]:
    """Groups as bars of films, with their mean rating as the second figure."""
    return [
        Bar(group.name, group.films, query=group.filter or None, note=stars(group.mean))
        for group in list(groups)[:limit]
    ]


def deviations(groups: Iterable[Group], centre: float | None) -> list[Bar]:
    """Groups as bars of how far their fair mean lies from the member's own; the plain mean and the films beside."""
    return [
        Bar(
            group.name,
            round(group.fair - centre, 2),
            signed(group.fair - centre),
            group.filter or None,
            f"{stars(group.mean)} of {counted(group.rated, 'rated film')}",
            (f"{group.mean:.2f}", f"{group.rated:,}"),
        )
        for group in groups
        if centre is not None and group.fair is not None and group.mean is not None
    ]


def people(groups: Iterable[Group], make: Callable[[Iterable[Group]], list[Bar]] = by_films) -> list[Bar]:
    """Groups that are people, so that each opens the page of a person."""
    chosen = list(groups)
    return [replace(bar, person=person_of(group)) for group, bar in zip(chosen, make(chosen), strict=False)]


def person_of(group: Group) -> int | None:
    """The TMDB id of a group that is a person."""
    return group.id if isinstance(group.id, int) else None


def film(ref: FilmRef, value: float | None = None, shown: str = "", *cells: str) -> Bar:
    """A film of a ranked list: name, year, further columns, a value."""
    note = str(ref.year or "")
    return Bar(ref.name, math.nan if value is None else value, shown, note=note, cells=cells, film=ref.id)


def rated_films(refs: Iterable[FilmRef]) -> list[Bar]:
    """Films with their ratings."""
    return [film(ref, ref.rating or 0.0, rating(ref.rating)) for ref in refs]


def viewing(watch: Watch, *cells: str) -> Bar:
    """A viewing with the rating that was given with it."""
    shown = "–" if watch.rating is None else rating(watch.rating)
    return film(watch.film, watch.rating or 0.0, shown, *cells)


def signed(number: float, decimals: int = 2) -> str:
    """A difference: `+0.58`, `−0.21`, `0.00`."""
    rounded = round(number, decimals)
    return f"{rounded:+.{decimals}f}".replace("-", "−") if rounded else f"{0:.{decimals}f}"


def stars(mean: float | None) -> str:
    """A mean rating as a second figure: `★ 3.87`; empty for unknown."""
    return "" if mean is None else f"★ {mean:.2f}"


def rating(given: float | None) -> str:
    """A rating as it was given: `4½ ★`."""
    if given is None:
        return "not rated"
    return f"{given:g} ★".replace("0.5", "½").replace(".5", "½")


def half(label: str) -> str:
    """The label of a rating's column: `½`, `1`, `1½`."""
    return label.replace("0.5", "½").replace(".5", "½")


def day(when: date) -> str:
    """A day as people write it: `5 May 2024`."""
    return f"{when.day} {when:%b} {when.year}"


def known(coverage: Coverage, what: str, of: str = "films") -> str:
    """`runtime known for 1,812 of 2,006 films`; only the number where nothing is missing."""
    if coverage.complete:
        return f"{coverage.of:,} {of}"
    return f"{what} known for {coverage.known:,} of {coverage.of:,} {of}"


def of(coverage: Coverage) -> str:
    """The same for a card: `1,812 of 2,006`."""
    return counted(coverage.of, "film") if coverage.complete else f"{coverage.known:,} of {coverage.of:,}"


def days(number: float) -> str:
    """Days of 24 hours: `25.7`, `1,204`."""
    return f"{number:.1f}" if number < 100 else f"{number:,.0f}"


def share(coverage: Coverage) -> str:
    """`92%`, `–` where nothing is counted; never 0 or 100 for what is only near it."""
    if coverage.share is None:
        return "–"
    percent = coverage.share * 100
    if 0 < percent < 1:
        return "<1%"
    return f"{min(99, round(percent)) if coverage.known < coverage.of else 100}%"


def two(mean: float | None) -> str:
    """A mean rating with two decimals, `–` for unknown."""
    return "–" if mean is None else f"{mean:.2f}"


def card(
    title: str, value: float | None, shown: str = "", *, form: str = "", note: str = "", query: str | None = None
) -> Bar:
    """A figure card, as `shown` or in the `form` of a format; `–` for unknown."""
    if value is None:
        return Bar(title, math.nan, "–", query, note)
    return Bar(title, value, shown or (format(value, form) if form else figure(value)), query, note)


def share_card(title: str, coverage: Coverage, query: str | None = None) -> Bar:
    """A card of a share in percent, with the number of films below."""
    return card(title, coverage.known, share(coverage), note=counted(coverage.known, "film"), query=query)


def tmdb_panel(
    key: str, title: str, data: list[Bar], note: str, what: str, kind: Drawing[Bars] | None = None, **options: Any
) -> Panel[Any]:
    """Bars of `what` TMDB tells of films, in rows unless another kind is given; empty until it has told any."""
    return Panel(
        key, title, kind or BarRows(), data, note=note, empty=f"no {what} is known", needs_tmdb=True, **options
    )


def ratings(key: str, histogram: Counts, rated: Coverage, *, films: str = "films", height: int = 12) -> Panel[Any]:
    """The films by rating."""
    note = f"{films} · rated {rated.known:,} of {rated.of:,}"
    return Panel(key, "Ratings", Columns(), bars(histogram, half), note=note, empty="no film is rated", height=height)


def activity(
    key: str,
    name: str,
    days: Mapping[date, int],
    today: date,
    *,
    year: int,
    empty: str = "nothing to show",
    span: tuple[float, float] = FULL,
) -> Panel[Any]:
    """The days of a year by viewings. Those that do not take the whole width share the legend of another."""
    data, note = YearDays(year, days, today, legend=span == FULL), counted(sum(days.values()), "viewing")
    height = 11 if span == FULL else 10
    return Panel(
        key, f"Activity {name}", Calendar(), data, note=note, empty=empty, unit=VIEWINGS, height=height, span=span
    )
