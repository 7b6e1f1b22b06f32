"""The dashboards by their tabs, and the keys of the statistics screen."""

from textual.binding import Binding, BindingType

from lbtui.statistics.dashboards import Dashboard
from lbtui.widgets.tab_bar import Tab

TABS = tuple(Tab(dashboard.value, dashboard.heading, dashboard.key) for dashboard in Dashboard)
ONLY_ON = {
    "turn": (Dashboard.PEOPLE, Dashboard.YEARS),
    "sort": (Dashboard.PEOPLE,),
    "minimum": (Dashboard.PEOPLE,),
    "compare": (Dashboard.YEARS,),
    "days": (Dashboard.YEARS,),
    "again": (Dashboard.WATCHLIST,),
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
    _key("less_than_sign", "turn(-1)", "Before", "The role or the years before", show=False, display="<"),
    _key("greater_than_sign", "turn(1)", "Turn", "The next role, the next years", display="< >"),
    _key("s", "sort", "Order", "By films, rating, likes or hours"),
    _key("plus", "minimum(1)", "More", "Only people with more films", show=False, display="+"),
    _key("minus", "minimum(-1)", "Fewer", "Also people with fewer films", show=False, display="-"),
    _key("c", "compare", "Compare", "Beside the years before"),
    _key("d", "days", "Date range…", "Type any two days, or two ranges to compare"),
    _key("n", "again", "Another", "Another film for tonight"),
    *(_key(tab.key, f"dashboard('{tab.id}')", tab.name, f"The dashboard {tab.name}", show=False) for tab in TABS),
)
