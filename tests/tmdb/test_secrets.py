"""The key is in the request, and nowhere else: no log, no error, no repr, and in no other server's hands."""

import logging
import traceback
from collections.abc import Iterator

import httpx
import pytest
import respx

from lbtui.model.enums import Kind
from lbtui.tmdb.api_key import Key
from lbtui.tmdb.client import Client
from lbtui.tmdb.errors import TmdbError
from lbtui.tmdb.pace import Pace
from tests.tmdb.clients import client_for
from tests.tmdb.server import KEY, FakeTmdb, Trouble

V3 = Key.parse(KEY)
V4 = Key.parse("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJuaWNodHMifQ.c2VjcmV0")


def all_of(error: BaseException | None) -> Iterator[str]:
    """Everything that an error, and those that it came from, could show to somebody."""
    while error is not None:
        yield from (str(error), repr(error), repr(error.args), repr(vars(error)))
        yield from getattr(error, "__notes__", [])
        yield from traceback.TracebackException.from_exception(error, capture_locals=True).format()
        error = error.__cause__ or error.__context__


async def shown_while(url: str, key: Key, caplog: pytest.LogCaptureFixture) -> str:
    """All that can be seen of a client's failing request."""
    with caplog.at_level(logging.DEBUG):
        for name in ("httpx", "httpcore", "asyncio"):
            caplog.set_level(logging.DEBUG, logger=name)
        async with client_for(url, key, timeout=0.2) as tmdb:
            with pytest.raises(TmdbError) as raised:
                await tmdb.details(Kind.MOVIE, 1)
            seen = [*all_of(raised.value), repr(tmdb), repr(vars(tmdb)), repr(tmdb.stats)]
    return "\n".join([*seen, *(f"{record.getMessage()} {record.args!r} {vars(record)!r}" for record in caplog.records)])


@pytest.mark.parametrize("key", [V3, V4])
@pytest.mark.parametrize("trouble", [None, *Trouble])
async def test_no_failure_shows_the_key(key: Key, trouble: Trouble | None, caplog: pytest.LogCaptureFixture) -> None:
    async with FakeTmdb() as server:
        if trouble:
            server.fail(trouble, times=9)
        seen = await shown_while(server.url, key, caplog)
        assert sum(server.count.values())
    assert key.reveal() not in seen
    assert "Request [b'GET']" in seen


@pytest.mark.parametrize("key", [V3, V4])
async def test_no_failure_to_connect_shows_the_key(key: Key, caplog: pytest.LogCaptureFixture) -> None:
    assert key.reveal() not in await shown_while("http://tmdb.invalid/3", key, caplog)


@pytest.mark.parametrize("fault", [httpx.ReadError, httpx.ConnectError, httpx.ReadTimeout, httpx.LocalProtocolError])
async def test_errors_do_not_drag_along_those_of_the_library(fault: type[httpx.TransportError]) -> None:
    with respx.mock:
        respx.get(url__startswith="http://tmdb.test/3/").mock(side_effect=fault(f"GET /3?api_key={KEY}"))
        async with client_for("http://tmdb.test/3") as tmdb:
            with pytest.raises(TmdbError) as raised:
                await tmdb.check_key()
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None
    assert KEY not in "".join(all_of(raised.value))


def asked(request: httpx.Request) -> str:
    return f"{request.url} {request.headers}  {request.headers.get('Authorization')}"


@pytest.mark.parametrize(("key", "in_query"), [(V3, True), (V4, False)])
async def test_the_key_is_sent_in_the_way_that_its_form_demands(key: Key, in_query: bool) -> None:
    with respx.mock:
        route = respx.get(url__startswith="http://tmdb.test/3/authentication").respond(200, json={"success": True})
        async with client_for("http://tmdb.test/3", key) as tmdb:
            await tmdb.check_key()
    request = route.calls[0].request
    assert request.url.params.get("api_key") == (key.reveal() if in_query else None)
    assert request.headers.get("Authorization") == (None if in_query else f"Bearer {key.reveal()}")


@pytest.mark.parametrize("key", [V3, V4])
@pytest.mark.parametrize(
    "address", ["https://image.test/t/p/w92/a.jpg", "http://tmdb.test/t/p/w92/a.jpg", "http://tmdb.test:81/3/a.jpg"]
)
async def test_no_other_server_is_given_the_key(key: Key, address: str) -> None:
    with respx.mock:
        route = respx.get(url=address).respond(200, content=b"picture", headers={"Content-Type": "image/jpeg"})
        async with client_for("http://tmdb.test/3", key) as tmdb:
            await tmdb.image(address)
    assert key.reveal() not in asked(route.calls[0].request)


async def test_a_redirect_does_not_take_the_key_elsewhere() -> None:
    with respx.mock:
        elsewhere = respx.get(url__startswith="http://elsewhere.test").respond(200, json={"success": True})
        respx.get(url__startswith="http://tmdb.test/3/").respond(302, headers={"Location": "http://elsewhere.test/"})
        async with client_for("http://tmdb.test/3") as tmdb:
            with pytest.raises(TmdbError, match="web page"):
                await tmdb.check_key()
    assert not elsewhere.called


@pytest.mark.parametrize(
    "address",
    ["http://api.themoviedb.org/3", "http://192.168.1.5:8700/3", "http://127.0.0.1.example.org/3", "http://[::2]/3"],
)
async def test_over_http_no_other_machine_is_given_the_key_unless_that_is_meant(address: str) -> None:
    with pytest.raises(TmdbError, match=r"begins with http://.*--allow-http") as raised:
        Client(address, V3, pace=Pace(40))
    assert KEY not in "".join(all_of(raised.value))
    await Client(address, V3, pace=Pace(40), allow_http=True).aclose()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "127.0.0.1", "127.9.8.7", "[::1]"])
async def test_over_http_this_machine_is_asked(host: str) -> None:
    await Client(f"http://{host}:8700/3", V3, pace=Pace(40)).aclose()


async def test_this_machine_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeTmdb() as server, FakeTmdb() as proxy:
        for name in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/3"))
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        async with client_for(server.url) as tmdb:
            await tmdb.check_key()
        assert not proxy.count
        assert server.count
