"""`lbtui sync`: bring what the member has logged since the last export, by the feed."""

import sys
from argparse import Namespace

from lbtui.commands.console import ProgressLine
from lbtui.commands.importing import lines_of
from lbtui.commands.running import DONE, USAGE, CommandError, finish, writing
from lbtui.config import check_member
from lbtui.model import SessionStatus
from lbtui.options import Options
from lbtui.services import syncing
from lbtui.services.film_export import write_json
from lbtui.services.importing import READING
from lbtui.storage.database import Database
from lbtui.storage.imports import ImportSummary


def run(arguments: Namespace, options: Options) -> int:
    """Sync and print the summary."""
    if options.demo:
        raise CommandError("The demo's member is made up and has no feed.", USAGE)
    try:
        member = check_member(arguments.member or options.settings.member)
    except ValueError as error:
        raise CommandError(f"{error}.", USAGE) from None
    return finish(_sync(member, arguments, options))


async def _sync(member: str, arguments: Namespace, options: Options) -> int:
    line = ProgressLine(quiet=arguments.quiet)

    def on_step(status: SessionStatus, text: str) -> None:
        line.show(f"{status.value}: {text}", READING.index(status) / len(READING))

    async with writing(options) as session:
        try:
            if not member:
                raise CommandError(await _who(session.store), USAGE)
            syncing.note_request(options.paths)
            summary = await syncing.sync(session.store, options.settings, member, on_step=on_step)
        finally:
            line.close()
    if arguments.json:
        write_json(summary.as_json(), sys.stdout)
    else:
        print("\n".join(_lines(summary)))
    return DONE


async def _who(database: Database) -> str:
    """Asks for the name, with the one that an export tells."""
    told = await syncing.exported_username(database)
    hint = f"; your export says {told}" if told else ""
    return f"Whose diary? Name the member: lbtui sync NAME, or set it in the settings of the app (,){hint}."


def _lines(summary: ImportSummary) -> list[str]:
    if summary.unchanged:
        return ["Nothing new since the last time.", *summary.notes]
    return lines_of(summary)
