"""What another attempt does not mend is said at once, with its cause and the ways out."""

import asyncio
import socket
from pathlib import Path

import httpx
import pytest
import respx

from lbtui.model.enums import Kind
from lbtui.tmdb import connection
from lbtui.tmdb.errors import Blocked, NotFoundError, Offline, TmdbError
from tests.tmdb.clients import client_for
from tests.tmdb.server import FakeTmdb, Trouble
from tests.tmdb.tls import AUTHORITY, server_context

BASE = "http://tmdb.test/3"
GONE = {"success": False, "status_code": 34, "status_message": "The resource you requested could not be found."}


async def asked(error: type[TmdbError], **answer: object) -> str:
    """The sentence of the error that a search ends in, which is sent once and answered so."""
    with respx.mock:
        route = respx.get(url__startswith=BASE).respond(**answer)  # type: ignore[arg-type]
        async with client_for(BASE) as tmdb:
            with pytest.raises(error) as raised:
                await tmdb.search(Kind.MOVIE, "Cléo")
    assert type(raised.value) is error
    assert route.call_count == 1
    return raised.value.sentence


@pytest.mark.parametrize("status", [302, 401, 403, 407, 451, 511])
async def test_a_page_of_somebody_else_is_not_asked_for_again(status: int) -> None:
    told = await asked(Blocked, status_code=status, html="<h1>403 ERROR</h1> your country", headers={"Location": "x"})
    assert "proxy" in told
    assert "--tmdb-url https://api.tmdb.org/3" in told


async def test_a_web_page_instead_of_json_is_somebody_elses_too() -> None:
    assert "web page" in await asked(Blocked, status_code=200, html="<h1>Please sign in</h1>")


@pytest.mark.parametrize("answer", [{"json": GONE}, {"html": "<h1>Not found</h1>"}, {"text": ""}], ids=str)
async def test_404_to_a_search_means_the_address(answer: dict[str, object]) -> None:
    told = await asked(Blocked, status_code=404, **answer)
    assert "--tmdb-url" in told
    assert "https://api.themoviedb.org/3" in told


async def test_404_to_details_means_the_film_only_where_tmdb_answers() -> None:
    with respx.mock:
        respx.get(url__startswith=BASE).respond(404, json=GONE)
        async with client_for(BASE) as tmdb:
            with pytest.raises(Blocked, match="address"):
                await tmdb.details(Kind.MOVIE, 603)
    async with FakeTmdb() as server, client_for(server.url) as tmdb:
        for _ in range(3):
            with pytest.raises(NotFoundError):
                await tmdb.details(Kind.MOVIE, 603)
        assert server.count == {"404": 3, "200": 1}


def no_such_name(_: httpx.Request) -> httpx.Response:
    """How httpx tells that a name has no address."""
    try:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    except socket.gaierror as cause:
        raise httpx.ConnectError("Name or service not known") from cause


@pytest.mark.parametrize(("network", "error"), [(True, Blocked), (False, Offline)])
async def test_a_name_that_does_not_resolve_is_blocked_where_there_is_a_network(
    monkeypatch: pytest.MonkeyPatch, network: bool, error: type[TmdbError]
) -> None:
    monkeypatch.setattr(connection, "has_network", lambda: network)
    async with client_for(BASE, transport=httpx.MockTransport(no_such_name)) as tmdb:
        with pytest.raises(TmdbError) as raised:
            await tmdb.check_key()
    assert type(raised.value) is error


async def test_a_proxy_that_refuses_is_named() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ProxyError("407 Proxy Authentication Required")

    async with client_for(BASE, transport=httpx.MockTransport(refuse)) as tmdb:
        with pytest.raises(Blocked, match="HTTPS_PROXY"):
            await tmdb.check_key()


async def test_a_certificate_that_nobody_trusts_is_named_with_the_way_to_trust_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 16\r\nConnection: close\r\n\r\n{"success":true}')
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=server_context(tmp_path)) as server:
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/3"
        async with client_for(url) as tmdb:
            with pytest.raises(Blocked, match=r"certificate .* SSL_CERT_FILE"):
                await tmdb.check_key()
            assert tmdb.stats.requests == 1
        trusted = tmp_path / "authority.pem"
        trusted.write_text(AUTHORITY)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        async with client_for(url) as tmdb:
            await tmdb.check_key()


def test_a_file_of_certificates_that_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (None, "no certificate"):
        file = tmp_path / "authority.pem"
        if text:
            file.write_text(text)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        with pytest.raises(TmdbError, match="SSL_CERT_FILE"):
            client_for("https://tmdb.test/3")


async def test_a_key_that_cannot_be_checked_is_told_why(tmp_path: Path) -> None:
    async with FakeTmdb() as server, client_for(server.url) as tmdb:
        server.fail(Trouble.FORBIDDEN)
        with pytest.raises(Blocked, match="web page"):
            await tmdb.check_key()
        assert tmdb.stats.requests == 1
