"""`lbtui taste`: how far off predictions of the member's ratings are, and what weighs with them."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict

from lbtui.commands.console import Column, write_table
from lbtui.commands.films import library_path
from lbtui.commands.running import DONE
from lbtui.options import Options
from lbtui.services.film_export import write_json
from lbtui.statistics.checked import Checked, check
from lbtui.statistics.panels import signed
from lbtui.statistics.prediction import HeldOut, Weights
from lbtui.statistics.reading import load
from lbtui.text import print_error

_COLUMNS = (
    Column("beyond TMDB's numbers", least=16),
    Column("", drop=2),
    Column("stars", right=True),
    Column("give or take", right=True, drop=1),
    Column("films", right=True),
)


def run(arguments: Namespace, options: Options) -> int:
    """Print what the model of the member's taste has learnt, checked on ratings that were held back."""
    frames = load(library_path(options))
    found = check(frames if options.settings.count_series else frames.where(~frames.flags("series")))
    if arguments.json:
        write_json(_as_json(found), sys.stdout)
        if found.missing:
            print_error(found.missing)
    elif found.held_out is None:
        print(found.missing)
    else:
        print("\n".join(_lines(found.held_out)) + "\n")
        write_table(_COLUMNS, list(_rows(found.weights)))
    return DONE


def _as_json(found: Checked) -> dict[str, object]:
    told = asdict(found.held_out) if found.held_out else None
    checked = told and {name: round(value, 4) for name, value in told.items() if name != "ratings"}
    effects = {
        group: [[one.name, one.films, round(one.stars, 4), round(one.sd, 4)] for one in those]
        for group, those in found.weights.items()
    }
    return {"ratings": found.ratings, "held_out": checked, "effects": effects}


def _lines(found: HeldOut) -> Iterator[str]:
    yield f"Learnt from {found.ratings:,} ratings, and checked on each of them while it was held back."
    yield found.sentence
    yield (
        f"The tenth it expects to be best: {signed(found.lift)} stars above your mean, "
        f"TMDB alone {signed(found.line_lift)}."
    )
    yield f"Of the ratings {found.interval80:.0%} lie within their 80% interval."


def _rows(weights: Weights) -> Iterator[tuple[str, ...]]:
    for those in weights.values():
        for one in those:
            yield one.name, one.group, signed(one.stars), f"{one.sd:.2f}", f"{one.films:,}"
