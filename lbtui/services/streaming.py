"""Where films stream, as screens ask for it: TMDB's lists of regions and services, and what the locale suggests."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lbtui.config import Settings
from lbtui.query import Query
from lbtui.tmdb.names import COUNTRIES

if TYPE_CHECKING:
    from lbtui.services.session import LibrarySession
    from lbtui.tmdb.client import Client

CREDIT = "Streaming data by JustWatch, via TMDB"
"""To be named wherever the data is shown: TMDB's terms want it."""
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_TERRITORY = re.compile(r"[a-z]{2,3}_([A-Z]{2})\b")


def region_name(region: str) -> str:
    """The English name of a region, its code where there is none."""
    return COUNTRIES.get(region, region)


def lacking(settings: Settings, query: Query) -> str:
    """What a filter that asks where films stream needs first, as a sentence; empty where nothing."""
    mine = query.asks_for("?streaming")
    if (mine or query.asks_for("on")) and not (settings.region and (settings.services or not mine)):
        return "Choose your region and your services in the settings first (, in the app)."
    return ""


def suggestion(environment: Mapping[str, str]) -> tuple[str, str]:
    """The region of the system's locale and what told it, `LANG=de_DE.UTF-8`; empty where nothing does."""
    for name in _LOCALES:
        if value := environment.get(name):
            found = _TERRITORY.match(value)
            return (found[1], f"{name}={value}") if found else ("", "")
    return "", ""


async def regions(session: "LibrarySession") -> dict[str, str]:
    """English names of the regions that TMDB knows, by code. Raises TmdbError, ValueError with a sentence."""
    return await (await _client(session)).regions()


async def services(session: "LibrarySession", region: str) -> list[str]:
    """Names of the services of a region, the best known first. Raises TmdbError, ValueError with a sentence."""
    return [service.name for service in await (await _client(session)).services(region)]


async def _client(session: "LibrarySession") -> "Client":
    if (client := await session.client()) is None:
        raise ValueError("TMDB tells which regions and services there are, and needs a key: K adds one.")
    return client
