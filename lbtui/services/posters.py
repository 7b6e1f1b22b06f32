"""Posters: fetched from TMDB once, kept in a folder of limited size, the least recently seen thrown away first."""

import asyncio
import logging
import os
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lbtui.config import make_private
from lbtui.tmdb.errors import NotFoundError, TmdbError

if TYPE_CHECKING:
    from lbtui.tmdb.client import Client

LIMIT = 100_000_000
"""Bytes that the folder may hold: some 8,000 posters."""
SIZE = "w185"
"""TMDB's size that is nearest above what half cells can show; people's pictures have it as well."""
_WIDTHS = (185, 342, 500)
"""Those of TMDB's sizes that are asked for."""

_NAME = re.compile(r"/([A-Za-z0-9_-]{1,80}\.(?:jpe?g|png|webp))", re.ASCII)
_TRIM_EVERY = 50
"""Posters kept between two looks at the size of the folder."""
_log = logging.getLogger("lbtui.posters")


def size_for(pixels: int) -> str:
    """TMDB's size for a poster of so many pixels across, which may be stretched a little."""
    return f"w{next((width for width in _WIDTHS if pixels <= 1.15 * width), _WIDTHS[-1])}"


class Posters:
    """Pictures by their path on TMDB (`/x.jpg`), for one event loop."""

    def __init__(
        self,
        folder: Path,
        connect: "Callable[[], Awaitable[Client | None]]",
        limit: int = LIMIT,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """`connect` gives the client of TMDB, asked for when a picture is not in `folder`; None without a key.

        `wanted` tells whether there shall be pictures in the terminal.
        """
        self.wanted = wanted
        self._folder, self._connect, self._limit = folder, connect, limit
        self._client: Client | None = None
        self._base = ""
        self._missing: set[str] = set()
        """Pictures that TMDB does not have."""
        self._kept = 0
        self._turn = asyncio.Lock()

    def kept(self, path: str | None, size: str = SIZE, *, always: bool = False) -> bytes | None:
        """The picture where the folder has it, some 10 kB; marks it as seen. `always`: as in `get`."""
        if (file := self._file(path, size)) is None or not (always or self.wanted()):
            return None
        try:
            picture = file.read_bytes()
            os.utime(file)
        except OSError:
            return None
        return picture

    async def get(self, path: str | None, size: str = SIZE, *, always: bool = False) -> bytes | None:
        """The picture, fetched where the folder does not have it; None where there is none, or no way to it.

        `always`: whether or not pictures are wanted in the terminal.
        """
        if path is None or path in self._missing or (file := self._file(path, size)) is None:
            return None
        if not (always or self.wanted()):
            return None
        if (picture := self.kept(path, size, always=always)) is not None:
            return picture
        try:
            picture = await self._fetch(path, size)
        except NotFoundError:
            self._missing.add(path)
        except (TmdbError, ValueError) as error:
            _log.info("a poster could not be fetched: %s", error)
        if picture is not None:
            await asyncio.to_thread(self._keep, file, picture)
        return picture

    async def _fetch(self, path: str, size: str) -> bytes | None:
        async with self._turn:
            client = await self._connect()
            if client is None:
                return None
            if client is not self._client:
                self._client, self._base = client, (await client.configuration()).base_url
        return await client.image(f"{self._base}{size}{path}")

    def _file(self, path: str | None, size: str) -> Path | None:
        """Where a picture is kept; None for a path that TMDB would not give."""
        found = _NAME.fullmatch(path or "")
        return self._folder / f"{size}-{found[1]}" if found else None

    def _keep(self, file: Path, picture: bytes) -> None:
        """Keep a picture, whole or not at all; a full disk costs only the picture."""
        part = file.with_suffix(f".{os.getpid()}.part")
        try:
            # With the cache around it; the posters may be thousands, and are not looked through.
            make_private(self._folder.parent)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            part.write_bytes(picture)
            os.replace(part, file)
        except OSError as error:
            _log.warning("a poster could not be kept: %s", error.strerror)
            with suppress(OSError):
                part.unlink(missing_ok=True)
        if self._kept % _TRIM_EVERY == 0:
            self._trim()
        self._kept += 1

    def _trim(self) -> None:
        """Throw the least recently seen pictures away until a tenth of the limit is free again."""
        with suppress(OSError):
            files = [(entry.stat(), entry.path) for entry in os.scandir(self._folder) if entry.is_file()]
            size = sum(stat.st_size for stat, _ in files)
            if size <= self._limit:
                return
            for stat, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
                os.unlink(path)
                size -= stat.st_size
                if size <= 0.9 * self._limit:
                    return
