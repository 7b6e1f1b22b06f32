"""What each search of a film is good for: how often it is sent, and what becomes of the films without it.

    TMDB_API_KEY=… python -m tests.benchmarks.searches --url http://127.0.0.1:8765/3 --truth truth.csv

The CSV is that of `tests.benchmarks.matching`. Every film is walked from its name to a decision, once with all searches
and once without each kind of them; no pages of years are read before, so that there are more requests a film than in an
enrichment. Answers are asked for once and kept.
"""

import argparse
import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from lbtui.matching.candidates import Key, Outcome
from lbtui.matching.queries import Search
from lbtui.matching.walk import Walk
from lbtui.model.enums import Kind
from lbtui.model.metadata import Summary
from lbtui.tmdb.api_key import Key as ApiKey
from lbtui.tmdb.client import Client
from lbtui.tmdb.errors import NotFoundError
from lbtui.tmdb.pace import Pace
from tests.benchmarks.matching import Truth, is_right, read

_FULL = 20


class Answers:
    """Asks TMDB, and keeps what it says."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._found: dict[object, asyncio.Task[object]] = {}

    async def _once(self, key: object, ask: Callable[[], Awaitable[object]]) -> object:
        if key not in self._found:
            self._found[key] = asyncio.ensure_future(ask())
        return await self._found[key]

    async def search(self, search: Search) -> tuple[Sequence[Summary], bool]:
        """What a search finds, and whether there is more."""

        async def ask() -> tuple[Sequence[Summary], bool]:
            page = await self._client.search(search.kind, search.query, search.year, search.page)
            return page.results, len(page.results) >= _FULL and page.total_pages > search.page

        key = (search.kind, search.query, search.year, search.page)
        return await self._once(key, ask)  # type: ignore[return-value]

    async def titles(self, key: Key) -> Sequence[str]:
        """The alternative titles of a candidate."""

        async def ask() -> Sequence[str]:
            try:
                return (await self._client.details(*key)).alternative_titles
            except NotFoundError:
                return ()

        return await self._once(key, ask)  # type: ignore[return-value]


class Ended(NamedTuple):
    """The way of one film."""

    verdict: str
    asked: tuple[str, ...]
    """The searches that were sent, and `details` for each candidate that was asked about."""


def kind_of(search: Search) -> str:
    """What a search is counted as."""
    series = "" if search.kind is Kind.MOVIE or search.why.startswith("series") else "series, "
    return series + search.why


async def walked(truth: Truth, answers: Answers, without: str | None = None) -> Ended:
    """Walk a film, as if the searches of one kind found nothing and cost nothing."""
    walk, asked = Walk(truth.name, truth.year), []
    while (decision := walk.step()).outcome in (Outcome.SEARCH_ON, Outcome.NEEDS_DETAILS):
        if decision.search and kind_of(decision.search) == without:
            walk.add_results(decision.search, ())
        elif decision.search:
            asked.append(kind_of(decision.search))
            found, more = await answers.search(decision.search)
            walk.add_results(decision.search, found, more=more)
        for key in decision.ask:
            asked.append("details")
            walk.add_titles(key, await answers.titles(key))
    if decision.outcome is not Outcome.ACCEPTED or decision.best is None:
        return Ended("review" if decision.outcome is Outcome.NEEDS_REVIEW else "none", tuple(asked))
    best = decision.best.summary
    right = is_right(truth, best.kind, best.tmdb_id)
    # The details of what was asked about are stored already.
    return Ended("right" if right else "wrong", tuple(asked) + (() if "details" in asked else ("details",)))


async def measure(truths: Sequence[Truth], options: argparse.Namespace) -> None:
    """Print a line for each kind of search."""
    key = ApiKey.parse(os.environ[options.key_env])
    async with Client(options.url, key, pace=Pace(options.rate)) as client:
        answers = Answers(client)
        turn = asyncio.Semaphore(16)

        async def one(truth: Truth, without: str | None) -> Ended:
            async with turn:
                return await walked(truth, answers, without)

        async def run(without: str | None = None) -> list[Ended]:
            return await asyncio.gather(*(one(truth, without) for truth in truths))

        whole = await run()
        sent = Counter(name for ended in whole for name in ended.asked)
        needing = Counter(name for ended in whole for name in set(ended.asked))
        print(f"{'':36}{'films':>7}{'requests':>9}{'a film':>8}{'right':>7}{'wrong':>7}{'review':>7}{'none':>7}")
        _line("all", len(whole), whole)
        for name, _ in needing.most_common():
            if name != "details":
                _line(f"without: {name}", needing[name], await run(name))
        print("; ".join(f"{name}: {number:,}" for name, number in sent.most_common()))


def _line(name: str, films: int, all_: Sequence[Ended]) -> None:
    verdicts = Counter(ended.verdict for ended in all_)
    requests = sum(len(ended.asked) for ended in all_)
    print(f"{name:36}{films:7,}{requests:9,}{requests / len(all_):8.3f}", end="")
    print("".join(f"{verdicts[verdict]:7,}" for verdict in ("right", "wrong", "review", "none")), flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--url", required=True, help="base URL of the API, with its /3")
    parser.add_argument("--truth", type=Path, required=True, help="the CSV, or an export's ZIP")
    parser.add_argument("--unknown", type=int, default=0, help="every so many films gives its place to a made-up one")
    parser.add_argument("--key-env", default="TMDB_API_KEY", help="variable that holds the key")
    parser.add_argument("--rate", type=float, default=38.0, help="requests a second that are allowed")
    options = parser.parse_args()
    asyncio.run(measure(read(options.truth, options.unknown), options))


if __name__ == "__main__":
    main()
