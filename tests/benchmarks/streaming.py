"""A week later: who offers the films of a watchlist, asked film by film and by pages of the member's services, counted.

    TMDB_API_KEY=… python -m tests.benchmarks.streaming --url http://127.0.0.1:8765/3 --library X/library.db \
        --region DE --services MUBI Netflix

The library is an enriched one; of copies of it the watchlist alone is kept. A first run, which fetches what is not
known yet, is not counted.
"""

import argparse
import asyncio
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from lbtui.enrichment.run import enrich
from lbtui.storage.database import Database
from lbtui.storage.offers import Chosen, keep_chosen
from lbtui.storage.rows import load_rows
from lbtui.storage.sessions import now
from lbtui.tmdb.api_key import Key
from lbtui.tmdb.client import Client
from lbtui.tmdb.pace import Pace

_WATCHLIST = "UPDATE film SET removed = 1 WHERE watchlist = 0"
_OLD = "UPDATE metadata SET offers_at = ?, streams_at = ? WHERE region IS NOT NULL"


async def refresh(options: argparse.Namespace, services: tuple[str, ...], folder: Path) -> tuple[int, int, set[int]]:
    """Requests of a refresh where pages of these services may be read, the films asked for, and those that stream."""
    path = folder / "library.db"
    for part in ("", "-wal"):
        if (source := Path(f"{options.library}{part}")).exists():
            shutil.copy(source, f"{path}{part}")
    key = Key.parse(os.environ["TMDB_API_KEY"])
    async with (
        await Database.open(path) as store,
        Client(options.url, key, pace=Pace(options.rate), region=options.region) as client,
    ):
        await keep_chosen(store, Chosen(options.region, services))
        await store.write(lambda connection: connection.execute(_WATCHLIST).rowcount)
        await enrich(store, client)
        moment = (now() - timedelta(days=8)).isoformat()
        await store.write(lambda connection: connection.execute(_OLD, (moment, moment)).rowcount)
        report = await enrich(store, client)
        await keep_chosen(store, Chosen(options.region, tuple(options.services)))
    rows = [row for row in load_rows(path) if row.watchlist and row.tmdb_id]
    return report.requests, len(rows), {row.id for row in rows if row.on_services}


async def _main(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        single, films, known = await refresh(options, (), Path(one))
        pages, _, found = await refresh(options, tuple(options.services), Path(two))
    print(f"{films} films on the watchlist, {len(known)} of them on {', '.join(options.services)}")
    print(f"film by film: {single} requests")
    print(f"pages, then the rest film by film: {pages} requests, {len(known ^ found)} films told otherwise")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, help="base URL of the API, with its /3")
    parser.add_argument("--library", type=Path, required=True, help="database of an enriched library")
    parser.add_argument("--region", default="DE")
    parser.add_argument("--services", nargs="+", default=["MUBI", "Netflix"])
    parser.add_argument("--rate", type=float, default=200.0, help="requests a second that are allowed")
    asyncio.run(_main(parser.parse_args()))
