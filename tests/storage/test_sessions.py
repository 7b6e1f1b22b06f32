"""The states of an import session: which changes there are, what is kept of them, and for how long."""

from datetime import timedelta
from functools import partial

import pytest

from lbtui.model.enums import SessionStatus
from lbtui.storage import sessions
from lbtui.storage.database import Database, StorageError
from tests.storage.member import Member, film

S = SessionStatus
WAYS: dict[SessionStatus, list[SessionStatus]] = {
    S.UPLOADING: [],
    S.PARSING: [S.PARSING],
    S.PROCESSING: [S.PARSING, S.PROCESSING],
    S.ENRICHING: [S.PARSING, S.PROCESSING, S.ENRICHING],
    S.PAUSED: [S.PARSING, S.PROCESSING, S.ENRICHING, S.PAUSED],
    S.COMPLETED: [S.PARSING, S.PROCESSING, S.ENRICHING, S.COMPLETED],
    S.FAILED: [S.FAILED],
}
"""How a new session gets to each state."""
ALLOWED = {
    (S.UPLOADING, S.UPLOADING), (S.UPLOADING, S.PARSING), (S.UPLOADING, S.FAILED),
    (S.PARSING, S.PROCESSING), (S.PARSING, S.FAILED), (S.PARSING, S.UPLOADING),
    (S.PROCESSING, S.ENRICHING), (S.PROCESSING, S.FAILED), (S.PROCESSING, S.UPLOADING),
    (S.ENRICHING, S.PAUSED), (S.ENRICHING, S.COMPLETED), (S.ENRICHING, S.FAILED),
    (S.PAUSED, S.ENRICHING), (S.PAUSED, S.COMPLETED), (S.PAUSED, S.FAILED),
    (S.COMPLETED, S.ENRICHING),
}  # fmt: skip


async def session_in(database: Database, status: SessionStatus) -> str:
    """A session in that state."""
    session = await sessions.begin(database, "export.zip", "/home/varda/export.zip")
    for step in WAYS[status]:
        await sessions.change(database, session.id, step)
    return session.id


async def log(database: Database, session: str) -> list[tuple[SessionStatus, str]]:
    """The states of a session with their notes."""
    return [(change.status, change.note) for change in await sessions.changes(database, session)]


@pytest.mark.parametrize(("before", "after"), sorted(ALLOWED))
async def test_an_allowed_change_is_stored_and_logged(
    database: Database, before: SessionStatus, after: SessionStatus
) -> None:
    session = await session_in(database, before)
    await sessions.change(database, session, after, "because")

    found = await sessions.find(database, session)
    assert (found.status, found.reason) == (after, "because")
    assert (await log(database, session))[-1] == (after, "because")
    assert len(await log(database, session)) == len(WAYS[before]) + 2


@pytest.mark.parametrize(
    ("before", "after"), [(a, b) for a in S for b in S if a is not b and (a, b) not in ALLOWED], ids=str
)
async def test_any_other_change_is_refused(database: Database, before: SessionStatus, after: SessionStatus) -> None:
    session = await session_in(database, before)
    held = await log(database, session)
    with pytest.raises(StorageError, match=f"cannot go from {before} to {after}"):
        await sessions.change(database, session, after)

    assert (await sessions.find(database, session)).status is before
    assert await log(database, session) == held


async def test_the_same_state_again_is_not_logged_twice(database: Database) -> None:
    session = await session_in(database, S.ENRICHING)
    held = await log(database, session)
    await sessions.change(database, session, S.ENRICHING)
    assert await log(database, session) == held


async def test_a_session_knows_when_it_began_and_ended(database: Database) -> None:
    open_, done = await session_in(database, S.ENRICHING), await session_in(database, S.COMPLETED)

    found = await sessions.find(database, done)
    assert found.ended_at is not None
    assert found.created_at <= found.ended_at == found.changed_at
    assert (found.source, found.path) == ("export.zip", "/home/varda/export.zip")
    assert (await sessions.find(database, open_)).ended_at is None

    await sessions.change(database, done, S.ENRICHING)
    assert (await sessions.find(database, done)).ended_at is None


async def test_a_session_that_there_is_not_is_a_sentence(database: Database) -> None:
    with pytest.raises(StorageError, match="There is no session nobody"):
        await sessions.find(database, "nobody")
    with pytest.raises(StorageError, match="There is no session nobody"):
        await sessions.change(database, "nobody", S.FAILED)


async def test_the_enrichment_goes_on_in_the_newest_session_that_it_has_not_completed(database: Database) -> None:
    assert await sessions.current(database) is None
    await session_in(database, S.ENRICHING)
    newer = await session_in(database, S.PAUSED)
    newest = await session_in(database, S.COMPLETED)

    found = await sessions.current(database)
    assert found is not None
    assert found.id == newer
    assert [one.id for one in await sessions.all_sessions(database)][:2] == [newest, newer]


async def test_ended_sessions_go_after_thirty_days_and_their_films_stay(member: Member) -> None:
    database = member.database
    first = await member.bring("2024-01-01", watched=[film(1, "Solaris", 1972)])
    second = await member.bring("2024-02-01", watched=[film(1, "Solaris", 1972)])
    failed = await session_in(database, S.FAILED)
    newest = await session_in(database, S.COMPLETED)
    ended = (await sessions.find(database, first.session)).ended_at
    assert ended is not None

    assert await sessions.clear_expired(database, ended + timedelta(days=29)) == 0
    assert await sessions.clear_expired(database, ended + timedelta(days=31)) == 2

    left = {session.id for session in await sessions.all_sessions(database)}
    assert left == {second.session, newest}
    assert failed not in left
    assert await sessions.changes(database, first.session) == []
    assert member.names() == ["Solaris"]


async def test_counts_of_a_session_are_added_to(database: Database) -> None:
    session = await session_in(database, S.ENRICHING)
    for counts in ({"films": 3, "skipped": ["Dìdi (弟弟)"]}, {"enriched": 2}):
        await database.write(partial(sessions.set_counts, session=session, counts=counts))

    assert (await sessions.find(database, session)).counts == {"films": 3, "skipped": ["Dìdi (弟弟)"], "enriched": 2}


async def test_a_discarded_session_leaves_no_trace(database: Database) -> None:
    session = await session_in(database, S.PARSING)
    await sessions.discard(database, session)

    assert await sessions.all_sessions(database) == []
    assert await sessions.changes(database, session) == []


async def test_a_session_that_is_damaged_is_a_sentence(database: Database) -> None:
    session = await sessions.begin(database, "a.zip", None)
    await database.write(lambda connection: connection.execute("UPDATE session SET status = 'strange'"))
    for reading in (sessions.all_sessions(database), sessions.find(database, session.id)):
        with pytest.raises(StorageError, match="damaged or no library of lbtui"):
            await reading
