"""Our film table beside Textual's DataTable, in one run at 160x50: `python -m tests.benchmarks.table --films 100000`.

Times are wall-clock milliseconds until the screen has been painted again; a freeze is the longest
stretch in which the event loop answered nothing.
"""

import argparse
import asyncio
import gc
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter

from rich.console import RenderableType
from rich.text import Text
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable

from lbtui.films.fields import COLUMNS
from lbtui.gc_tuning import collect_calmly, freeze
from lbtui.model.films import FilmRow
from lbtui.query import Query, parse
from lbtui.widgets.film_table import FilmTable
from tests.benchmarks.films import films

_SIZE = (160, 50)
_WORDS = ("ghost", "river", "stone")
"""What is typed and deleted again; into DataTable, which takes seconds for a key, only the first."""
_SHOWN = ("title", "year", "rating", "runtime", "genres", "director", "language", "tmdb")
_LABELS = tuple(COLUMNS[key].label for key in _SHOWN)


class _TimedApp(App[None]):
    """Knows when it last painted."""

    painted = 0.0

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        self.painted = perf_counter()


class OurApp(_TimedApp):
    """The film table alone."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield FilmTable(_SHOWN)


class TheirApp(_TimedApp):
    """DataTable alone."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row", zebra_stripes=True)


@dataclass
class Figures:
    """What one table took, in milliseconds and megabytes."""

    times: dict[str, float] = field(default_factory=dict)
    freezes: dict[str, float] = field(default_factory=dict)
    keys: list[float] = field(default_factory=list)
    memory: float = 0.0


class Watch:
    """Times steps, and the longest gap between two turns of the event loop meanwhile."""

    def __init__(self, app: _TimedApp, figures: Figures) -> None:
        self.app = app
        self.figures = figures

    async def time(self, name: str, step: Callable[[], object]) -> float:
        """Runs a step and waits until its effects are on the screen."""
        gaps: list[float] = []
        ticker = asyncio.create_task(_tick(gaps))
        await asyncio.sleep(0.01)
        started = perf_counter()
        step()
        await asyncio.sleep(0.05)
        while perf_counter() - max(started, self.app.painted) < 0.08:
            await asyncio.sleep(0.01)
        ticker.cancel()
        took = max(0.0, self.app.painted - started) * 1000  # What is out of sight is not painted.
        self.figures.times[name] = took
        self.figures.freezes[name] = max(gaps) * 1000
        return took


async def _tick(gaps: list[float]) -> None:
    before = perf_counter()
    while True:
        await asyncio.sleep(0)
        now = perf_counter()
        gaps.append(now - before)
        before = now


async def ours(rows: list[FilmRow]) -> Figures:
    """The film table through all steps."""
    figures, app = Figures(), OurApp()
    async with app.run_test(size=_SIZE):
        table, watch = app.query_one(FilmTable), Watch(app, figures)
        table.focus()
        await watch.time("fill", lambda: table.set_rows(rows))
        while table.reading_ahead:
            await asyncio.sleep(0.01)
        await _type(watch, lambda query: lambda: table.show(query), _WORDS)
        await watch.time("back to all", lambda: table.show(parse("")))
        await watch.time("sort by director", lambda: table.sort_by("director"))
        await watch.time("the other way round", lambda: table.sort_by("director", True))
        await watch.time("sort by runtime", lambda: table.sort_by("runtime"))
        await watch.time("end", table.action_last)
        await watch.time("page up", lambda: table.action_page(-1))
        await watch.time("up", lambda: table.action_move(-1))
        await watch.time("40 films change", lambda: table.update_rows(rows[:40]))
    return figures


async def theirs(rows: list[FilmRow]) -> Figures:
    """DataTable through the same steps."""
    figures, app = Figures(), TheirApp()
    cells = [tuple(Text(COLUMNS[key].text(row)) for key in _SHOWN) for row in rows]
    async with app.run_test(size=_SIZE):
        table: DataTable[Text] = app.query_one(DataTable)
        watch = Watch(app, figures)
        table.focus()

        def fill(chosen: list[int] | range) -> None:
            table.clear(columns=True)
            for label, key in zip(_LABELS, _SHOWN, strict=True):
                table.add_column(label, key=key)
            table.add_rows(cells[place] for place in chosen)

        def show(query: Query) -> Callable[[], None]:
            return lambda: fill([place for place, row in enumerate(rows) if query.matches(row)])

        await watch.time("fill", lambda: fill(range(len(rows))))
        await _type(watch, show, _WORDS[:1])
        await watch.time("back to all", lambda: fill(range(len(rows))))
        await watch.time("sort by director", lambda: table.sort("director", key=str))
        await watch.time("the other way round", lambda: table.sort("director", key=str, reverse=True))
        await watch.time("sort by runtime", lambda: table.sort("runtime", key=lambda text: text.plain.zfill(5)))
        await watch.time("end", table.action_scroll_end)
        await watch.time("page up", table.action_page_up)
        await watch.time("up", table.action_cursor_up)
    return figures


async def _type(watch: Watch, show: Callable[[Query], Callable[[], object]], words: Sequence[str]) -> None:
    await watch.time("the first key", show(parse("s")))
    for word in words:
        typed = [word[:length] for length in range(1, len(word) + 1)]
        for step in typed + typed[-2::-1]:
            watch.figures.keys.append(await watch.time(f"“{step}”", show(parse(step))))


def measure(run: Callable[[list[FilmRow]], object], rows: list[FilmRow]) -> float:
    """Megabytes at the peak of a run, the rows themselves not counted."""
    gc.collect()
    tracemalloc.start()
    asyncio.run(run(rows))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def report(our: Figures, their: Figures | None) -> None:
    """One line a step."""
    print(f"{'step':24}{'ours ms':>10}{'freeze':>9}{'DataTable':>12}{'freeze':>9}{'ratio':>9}")
    for name, took in our.times.items():
        line = f"{name:24}{took:>10.1f}{our.freezes[name]:>9.1f}"
        if their and name in their.times:
            line += f"{their.times[name]:>12.1f}{their.freezes[name]:>9.1f}{their.times[name] / took:>8.0f}×"
        print(line)
    for name, figures in (("ours", our), ("DataTable", their)):
        if figures:
            p95 = quantiles(figures.keys, n=20, method="inclusive")[-1]
            print(f"{name}: a key p95 {p95:.1f} ms, longest freeze {max(figures.freezes.values()):.0f} ms", end="")
            print(f", memory {figures.memory:.0f} MB" if figures.memory else "")


def main() -> None:
    """Runs both tables one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=100_000)
    parser.add_argument("--ours-only", action="store_true", help="leave DataTable out: it takes minutes")
    parser.add_argument("--memory", action="store_true", help="run everything once more to measure memory")
    options = parser.parse_args()
    rows = films(options.films)
    # As the app does once a library is loaded: the collector need not walk 100,000 films over and over.
    collect_calmly()
    freeze()
    our = asyncio.run(ours(rows))
    their = None if options.ours_only else asyncio.run(theirs(rows))
    if options.memory:
        our.memory = measure(ours, rows)
        if their:
            their.memory = measure(theirs, rows)
    report(our, their)


if __name__ == "__main__":
    main()
