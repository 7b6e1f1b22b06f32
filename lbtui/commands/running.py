"""Runs a command: its options before it, its library around it, a sentence and an exit code for what goes wrong."""

import asyncio
import importlib
import logging
import os
import signal
import sqlite3
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbtui.config import find_paths, from_home
from lbtui.options import Options, read_options
from lbtui.text import path_line, print_error

if TYPE_CHECKING:
    from lbtui.services.session import LibrarySession
    from lbtui.tmdb.client import Client

DONE, ERROR, USAGE, SOME_FAILED, NO_KEY, INTERRUPTED = 0, 1, 2, 3, 4, 130

_NO_KEY = (
    "There is no TMDB key: set TMDB_API_KEY, or enter the key in the app. "
    "themoviedb.org/settings/api gives you one, free of charge."
)
_BUSY = "Another lbtui has this library open and writes to it: close it and try again."


class CommandError(Exception):
    """A command cannot be done; the text is a sentence for the person who typed it."""

    def __init__(self, sentence: str, code: int = ERROR) -> None:
        super().__init__(sentence)
        self.code = code


def run(arguments: Namespace) -> int:
    """Run the command, or the app where there is none; the exit code."""
    logging.lastResort = logging.NullHandler()  # what no log takes is not for the terminal either
    # A shell without UTF-8 gets a question mark for what it cannot show, not a failure half way.
    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    options: Options | None = None
    try:
        options = _options(arguments)
        return _run(arguments, options)
    except KeyboardInterrupt:
        return _end("Interrupted.", INTERRUPTED)
    except BrokenPipeError:
        # Whoever reads has seen enough; Python must not find the pipe broken again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if told := _explained(error):
            return _end(*told)
        from lbtui.services import crash_report

        report = crash_report.write_report(error, options.paths if options else find_paths(), datetime.now())
        print_error(crash_report.sentence(report))
        return ERROR


def _run(arguments: Namespace, options: Options) -> int:
    if arguments.command is None:
        app = importlib.import_module("lbtui.app")
        return int(app.run(options))
    for mistake in options.mistakes:
        print_error(mistake)
    command = importlib.import_module(f"lbtui.commands.{_MODULES.get(arguments.command, arguments.command)}")
    code = int(command.run(arguments, options))
    sys.stdout.flush()
    return code


_MODULES = {"import": "importing", "sync": "importing"}
"""Modules whose name is not that of the command."""


def _options(arguments: Namespace) -> Options:
    export = getattr(arguments, "export", None)
    try:
        return read_options(
            data_dir=Path(arguments.data_dir) if arguments.data_dir else None,
            tmdb_url=arguments.tmdb_url,
            allow_http=arguments.allow_http,
            rate=arguments.rate,
            demo=arguments.demo,
            export=from_home(export) if export else None,
        )
    except ValueError as error:
        raise CommandError(str(error), USAGE) from None


def _explained(error: Exception) -> tuple[str, int] | None:
    """The sentence and the exit code of an error that was to be expected, None for a mistake in lbtui."""
    # Here, because the app, which tells of errors by itself, starts sooner without all that they come from.
    from lbtui.letterboxd.errors import ExportError
    from lbtui.query import QueryError
    from lbtui.storage.database import StorageError
    from lbtui.tmdb.errors import KeyRefused, TmdbError

    match error:
        case CommandError():
            return str(error), error.code
        case KeyRefused():
            return str(error), NO_KEY
        case QueryError():
            return f"The filter cannot be read: {error}", USAGE
        case OSError() if not isinstance(error, StorageError):
            return f"{path_line(error.filename or 'Standard output')}: {error.strerror or error}.", ERROR
        case sqlite3.Error():
            return f"The library cannot be read: {error}.", ERROR
        case StorageError() | ExportError() | TmdbError():
            return str(error), ERROR
    return None


def _end(sentence: str, code: int) -> int:
    print_error(f"lbtui: {sentence}")
    return code


def run_async(work: Coroutine[Any, Any, int]) -> int:
    """Run the work of a command on an event loop of its own; ctrl+c and the system's signals end it cleanly."""
    return asyncio.run(_until_signalled(work))


async def _until_signalled(work: Coroutine[Any, Any, int]) -> int:
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
    caught: list[int] = []

    def stop(number: int) -> None:
        # A second ctrl+c must not cut the end short: a connection that stays open keeps the process alive.
        if not caught:
            task.cancel()
        caught.append(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Neither Windows nor a thread beside the main one can have these handlers.
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), stop, int(getattr(signal, name)))
    try:
        return await task
    except asyncio.CancelledError:
        if not caught:
            raise
        if caught[0] == signal.SIGINT:
            raise KeyboardInterrupt from None
        return 128 + caught[0]


def require_key(options: Options) -> None:
    """See to it that there is a TMDB key; the demo needs none. Raises CommandError where there is none, or no key."""
    from lbtui.services.tmdb_client import find_key

    try:
        key = find_key(options.environment, options.paths)
    except ValueError as error:
        raise CommandError(str(error), NO_KEY) from None
    if key is None and not options.demo:
        raise CommandError(_NO_KEY, NO_KEY)


async def client_of(session: "LibrarySession") -> "Client":
    """The session's way to TMDB, where `require_key` has found a key. Raises TmdbError."""
    client = await session.client()
    if client is None:
        raise CommandError(_NO_KEY, NO_KEY)
    return client


@asynccontextmanager
async def writing(options: Options) -> "AsyncIterator[LibrarySession]":
    """The library to be changed, made where there is none; with `--demo` the demo library, filled at its first use."""
    from lbtui.services import logs
    from lbtui.services.session import LibrarySession
    from lbtui.storage.database import ReadOnlyError

    logs.set_up(options.paths.log)
    session = LibrarySession(options)
    try:
        database = await session.open()
        if database.read_only:
            raise ReadOnlyError(_BUSY)
        if options.demo:
            from lbtui.services.importing import ensure_demo

            await ensure_demo(database)
        yield session
    finally:
        await session.close()


@asynccontextmanager
async def reading(options: Options) -> "AsyncIterator[LibrarySession]":
    """The library to be looked at, which another instance may be writing to. Raises StorageError without one."""
    from lbtui.services.session import LibrarySession

    await prepare(options)
    session = LibrarySession(options)
    try:
        await session.open(read_only=True)
        yield session
    finally:
        await session.close()


async def prepare(options: Options) -> None:
    """See to it that the demo library is there where it is meant, that a library of an older lbtui is of today, and
    that it knows the region and services of the settings file, which may have been edited since."""
    from lbtui.storage import offers
    from lbtui.storage.database import ReadOnlyError, outdated
    from lbtui.storage.database import reading as reader

    path = options.paths.database
    new = not path.exists()
    if options.demo if new else outdated(path):
        async with writing(options) as session:
            if new:
                await _fill_demo(session)
    elif not new:
        with reader(path) as connection:
            known = offers.read_chosen(connection)
        if known != offers.chosen(options.as_chosen()):
            with suppress(ReadOnlyError):  # Another instance is at it, by what it was started with.
                async with writing(options):
                    pass


async def _fill_demo(session: "LibrarySession") -> None:
    """Enrich the demo library as fast as can be: a command has no screen on which to watch it fill in."""
    from lbtui.services.enriching import enrich
    from lbtui.services.tmdb_client import open_client

    settings = session.settings._replace(rate=1000)
    async with open_client(settings, None, demo=True, demo_latency=0) as client:
        await enrich(session.store, client, lambda _film: None, lambda _progress: None)
