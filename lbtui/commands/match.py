"""`lbtui match`: show what a film is on TMDB, and put it right."""

import asyncio
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from lbtui.commands.console import Column, write_table
from lbtui.commands.films import find
from lbtui.commands.running import DONE, USAGE, CommandError, client_of, reading, require_key, run_async, writing
from lbtui.films.fields import film_json
from lbtui.films.folding import fold
from lbtui.letterboxd import uri
from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Candidate
from lbtui.options import Options
from lbtui.query import Query
from lbtui.services.film_export import write_json
from lbtui.services.matching import Reference, look_up, read_reference, shared
from lbtui.storage import decisions, matches
from lbtui.storage.decisions import MatchState
from lbtui.storage.rows import load_rows

_WITH_YEAR = re.compile(r"(.+?)[\s(]+(\d{4})\)?")
_SHOWN = 10
"""Films of an ambiguous name are listed up to so many."""
_CANDIDATES = (
    Column("tmdb"), Column("title", least=16), Column("year", right=True), Column("votes", right=True),
    Column("score", right=True), Column("why", least=16),
)  # fmt: skip


def run(arguments: Namespace, options: Options) -> int:
    """Show the match of a film, after changing it where that is asked for."""
    reference = _reference(arguments.tmdb)
    row = _film(options, " ".join(arguments.film))
    return run_async(_match(arguments, options, row, reference))


def _reference(text: str | None) -> Reference | None:
    try:
        return read_reference(text) if text else None
    except ValueError as error:
        raise CommandError(str(error), USAGE) from None


def _film(options: Options, text: str) -> FilmRow:
    """The one film of that name; raises CommandError where there are none or several."""
    found = named(find(options, Query()), text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"The library has no film {text!r}: lbtui films WORDS finds its name.")
    lines = [f"  {row.full_name}  {row.uri or ''}".rstrip() for row in found[:_SHOWN]]
    more = [f"  and {len(found) - _SHOWN:,} more"] if len(found) > _SHOWN else []
    raise CommandError("\n".join([f"{text!r} may be any of these; add the year or give the address:", *lines, *more]))


def named(rows: Sequence[FilmRow], text: str) -> list[FilmRow]:
    """The films that `text` names: by Letterboxd address, by whole name, by name and year, else by part of a name.

    A whole name goes before its reading as name and year, for the sake of `Blade Runner 2049`.
    """
    text = text.strip()
    if address := uri.read(text):
        return [row for row in rows if row.uri and uri.read(row.uri) == address]
    wanted = fold(text)
    if whole := [row for row in rows if wanted in _names(row)]:
        return whole
    if (split := _WITH_YEAR.fullmatch(text)) and (found := _of_year(rows, fold(split[1]), int(split[2]))):
        return found
    return [row for row in rows if any(wanted in name for name in _names(row))]


def _of_year(rows: Sequence[FilmRow], name: str, year: int) -> list[FilmRow]:
    films = [row for row in rows if row.year == year]
    return [row for row in films if name in _names(row)] or [r for r in films if any(name in n for n in _names(r))]


def _names(row: FilmRow) -> tuple[str, ...]:
    return tuple(fold(name) for name in (row.name, row.title, row.original_title) if name)


async def _match(arguments: Namespace, options: Options, row: FilmRow, reference: Reference | None) -> int:
    if reference:
        require_key(options)
        async with writing(options) as session:
            metadata = await look_up(await client_of(session), reference)
            holders = await decisions.holders(session.store, row.id, metadata.kind, metadata.tmdb_id)
            await decisions.choose(session.store, row.id, metadata.summary)
            await matches.store_details(session.store, metadata)
            if told := shared(holders, chosen=True):
                print(f"lbtui: {told}", file=sys.stderr)
    elif arguments.none or arguments.undo:
        async with writing(options) as session:
            if arguments.none:
                await decisions.none(session.store, row.id)
            else:
                await decisions.restore(session.store, MatchState(film=row.id, status=FilmStatus.PENDING))
    async with reading(options) as session:
        database = session.store
        shown = (await asyncio.to_thread(load_rows, database.path, [row.id]))[0]
        candidates = await matches.candidates(database, row.id)
    if arguments.json:
        write_json(film_json(shown) | {"candidates": [_candidate_json(one) for one in candidates]}, sys.stdout)
    else:
        _print(shown, candidates)
    return DONE


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    summary = candidate.summary
    return {
        "tmdb_kind": summary.kind.value,
        "tmdb_id": summary.tmdb_id,
        "title": summary.title,
        "original_title": summary.original_title or None,
        "year": summary.year,
        "tmdb_votes": summary.vote_count,
        "match_score": candidate.score,
        "match_reason": candidate.reason,
    }


def _print(row: FilmRow, candidates: list[Candidate]) -> None:
    print(f"{row.full_name}: {row.status.words}" + (f", {row.reason}" if row.reason else ""))
    if row.tmdb_id is not None and row.kind is not None:
        who = {"person": "you", "letterboxd": "Letterboxd"}.get(row.decided_by, "lbtui")
        score = "" if row.match_score is None else f", score {row.match_score:.2f}"
        released = f" ({row.release_date.year})" if row.release_date else ""
        print(f"  {row.title}{released}, decided by {who}{score}: {row.match_reason}")
        print(f"  https://www.themoviedb.org/{row.kind.value}/{row.tmdb_id}")
    if candidates:
        write_table(_CANDIDATES, [_cells(candidate) for candidate in candidates])


def _cells(candidate: Candidate) -> list[str]:
    summary = candidate.summary
    prefix = "tv/" if summary.kind is Kind.TV else ""
    return [
        f"{prefix}{summary.tmdb_id}", summary.title, str(summary.year or ""), f"{summary.vote_count:,}",
        f"{candidate.score:.2f}", candidate.reason,
    ]  # fmt: skip
