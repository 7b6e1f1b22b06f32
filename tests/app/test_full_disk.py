"""A disk that is full, or a file that is damaged, while the app runs: a sentence, and no report of a mistake."""

from pathlib import Path
from typing import Any

import pytest

from lbtui.storage import settings
from lbtui.storage.database import StorageError
from tests.app.running import export, films, options, running, until

FULL = "The disk of library.db is full: make room; what was stored is safe."


async def full(*_: Any) -> None:
    raise StorageError(FULL)


async def test_a_choice_that_cannot_be_kept_holds_for_this_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = export(tmp_path / "export.zip", films(3))
    async with running(options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=chosen)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")
        await app.action_mode("library")
        monkeypatch.setattr(settings, "save", full)
        await pilot.press("S")
        await until(pilot, lambda: any(FULL in note.message for note in app._notifications), "the sentence")
        assert app.is_running


async def test_what_nobody_caught_ends_the_app_with_its_sentence_and_without_a_report(tmp_path: Path) -> None:
    chosen = export(tmp_path / "export.zip", films(3))
    async with running(options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=chosen)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")
        app._handle_exception(StorageError(FULL))
        app._exception = None  # or the test would end with it
    assert app.last_words == f"lbtui: {FULL}"
    assert not list((tmp_path / "data" / "log").glob("trouble-*"))
