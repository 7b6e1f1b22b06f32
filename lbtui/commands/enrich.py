"""`lbtui enrich`: fetch what TMDB knows of the library's films."""

import sys
from argparse import Namespace

from lbtui.commands.console import ProgressLine
from lbtui.commands.running import (
    DONE,
    ERROR,
    NO_KEY,
    SOME_FAILED,
    CommandError,
    client_of,
    require_key,
    run_async,
    writing,
)
from lbtui.enrichment.events import FilmEvent, Progress
from lbtui.enrichment.run import Report
from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.options import Options
from lbtui.services.enriching import enrich, pause_session
from lbtui.services.enrichment_status import duration, films_so_far, percent, share_so_far, speeds
from lbtui.services.film_export import write_json
from lbtui.services.importing import resume_import
from lbtui.services.session import LibrarySession
from lbtui.text import counted, print_error
from lbtui.tmdb.client import Client
from lbtui.tmdb.errors import KeyRefused, TmdbError


def run(arguments: Namespace, options: Options) -> int:
    return run_async(_enrich(arguments, options))


async def _enrich(arguments: Namespace, options: Options) -> int:
    require_key(options)
    if not options.demo and not options.paths.database.exists():
        raise CommandError("There is no library yet: import an export first (lbtui import EXPORT).")
    line = ProgressLine(quiet=arguments.quiet)

    def on_film(event: FilmEvent) -> None:
        # Only what asks for the member's attention is worth a line beside the progress.
        if event.status is FilmStatus.FAILED:
            line.say(f"{event.name} ({event.year or '?'}): {event.text}")

    def on_progress(progress: Progress) -> None:
        line.show(progress_text(progress), share_so_far(progress.counts), progress.waiting)

    async with writing(options) as session:
        await resume_import(session.store)
        try:
            report = await enrich(session.store, await _client(session), on_film, on_progress)
        finally:
            line.close()
    _print(report, as_json=arguments.json)
    return exit_code(report)


async def _client(session: LibrarySession) -> Client:
    """The way to TMDB; where there is none the import session says why it does not go on. Raises TmdbError."""
    try:
        return await client_of(session)
    except TmdbError as error:
        await pause_session(session.store, str(error))
        raise


def progress_text(progress: Progress) -> str:
    """How far enrichment is, in one line."""
    far = f"{percent(share_so_far(progress.counts)):>5}  {films_so_far(progress.counts)}"
    words = [far, progress.words]
    return " · ".join([*words, *speeds(progress), *filter(None, [progress.waiting])])


def report_json(report: Report) -> dict[str, object]:
    """The report in the shape of `lbtui enrich --json`."""
    counts = report.counts
    return {
        "session": report.session,
        "status": report.status.value,
        "reason": report.reason or None,
        "films": sum(counts.values()),
        **{status.value: counts.get(status, 0) for status in FilmStatus},
        "requests": report.requests,
        "seconds": round(report.seconds, 2),
        "rate_limited": report.refused,
    }


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        write_json(report_json(report), sys.stdout)
        return
    counts = report.counts
    shown = [FilmStatus.ENRICHED, *(status for status in FilmStatus if counts.get(status, 0))]
    print(
        f"{counted(sum(counts.values()), 'film')}: "
        + ", ".join(f"{counts.get(status, 0):,} {status.words}" for status in dict.fromkeys(shown))
    )
    print(f"  {counted(report.requests, 'request')} in {duration(report.seconds)}")
    if any(counts.get(status, 0) for status in (FilmStatus.NOT_FOUND, FilmStatus.NEEDS_REVIEW, FilmStatus.FAILED)):
        print("lbtui misses lists the films without a match, lbtui match puts one right.")


def exit_code(report: Report) -> int:
    """The exit code; a session that had to pause says why on standard error."""
    if report.status is SessionStatus.PAUSED:
        print_error(f"lbtui: {report.reason}")
        return NO_KEY if isinstance(report.error, KeyRefused) else ERROR
    return SOME_FAILED if report.counts.get(FilmStatus.FAILED, 0) else DONE
