"""The progress of the enrichment: what is found and what is complete, in words and as a bar."""

from pathlib import Path

import pytest

from lbtui.model.enums import FilmStatus as S
from lbtui.screens.enrichment import FilmLog
from lbtui.services.enrichment_status import EnrichmentStatus, State, films_so_far, headline, percent, share_so_far
from lbtui.widgets.progress import tones
from tests.app.running import ended, export, films, options, running, until
from tests.tmdb.server import FakeTmdb
from tests.widgets.snapshot import screen_text, widget_text


def test_what_is_found_and_what_is_complete_are_both_told() -> None:
    counts = {S.ENRICHED: 3, S.MATCHED: 2202, S.PENDING: 249}
    assert films_so_far(counts) == "2,205 found, 3 complete of 2,454 films"
    assert 0.4 < share_so_far(counts) < 0.5
    assert films_so_far({S.ENRICHED: 40, S.PENDING: 3}) == "40 of 43 films"
    assert films_so_far({S.ENRICHED: 40, S.NOT_FOUND: 3}) == "43 films"


def test_a_run_that_has_nothing_to_do_does_not_claim_to_start() -> None:
    begun = EnrichmentStatus(State.RUNNING)
    assert headline(begun, {S.ENRICHED: 40, S.NOT_FOUND: 2}) == "2 not found"
    assert headline(begun, {S.ENRICHED: 40, S.PENDING: 2}) == "starting"


def test_the_bar_moves_with_both() -> None:
    begun, rest = tones(0.01, 0.5, 12)
    assert (len(begun), len(rest)) == (6, 6)
    assert begun.strip()
    assert not rest.strip()


@pytest.mark.parametrize(
    ("share", "said", "in_tenths"),
    [
        (0.0, "0%", "0.0%"),
        (0.0004, "<1%", "<0.1%"),
        (0.004, "<1%", "0.4%"),
        (0.996, "99%", "99.6%"),
        (0.99999, "99%", "99.9%"),
        (1.0, "100%", "100%"),
    ],
)
def test_a_percentage_is_never_rounded_to_nothing_or_to_all(share: float, said: str, in_tenths: str) -> None:
    assert (percent(share), percent(share, tenths=True)) == (said, in_tenths)


async def test_after_a_restart_the_log_and_the_requests_of_the_session_are_there(tmp_path: Path) -> None:
    known = films(8)
    async with FakeTmdb(known) as server:
        start = options(tmp_path, server.url, chosen=export(tmp_path / "export.zip", known))
        async with running(start) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")
            await until(pilot, lambda: app.session.enrichment_status.state is not State.RUNNING, "the end of the run")
            asked = app.session.enrichment.requests
            assert asked > 0
        async with running(options(tmp_path, server.url)) as (app, pilot):
            await until(pilot, lambda: ended(app), "the films")
            await pilot.press("3")
            log = app.screen.query_one(FilmLog)
            await until(pilot, lambda: "1917" in widget_text(log), "the log")
            assert "[REC]" in widget_text(log)
            assert f"{asked:,} requests" in screen_text(app)


async def test_on_a_small_screen_the_log_has_all_lines_that_the_counts_do_not_need(tmp_path: Path) -> None:
    start = options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=export(tmp_path / "export.zip", films(8)))
    async with running(start, (80, 24)) as (app, pilot):
        await until(pilot, lambda: app.session.library.rows, "the films")
        await pilot.press("3")
        await until(pilot, lambda: "needs review" in screen_text(app), "the counts")
        lines = screen_text(app).splitlines()
        above = next(at for at, line in enumerate(lines) if "As they arrive" in line) - 1
        assert all(status.words in lines[above] for status in S)
