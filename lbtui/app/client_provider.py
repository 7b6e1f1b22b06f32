"""The one client of TMDB that enrichment, review and posters share, and with it one pace and one set of connections."""

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from lbtui.services.tmdb_client import find_key, open_client

if TYPE_CHECKING:
    from lbtui.app.main import LbtuiApp
    from lbtui.config import Settings
    from lbtui.tmdb.api_key import Key
    from lbtui.tmdb.client import Client


class ClientProvider:
    """Opens the client when it is first wanted, and a new one when the key or the settings have changed."""

    def __init__(self, app: "LbtuiApp") -> None:
        self._app = app
        self._open: tuple[Client, Key | None, Settings] | None = None
        self._clients = AsyncExitStack()
        """All that were opened: one that was replaced may still have answers on their way."""
        self._opening = asyncio.Lock()

    async def client(self) -> "Client | None":
        """The client, None without a key. Raises ValueError for a text that is no key, TmdbError for a bad address."""
        async with self._opening:
            return await self._opened()

    async def _opened(self) -> "Client | None":
        app = self._app
        key = await asyncio.to_thread(find_key, None, app.options.environment, app.paths)
        if key is None and not app.options.demo:
            return None
        if self._open is None or self._open[1:] != (key, app.settings):
            # httpx is imported here, and that takes longer than a frame.
            client = await asyncio.to_thread(open_client, app.settings, key, demo=app.options.demo)
            self._open = (await self._clients.enter_async_context(client), key, app.settings)
        return self._open[0]

    async def close(self) -> None:
        """Close all connections."""
        self._open = None
        await self._clients.aclose()
