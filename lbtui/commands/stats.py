"""`lbtui stats`: the dashboards as text, JSON or CSV."""

import csv
import re
import sys
from argparse import Namespace
from datetime import date

from lbtui.commands.console import width_of_terminal
from lbtui.commands.films import find, library_path
from lbtui.commands.parser import SCREENS
from lbtui.commands.running import DONE, USAGE, CommandError
from lbtui.options import Options
from lbtui.query import parse
from lbtui.services.filters import flags
from lbtui.services.report import report
from lbtui.services.statistics import scope_of
from lbtui.services.taking_out import write_json
from lbtui.stats import frames, output
from lbtui.stats.asked import MINIMUM, Screen, Span
from lbtui.stats.figures import Statistics, compute

_WIDEST = 100
_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")


def run(arguments: Namespace, options: Options) -> int:
    """Print the figures of the screens asked for."""
    words = arguments.filter
    named = words[0].lower() if words and words[0].lower() in SCREENS else ""
    all_of_them = arguments.json or arguments.csv
    screens = [Screen(named)] if named else list(Screen) if all_of_them else [Screen.OVERVIEW]
    figures = figures_of(arguments, options, screens, words[1:] if named else words)
    if arguments.json:
        write_json(output.to_json(figures), sys.stdout)
    elif arguments.csv:
        write = csv.writer(sys.stdout, lineterminator="\n")
        write.writerow(output.HEADER)
        write.writerows(output.to_rows(figures))
    else:
        print(report(figures, min(_WIDEST, width_of_terminal())), end="")
    return DONE


def figures_of(arguments: Namespace, options: Options, screens: list[Screen], words: list[str]) -> Statistics:
    """The figures over the films that the filter finds."""
    span, other = _span(arguments.year), _span(arguments.against)
    query = parse(" ".join(words))
    library = frames.load(library_path(options), removed="removed" in flags(query))
    if query:
        library = library.narrow([row.id for row in find(options, words)])
    if not options.settings.count_series:
        library = library.without_series()
    return compute(
        library,
        today=date.today(),
        screens=screens,
        scope=scope_of(query),
        minimum=MINIMUM if arguments.minimum is None else arguments.minimum,
        span=span,
        other=other,
    )


def _span(text: str | None) -> Span | None:
    """The days of `2024` or `2020..2024`."""
    if text is None:
        return None
    found = _YEARS.fullmatch(text)
    try:
        return Span.years(int(found[1]), int(found[2] or found[1])) if found else _no_year(text)
    except ValueError:
        return _no_year(text)


def _no_year(text: str) -> Span:
    raise CommandError(f"{text} is no year: write 2024, or 2020..2024 for several.", USAGE)
