"""The enrichment of a library over any server, by our plan and by plainer ones, in one run:

    TMDB_API_KEY=… python -m tests.benchmarks.enrichment --url http://127.0.0.1:8765/3 --export X.zip --plan full plain

Without `--export` the demo's library is enriched, without `--url` from the catalogue inside the process. Somebody types
into a filter above the film table meanwhile. Each plan runs in a process and a store of its own.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from lbtui.demo import BASE_URL, KEY, Catalogue
from lbtui.enrichment.engine import CONCURRENCY, Engine
from lbtui.enrichment.events import FilmEvent, Progress
from lbtui.enrichment.pages import MANY
from lbtui.enrichment.run import enrich
from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.model.exports import Export
from lbtui.services.tmdb_client import DEMO_LATENCY
from lbtui.storage import sessions
from lbtui.storage.database import Database
from lbtui.storage.imports import store_export
from lbtui.tmdb.api_key import Key
from lbtui.tmdb.client import Client, handler_transport
from lbtui.tmdb.pace import Pace
from tests.benchmarks.typing_app import TypingApp
from tests.demo.maker.export import export_zip
from tests.letterboxd.reading import read_export

_NEVER = 10**9
_ALONE = 6.0
"""Seconds of typing before the enrichment begins: what the screen costs without it."""
_WITH_GENRES = (
    "SELECT count(*) FROM film f WHERE f.removed = 0 AND EXISTS (SELECT 1 FROM metadata m JOIN metadata_genre g "
    "ON g.metadata = m.id WHERE m.kind = f.kind AND m.tmdb_id = f.tmdb_id)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A way to enrich: `many` pending films make pages worth it, `concurrency` are at work at once."""

    many: int
    concurrency: int
    words: str


PLANS = {
    "full": Plan(MANY, CONCURRENCY, "pages, searches, details"),
    "plain": Plan(_NEVER, CONCURRENCY, "a search and details for each film"),
    "serial": Plan(_NEVER, 1, "the same, one request at a time"),
}


class Watch:
    """Notes when films and genres arrive."""

    def __init__(self, app: TypingApp, database: Database) -> None:
        self._app, self._database = app, database
        self._began = perf_counter()
        self.first: float | None = None
        self.with_genres: list[tuple[float, int]] = []
        self.progress: list[Progress] = []

    def film(self, event: FilmEvent) -> None:
        """A film has changed."""
        if self.first is None and event.status in (FilmStatus.MATCHED, FilmStatus.ENRICHED):
            self.first = perf_counter() - self._began
        self._app.changed(event)

    async def genres(self) -> None:
        """Counts the films that have genres, again and again."""
        while True:
            began = perf_counter()
            (row,) = await self._database.fetch(_WITH_GENRES)
            self.with_genres.append((perf_counter() - self._began, row[0]))
            await asyncio.sleep(max(0.2, 10 * (perf_counter() - began)))

    def until(self, share: float, films: int) -> float | None:
        """Seconds until that share of the films had genres; None where TMDB does not tell so many."""
        return next((seconds for seconds, number in self.with_genres if number >= share * films), None)


async def measure(plan: Plan, options: argparse.Namespace, folder: Path) -> dict[str, float | str | None]:
    """One run from an import to the last film."""
    path = folder / "library.db"
    async with await Database.open(path) as database, _client(options) as client:
        await _import(database, _export(options, folder))
        app = TypingApp(path)
        async with app.run_test(size=(160, 50)):
            await app.begin()
            await asyncio.sleep(_ALONE)
            alone, app.lags = app.lags, []
            watch, began, used = Watch(app, database), perf_counter(), process_time()
            counting = asyncio.create_task(watch.genres())
            engine = Engine(database, client, many=plan.many, concurrency=plan.concurrency)
            report = await enrich(
                database, client, on_film=watch.film, on_progress=watch.progress.append, engine=engine
            )
            took, cpu = perf_counter() - began, process_time() - used
            await asyncio.sleep(0.3)
            counting.cancel()
            await app.rest()
        films = sum(report.counts.values())
        before, lags = _percentiles(alone), _percentiles(app.lags)
        return {
            "films": films,
            "enriched": report.counts[FilmStatus.ENRICHED],
            "not found, review, failed": " ".join(
                str(report.counts[s]) for s in (FilmStatus.NOT_FOUND, FilmStatus.NEEDS_REVIEW, FilmStatus.FAILED)
            ),
            "seconds": took,
            "films a second": films / took,
            "requests": report.requests,
            "requests a film": report.requests / films,
            "share of the rate used": report.requests / (took * options.rate),
            "refusals (429)": report.refused,
            "first film, s": watch.first,
            "1/2 with genres, s": watch.until(0.5, films),
            "3/4 with genres, s": watch.until(0.75, films),
            "films with genres": watch.with_genres[-1][1],
            "progress a second": len(watch.progress) / took,
            "loop lag p50, ms": lags[49],
            "loop lag p99, ms": lags[98],
            "loop lag max, ms": max(app.lags) * 1000,
            "lag p99, typing alone": before[98],
            "lag max, typing alone": max(alone) * 1000,
            "share of a core": cpu / took,
            "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def _percentiles(lags: list[float]) -> list[float]:
    """Milliseconds, from the first to the 99th."""
    return quantiles([lag * 1000 for lag in lags], n=100, method="inclusive")


def _client(options: argparse.Namespace) -> Client:
    pace = Pace(options.rate)
    if options.url is None:
        return Client(BASE_URL, Key.parse(KEY), pace=pace, transport=handler_transport(Catalogue(DEMO_LATENCY).answer))
    key = Key.parse(options.key or os.environ[options.key_env])
    return Client(options.url, key, pace=pace, region=options.region)


def _export(options: argparse.Namespace, folder: Path) -> Export:
    export = read_export(options.export or export_zip(folder))
    if options.films is None:
        return export
    most = options.films
    return replace(
        export,
        films=export.films[:most],
        viewings=tuple(viewing for viewing in export.viewings if viewing.film < most),
        reviews=tuple(review for review in export.reviews if review.film < most),
        lists=(),
    )


async def _import(database: Database, export: Export) -> None:
    session = await sessions.begin(database, export.source, None)
    await sessions.change(database, session.id, SessionStatus.PARSING)
    await sessions.change(database, session.id, SessionStatus.PROCESSING)
    await store_export(database, session.id, export)


def _table(figures: dict[str, dict[str, float | str | None]]) -> Iterator[str]:
    """A line a figure, a column a plan, and what the others take of the first one's."""
    names = list(figures)
    first = figures[names[0]]
    yield f"{'':28}" + "".join(f"{name:>14}" for name in names) + "".join(f"{f'{n}/{names[0]}':>14}" for n in names[1:])
    for figure in first:
        values = [figures[name][figure] for name in names]
        line = f"{figure:28}" + "".join(f"{_text(value):>14}" for value in values)
        for value in values[1:]:
            numbers = isinstance(value, int | float) and isinstance(values[0], int | float) and values[0]
            line += f"{value / values[0]:>13.2f}×" if numbers else f"{'':14}"  # type: ignore[operator]
        yield line


def _text(value: float | str | None) -> str:
    if value is None:
        return "never"
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="base URL of the API, with its /3")
    parser.add_argument("--key", help="TMDB key; better in the environment")
    parser.add_argument("--key-env", default="TMDB_API_KEY", help="variable that holds the key")
    parser.add_argument("--export", type=Path, help="a Letterboxd export")
    parser.add_argument("--films", type=int, help="take only the first so many films of the export")
    parser.add_argument("--plan", nargs="+", choices=PLANS, default=["full"], help="ways to enrich, compared")
    parser.add_argument("--rate", type=float, default=38.0, help="requests a second that are allowed")
    parser.add_argument("--region", default="", help="ask with the details who offers a film there")
    parser.add_argument("--json", action="store_true", help="figures of one plan as JSON")
    return parser.parse_args()


def main() -> None:
    """Runs each plan in a process of its own and prints the table."""
    options = _options()
    if options.json:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(asyncio.run(measure(PLANS[options.plan[0]], options, Path(folder)))))
        return
    arguments = [a for a in sys.argv[1:] if a not in PLANS and a != "--plan"]
    figures = {}
    for name in options.plan:
        print(f"{name}: {PLANS[name].words} …", file=sys.stderr)
        command = [sys.executable, "-m", "tests.benchmarks.enrichment", *arguments, "--json", "--plan", name]
        figures[name] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    print("\n".join(_table(figures)))


if __name__ == "__main__":
    main()
