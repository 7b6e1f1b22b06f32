"""`lbtui serve`: the app for browsers of this machine, and for none of the web's pages."""

import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from lbtui.commands import parser
from lbtui.commands.serve import HOST, child_command, make_server
from tests.shell.conftest import Run

PORT = 8765


def test_the_app_gets_the_same_options_and_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMDB_API_KEY", "0123456789abcdef0123456789abcdef")
    options = ["--data-dir", "my films", "--tmdb-url", "http://127.0.0.1:9/3", "--rate", "5", "--allow-http"]
    command = child_command(parser.read([*options, "serve"]))

    assert shlex.split(command) == [
        sys.executable, "-m", "lbtui", "--data-dir", str(tmp_path / "my films"),
        "--tmdb-url", "http://127.0.0.1:9/3", "--rate", "5", "--allow-http",
    ]  # fmt: skip
    assert shlex.split(child_command(parser.read(["serve", "--demo"]))) == [sys.executable, "-m", "lbtui", "--demo"]


def test_the_app_opens_for_a_browser_without_a_terminal(data: Path) -> None:
    command = shlex.split(child_command(parser.read(["serve", "--data-dir", str(data)])))
    served = {**os.environ, "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=served, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT) as app:
        assert app.stdout is not None
        begun = app.stdout.readline()
        app.kill()

    assert begun == b"__GANGLION__\n"


async def test_a_browser_of_this_machine_gets_the_app_and_a_page_of_the_web_does_not() -> None:
    server = make_server("echo", PORT)
    assert server.host == HOST
    async with TestClient(TestServer(await server._make_app())) as client:
        here = {"Host": f"{HOST}:{PORT}"}
        page = await client.get("/", headers=here)
        assert page.status == 200
        assert "ws://127.0.0.1:8765/ws" in await page.text()
        assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")

        assert (await client.get("/", headers={"Host": f"evil.example:{PORT}"})).status == 403
        evil, own = ({**here, "Origin": origin} for origin in ("https://evil.example", f"http://localhost:{PORT}"))
        assert (await client.get("/ws", headers=evil)).status == 403
        assert (await client.get("/", headers=own)).status == 200


def test_a_port_that_is_taken_is_said(run: Run) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        found = run("serve", "--port", port, "-q")

    assert (found.code, found.out) == (1, "")
    assert found.err == f"lbtui: Port {port}: Address already in use. Choose one with --port.\n"


def test_without_the_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    found = run("serve")

    assert found.code == 1
    assert "pip install 'lbtui[web]'" in found.err
    assert "Traceback" not in found.err


@pytest.mark.parametrize("port", ["0", "65536", "many", "-1"])
def test_a_port_is_a_port(run: Run, port: str) -> None:
    found = run("serve", f"--port={port}")
    assert (found.code, "port from 1 to 65535" in found.err) == (2, True)
