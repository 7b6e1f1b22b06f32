"""Where films stream: chosen in the settings out of TMDB's lists, told on the film page."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual.widgets import Button, Input

from lbtui.config import load_settings
from lbtui.model.enums import FilmStatus, Kind, Way
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Metadata, Offers, Service
from lbtui.options import as_demo
from lbtui.query import parse
from lbtui.services.streaming import lacking
from lbtui.storage.pages import FilmPage
from lbtui.widgets.film_facts import offers
from tests.app.running import export, films, options, running, until
from tests.enrichment.streaming_server import MUBI, FakeTmdb
from tests.tmdb.server import Trouble
from tests.widgets.snapshot import screen_words

FILMS = films(3)
NOWHERE = "http://127.0.0.1:9/3"


async def test_region_and_services_are_chosen_from_tmdbs_lists_and_the_films_asked_for(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS, {MUBI: {1000, 1001}}) as tmdb:
        start = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", FILMS))
        start = replace(start, environment={**start.environment, "LANG": "de_DE.UTF-8"})
        async with running(start) as (app, pilot):
            enriched = FilmStatus.ENRICHED
            await until(pilot, lambda: app.session.library.counts[enriched] == len(FILMS), "the films")
            assert not any("watch" in path for path in tmdb.answered)
            await pilot.press("comma")
            app.screen.query_one("#streaming", Button).press()
            await until(
                pilot, lambda: "LANG=de_DE.UTF-8 of your system suggests Germany" in screen_words(app), "regions"
            )
            assert app.session.settings.region == ""
            assert lacking(app.session.settings, parse("on:mubi or year:1960")).startswith("Choose your region")
            await pilot.press("enter")
            await until(pilot, lambda: "Netflix" in screen_words(app), "the services")
            assert "JustWatch" in screen_words(app)
            await pilot.press("down", "enter", "tab", "enter")
            await until(pilot, lambda: len([r for r in app.session.library.rows if r.on_services]) == 2, "what streams")
            assert "DE: MUBI" in screen_words(app)
            assert not lacking(app.session.settings, parse("streaming"))
    kept, mistakes = load_settings(start.paths.settings)
    assert (kept.region, kept.services, mistakes) == ("DE", ("MUBI",), ())


async def test_a_dialog_that_is_left_changes_nothing_and_trouble_is_told(tmp_path: Path) -> None:
    async with FakeTmdb(FILMS, {}) as tmdb:
        tmdb.fail(Trouble.BAD_REQUEST, 1, "/watch")
        start = options(tmp_path, tmdb.url)
        async with running(start) as (app, pilot):
            await pilot.press("comma")
            app.screen.query_one("#streaming", Button).press()
            await until(
                pilot, lambda: "TMDB" in screen_words(app) and "Asking" not in screen_words(app), "the sentence"
            )
            await pilot.press("escape")
            app.screen.query_one("#streaming", Button).press()
            await until(pilot, lambda: "France" in screen_words(app), "the regions")
            app.screen.query_one(Input).value = "fra"
            await pilot.press("enter")
            await until(pilot, lambda: "MUBI" in screen_words(app), "the services")
            await pilot.press("enter", "escape")
            assert app.session.settings.region == ""
    assert not start.paths.settings.exists()


async def test_without_a_key_the_dialog_says_what_it_needs(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("comma")
        app.screen.query_one("#streaming", Button).press()
        await until(pilot, lambda: "needs a key: K adds one" in screen_words(app), "the sentence")


def page(offers: Offers | None, *, region: str = "DE", **row: Any) -> FilmPage:
    film = FilmRow(1, "Vagabond", **{"kind": Kind.MOVIE, "tmdb_id": 4, "watchlist": True, **row})
    return FilmPage(
        film, metadata=Metadata(Kind.MOVIE, 4, "Vagabond", offers=offers), region=region, services=("MUBI",)
    )


def told(of: FilmPage) -> str:
    return offers(of, date(2026, 11, 20)).plain


def test_the_film_page_tells_who_offers_a_film_with_its_age_and_names_justwatch() -> None:
    asked = datetime(2026, 11, 17, 23, tzinfo=UTC)
    known = Offers("DE", asked_at=asked, streams_at=asked)
    lines = told(page(known, streaming=("MUBI", "[b]Red[/b]"), rent=("Apple TV",))).splitlines()
    assert lines == [
        "Stream ✓ MUBI, [b]Red[/b]",
        "Rent   Apple TV",
        "Streaming data by JustWatch, via TMDB · Germany, as of 3 days ago",
    ]
    assert told(page(known)).startswith("Nobody offers it.\n")
    later = replace(known, streams_at=datetime(2026, 11, 19, 1, tzinfo=UTC))
    assert told(page(later)).endswith("Germany, streams as of yesterday, all else as of 3 days ago")


def test_the_film_page_says_what_is_not_known_and_why() -> None:
    asked = datetime(2026, 11, 17, tzinfo=UTC)
    french = Offers("FR", ((Way.FLATRATE, Service(11, "MUBI")),), asked, asked)
    assert told(page(None)) == "Not asked yet for Germany: the enrichment does."
    assert told(page(french)) == "Not asked yet for Germany: the enrichment does; what is known is of France."
    seen = page(None, watchlist=False)
    assert told(seen) == "Not asked yet for Germany: each start asks for some, those you rate highest first."
    assert "Choose your region in the settings (,)" in told(page(french, region=""))
    assert told(FilmPage(FilmRow(1, "Vagabond"), region="DE")) == ""


async def test_the_demo_has_services_of_its_own_which_the_members_settings_never_see(tmp_path: Path) -> None:
    start = as_demo(options(tmp_path, NOWHERE, key=None))
    async with running(start) as (app, pilot):
        await until(pilot, lambda: any(row.on_services for row in app.session.library.rows), "a film that streams")
        app.session.change_setting("region", "GB")
        await until(pilot, lambda: app.session.settings.region == "GB", "the choice")
    assert not start.paths.settings.exists()
    assert start.settings.region == ""
