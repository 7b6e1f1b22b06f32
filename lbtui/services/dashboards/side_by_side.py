"""Two reviews beside each other: every row has a bar to the left for the one and to the right for the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lbtui.charts.draw.pairs import Pairs
from lbtui.charts.model import VIEWINGS, Bar, Pair, Panel
from lbtui.services.dashboards import years
from lbtui.services.dashboards.parts import half, person_of
from lbtui.stats.groups import Beside, Group
from lbtui.stats.values import Chart
from lbtui.stats.years import Review, Years, compared

ROWS = 10


def panels(figures: Years, other: Review) -> Iterator[Panel[Any]]:
    """Totals, months, ratings, people, genres, tags as pairs; the bests of both."""
    # Time runs from left to right, whichever was asked for first.
    turned = other.span.first < figures.review.span.first
    one, two = (other, figures.review) if turned else (figures.review, other)
    names = (one.span.name, two.span.name)
    title = f"{names[0]} and {names[1]}"
    yield Panel("pair-totals", title, Pairs(names, top=1), list(_totals(one, two)), height=12, span=(1, 2))
    yield _pairs("pair-ratings", "Ratings, films", names, _charts(one.histogram, two.histogram, half))
    if _one_year(one) and _one_year(two):
        months = _charts(one.months, two.months, lambda label: years.month(label, one), key=lambda label: label[5:])
        yield _pairs("pair-months", "By month", names, months, unit=VIEWINGS, height=15)
    for key, rows in figures.beside.items():
        data = [_beside(row, (one, two), turned=turned, people=key in ("directors", "actors")) for row in rows]
        yield _pairs(f"pair-{key}", f"Top {key}", names, data, needs_tmdb=True)
    tags = sorted(_charts(one.tags, two.tags, str), key=lambda pair: -max(pair.left.value, pair.right.value))
    yield _pairs("pair-tags", "Tags", names, tags[:ROWS], unit=VIEWINGS, empty="no viewing has a tag")
    yield years.bests(one, "-1")
    yield years.bests(two, "-2")
    yield years.ends(one, two)


def _pairs(key: str, title: str, names: tuple[str, str], data: list[Pair], **options: object) -> Panel[Any]:
    panel = Panel(key, title, Pairs(names), data, note="", height=13)
    return replace(panel, **options)  # type: ignore[arg-type]  # the fields of a panel


def _one_year(review: Review) -> bool:
    return review.span.first.year == review.span.last.year


def _totals(one: Review, two: Review) -> Iterator[Pair]:
    """Each row has a scale of its own: its larger number is a full bar."""
    for row in compared(one, two):
        most = max(abs(row.first or 0), abs(row.second or 0)) or 1
        sides = [
            Bar(
                f"{row.label} in {review.span.name}",
                (value or 0) / most,
                "–" if value is None else f"{value:.2f}" if row.label == "mean rating" else f"{value:,.0f}",
                review.filter,
            )
            for value, review in ((row.first, one), (row.second, two))
        ]
        yield Pair(row.label, *sides)


def _charts(one: Chart, two: Chart, label: Callable[[str], str], key: Callable[[str], str] = str) -> list[Pair]:
    """Bars of both charts by label, in the order of the first."""
    left, right = ({key(bar.label): bar for bar in chart} for chart in (one, two))
    if not one.total and not two.total:
        return []
    found = []
    for name in dict.fromkeys((*left, *right)):
        said = label((left.get(name) or right[name]).label)
        sides = [_count(bars.get(name), said) for bars in (left, right)]
        found.append(Pair(said, *sides))
    return found


def _count(bar: object, label: str) -> Bar:
    from lbtui.stats.values import Bar as Counted

    return Bar(label, bar.count, query=bar.filter) if isinstance(bar, Counted) else Bar(label, 0)


def _beside(row: Beside, reviews: Sequence[Review], *, turned: bool, people: bool) -> Pair:
    """One label in both reviews; `·` stands where a review has no film of it."""
    groups = (row.second, row.first) if turned else (row.first, row.second)
    person = next((person_of(group) for group in groups if group and people), None)
    left, right = (_films(row.name, *side, person) for side in zip(groups, reviews, strict=True))
    return Pair(row.name, left, right)


def _films(name: str, group: Group | None, review: Review, person: int | None) -> Bar:
    if group is None:
        return Bar(name, 0, "·", person=person)
    return Bar(name, group.films, query=f"{group.filter} {review.filter}", person=person)
