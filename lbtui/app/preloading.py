"""Modules that no first frame needs, imported while nothing else is to be done, so that no key waits for them later."""

from collections.abc import Iterable
from importlib import import_module
from threading import Thread

from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.predicting import MOST_FILMS

AFTER = 1.0
"""Seconds from the first films on the screen until it begins."""
_SCREENS = tuple(f"lbtui.screens.{name}" for name in ("statistics", "film", "enrichment", "review", "importing"))
_MATCHING = "lbtui.services.matching"
_STATISTICS = ("lbtui.statistics.reading", *(f"lbtui.statistics.{dashboard.value}" for dashboard in Dashboard))


def preload(films: int) -> None:
    """Begin, in a thread that nobody waits for, a quit least of all: what a library of so many films wants."""
    modules = (*_SCREENS, _MATCHING, *(_STATISTICS if films <= MOST_FILMS else ()))
    Thread(target=_import_all, args=(modules,), name="preload", daemon=True).start()


def _import_all(modules: Iterable[str]) -> None:
    for module in modules:
        import_module(module)
