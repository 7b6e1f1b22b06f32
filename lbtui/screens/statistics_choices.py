"""What can be chosen on a dashboard besides the filter: its keys, role and order of people, the years, any days."""

from collections.abc import Sequence
from dataclasses import replace

from textual.binding import Binding, BindingType

from lbtui.screens.dialog import LineDialog
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.request import HELP, PLURALS, DateRange, Order, StatisticsRequest, read_date_ranges
from lbtui.widgets.bars import Choice, Option, Tab

TABS = tuple(Tab(dashboard.value, dashboard.heading, dashboard.key) for dashboard in Dashboard)
ONLY_ON = {
    "turn": (Dashboard.PEOPLE, Dashboard.YEARS),
    "sort": (Dashboard.PEOPLE,),
    "minimum": (Dashboard.PEOPLE,),
    "compare": (Dashboard.YEARS,),
    "days": (Dashboard.YEARS,),
    "picture": (Dashboard.YEARS,),
}
"""The dashboards on which an action means something; the others mean something on all."""


def _key(key: str, action: str, name: str, tooltip: str, *, show: bool = True, display: str | None = None) -> Binding:
    first = action == "filter"
    name_id = f"statistics.{name.lower()}"
    return Binding(key, action, name, tooltip=tooltip, show=show, key_display=display, id=name_id, priority=first)


KEYS: tuple[BindingType, ...] = (
    _key("slash", "filter", "Filter", "Type a filter; the library shows the same", display="/"),
    _key("escape", "clear", "Clear", "Count all films again", show=False),
    _key("left_square_bracket", "step(-1)", "Previous", "The dashboard to the left", show=False, display="["),
    _key("right_square_bracket", "step(1)", "Dashboard", "The one to the right; a letter goes to each", display="[ ]"),
    _key("e", "export", "Export", "This dashboard as a picture, as text or its figures"),
    _key("P", "posters", "Posters", "The films behind the bar, or those of the list, as posters", show=False),
    _key("less_than_sign", "turn(-1)", "Before", "The role or the years before", show=False, display="<"),
    _key("greater_than_sign", "turn(1)", "Turn", "The next role, the next years", display="< >"),
    _key("s", "sort", "Order", "By films, rating, likes or hours"),
    _key("plus", "minimum(1)", "More", "Only people with more films", show=False, display="+"),
    _key("minus", "minimum(-1)", "Fewer", "Also people with fewer films", show=False, display="-"),
    _key("c", "compare", "Compare", "Beside the years before"),
    _key("d", "days", "Date range…", "Type any two days, or two ranges to compare"),
    _key("i", "picture", "Picture", "The year as a picture to be shared"),
    *(_key(tab.key, f"dashboard('{tab.id}')", tab.name, f"The dashboard {tab.name}", show=False) for tab in TABS),
)


DateRanges = tuple[DateRange, DateRange | None]


class DateRangeDialog(LineDialog[DateRanges]):
    """Asks for one range of days, or two to compare."""

    HEADING = "Date range"
    DEFAULT_CSS = "DateRangeDialog > .dialog--box { width: 64; }"

    def __init__(self, text: str) -> None:
        super().__init__(HELP[0].upper() + HELP[1:] + ".", text)

    def read(self, text: str) -> DateRanges:
        return read_date_ranges(text)


ORDERS = (Order.FILMS, Order.RATING, Order.LIKES, Order.HOURS)
MOST_FILMS = 50
"""The largest minimum of films that can be asked for."""


def choices(request: StatisticsRequest, years: Sequence[int]) -> list[Choice]:
    """What can be chosen on the dashboard in sight; nothing on most."""
    match request.dashboard:
        case Dashboard.PEOPLE:
            return _of_people(request)
        case Dashboard.YEARS:
            return _of_years(request, years)
        case Dashboard.WATCHLIST:
            return [Choice("Tonight", "T", (Option("five films for this evening", "tonight"),))]
    return []


def _of_people(request: StatisticsRequest) -> list[Choice]:
    roles = tuple(Option(name, f"role('{role}')", role is request.role) for role, name in PLURALS.items())
    orders = tuple(Option(order, f"order('{order}')", order is request.order) for order in ORDERS)
    least = (
        Option("−", "minimum(-1)"),
        Option(f"{request.minimum} films", "minimum(0)", True),
        Option("+", "minimum(1)"),
    )
    found = [Choice("Role", "< >", roles), Choice("By", "s", orders)]
    return [*found, Choice("At least", "- +", least)] if request.order is Order.RATING else found


def _of_years(request: StatisticsRequest, years: Sequence[int]) -> list[Choice]:
    dates = dates_of(request, years)
    shown = (Option("‹", "turn(-1)"), Option(dates.name, "days", True), Option("›", "turn(1)"))
    other = (request.other or dates.previous).name
    return [
        Choice("Years", "< >", shown),
        Choice("Compare", "c", (Option(f"with {other}", "compare", request.other is not None),)),
        Choice("Date range…", "d", (Option("type it", "days"),)),
    ]


def dates_of(request: StatisticsRequest, years: Sequence[int]) -> DateRange:
    """The days shown: those asked for, else the latest year of the diary that has begun."""
    begun = [year for year in years if year <= request.today.year]
    return request.dates or DateRange.years(begun[-1] if begun else request.today.year)


def turned(request: StatisticsRequest, years: Sequence[int], steps: int) -> StatisticsRequest:
    """The screen a role or a range of days further on; two ranges move together."""
    if request.dashboard is Dashboard.PEOPLE:
        roles = list(PLURALS)
        return replace(request, role=roles[(roles.index(request.role) + steps) % len(roles)])
    dates = dates_of(request, years)
    length = (dates.last.year - dates.first.year + 1) * steps
    other = request.other.shifted(length) if request.other else None
    return replace(request, dates=dates.shifted(length), other=other)


def compared(request: StatisticsRequest, years: Sequence[int]) -> StatisticsRequest:
    """The days beside those of as many years before, or alone again."""
    if request.other is not None:
        return replace(request, other=None)
    return replace(request, dates=dates_of(request, years), other=dates_of(request, years).previous)
