"""`lbtui serve`: the app in a browser of this machine."""

import json
import os
import shlex
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lbtui.commands.running import DONE, CommandError
from lbtui.options import Options
from lbtui.text import print_error

if TYPE_CHECKING:
    from aiohttp import web
    from textual_serve.server import Server

HOST = "127.0.0.1"
_POLICY = "default-src 'self' 'unsafe-inline' data:; connect-src 'self' ws:; frame-ancestors 'none'"
"""What the page may load: its template asks Google for a font, and so would tell it of each visit."""


def run(arguments: Namespace, options: Options) -> int:
    """Answer browsers until ctrl+c."""
    try:
        server = make_server(child_command(arguments), arguments.port)
    except ImportError as error:
        raise CommandError(f"lbtui serve needs {error.name}: pip install 'lbtui[web]' brings it.") from None
    try:
        socket.create_server((HOST, arguments.port)).close()
    except OSError as error:
        raise CommandError(f"Port {arguments.port}: {os.strerror(error.errno or 0)}. Choose one with --port.") from None
    _say(arguments, server.public_url)
    # What a browser shows has all colours, whatever terminal this was typed in.
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    server.serve()
    return DONE


def child_command(arguments: Namespace) -> str:
    """The app as a shell starts it, with the options of this start. The key is in its environment or its file."""
    words = [sys.executable, "-m", "lbtui"]
    if arguments.data_dir:
        words += ["--data-dir", str(Path(arguments.data_dir).absolute())]
    if arguments.tmdb_url:
        words += ["--tmdb-url", arguments.tmdb_url]
    if arguments.rate is not None:
        words += ["--rate", f"{arguments.rate:g}"]
    words += [f"--{name.replace('_', '-')}" for name in ("allow_http", "demo") if getattr(arguments, name)]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def make_server(command: str, port: int) -> "Server":
    """A server that answers pages of its own alone. Raises ImportError without textual-serve."""
    from aiohttp import web
    from textual_serve.server import Server

    places = {f"{name}:{port}" for name in (HOST, "localhost")}

    @web.middleware
    async def only_from_here(
        request: "web.Request", handler: "Callable[[web.Request], Awaitable[web.StreamResponse]]"
    ) -> "web.StreamResponse":
        # Any page of the web can open a socket to this machine, or give its name our address, and would have the app.
        origin = request.headers.get("Origin")
        if request.host not in places or (origin and origin.removeprefix("http://") not in places):
            raise web.HTTPForbidden(text="lbtui answers browsers of this machine only.")
        return await handler(request)

    async def keep_to_itself(_request: "web.Request", response: "web.StreamResponse") -> None:
        response.headers["Content-Security-Policy"] = _POLICY

    class LocalServer(Server):
        async def _make_app(self) -> "web.Application":
            app = await super()._make_app()
            app.middlewares.append(only_from_here)
            app.on_response_prepare.append(keep_to_itself)
            return app

        def initialize_logging(self) -> None:
            """Log nothing: requests are nobody's news."""

        async def on_startup(self, app: "web.Application") -> None:
            """Say nothing: what is to be said was said."""

    return LocalServer(command, host=HOST, port=port, title="lbtui")


def _say(arguments: Namespace, address: str) -> None:
    if arguments.json:
        print(json.dumps({"address": address}), flush=True)
    elif not arguments.quiet:
        print_error(f"lbtui is at {address}, for this machine only; ctrl+c ends it.")
