"""From a key to a client of TMDB, or of the demo's catalogue; one for all that ask, with one pace."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from lbtui.config import KEY_VARIABLE, Paths, Settings, load_key
from lbtui.options import Options
from lbtui.text import path_line
from lbtui.tmdb.api_key import Key

if TYPE_CHECKING:
    from lbtui.tmdb.client import Client


def find_key(environment: Mapping[str, str], paths: Paths) -> Key | None:
    """The key of the environment, else that of the key file, else None.

    Raises ValueError with a sentence that names the place where text that is no key was found.
    """
    text = load_key(paths, environment)
    if not text:
        return None
    try:
        return Key.parse(text)
    except ValueError as error:
        place = KEY_VARIABLE if environment.get(KEY_VARIABLE, "").strip() else path_line(paths.key)
        raise ValueError(f"{place}: {error}") from None


DEMO_LATENCY = 0.08
"""Mean seconds that the demo's catalogue takes to answer in the app, so that one can watch the library fill in."""


def open_client(
    settings: Settings, key: Key | None, *, demo: bool = False, demo_latency: float = DEMO_LATENCY
) -> "Client":
    """A client that asks as the settings say; with `demo` one that asks the catalogue inside this process.

    Raises TmdbError where the address of TMDB or the proxy cannot or may not be used, ValueError without a key.
    """
    # httpx costs more than all of the rest of a start, and looking for a key does not need it.
    from lbtui.tmdb.client import Client, handler_transport
    from lbtui.tmdb.pace import Pace

    pace = Pace(settings.rate)
    if demo:
        from lbtui.demo import BASE_URL, KEY, Catalogue

        transport = handler_transport(Catalogue(demo_latency).answer)
        key, url, allow_http = Key.parse(KEY), BASE_URL, False
    else:
        transport, url, allow_http = None, settings.tmdb_url, settings.allow_http
    if key is None:
        raise ValueError("There is no TMDB key.")
    return Client(
        url,
        key,
        pace=pace,
        transport=transport,
        allow_http=allow_http,
        language=settings.language,
        region=settings.region,
    )


class ClientProvider:
    """Opens the client when it is first wanted, and a new one when the key or the settings have changed."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._open: tuple[Client, Key | None, Settings] | None = None
        self._clients = AsyncExitStack()
        """All that were opened: one that was replaced may still have answers on their way."""
        self._opening = asyncio.Lock()

    async def client(self, settings: Settings) -> "Client | None":
        """The client, None without a key. Raises ValueError for a text that is no key, TmdbError for a bad address."""
        options = self._options
        async with self._opening:
            key = await asyncio.to_thread(find_key, options.environment, options.paths)
            if key is None and not options.demo:
                return None
            if self._open is None or self._open[1:] != (key, settings):
                # httpx is imported here, and that takes longer than a frame.
                client = await asyncio.to_thread(open_client, settings, key, demo=options.demo)
                self._open = (await self._clients.enter_async_context(client), key, settings)
            return self._open[0]

    async def close(self) -> None:
        """Close all connections."""
        self._open = None
        await self._clients.aclose()
