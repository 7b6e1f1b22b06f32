"""The dashboards as panels: figures of `lbtui.stats` turned into charts, for the screens, the shell and pictures.

One module a dashboard. To be imported where pandas may be: in a thread, or in the shell.
"""

from lbtui.services.dashboards.build import build

__all__ = ["build"]
