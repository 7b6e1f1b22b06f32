"""What one start of lbtui was asked for: options before environment before config file before default."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from lbtui.config import Paths, Settings, check_url, find_paths, load_settings, with_setting

URL_VARIABLE = "LBTUI_TMDB_URL"
LETTERBOXD_VARIABLE = "LBTUI_LETTERBOXD_URL"
HTTP_VARIABLE = "LBTUI_ALLOW_HTTP"
DEMO_DAY = date(2026, 11, 1)
"""The demo's member has logged until the day before; any later, the demo would look deserted."""

DEMO_CHOICES: Mapping[str, Any] = {"region": "US", "services": ("MUBI", "Criterion Channel")}
"""Settings of the demo's member: where they watch. What is changed of them is not kept."""


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that the app and the shell commands need to know before they begin."""

    paths: Paths
    settings: Settings = field(default_factory=Settings)
    export: Path | None = None
    """An export to import at once."""
    demo: bool = False
    """Whether the demo library is meant, which lies apart and asks nobody on the network."""
    mistakes: tuple[str, ...] = ()
    """A sentence for each mistake in the config file."""
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    """Where the TMDB key may be; not shown, for it may be in it."""
    own: Paths | None = None
    """The folders of the member's own library, where `paths` are those of the demo."""

    def as_chosen(self) -> Settings:
        """The settings to begin with: the member's, in the demo where they watch those of its own member."""
        return self.settings._replace(**DEMO_CHOICES) if self.demo else self.settings

    def today(self) -> date:
        """The day that this year, streaks and the like are counted from."""
        return DEMO_DAY if self.demo else date.today()


def read_options(
    *,
    data_dir: Path | None = None,
    tmdb_url: str | None = None,
    allow_http: bool = False,
    rate: float | None = None,
    demo: bool = False,
    export: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Options:
    """The options of this start; raises ValueError with a sentence for a value that cannot be."""
    paths = find_paths(data_dir, environment)
    settings, mistakes = load_settings(paths.settings)
    if rate is not None:
        try:
            settings = with_setting(settings, "rate", rate)
        except ValueError as error:
            raise ValueError(f"--{error}.") from None
    if url := tmdb_url or environment.get(URL_VARIABLE):
        settings = settings._replace(tmdb_url=_url(url, "--tmdb-url" if tmdb_url else URL_VARIABLE))
    if url := environment.get(LETTERBOXD_VARIABLE):
        settings = settings._replace(letterboxd_url=_url(url, LETTERBOXD_VARIABLE))
    if allow_http or environment.get(HTTP_VARIABLE, "") not in ("", "0"):
        settings = settings._replace(allow_http=True)
    options = Options(paths, settings, export, mistakes=mistakes, environment=environment)
    return as_demo(options) if demo else options


def as_demo(options: Options) -> Options:
    """The same start as the demo: beside the member's own library, never in it, where its films would stay."""
    paths = find_paths(options.paths.cache / "demo", options.environment)
    return replace(options, paths=paths, own=options.paths, demo=True)


def as_own(options: Options, export: Path | None = None) -> Options:
    """The same start in the member's own library instead of the demo, with an export to import at once."""
    return replace(options, paths=options.own or options.paths, own=None, demo=False, export=export)


def _url(url: str, source: str) -> str:
    try:
        return check_url(url)
    except ValueError as error:
        raise ValueError(f"{source}: {error}.") from None
