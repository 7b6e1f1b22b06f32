"""How often the right title is found, for a list of films whose title on TMDB is known, and what requests it takes:

    TMDB_API_KEY=… python -m tests.benchmarks.matching --url http://127.0.0.1:8765/3 --truth truth.csv
    TMDB_API_KEY=… python -m tests.benchmarks.matching --url http://127.0.0.1:8765/3 --truth export.zip --unknown 7

The CSV has the columns name, year, kind (`movie` or `tv`) and id; without an id any title of the kind counts as right,
and any title at all of a film of an export. With `--unknown 7` every seventh film gives its place to a made-up one,
which is right when nothing is found. All of it is one library, enriched in a store of its own. Every second row is
counted apart as well: rules that were tuned by the one half are tried on the other.
"""

import argparse
import asyncio
import csv
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from lbtui.enrichment.engine import Engine
from lbtui.enrichment.pages import MANY
from lbtui.enrichment.run import enrich
from lbtui.enrichment.searches import Searches
from lbtui.matching.candidates import Key
from lbtui.model.enums import FilmStatus, Kind, Part, SessionStatus
from lbtui.model.exports import Export, ExportFilm
from lbtui.model.metadata import Metadata
from lbtui.storage import decisions, sessions
from lbtui.storage.database import Database
from lbtui.storage.decisions import MatchState
from lbtui.storage.enrichment_queue import QueuedFilm
from lbtui.storage.imports import store_export
from lbtui.tmdb.api_key import Key as ApiKey
from lbtui.tmdb.client import Client
from lbtui.tmdb.models import ResultPage
from lbtui.tmdb.pace import Pace
from tests.benchmarks.unknown import Maker
from tests.letterboxd.reading import read_export

_VERDICTS = ("right", "wrong", "review, right one first", "review", "none")
_ANY, _UNKNOWN = "any", "unknown"
_PAGES = "pages of years"
_MATCHED = (FilmStatus.MATCHED, FilmStatus.ENRICHED)


class Truth(NamedTuple):
    """What a film is on TMDB: of a film of an export anything, of a made-up one nothing."""

    name: str
    year: int | None
    kind: str
    id: int | None
    made: str = ""
    """Of which kind a made-up film is."""


class Found(NamedTuple):
    """What was made of it, and the requests that were sent for it alone."""

    truth: Truth
    half: int
    verdict: str
    words: str
    asked: Counter[str]


def read(path: Path, unknown: int = 0) -> list[Truth]:
    """The rows of the CSV (`type` and `tmdb_id` are understood as well), or the films of the export.

    Every so many give their place to a film that TMDB does not have; none with 0.
    """
    if path.suffix == ".zip":
        truths = [Truth(film.name, film.year, _ANY, None) for film in read_export(path).films]
    else:
        with path.open(encoding="utf-8", newline="") as file:
            truths = [
                Truth(row["name"], _number(row["year"]), row.get("kind") or row["type"], _number(_id(row)))
                for row in csv.DictReader(file)
            ]
    if unknown:
        years = [truth.year for truth in truths[::unknown]]
        made = Maker([(truth.name, truth.year) for truth in truths]).make(years)
        truths[::unknown] = [Truth(one.name, one.year, _UNKNOWN, None, one.kind) for one in made]
    return truths


def _id(row: Mapping[str, str]) -> str:
    return row["id"] if "id" in row else row["tmdb_id"]


def _number(text: str) -> int | None:
    return int(text) if text else None


def is_right(truth: Truth, kind: str, tmdb_id: int) -> bool:
    """Whether the film is this title."""
    return truth.kind in (_ANY, kind) and truth.id in (None, tmdb_id)


class CountingClient(Client):
    """Notes what is asked for whom."""

    def __init__(self, url: str, key: ApiKey, pace: Pace) -> None:
        super().__init__(url, key, pace=pace)
        self.searched: list[tuple[QueuedFilm | None, str]] = []
        """Which film a search was sent for, and of which kind it is; None for the pages of years."""
        self.detailed: list[tuple[QueuedFilm | None, Key]] = []
        """Whose decision a request for details was sent for; None for those of matches."""

    async def search(self, kind: Kind, query: str, year: int | None = None, page: int = 1) -> ResultPage:
        film = _FILM.get()
        words = "" if film is None or query == film.name else ", other words"
        what = f"{'films' if kind is Kind.MOVIE else 'series'}, {'its year' if year else 'all years'}"
        self.searched.append((film, f"{what}{words}{'' if page == 1 else f', page {page}'}"))
        return await super().search(kind, query, year, page)

    async def discover_movies(self, year: int, page: int = 1) -> ResultPage:
        self.searched.append((None, _PAGES))
        return await super().discover_movies(year, page)

    async def details(self, kind: Kind, tmdb_id: int) -> Metadata:
        self.detailed.append((_FILM.get(), (kind, tmdb_id)))
        return await super().details(kind, tmdb_id)


_FILM: ContextVar[QueuedFilm | None] = ContextVar("film", default=None)
"""The film that is being searched for."""


async def measure(
    truths: list[Truth], options: argparse.Namespace, folder: Path
) -> tuple[list[Found], Counter[str], int]:
    """One run from an import to the last film: what was found of each, all requests by kind, those of a second run."""
    key, search = ApiKey.parse(os.environ[options.key_env]), Searches.run

    async def noting(self: Searches, film: QueuedFilm) -> None:
        token = _FILM.set(film)
        try:
            await search(self, film)
        finally:
            _FILM.reset(token)

    async with (
        await Database.open(folder / "library.db") as database,
        CountingClient(options.url, key, Pace(options.rate)) as client,
    ):
        await _import(database, truths)
        with patch.object(Searches, "run", noting):
            report = await enrich(database, client, engine=Engine(database, client, many=options.many))
        if report.reason:
            sys.exit(report.reason)
        ids = [row[0] for row in await database.fetch("SELECT id FROM film ORDER BY id")]
        states = [await decisions.read(database, id_) for id_ in ids]
        asked = _by_film(client, states)
        found = [
            _judge(state, n % 2, truth, asked[state.film])
            for n, (state, truth) in enumerate(zip(states, truths, strict=True))
        ]
        every = Counter(what for one in asked.values() for what in one.elements())
        every[_PAGES] = sum(what == _PAGES for _, what in client.searched)
        every["the same again"] = report.requests - every.total()
        return found, every, (await enrich(database, client)).requests


def _by_film(client: CountingClient, states: Sequence[MatchState]) -> defaultdict[int, Counter[str]]:
    """The requests of each film. The details of its match are its own, whatever they were asked for."""
    asked: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for film, what in client.searched:
        if film:
            asked[film.id][what] += 1
    matches = {(state.kind, state.tmdb_id): state.film for state in states}
    for film, key in client.detailed:
        if key in matches:
            asked[matches[key]]["details"] += 1
        elif film:
            asked[film.id]["details to decide"] += 1
    return asked


async def _import(database: Database, truths: Iterable[Truth]) -> None:
    session = await sessions.begin(database, "truth.csv", None)
    await sessions.change(database, session.id, SessionStatus.PARSING)
    await sessions.change(database, session.id, SessionStatus.PROCESSING)
    seen = frozenset({Part.WATCHED})
    films = tuple(ExportFilm(t.name, t.year, slug=str(n), watched=True, tables=seen) for n, t in enumerate(truths))
    await store_export(database, session.id, Export("truth.csv", "truth", films=films))


def _judge(stands: MatchState, half: int, truth: Truth, asked: Counter[str]) -> Found:
    if stands.status in _MATCHED:
        right = is_right(truth, stands.kind or "", stands.tmdb_id or 0)
        words = f"{stands.kind} {stands.tmdb_id}, {stands.match_reason}"
        return Found(truth, half, "right" if right else "wrong", words, asked)
    if stands.status is not FilmStatus.NEEDS_REVIEW:
        return Found(truth, half, "right" if truth.made else "none", stands.reason, asked)
    first = stands.candidates[0].summary
    right = is_right(truth, first.kind, first.tmdb_id)
    words = f"{stands.reason}; first {first.kind} {first.tmdb_id} {first.title}"
    return Found(truth, half, "review, right one first" if right else "review", words, asked)


def table(found: list[Found]) -> Iterator[str]:
    """A line for the films and one for the series, of all rows and of each half."""
    yield f"{'':14}{'rows':>6}" + "".join(f"{verdict:>25}" for verdict in _VERDICTS)
    for kind in sorted({one.truth.kind for one in found}):
        for name, halves in (("all", (0, 1)), ("odd rows", (0,)), ("even rows", (1,))):
            some = [one for one in found if one.truth.kind == kind and one.half in halves]
            count = Counter(one.verdict for one in some)
            shares = (f"{count[verdict]} ({count[verdict] / len(some):.2%})" for verdict in _VERDICTS)
            yield f"{kind + ' ' + name:14.14}{len(some):>6}" + "".join(f"{share:>25}" for share in shares)


def requests(found: list[Found], every: Counter[str]) -> Iterator[str]:
    """A line for each kind of request: how many there were, and how many a film of each kind of truth."""
    kinds = sorted({one.truth.kind for one in found})
    counts = {kind: sum((one.asked for one in found if one.truth.kind == kind), Counter[str]()) for kind in kinds}
    films = Counter(one.truth.kind for one in found)
    yield f"{'requests':38}{'all':>8}{'a film':>8}" + "".join(f"{kind:>9}" for kind in kinds)
    for what, number in [*every.most_common(), ("", every.total())]:
        shares = "".join(
            f"{(counts[kind][what] if what else counts[kind].total()) / films[kind]:9.3f}" for kind in kinds
        )
        yield f"{what or 'all':38}{number:8,}{number / len(found):8.3f}{shares}"


def made_up(found: list[Found]) -> Iterator[str]:
    """A line for each kind of made-up film: what was made of them, and their requests a film."""
    for kind in sorted({one.truth.made for one in found if one.truth.made}):
        some = [one for one in found if one.truth.made == kind]
        count, asked = Counter(one.verdict for one in some), sum(one.asked.total() for one in some)
        words = ", ".join(f"{verdict} {count[verdict]}" for verdict in _VERDICTS if count[verdict])
        yield f"{kind:14}{len(some):6}{asked / len(some):8.3f} a film: {words}"


def main() -> None:
    """Prints the table, and the films of the verdicts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, help="base URL of the API, with its /3")
    parser.add_argument("--truth", type=Path, required=True, help="the CSV, or an export's ZIP")
    parser.add_argument("--unknown", type=int, default=0, help="every so many films gives its place to a made-up one")
    parser.add_argument("--key-env", default="TMDB_API_KEY", help="variable that holds the key")
    parser.add_argument("--many", type=int, default=MANY, help="films from which pages of a year are read")
    parser.add_argument("--rate", type=float, default=38.0, help="requests a second that are allowed")
    parser.add_argument("--list", nargs="*", choices=_VERDICTS, default=(), help="verdicts whose films are printed")
    options = parser.parse_args()
    truths = read(options.truth, options.unknown)
    with tempfile.TemporaryDirectory() as folder:
        found, every, again = asyncio.run(measure(truths, options, Path(folder)))
    print("\n".join([*table(found), "", *requests(found, every), "", *made_up(found)]))
    print(f"{again} requests in a second run")
    for one in found:
        if one.verdict in options.list:
            print(f"{one.verdict}: {one.truth.name} ({one.truth.year}) {one.truth.kind} {one.truth.id}: {one.words}")


if __name__ == "__main__":
    main()
