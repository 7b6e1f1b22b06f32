"""`lbtui stats`: the dashboards as text, JSON or CSV."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from lbtui.charts.layout import draw_page
from lbtui.charts.lines import plain
from lbtui.charts.model import Look, has_fine_blocks
from lbtui.commands.console import width_of_terminal
from lbtui.commands.films import find, library_path
from lbtui.commands.running import DONE, USAGE, CommandError
from lbtui.config import from_home
from lbtui.model.enums import Role
from lbtui.options import Options
from lbtui.query import Query, parse
from lbtui.services.film_export import save, write_json
from lbtui.services.places import shown
from lbtui.services.posters import Posters
from lbtui.services.spreadsheet import write_rows
from lbtui.statistics import export
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.request import MINIMUM, DateRange, StatisticsRequest, read_date_range
from lbtui.statistics.service import Counted, Counting, scope_of
from lbtui.text import print_error


def run(arguments: Namespace, options: Options) -> int:
    words = arguments.filter
    named = words[0].lower() if words and words[0].lower() in list(Dashboard) else ""
    if named:
        words = words[1:]
    request = _request(arguments, Dashboard(named or Dashboard.OVERVIEW), words, options)
    if request.films is not None and not request.films:
        print_error(f"No film fits {' '.join(words)!r}. The dashboards are {', '.join(Dashboard)}.")
    counting = Counting(library_path(options), removed="removed" in parse(" ".join(words)).flags)
    dashboards = [request.dashboard] if named else list(Dashboard)
    if arguments.html or arguments.svg or arguments.png:
        counted = [counting.count(replace(request, dashboard=dashboard)) for dashboard in dashboards]
        _write(counted, parse(" ".join(words)), arguments, options)
        return DONE
    if not (arguments.json or arguments.csv):
        look = Look(colours=False, fine=has_fine_blocks(os.environ))
        print(plain(draw_page(counting.count(request).panels, width_of_terminal(), look=look)))
        return DONE
    computed = {dashboard: counting.figures(replace(request, dashboard=dashboard)) for dashboard in dashboards}
    if arguments.json:
        write_json(export.to_json(computed), sys.stdout)
    else:
        write_rows(sys.stdout, export.HEADER, export.to_rows(computed))
    return DONE


def _write(counted: Sequence[Counted], query: Query, arguments: Namespace, options: Options) -> None:
    """Write these dashboards to the files asked for, and tell where they are."""
    from lbtui.sharing.dashboard_picture import draw_dashboards
    from lbtui.sharing.page import draw_page, kept_posters
    from lbtui.sharing.png import png_of
    from lbtui.theme import colours_of, dark_and_light, theme_of

    theme = theme_of(options.settings)
    svg = partial(draw_dashboards, counted, query, colours_of(theme))
    forms: dict[str, Callable[[], str | bytes]] = {
        "html": lambda: draw_page(
            counted,
            query,
            *dark_and_light(theme),
            options.settings.member,
            kept_posters(counted, options.paths.database, Posters(options.paths.posters, _no_client)),
        ),
        "svg": svg,
        # Two pixels for each of the SVG's, so that small text stays sharp.
        "png": lambda: png_of(svg(), zoom=2),
    }
    paths = {form: from_home(name) for form in forms if (name := getattr(arguments, form))}
    for form, path in paths.items():
        save(path, forms[form]())
    if arguments.json:
        write_json({"files": [str(path) for path in paths.values()]}, sys.stdout)
    elif not arguments.quiet:
        print_error(f"Wrote {', '.join(map(shown, paths.values()))}.")


async def _no_client() -> None:
    """Nobody is asked for posters."""


def _request(arguments: Namespace, dashboard: Dashboard, words: list[str], options: Options) -> StatisticsRequest:
    """What the arguments ask for: series count only where the settings say so."""
    query, today = parse(" ".join(words)), options.today()
    return StatisticsRequest(
        dashboard,
        today,
        films=[row.id for row in find(options, query)] if query else None,
        scope=scope_of(query),
        series=options.settings.count_series,
        role=Role(arguments.role),
        minimum=MINIMUM if arguments.minimum is None else arguments.minimum,
        dates=date_range(arguments.year),
        other=date_range(arguments.against),
        seed=today.toordinal(),
    )


def date_range(text: str | None) -> DateRange | None:
    """The days that an argument names, None without one. Raises CommandError with a sentence."""
    try:
        return read_date_range(text) if text else None
    except ValueError as error:
        raise CommandError(str(error), USAGE) from None
