"""Asking for a feed: what is sent, and the one sentence for whatever comes instead."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from lbtui import __version__
from lbtui.letterboxd.errors import ExportError
from lbtui.letterboxd.feed import LARGEST
from lbtui.letterboxd.feed_client import Answer, Validators, fetch

URL = "https://letterboxd.example"
PAGE = "<!DOCTYPE html><html><title>Just a moment...</title></html>"


class _Endless(httpx.AsyncByteStream):
    """A body without an end; what has been sent of it."""

    sent = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.sent += 2**20
            yield b" " * 2**20


async def ask(answer: httpx.Response | Exception, known: Validators = Validators()) -> Answer | None:  # noqa: B008
    """Fetch from a server that answers so."""

    def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return await fetch(URL, "Sample", known, transport=httpx.MockTransport(handle))


async def test_nothing_but_the_name_is_sent_and_the_answer_says_how_to_ask_again() -> None:
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=b"<rss/>", headers={"ETag": '"a"', "Last-Modified": "Sun"})

    answer = await fetch(URL, "Sample", Validators(), transport=httpx.MockTransport(handle))
    assert answer == Answer(b"<rss/>", Validators('"a"', "Sun"))
    (request,) = asked
    assert str(request.url) == f"{URL}/sample/rss/"
    assert request.headers["user-agent"] == f"lbtui/{__version__}"
    assert not {"cookie", "authorization", "referer", "if-none-match"} & request.headers.keys()


async def test_a_feed_that_is_known_is_not_sent_again() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        assert request.headers["if-none-match"] == '"a"'
        assert request.headers["if-modified-since"] == "Sun"
        return httpx.Response(304)

    assert await fetch(URL, "sample", Validators('"a"', "Sun"), transport=httpx.MockTransport(handle)) is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404), "knows no member Sample"),
        (httpx.Response(403, text=PAGE), "open letterboxd.example/sample/rss/ in a browser, save the page"),
        (httpx.Response(403), "did not send the feed (403)"),
        (httpx.Response(429), "asks to wait (429)"),
        (httpx.Response(503, text=PAGE), "has trouble of its own (503)"),
        (httpx.ConnectError("x"), "cannot be reached"),
        (httpx.ReadTimeout("x"), "did not answer in time"),
        (httpx.RemoteProtocolError("x"), "broke before the feed was there"),
        (httpx.ReadError("x"), "broke before the feed was there"),
        (httpx.ProxyError("x"), "HTTPS_PROXY"),
        (httpx.TooManyRedirects("x"), "led in circles"),
    ],
)
async def test_whatever_comes_instead_gets_one_sentence(answer: httpx.Response | Exception, said: str) -> None:
    with pytest.raises(ExportError) as caught:
        await ask(answer)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_server_that_hangs_is_not_waited_for() -> None:
    async def hang(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(ExportError, match="did not answer in time"):
        await fetch(URL, "sample", Validators(), transport=httpx.MockTransport(hang), seconds=0.01)


async def test_no_more_is_read_than_a_feed_can_have() -> None:
    body = _Endless()
    answer = await ask(httpx.Response(200, stream=body))
    assert answer is not None
    assert LARGEST < len(answer.data) <= body.sent <= LARGEST + 2**21
