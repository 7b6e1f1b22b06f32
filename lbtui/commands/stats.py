"""`lbtui stats`: the dashboards as text, JSON or CSV."""

import os
import sys
from argparse import Namespace
from datetime import date

from lbtui.charts.layout import draw_page
from lbtui.charts.lines import plain
from lbtui.charts.model import Look, has_fine_blocks
from lbtui.commands.console import width_of_terminal
from lbtui.commands.films import find, library_path
from lbtui.commands.parser import SCREENS
from lbtui.commands.running import DONE, USAGE, CommandError
from lbtui.model import Role
from lbtui.options import Options
from lbtui.query import parse
from lbtui.services.dashboards import build
from lbtui.services.film_export import write_json
from lbtui.services.filters import flags
from lbtui.services.spans import read_span
from lbtui.services.spreadsheet import write_rows
from lbtui.services.statistics import Asked, scope_of
from lbtui.stats import frames, output
from lbtui.stats.asked import MINIMUM, Screen, Span
from lbtui.stats.figures import Statistics, compute
from lbtui.stats.frames import Frames


def run(arguments: Namespace, options: Options) -> int:
    """Print the figures of the screens asked for."""
    words = arguments.filter
    named = words[0].lower() if words and words[0].lower() in SCREENS else ""
    if named:
        words = words[1:]
    asked = _asked(arguments, Screen(named or Screen.OVERVIEW), words, options.today())
    library = _library(options, words)
    if not (arguments.json or arguments.csv):
        panels = build(_figures(library, asked, [asked.screen]), library, asked)
        look = Look(colours=False, fine=has_fine_blocks(os.environ))
        print(plain(draw_page(panels, width_of_terminal(), look=look)))
        return DONE
    figures = _figures(library, asked, [asked.screen] if named else list(Screen))
    if arguments.json:
        write_json(output.to_json(figures), sys.stdout)
    else:
        write_rows(sys.stdout, output.HEADER, output.to_rows(figures))
    return DONE


def _asked(arguments: Namespace, screen: Screen, words: list[str], today: date) -> Asked:
    """What the arguments ask for."""
    return Asked(
        screen,
        today,
        scope=scope_of(parse(" ".join(words))),
        role=Role(arguments.role),
        minimum=MINIMUM if arguments.minimum is None else arguments.minimum,
        span=_span(arguments.year),
        other=_span(arguments.against),
        seed=today.toordinal(),
    )


def _library(options: Options, words: list[str]) -> Frames:
    """The films that the filter finds, series among them only where the settings count them."""
    query = parse(" ".join(words))
    library = frames.load(library_path(options), removed="removed" in flags(query))
    if query:
        library = library.narrow([row.id for row in find(options, words)])
    return library if options.settings.count_series else library.without_series()


def _figures(library: Frames, asked: Asked, screens: list[Screen]) -> Statistics:
    return compute(
        library,
        today=asked.today,
        screens=screens,
        scope=asked.scope,
        minimum=asked.minimum,
        span=asked.span,
        other=asked.other,
    )


def _span(text: str | None) -> Span | None:
    try:
        return read_span(text) if text else None
    except ValueError as error:
        raise CommandError(str(error), USAGE) from None
