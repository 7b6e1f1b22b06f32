"""Runs shell commands in this process, each test on a library of its own."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lbtui.cli import main
from lbtui.services import logs
from tests.letterboxd.maker import film_uri, list_text, log_uri, make_export_zip
from tests.tmdb.catalogue import Film
from tests.tmdb.server import KEY, FakeTmdb

CLEO, SOLARIS, CHERNOBYL, NOWHERE, LATER = (film_uri(number) for number in range(101, 106))


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that the commands use, with nothing of the member's own around it."""
    monkeypatch.setenv("LBTUI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LBTUI_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("TMDB_API_KEY", "LBTUI_TMDB_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs `lbtui` with these arguments."""

    def run(*argv: str | Path) -> Result:
        code = main([str(argument) for argument in argv])
        return Result(code, *capsys.readouterr())

    yield run
    logs.shut_down()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Four watched films, one of them a series and one that TMDB does not know, and one on the watchlist."""
    cleo, solaris = ("2020-05-02", "Cléo from 5 to 7", "1962"), ("2020-05-03", "Solaris", "1972")
    series, nowhere = ("2020-05-04", "Chernobyl", "2019"), ("2020-05-05", "Nowhere to Be Found", "2001")
    about = ("2021-01-01", "Best of", "", "https://boxd.it/2", "")
    return make_export_zip(
        tmp_path / "letterboxd-me-2026-01-02-03-04-utc.zip",
        watched=[(*cleo, CLEO), (*solaris, SOLARIS), (*series, CHERNOBYL), (*nowhere, NOWHERE)],
        ratings=[(*cleo, CLEO, "5"), (*solaris, SOLARIS, "3.5")],
        diary=[
            (*cleo, log_uri(1), "4.5", "", "cinema, with dad", "2020-05-01"),
            (*cleo, log_uri(2), "5", "Yes", "", "2024-02-03"),
            (*solaris, log_uri(3), "3.5", "", "", "2024-02-04"),
        ],
        reviews=[(*cleo, log_uri(2), "5", "Yes", "<i>Loved</i> it.", "", "2024-02-03")],
        watchlist=[("2023-01-01", "Late Film", "2020", LATER)],
        likes=[(*cleo, CLEO)],
        lists={"best-of": list_text(about, [("1", "Cléo from 5 to 7", "1962", CLEO, "")])},
    )


@pytest.fixture
def library(run: Run, export: Path) -> Path:
    """The export, imported."""
    assert run("import", export).code == 0
    return export


FILMS = [
    Film(499, "Cléo from 5 to 7", 1962, original_title="Cléo de 5 à 7", runtime=90),
    Film(593, "Solaris", 1972, directors=((9003, "Andrei Tarkovsky"),), runtime=167),
    Film(2103, "Solaris", 2002, directors=((9004, "Steven Soderbergh"),), imdb_id="tt0307479"),
    Film(700, "Late Film", 2021),
    Film(701, "By Feed", 2022),
]


@pytest.fixture
def tmdb(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTmdb]:
    """A TMDB beside the commands, which know its address and its key."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = FakeTmdb(FILMS)
    asyncio.run_coroutine_threadsafe(server.come_back(), loop).result(10)
    monkeypatch.setenv("LBTUI_TMDB_URL", server.url)
    monkeypatch.setenv("TMDB_API_KEY", KEY)
    yield server
    asyncio.run_coroutine_threadsafe(server.go_away(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def by_name(films: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Films as the commands tell them, by their names."""
    return {film["name"]: film for film in films}
