"""`lbtui tonight`: films for this evening, the same that the app's screen shows."""

import asyncio
import sys
from argparse import Namespace

from lbtui.commands.console import Column, write_table
from lbtui.commands.films import find, learn_taste, read_query
from lbtui.commands.running import DONE, reading
from lbtui.films.prediction import because, interval
from lbtui.model.films import FilmRow
from lbtui.options import Options
from lbtui.services.film_export import Format, write_films
from lbtui.statistics.tonight import REFUSED, Wish, fitting, pick, refused_on, seed_of
from lbtui.text import print_error

_COLUMNS = (
    Column("name", least=16),
    Column("year", right=True),
    Column("min", right=True),
    Column("predicted", right=True),
    Column("80%", drop=2),
    Column("because", least=20, drop=3),
    Column("on", least=8, drop=1),
)


def run(arguments: Namespace, options: Options) -> int:
    today = options.today()
    wish = Wish(watchlist=not arguments.unseen, on_services=arguments.streaming)
    rows = find(options, wish.query & read_query(arguments.filter))
    rows = fitting(rows, today, refused_on(today, asyncio.run(_refused(options))))
    found = pick(rows, learn_taste(options), seed_of(today, arguments.roll))
    if arguments.json:
        write_films(found.films, Format.JSON, sys.stdout, predicted=True)
    else:
        write_table(_COLUMNS, [_cells(row) for row in found.films])
    if not arguments.quiet:
        print_error(found.how if found.films else "No film fits: lbtui tonight --unseen looks beyond the watchlist.")
    return DONE


async def _refused(options: Options) -> str:
    """What is not for an evening, as the app keeps it."""
    async with reading(options) as session:
        return await session.load_value(REFUSED)


def _cells(row: FilmRow) -> list[str]:
    told = row.prediction
    return [
        row.name,
        str(row.year or ""),
        str(row.runtime or ""),
        f"{told.stars:.1f}" if told else "",
        interval(told) if told else "",
        because(told) if told else "",
        ", ".join(row.streaming),
    ]
