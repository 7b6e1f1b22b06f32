"""A mistake in lbtui itself: the terminal is clean, one line says where the report is, and nothing is lost."""

from pathlib import Path

import pytest

from tests.app.running import export, films
from tests.end_to_end.terminal import HAS_TMUX, terminal
from tests.end_to_end.test_ending import environment, states
from tests.tmdb.server import KEY, FakeTmdb

pytestmark = [pytest.mark.tmux, pytest.mark.skipif(not HAS_TMUX, reason="tmux is not installed")]

# Python imports this module at its start: it plants the mistake behind the key for the settings.
_MISTAKE = """
import os
from functools import partial
import lbtui.app.main as main

async def wrong(self):
    key = os.environ["TMDB_API_KEY"]
    raise RuntimeError("GET /3/movie/1?api_key=" + key)

main.LbtuiApp.{where}
"""
_IN_A_KEY = "action_settings = wrong"
_IN_A_WORKER = "action_settings = lambda self: self.in_background('wrong', partial(wrong, self)) and None"


@pytest.mark.parametrize("where", [_IN_A_KEY, _IN_A_WORKER], ids=["in a key", "in a worker"])
async def test_a_mistake_ends_in_one_line_and_a_report_without_the_key(tmp_path: Path, where: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(_MISTAKE.replace("{where}", where))
    known = films(5)
    chosen = export(tmp_path / "export.zip", known)
    async with FakeTmdb(known) as tmdb:
        surroundings = {**environment(tmp_path, tmdb), "PYTHONPATH": f"{tmp_path / 'site'}:{Path.cwd()}"}
        async with terminal(tmp_path, [str(chosen)], surroundings) as window:
            await window.until("5 films · all enriched")
            await window.press(",")
            shown = await window.until("ended with code 1")
    (report,) = (tmp_path / "data" / "log").glob("trouble-*.txt")
    # The terminal breaks lines anywhere.
    shown = "".join(shown.split())
    assert "yourlibraryissafe" in shown
    assert "Traceback" not in shown
    assert report.name in shown
    assert "RuntimeError" in report.read_text()
    for written in (tmp_path / "data").rglob("*"):
        assert not written.is_file() or KEY.encode() not in written.read_bytes()
    assert states(tmp_path) == {"enriched": 5}
