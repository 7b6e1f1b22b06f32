"""A library with films that need review, on a server whose search leaves them in doubt."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.films import FilmRow
from lbtui.screens.review import ReviewScreen
from lbtui.services.enrichment_status import State
from tests.app.running import ended, options, running, until
from tests.letterboxd.maker import film_uri, make_export_zip
from tests.tmdb.catalogue import Film
from tests.tmdb.server import FakeTmdb

TWO_OF_A_NAME = (
    Film(11, "Tabu", 2012, votes=150, runtime=118, directors=((1, "Miguel Gomes"),)),
    Film(12, "Tabu", 2012, votes=90, runtime=27, directors=((2, "Somebody Else"),)),
)
"""Neither has so many more votes that it could be taken."""
HOSTILE = (
    Film(21, "[REC]", 2007, votes=40, directors=((3, "[/b]"),)),
    Film(22, "[REC]", 2007, votes=30, original_title="[@click=app.quit]x", directors=((4, "千と千尋"),)),
)
CERTAIN = Film(31, "Vagabond", 1986, votes=500)
"""A year later than the export has it: accepted, and not quite certain."""
SERIES = Film(87108, "Chernobyl", 2019, kind=Kind.TV, votes=6000)
KNOWN = (*TWO_OF_A_NAME, *HOSTILE, CERTAIN, SERIES)
NAMES = (("Tabu", 2012), ("[REC]", 2007), ("Vagabond", 1985), ("Lost and never found", 1921))


def export(path: Path, names: Sequence[tuple[str, int]] = NAMES) -> Path:
    """An export of these films, all watched, the first rated best."""
    rows = [["2024-03-05", name, str(year), film_uri(n + 1)] for n, (name, year) in enumerate(names)]
    ratings = [[*row, str(5 - n / 2)] for n, row in enumerate(rows)]
    return make_export_zip(path, watched=rows, ratings=ratings)


@asynccontextmanager
async def reviewing(
    folder: Path, *, key: str = "4", size: tuple[int, int] = (140, 45)
) -> AsyncIterator[tuple[LbtuiApp, Pilot[int], FakeTmdb]]:
    """The app with its enrichment done, on the screen behind `key`."""
    async with FakeTmdb(KNOWN) as tmdb:
        chosen = options(folder, tmdb.url, chosen=export(folder / "export.zip"))
        async with running(chosen, size) as (app, pilot):
            await until(
                pilot,
                lambda: ended(app) and app.session.enrichment_status.state is State.IDLE,
                "the end of the enrichment",
            )
            await pilot.press(key)
            if key == "4":
                await until(pilot, lambda: bool(queued(app)), "the films to review")
                await until(pilot, lambda: len(shown(app)) > 1, "the candidates")
            yield app, pilot, tmdb


def screen(app: LbtuiApp) -> ReviewScreen:
    """The review."""
    found = app.screen
    assert isinstance(found, ReviewScreen)
    return found


def queued(app: LbtuiApp) -> list[str]:
    """Names of the films in the list, from the top."""
    return [row.name for row in screen(app).queue.rows] if isinstance(app.screen, ReviewScreen) else []


def shown(app: LbtuiApp) -> list[int]:
    """TMDB ids of the candidates in sight."""
    return [candidate.summary.tmdb_id for candidate in screen(app).pane.cards.shown]


def film(app: LbtuiApp, name: str) -> FilmRow:
    """The film of that name as the library has it."""
    return next(row for row in app.session.library.rows if row.name == name)


def stands(app: LbtuiApp, name: str) -> tuple[FilmStatus, int | None]:
    """How a film stands, and what it is on TMDB."""
    row = film(app, name)
    return row.status, row.tmdb_id
