"""What the member chooses while the app runs: settings, the key, and the theme however it is changed."""

import logging
from functools import partial
from typing import TYPE_CHECKING

from textual.theme import Theme

from lbtui.config import save_setting, with_setting
from lbtui.services.enrichment_status import State

if TYPE_CHECKING:
    from lbtui.app.main import LbtuiApp

_FETCHING = ("rate", "language", "tmdb_url", "allow_http")
"""Settings that a running enrichment took over when it began."""
_log = logging.getLogger("lbtui.app")


class SettingsController:
    """Keeps what is chosen, and lets it take effect."""

    def __init__(self, app: "LbtuiApp") -> None:
        self._app = app
        self._theme = app.theme

    def follow_theme(self) -> None:
        """Remember the theme from now on, also when the command palette changes it."""
        self._app.theme_changed_signal.subscribe(self._app, self._remember_theme)

    def _remember_theme(self, theme: Theme) -> None:
        if theme.name != self._theme:
            self._theme = theme.name
            self.change("theme", theme.name)

    def change(self, name: str, value: object) -> None:
        """Change a setting now and for later; raises ValueError with what is wrong with the value."""
        app = self._app
        settings = with_setting(app.settings, name, value)
        if settings == app.settings:
            return
        app.settings = settings
        try:
            save_setting(app.paths.settings, name, getattr(settings, name))
        except (OSError, ValueError) as error:
            _log.warning("the setting %s is not kept: %s", name, error)
            app.notify(f"It holds until you quit: {error}", title="Not kept", severity="warning", markup=False)
        if name in _FETCHING:
            self._begin_again(only_running=True)
        app.settings_changed.publish(name)

    def key_changed(self) -> None:
        """Go on with the new key, or without one."""
        self._begin_again(only_running=False)

    def _begin_again(self, *, only_running: bool) -> None:
        self._app.in_background("restart", partial(self._restart, only_running))

    async def _restart(self, only_running: bool) -> None:
        app = self._app
        if (only_running and not app.enriching.running) or app.enrichment_status.state is State.PAUSED:
            return
        await app.enriching.stop()
        app.enriching.start()
