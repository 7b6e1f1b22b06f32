"""Libraries to enrich, and what a run says of them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from lbtui.enrichment.engine import Engine
from lbtui.enrichment.events import FilmEvent, Progress
from lbtui.enrichment.run import Report, enrich
from lbtui.model.enums import FilmStatus, Part, SessionStatus
from lbtui.model.exports import Export, ExportFilm
from lbtui.storage import sessions
from lbtui.storage.database import Database
from lbtui.storage.imports import store_export
from lbtui.tmdb.client import Client
from lbtui.tmdb.pace import Pace
from tests.enrichment.server import FakeTmdb
from tests.tmdb.catalogue import Film
from tests.tmdb.clients import Waits, client_for

Titled = tuple[str, int | None]


def titled(films: Iterable[Film]) -> list[Titled]:
    """The names and years under which an export knows these films."""
    return [(film.title, film.year) for film in films]


async def import_films(database: Database, films: Iterable[Titled], digest: str = "first") -> str:
    """Import an export of watched films; the id of its session."""
    rows = tuple(
        ExportFilm(name, year, slug=f"{name}-{year}", watched=True, tables=frozenset({Part.WATCHED}))
        for name, year in films
    )
    session = await sessions.begin(database, "export.zip", None)
    await sessions.change(database, session.id, SessionStatus.PARSING)
    await sessions.change(database, session.id, SessionStatus.PROCESSING)
    await store_export(database, session.id, Export("export.zip", digest, films=rows))
    return session.id


class Watcher:
    """Enriches a store, and keeps all that is told meanwhile."""

    def __init__(self, store: Database, client: Client) -> None:
        self.store, self.client = store, client
        self.events: list[FilmEvent] = []
        self.progress: list[Progress] = []

    async def run(
        self,
        *,
        many: int = 300,
        concurrency: int = 16,
        refresh: bool = True,
        sleep: Callable[[float], Awaitable[object]] | None = None,
    ) -> Report:
        """One run; it does not wait between attempts."""
        engine = Engine(
            self.store, self.client, many=many, concurrency=concurrency, refresh=refresh, sleep=sleep or Waits()
        )
        return await enrich(
            self.store,
            self.client,
            on_film=self.events.append,
            on_progress=self.progress.append,
            engine=engine,
        )

    async def statuses(self) -> dict[str, FilmStatus]:
        """The state of each film by its name."""
        rows = await self.store.fetch("SELECT name, status FROM film ORDER BY id")
        return {row["name"]: FilmStatus(row["status"]) for row in rows}

    async def reason(self, name: str) -> str:
        """Why a film stands where it stands."""
        return str((await self.store.fetch("SELECT reason FROM film WHERE name = ?", (name,)))[0][0])

    async def genres(self) -> set[str]:
        """Names of the films whose genres are known."""
        rows = await self.store.fetch(
            "SELECT DISTINCT f.name FROM film f JOIN metadata m ON m.kind = f.kind AND m.tmdb_id = f.tmdb_id "
            "JOIN metadata_genre g ON g.metadata = m.id"
        )
        return {row[0] for row in rows}


@asynccontextmanager
async def watching(
    server: FakeTmdb, folder: Path, films: Iterable[Titled] | None, *, pace: Pace | None = None
) -> AsyncIterator[Watcher]:
    """A watcher over the store in `folder`, into which an export of `films` is imported, if any."""
    async with (
        client_for(server.url, pace=pace) as client,
        await Database.open(folder / "library.db") as store,
    ):
        if films is not None:
            await import_films(store, films)
        yield Watcher(store, client)
