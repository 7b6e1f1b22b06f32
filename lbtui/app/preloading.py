"""Modules that no first frame needs, imported while nothing else is to be done, so that no key waits for them later."""

from importlib import import_module
from threading import Thread

from lbtui.statistics.dashboards import Dashboard

AFTER = 1.0
"""Seconds from the first films on the screen until it begins."""
_MODULES = (
    "lbtui.screens.statistics",
    "lbtui.statistics.reading",
    *(f"lbtui.statistics.{dashboard.value}" for dashboard in Dashboard),
    "lbtui.screens.film",
    "lbtui.screens.enrichment",
    "lbtui.screens.review",
    "lbtui.screens.importing",
)


def preload() -> None:
    """Begin, in a thread that nobody waits for: a quit least of all."""
    Thread(target=_import_all, name="preload", daemon=True).start()


def _import_all() -> None:
    for module in _MODULES:
        import_module(module)
