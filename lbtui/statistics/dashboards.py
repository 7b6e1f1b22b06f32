"""The dashboards: their names, keys and order. Tabs, palette, shell, guide and help all know them from here.

A new one is a line here and a module of its name beside this one, with a function `measure`.
"""

from enum import StrEnum


class Dashboard(StrEnum):
    """A dashboard by the name that the shell knows it by, which is also that of its module."""

    OVERVIEW = "overview", "o"
    TIME = "time", "t"
    RATINGS = "ratings", "r"
    TASTE = "taste", "a"
    PEOPLE = "people", "p"
    YEARS = "years", "y"
    WATCHLIST = "watchlist", "w"

    key: str
    """The key that opens it on the statistics screen."""

    def __new__(cls, name: str, key: str = "") -> "Dashboard":
        made = str.__new__(cls, name)
        made._value_ = name
        made.key = key
        return made

    @property
    def heading(self) -> str:
        """Its name as a heading: "Overview"."""
        return self.value.capitalize()
