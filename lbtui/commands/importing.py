"""`lbtui import` and `lbtui sync`: read an export, or a member's feed, into the library."""

import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable

from lbtui.commands.console import ProgressLine
from lbtui.commands.running import DONE, USAGE, CommandError, run_async, writing
from lbtui.config import check_member, from_home
from lbtui.model.enums import SessionStatus
from lbtui.options import Options
from lbtui.services import syncing
from lbtui.services.film_export import write_json
from lbtui.services.importing import READING, OnStep, import_export
from lbtui.storage.database import Database
from lbtui.storage.imports import ImportSummary
from lbtui.text import counted

_SHOWN = 20
"""Rows that were left out are listed up to so many."""

_Read = Callable[[Database, OnStep], Awaitable[ImportSummary]]


def run(arguments: Namespace, options: Options) -> int:
    read = _feed(arguments, options) if arguments.command == "sync" else _exports(arguments)
    return run_async(_run(arguments, options, read))


def _exports(arguments: Namespace) -> _Read:
    if not all(arguments.exports):  # as "$EXPORT" gives it where nothing is set; a path of nothing is this folder
        raise CommandError("An EXPORT is empty: name the export's ZIP, its folder, or CSV files.", USAGE)
    paths = [from_home(path) for path in arguments.exports]
    return lambda database, on_step: import_export(database, paths, on_step=on_step)


def _feed(arguments: Namespace, options: Options) -> _Read:
    if options.demo:
        raise CommandError("The demo's member is made up and has no feed.", USAGE)
    try:
        member = check_member(arguments.member or options.settings.member)
    except ValueError as error:
        raise CommandError(f"{error}.", USAGE) from None

    async def read(database: Database, on_step: OnStep) -> ImportSummary:
        if not member:
            told = await syncing.exported_username(database)
            hint = f"; your export says {told}" if told else ""
            raise CommandError(
                f"Whose diary? Name the member: lbtui sync NAME, or set it in the settings of the app (,){hint}.", USAGE
            )
        syncing.note_request(options.paths)
        return await syncing.sync(database, options.settings, member, on_step=on_step)

    return read


async def _run(arguments: Namespace, options: Options, read: _Read) -> int:
    line = ProgressLine(quiet=arguments.quiet)

    def on_step(status: SessionStatus, text: str) -> None:
        line.show(text, READING.index(status) / len(READING))

    async with writing(options) as session:
        try:
            summary = await read(session.store, on_step)
        finally:
            line.close()
    if arguments.json:
        write_json(summary.as_json(), sys.stdout)
    elif summary.unchanged and arguments.command == "sync":
        print("\n".join(["Nothing new since the last time.", *summary.notes]))
    else:
        print("\n".join(_lines(summary)))
    return DONE


def _lines(summary: ImportSummary) -> list[str]:
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
