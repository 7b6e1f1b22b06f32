"""An app at work on a library of its own, and a member's export of films that the test server knows."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.command import CommandList
from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.config import Settings, find_paths
from lbtui.model.enums import FilmStatus
from lbtui.options import Options
from tests.letterboxd.maker import film_uri, log_uri, make_export_zip
from tests.tmdb.catalogue import Film
from tests.tmdb.server import KEY
from tests.waiting import SECONDS, wait_until
from tests.widgets.snapshot import screen_text

NAMES = ("[REC]", "[/b]", "[@click=app.quit]x", "千と千尋の神隠し", "1917", "Cléo from 5 to 7", "★", "Vagabond")


def films(number: int) -> list[Film]:
    """Films that the server knows, the first with names that are trouble."""
    names = [*NAMES, *(f"Film number {n}" for n in range(len(NAMES), number))][:number]
    return [Film(1000 + n, name, 1960 + n % 60) for n, name in enumerate(names)]


def export(path: Path, known: Sequence[Film]) -> Path:
    """An export in which all of these films are watched, rated, and in the diary."""
    day = "2024-03-05"
    watched = [[day, film.title, str(film.year), film_uri(n + 1)] for n, film in enumerate(known)]
    ratings = [[*row, "4.5"] for row in watched]
    diary = [
        [day, film.title, str(film.year), log_uri(n + 1), "4.5", "", "cinema", day] for n, film in enumerate(known)
    ]
    return make_export_zip(path, watched=watched, ratings=ratings, diary=diary)


def options(folder: Path, url: str, *, key: str | None = KEY, chosen: Path | None = None) -> Options:
    """A start with a data folder of its own, at full speed."""
    environment = {"LBTUI_CONFIG_DIR": str(folder / "config")} | ({"TMDB_API_KEY": key} if key else {})
    paths = find_paths(folder / "data", environment)
    return Options(paths, Settings(tmdb_url=url, rate=50), chosen, environment=environment)


@asynccontextmanager
async def running(chosen: Options, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[LbtuiApp, Pilot[int]]]:
    """The app on a screen of `size`; it is ended as by the key q."""
    app = LbtuiApp(chosen)
    async with app.run_test(size=size) as pilot:
        try:
            yield app, pilot
        finally:
            await app.shut()


async def until(pilot: Pilot[Any], condition: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
    """Let the app go on until something holds. A failure says what is on the screen; the app's own comes at once."""
    app = pilot.app

    def there() -> bool:
        if app._exception:
            raise app._exception
        return bool(condition())

    def shown() -> str:
        return f"{app.screen!r} shows:\n{screen_text(app)}" if app.screen_stack else "There is no screen any more."

    await wait_until(there, what, shown=shown, rest=0.005, pause=pilot.pause, seconds=seconds)


async def choose_command(pilot: Pilot[Any], words: str, name: str) -> None:
    """Run a command of the palette: enter, once the answer to the words has it first."""
    await pilot.press("ctrl+p", *("space" if letter == " " else letter for letter in words))

    def first() -> str:
        found = pilot.app.screen.query(CommandList)
        commands = found.first() if found else None
        if commands is None or not commands.option_count or commands.option_count > 5:
            return ""
        return str(commands.get_option_at_index(commands.highlighted or 0).prompt)

    await until(pilot, lambda: name in first(), f"the command {name}")
    await pilot.press("enter")


def ended(app: LbtuiApp) -> bool:
    """Whether every film is in an end state."""
    counts = app.session.library.counts
    return sum(counts.values()) > 0 and all(status.ended or not number for status, number in counts.items())


def enriched(app: LbtuiApp) -> int:
    """How many films are enriched."""
    number: int = app.session.library.counts[FilmStatus.ENRICHED]
    return number
