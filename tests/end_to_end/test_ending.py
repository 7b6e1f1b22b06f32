"""However it ends, the terminal is clean, what was stored is there, and the next start goes on by itself."""

import signal
import sqlite3
from pathlib import Path

import pytest

from tests.app.running import export, films
from tests.end_to_end.terminal import HAS_TMUX, terminal
from tests.tmdb.server import KEY, FakeTmdb

pytestmark = [pytest.mark.tmux, pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")]

FILMS = 60


def environment(folder: Path, tmdb: FakeTmdb) -> dict[str, str]:
    """A home of its own, and the test's server."""
    return {
        "HOME": str(folder),
        "LBTUI_DATA_DIR": str(folder / "data"),
        "LBTUI_CONFIG_DIR": str(folder / "config"),
        "LBTUI_TMDB_URL": tmdb.url,
        "TMDB_API_KEY": KEY,
    }


def states(folder: Path) -> dict[str, int]:
    """How many films the store has in each state; the store must be whole."""
    connection = sqlite3.connect(folder / "data" / "library.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = dict(connection.execute("SELECT status, count(*) FROM film GROUP BY status"))
    connection.close()
    return found


async def goes_on(folder: Path, tmdb: FakeTmdb) -> None:
    """Start again: it goes on to the end, and asks again for next to nothing."""
    async with terminal(folder, [], environment(folder, tmdb)) as window:
        await window.until(f"{FILMS} films · all enriched")
        await window.press("q")
        await window.until("ended with code 0")
    assert states(folder) == {"enriched": FILMS}
    details = [times for path, times in tmdb.answered.items() if path.startswith("/movie/")]
    assert len(details) == FILMS
    assert sum(details) <= FILMS + 16


async def test_keys_alone_lead_from_an_export_to_the_films_and_out(tmp_path: Path) -> None:
    known = films(FILMS)
    export(tmp_path / "letterboxd-ana-2024-03-06-10-00-utc.zip", known)
    async with FakeTmdb(known, latency=0.02) as tmdb:
        async with terminal(tmp_path, [], environment(tmp_path, tmdb)) as window:
            await window.until(f"{FILMS} viewings")
            await window.press("Enter")
            await window.until("Film number 10")
            await window.until(f"of {FILMS} films")
            await window.press("q")
            await window.until("ended with code 0")
        await goes_on(tmp_path, tmdb)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGKILL, 137), (signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=lambda part: str(part)
)
async def test_a_signal_in_the_middle_loses_nothing(tmp_path: Path, number: signal.Signals, code: int) -> None:
    known = films(FILMS)
    path = export(tmp_path / "export.zip", known)
    async with FakeTmdb(known, latency=0.02) as tmdb:
        async with terminal(tmp_path, [str(path)], environment(tmp_path, tmdb)) as window:
            await window.until(f"of {FILMS} films")
            window.send(number)
            await window.until(f"ended with code {code}")
        assert sum(states(tmp_path).values()) == FILMS
        if number is signal.SIGKILL:  # After all others the store is closed as after the key q.
            await goes_on(tmp_path, tmdb)


async def test_ctrl_c_quits(tmp_path: Path) -> None:
    known = films(FILMS)
    path = export(tmp_path / "export.zip", known)
    async with (
        FakeTmdb(known, latency=0.02) as tmdb,
        terminal(tmp_path, [str(path)], environment(tmp_path, tmdb)) as window,
    ):
        await window.until(f"of {FILMS} films")
        await window.press("C-c")
        await window.until("ended with code 0")
    assert sum(states(tmp_path).values()) == FILMS


async def test_a_closed_window_ends_the_program(tmp_path: Path) -> None:
    known = films(FILMS)
    path = export(tmp_path / "export.zip", known)
    async with (
        FakeTmdb(known, latency=0.02) as tmdb,
        terminal(tmp_path, [str(path)], environment(tmp_path, tmdb)) as window,
    ):
        await window.until(f"of {FILMS} films")
        await window.close()
        await window.gone()
    assert sum(states(tmp_path).values()) == FILMS
