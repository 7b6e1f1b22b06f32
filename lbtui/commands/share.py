"""`lbtui share`: a year as a picture."""

import asyncio
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from lbtui.commands.films import library_path
from lbtui.commands.running import DONE, USAGE, CommandError, reading, run_async
from lbtui.commands.stats import date_range
from lbtui.config import from_home
from lbtui.options import Options
from lbtui.services.film_export import save, write_json
from lbtui.services.places import free_path, shown, start_folder
from lbtui.sharing.year_picture import Size, file_name, render_year
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.request import DateRange, StatisticsRequest
from lbtui.statistics.service import Counting
from lbtui.statistics.years import Years
from lbtui.text import path_line, print_error

if TYPE_CHECKING:
    from lbtui.sharing.svg import Colours

SUFFIXES = (".png", ".svg")


def run(arguments: Namespace, options: Options) -> int:
    """Draw the days asked for, and tell where the picture is."""
    path = from_home(arguments.output) if arguments.output else None
    if path is not None and path.suffix.lower() not in SUFFIXES:
        raise CommandError(f"{path_line(path)} is to end in {' or '.join(SUFFIXES)}.", USAGE)
    colours = _colours(arguments.theme, options)
    figures = _figures(options, date_range(arguments.days))
    size = Size.LANDSCAPE if arguments.wide else Size.PORTRAIT
    path = path or free_path(start_folder() / file_name(figures.review, size, SUFFIXES[0]))
    run_async(_draw(figures, options, path, size, colours))
    if arguments.json:
        write_json({"file": str(path), "width": size.value[0], "height": size.value[1]}, sys.stdout)
    elif not arguments.quiet:
        print_error(f"Wrote {figures.review.span.name} to {shown(path)}.")
    return DONE


def _colours(theme: str | None, options: Options) -> "Colours":
    """The colours of a theme, or of the app's. Raises CommandError for a name that no theme has."""
    # Textual's themes take a quarter of a second, which other mistakes need not wait for.
    from lbtui.theme import colours_of, theme_named, theme_of

    try:
        return colours_of(theme_named(theme) if theme else theme_of(options.settings))
    except ValueError as error:
        raise CommandError(str(error), USAGE) from None


def _figures(options: Options, days: DateRange | None) -> Years:
    """The years dashboard of these days. Raises CommandError where the diary has nothing of them."""
    counting = Counting(library_path(options))
    request = StatisticsRequest(Dashboard.YEARS, options.today(), series=options.settings.count_series, dates=days)
    figures = counting.figures(request)
    assert isinstance(figures, Years)
    if not figures.review.viewings:
        raise CommandError(f"The diary has nothing of {figures.review.span.name}.")
    return figures


async def _draw(figures: Years, options: Options, path: Path, size: Size, colours: "Colours") -> int:
    async with reading(options) as session:
        picture = await render_year(figures, session, path.suffix.lower(), size, colours)
    await asyncio.to_thread(save, path, picture)
    return DONE
