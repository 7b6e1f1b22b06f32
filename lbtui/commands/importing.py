"""`lbtui import`: read an export into the library."""

import sys
from argparse import Namespace

from lbtui.commands.console import ProgressLine
from lbtui.commands.running import DONE, USAGE, CommandError, finish, writing
from lbtui.config import from_home
from lbtui.model import SessionStatus
from lbtui.options import Options
from lbtui.services.film_export import write_json
from lbtui.services.importing import READING, import_export
from lbtui.storage.imports import ImportSummary
from lbtui.text import counted

_SHOWN = 20
"""Rows that were left out are listed up to so many."""


def run(arguments: Namespace, options: Options) -> int:
    """Import and print the summary."""
    if not all(arguments.exports):  # as "$EXPORT" gives it where nothing is set; a path of nothing is this folder
        raise CommandError("An EXPORT is empty: name the export's ZIP, its folder, or CSV files.", USAGE)
    return finish(_import(arguments, options))


async def _import(arguments: Namespace, options: Options) -> int:
    line = ProgressLine(quiet=arguments.quiet)

    def on_step(status: SessionStatus, text: str) -> None:
        line.show(f"{status.value}: {text}", READING.index(status) / len(READING))

    async with writing(options) as session:
        try:
            paths = [from_home(path) for path in arguments.exports]
            summary = await import_export(session.store, paths, on_step=on_step)
        finally:
            line.close()
    if arguments.json:
        write_json(summary.as_json(), sys.stdout)
    else:
        print("\n".join(lines_of(summary)))
    return DONE


def lines_of(summary: ImportSummary) -> list[str]:
    """The summary as a person reads it."""
    if summary.unchanged:
        return [f"Nothing changed: the library already holds this export ({counted(summary.films, 'film')})."]
    changes = [(summary.new, "new"), (summary.updated, "updated"), (summary.removed, "gone from the export, kept")]
    lines = [
        f"{counted(summary.films, 'film')}: " + ", ".join(f"{n:,} {what}" for n, what in changes if n or what == "new"),
        f"  {summary.watched:,} watched, {summary.rated:,} rated, {summary.liked:,} liked, "
        f"{summary.watchlist:,} on the watchlist",
        f"  {counted(summary.viewings, 'viewing')} ({summary.new_viewings:,} new), "
        f"{counted(summary.reviews, 'review')}, {counted(summary.lists, 'list')}",
    ]
    if summary.orphaned:
        lines.append(f"  {counted(summary.orphaned, 'viewing')} of films that Letterboxd has removed")
    if summary.older:
        lines.append("The library holds a newer export: this one only added what was missing.")
    return lines + _left_out(summary) + [*summary.notes]


def _left_out(summary: ImportSummary) -> list[str]:
    rows = summary.skipped
    if not rows:
        return []
    lines = [f"Left out {counted(len(rows), 'row')}:"]
    lines += [f"  {row.file}{f', line {row.line}' if row.line else ''}: {row.reason}" for row in rows[:_SHOWN]]
    return lines + ([f"  and {len(rows) - _SHOWN:,} more (--json lists all)"] if len(rows) > _SHOWN else [])
