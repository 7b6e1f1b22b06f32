"""How often the right title is found, for a list of films whose title on TMDB is known:

    TMDB_API_KEY=… python -m tests.benchmarks.matching --url http://127.0.0.1:8765/3 --truth truth.csv

The CSV has the columns name, year, kind (`movie` or `tv`) and id; without an id any title of the kind counts as right.
All of it is one library, enriched in a store of its own. Every second row is counted apart as well: rules that were
tuned by the one half are tried on the other.
"""

import argparse
import asyncio
import csv
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lbtui.enrichment.engine import Engine
from lbtui.enrichment.pages import MANY
from lbtui.enrichment.run import enrich
from lbtui.model.enums import FilmStatus, Part, SessionStatus
from lbtui.model.exports import Export, ExportFilm
from lbtui.storage import decisions, sessions
from lbtui.storage.database import Database
from lbtui.storage.imports import store_export
from lbtui.tmdb.api_key import Key
from lbtui.tmdb.client import Client
from lbtui.tmdb.pace import Pace

_VERDICTS = ("right", "wrong", "review, right one first", "review", "none")
_MATCHED = (FilmStatus.MATCHED, FilmStatus.ENRICHED)


class Truth(NamedTuple):
    """What a film is on TMDB."""

    name: str
    year: int | None
    kind: str
    id: int | None


class Found(NamedTuple):
    """What was made of it."""

    truth: Truth
    half: int
    verdict: str
    words: str


def read(path: Path) -> list[Truth]:
    """The rows of the CSV; `type` and `tmdb_id` are understood as well."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Truth(row["name"], _number(row["year"]), row.get("kind") or row["type"], _number(_id(row)))
            for row in csv.DictReader(file)
        ]


def _id(row: Mapping[str, str]) -> str:
    return row["id"] if "id" in row else row["tmdb_id"]


def _number(text: str) -> int | None:
    return int(text) if text else None


async def measure(truths: list[Truth], options: argparse.Namespace, folder: Path) -> tuple[list[Found], int]:
    """One run from an import to the last film, and how many requests it took."""
    key = Key.parse(os.environ[options.key_env])
    async with (
        await Database.open(folder / "library.db") as database,
        Client(options.url, key, pace=Pace(options.rate)) as client,
    ):
        await _import(database, truths)
        report = await enrich(database, client, engine=Engine(database, client, many=options.many))
        if report.reason:
            sys.exit(report.reason)
        ids = [row[0] for row in await database.fetch("SELECT id FROM film ORDER BY id")]
        found = [
            await _judge(database, id_, n % 2, truth) for n, (id_, truth) in enumerate(zip(ids, truths, strict=True))
        ]
        return found, report.requests


async def _import(database: Database, truths: Iterable[Truth]) -> None:
    session = await sessions.begin(database, "truth.csv", None)
    await sessions.change(database, session.id, SessionStatus.PARSING)
    await sessions.change(database, session.id, SessionStatus.PROCESSING)
    seen = frozenset({Part.WATCHED})
    films = tuple(ExportFilm(t.name, t.year, slug=str(n), watched=True, tables=seen) for n, t in enumerate(truths))
    await store_export(database, session.id, Export("truth.csv", "truth", films=films))


async def _judge(database: Database, film: int, half: int, truth: Truth) -> Found:
    stands = await decisions.read(database, film)
    if stands.status in _MATCHED:
        right = stands.kind == truth.kind and truth.id in (stands.tmdb_id, None)
        words = f"{stands.kind} {stands.tmdb_id}, {stands.match_reason}"
        return Found(truth, half, "right" if right else "wrong", words)
    if stands.status is not FilmStatus.NEEDS_REVIEW:
        return Found(truth, half, "none", stands.reason)
    first = stands.candidates[0].summary
    right = first.kind == truth.kind and truth.id in (first.tmdb_id, None)
    words = f"{stands.reason}; first {first.kind} {first.tmdb_id} {first.title}"
    return Found(truth, half, "review, right one first" if right else "review", words)


def table(found: list[Found]) -> Iterator[str]:
    """A line for the films and one for the series, of all rows and of each half."""
    yield f"{'':14}{'rows':>6}" + "".join(f"{verdict:>25}" for verdict in _VERDICTS)
    for kind in sorted({one.truth.kind for one in found}):
        for name, halves in (("all", (0, 1)), ("odd rows", (0,)), ("even rows", (1,))):
            some = [one for one in found if one.truth.kind == kind and one.half in halves]
            count = Counter(one.verdict for one in some)
            shares = (f"{count[verdict]} ({count[verdict] / len(some):.2%})" for verdict in _VERDICTS)
            yield f"{kind + ' ' + name:14.14}{len(some):>6}" + "".join(f"{share:>25}" for share in shares)


def main() -> None:
    """Prints the table, and the films of the verdicts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, help="base URL of the API, with its /3")
    parser.add_argument("--truth", type=Path, required=True, help="the CSV")
    parser.add_argument("--key-env", default="TMDB_API_KEY", help="variable that holds the key")
    parser.add_argument("--many", type=int, default=MANY, help="films from which pages of a year are read")
    parser.add_argument("--rate", type=float, default=38.0, help="requests a second that are allowed")
    parser.add_argument("--list", nargs="*", choices=_VERDICTS, default=(), help="verdicts whose films are printed")
    options = parser.parse_args()
    truths = read(options.truth)
    with tempfile.TemporaryDirectory() as folder:
        found, requests = asyncio.run(measure(truths, options, Path(folder)))
    print("\n".join(table(found)))
    print(f"{requests} requests, {requests / len(found):.3f} a film")
    for one in found:
        if one.verdict in options.list:
            print(f"{one.verdict}: {one.truth.name} ({one.truth.year}) {one.truth.kind} {one.truth.id}: {one.words}")


if __name__ == "__main__":
    main()
