"""What can be chosen on a dashboard besides the filter: role and order of people, the years, the pick for tonight."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lbtui.model import Role
from lbtui.services.statistics import Asked
from lbtui.stats.asked import Order, Screen, Span
from lbtui.widgets.choices import Choice, Option

ROLES = {
    Role.DIRECTOR: "directors",
    Role.ACTOR: "actors",
    Role.WRITER: "writers",
    Role.CINEMATOGRAPHER: "cinematographers",
    Role.COMPOSER: "composers",
}
ORDERS = {Order.FILMS: "films", Order.RATING: "rating", Order.LIKES: "likes", Order.HOURS: "hours"}
MOST_FILMS = 50
"""The largest minimum of films that can be asked for."""


def choices(asked: Asked, years: Sequence[int]) -> list[Choice]:
    """What can be chosen on the dashboard in sight; nothing on most."""
    match asked.screen:
        case Screen.PEOPLE:
            return _of_people(asked)
        case Screen.YEARS:
            return _of_years(asked, years)
        case Screen.WATCHLIST:
            return [Choice("Tonight", "n", (Option("pick another", "again"),))]
    return []


def _of_people(asked: Asked) -> list[Choice]:
    roles = tuple(Option(name, f"role('{role}')", role is asked.role) for role, name in ROLES.items())
    orders = tuple(Option(name, f"order('{order}')", order is asked.order) for order, name in ORDERS.items())
    least = (
        Option("−", "minimum(-1)"),
        Option(f"{asked.minimum} films", "minimum(0)", True),
        Option("+", "minimum(1)"),
    )
    found = [Choice("Role", "< >", roles), Choice("By", "s", orders)]
    return [*found, Choice("At least", "- +", least)] if asked.order is Order.RATING else found


def _of_years(asked: Asked, years: Sequence[int]) -> list[Choice]:
    span = span_of(asked, years)
    shown = (Option("‹", "turn(-1)"), Option(span.name, "days", True), Option("›", "turn(1)"))
    other = (asked.other or before(span)).name
    return [
        Choice("Years", "< >", shown),
        Choice("Compare", "c", (Option(f"with {other}", "compare", asked.other is not None),)),
        Choice("Date range…", "d", (Option("type it", "days"),)),
    ]


def span_of(asked: Asked, years: Sequence[int]) -> Span:
    """The days shown: those asked for, else the latest year of the diary that has begun."""
    begun = [year for year in years if year <= asked.today.year]
    return asked.span or Span.years(begun[-1] if begun else asked.today.year)


def turned(asked: Asked, years: Sequence[int], steps: int) -> Asked:
    """The screen a role or a span of days further on; two spans move together."""
    if asked.screen is Screen.PEOPLE:
        roles = list(ROLES)
        return replace(asked, role=roles[(roles.index(asked.role) + steps) % len(roles)])
    span = span_of(asked, years)
    length = (span.last.year - span.first.year + 1) * steps
    other = _later(asked.other, length) if asked.other else None
    return replace(asked, span=_later(span, length), other=other)


def ordered(asked: Asked) -> Asked:
    """The people in the next order."""
    orders = list(ORDERS)
    return replace(asked, order=orders[(orders.index(asked.order) + 1) % len(orders)])


def limited(asked: Asked, steps: int) -> Asked:
    """The people with so many films more or less."""
    return replace(asked, minimum=max(1, min(asked.minimum + steps, MOST_FILMS)))


def compared(asked: Asked, years: Sequence[int]) -> Asked:
    """The days beside those of as many years before, or alone again."""
    if asked.other is not None:
        return replace(asked, other=None)
    return replace(asked, span=span_of(asked, years), other=before(span_of(asked, years)))


def before(span: Span) -> Span:
    """As many years before."""
    return _later(span, span.first.year - span.last.year - 1)


def _later(span: Span, years: int) -> Span:
    return Span(_in_year(span.first, years), _in_year(span.last, years))


def _in_year(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none."""
    year = max(1, min(day.year + years, 9999))
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
