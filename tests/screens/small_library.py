"""A small library on the disk, some of it enriched, made the way a member's is: from an export."""

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.config import Settings, find_paths
from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.metadata import Credit, Metadata, Summary
from lbtui.options import Options
from lbtui.services.importing import import_export
from lbtui.storage import enrichment_queue, matches
from lbtui.storage.database import Database
from tests.app.running import until
from tests.letterboxd.maker import film_uri, list_text, list_uri, log_uri, make_export_zip

VARDA, MARCHAND, REEVES = 6818, 3771, 6384
HOSTILE = ("[REC]", "[/b]", "[@click=app.quit]x", "千と千尋の神隠し")

_DAY = "2024-03-05"
_SEEN = {"Cléo from 5 to 7": 1962, "Vagabond": 1985, "Speed": 1994, "[REC]": 2007, "[@click=app.quit]x": 2001}
_WAITING = {"The Gleaners": 2000, "[/b]": 1999, "千と千尋の神隠し": 2001}
_REVIEW = "Two hours of <i>waiting</i>, and <b>not one</b> wasted. [/b] &lt;i&gt; See <a href='https://x.org'>this</a>."


def _row(name: str) -> list[object]:
    years = _SEEN | _WAITING
    return [_DAY, name, str(years[name]), film_uri(list(years).index(name) + 1)]


def make_export(path: Path) -> Path:
    """The export: five films seen, three on the watchlist, a diary, a review, and two lists."""
    cleo, vagabond, speed = (_row(name) for name in list(_SEEN)[:3])
    entries = [("1", *cleo[1:], ""), ("2", *_row("The Gleaners")[1:], "")]
    walks = list_text((_DAY, "Walks [/b]", "", list_uri(1), "On <b>foot</b>."), entries)
    return make_export_zip(
        path,
        watched=[_row(name) for name in _SEEN],
        watchlist=[_row(name) for name in _WAITING],
        ratings=[[*cleo, "5"], [*vagabond, "4"], [*speed, "3.5"]],
        likes=[cleo],
        diary=[
            [*cleo[:3], log_uri(1), "4.5", "", "cinema, [/i]", "2020-01-04"],
            [*cleo[:3], log_uri(2), "5", "Yes", "", "2024-03-05"],
        ],
        reviews=[[*cleo[:3], log_uri(2), "5", "Yes", _REVIEW, "", "2024-03-05"]],
        lists={"walks": walks},
    )


async def make_library(folder: Path, **settings: object) -> Options:
    """The library in `folder`, and how to start lbtui on it, without a TMDB key."""
    environment = {"LBTUI_CONFIG_DIR": str(folder / "config")}
    paths = find_paths(folder / "data", environment)
    async with await Database.open(paths.database) as database:
        await import_export(database, [make_export(folder / "export.zip")])
        ids = {row[1]: row[0] for row in await database.fetch("SELECT id, name FROM film")}
        for metadata in _METADATA:
            match = matches.Match(ids[metadata.title], _summary(metadata), 1.0, "same title and year")
            await matches.store_matches(database, [match])
            await matches.store_details(database, metadata)
        await enrichment_queue.store_end(database, ids["[/b]"], FilmStatus.NOT_FOUND, "TMDB has no such title")
        await enrichment_queue.store_end(database, ids["Speed"], FilmStatus.FAILED, "TMDB did not answer")
    return Options(paths, Settings(**settings), environment=environment)  # type: ignore[arg-type]


async def kept(app: LbtuiApp, pilot: Pilot[int]) -> None:
    """What the member chose has been stored."""
    await until(pilot, lambda: all(worker.group != "remember" for worker in app.workers), "the end of the writing")


def _summary(metadata: Metadata) -> Summary:
    return Summary(metadata.kind, metadata.tmdb_id, metadata.title)


def _varda(*roles: Role) -> tuple[Credit, ...]:
    return tuple(Credit(VARDA, "Agnès Varda", role, 0) for role in roles)


_METADATA = (
    Metadata(
        Kind.MOVIE,
        1,
        "Cléo from 5 to 7",
        original_title="Cléo de 5 à 7",
        original_language="fr",
        release_date=date(1962, 4, 11),
        overview="A singer waits for two hours.",
        tagline="Paris, in [real] time.",
        runtime=90,
        vote_average=7.6,
        vote_count=512,
        poster_path="/cleo.jpg",
        collection=(9, "Paris Collection"),
        genres=((18, "Drama"), (35, "Comedy")),
        countries=(("FR", "France"),),
        languages=(("fr", "French"),),
        credits=(
            *_varda(Role.DIRECTOR, Role.WRITER),
            Credit(MARCHAND, "Corinne Marchand", Role.ACTOR, 0, character="Cléo [/b]"),
            Credit(99, "[/b] Bourseiller", Role.ACTOR, 1, character="Antoine"),
        ),
    ),
    Metadata(
        Kind.MOVIE,
        2,
        "Vagabond",
        release_date=date(1985, 12, 4),
        runtime=105,
        credits=_varda(Role.DIRECTOR),
    ),
    Metadata(Kind.MOVIE, 3, "The Gleaners", runtime=82, credits=_varda(Role.DIRECTOR, Role.ACTOR)),
)
