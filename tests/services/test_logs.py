"""The log: traces, no keys, private, rotated."""

import asyncio
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from lbtui.services import logs
from lbtui.services.logs import LOGGER, redact, set_up, tracing

V3 = "0123456789abcdef0123456789abcdef"
V4 = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJhYmMifQ.c2lnbmF0dXJlLXdpdGgtZGFzaA"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "log" / "lbtui.log"
    set_up(path)
    yield path
    logs.shut_down()


def test_every_line_carries_the_trace_of_its_session(log: Path) -> None:
    LOGGER.info("before")
    with tracing("abc123"):
        LOGGER.info("inside")

    lines = log.read_text().splitlines()
    assert "trace=- " in lines[0]
    assert "trace=abc123 " in lines[1]


async def test_tasks_begun_in_a_session_carry_its_trace(log: Path) -> None:
    async def work() -> None:
        LOGGER.info("working")

    with tracing("first"):
        one = asyncio.create_task(work())
    with tracing("second"):
        two = asyncio.create_task(work())
    await asyncio.gather(one, two)

    assert [line.split("trace=")[1].split()[0] for line in log.read_text().splitlines()] == ["first", "second"]


@pytest.mark.parametrize(
    "text",
    [f"key {V3}", f"https://host/3/movie/1?api_key={V3}&page=1", f"Authorization: Bearer {V4}", f"token {V4}",
     "api_key=short", f"'{V3.upper()}'"],
)  # fmt: skip
def test_nothing_that_looks_like_a_key_is_written(log: Path, text: str) -> None:
    LOGGER.info(text)
    LOGGER.info("argument %s", text)
    try:
        raise RuntimeError(text)
    except RuntimeError:
        LOGGER.exception("it broke")

    written = log.read_text()
    assert not any(secret in written for secret in (V3, V3.upper(), V4, "short"))
    assert written.count("[key]") >= 3


def test_what_is_no_key_stays_readable() -> None:
    digest = V3 * 2
    session = "4620d558-b366-45ae-b73a-bc82e7caf2c3"
    assert redact(f"{digest} {session} page=2") == f"{digest} {session} page=2"


def test_only_its_owner_can_read_it_also_after_it_was_rotated(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_SIZE", 500)
    set_up(log)
    for number in range(50):
        LOGGER.info("line %d", number)

    files = sorted(log.parent.iterdir())
    assert len(files) == 4
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_other_libraries_do_not_get_into_it(log: Path) -> None:
    logging.getLogger("httpx").warning("a request")
    LOGGER.info("ours")
    assert log.read_text().count("\n") == 1


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    set_up(tmp_path / "file" / "lbtui.log")
    LOGGER.info("lost")
    logs.shut_down()
