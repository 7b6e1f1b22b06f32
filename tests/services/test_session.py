"""A library at work without any screen: opened, filled, enriched and closed."""

from pathlib import Path

import pytest

from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.services import events
from lbtui.services.enrichment_status import State
from lbtui.services.events import Event
from lbtui.services.session import LibrarySession
from lbtui.storage import sessions
from lbtui.storage.database import Database
from tests.app.running import export, films, options
from tests.tmdb.server import FakeTmdb
from tests.waiting import wait_until


async def test_a_start_imports_and_enriches_and_tells_of_it_in_order(tmp_path: Path) -> None:
    known, told = films(10), list[Event]()
    async with FakeTmdb(known) as tmdb:
        session = LibrarySession(options(tmp_path, tmdb.url, chosen=export(tmp_path / "e.zip", known)), told.append)
        session.start()
        states = [State.IDLE, State.IMPORTING, State.IDLE, State.RUNNING, State.IDLE]
        await wait_until(lambda: session.library.counts[FilmStatus.ENRICHED] == 10, "the films")
        await wait_until(lambda: session.enrichment_status.state is State.IDLE, "the end of the run")
        await session.close()
    seen = [event.status.state for event in told if isinstance(event, events.StatusChanged)]
    assert [state for at, state in enumerate(seen) if not at or seen[at - 1] is not state] == states
    steps = [event.status for event in told if isinstance(event, events.ImportStep)]
    assert [*dict.fromkeys(steps)] == [SessionStatus.UPLOADING, SessionStatus.PARSING, SessionStatus.PROCESSING]
    (imported,) = (event for event in told if isinstance(event, events.Imported))
    assert imported.first
    assert imported.summary.films == 10
    assert {row.id for event in told if isinstance(event, events.FilmsChanged) for row in event.rows}
    assert sum(event.status is FilmStatus.ENRICHED for event in session.enrichment.log) == 10
    assert session.enrichment.requests > 0


async def test_closing_in_the_middle_leaves_the_library_to_the_next(tmp_path: Path) -> None:
    known = films(60)
    async with FakeTmdb(known, latency=0.01) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "e.zip", known))
        session = LibrarySession(chosen)
        session.start()
        await wait_until(lambda: session.library.counts[FilmStatus.ENRICHED] >= 5, "some films")
        await session.close()
        assert session.database is None
        async with await Database.open(chosen.paths.database) as database:
            assert not database.read_only


async def test_a_connection_that_cannot_be_made_ready_pauses_the_import_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "certificates.pem"
    wrong.write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(wrong))
    session = LibrarySession(options(tmp_path, "https://tmdb.test/3", chosen=export(tmp_path / "e.zip", films(3))))
    session.start()
    await wait_until(lambda: session.enrichment_status.state is State.STOPPED, "the stop")
    (stopped,) = await sessions.all_sessions(session.store)
    await session.close()
    assert "SSL_CERT_FILE" in session.enrichment_status.reason
    assert (stopped.status, stopped.reason) == (SessionStatus.PAUSED, session.enrichment_status.reason)


async def test_a_store_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path) -> None:
    chosen, told = options(tmp_path, "http://127.0.0.1:9/3"), list[Event]()
    chosen.paths.data.mkdir(parents=True)
    chosen.paths.database.write_text("this is no database, only a text that is long enough to be looked at" * 20)
    session = LibrarySession(chosen, told.append)
    session.start()
    await wait_until(lambda: told, "the sentence")
    await session.close()
    (event,) = told
    assert isinstance(event, events.NotOpened)
    assert str(chosen.paths.database) in event.sentence.replace("\n", "")
