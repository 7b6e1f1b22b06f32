"""A film table and its filter that somebody types into without a pause, and how late the event loop is meanwhile."""

import asyncio
from itertools import cycle
from pathlib import Path
from time import perf_counter

from textual import on
from textual.app import App, ComposeResult

from lbtui.app.painting import let_strips_go, paint_only_what_changed
from lbtui.enrichment.events import FilmEvent
from lbtui.films.fields import COLUMNS
from lbtui.gc_tuning import collect_calmly, freeze
from lbtui.services.library import Library
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.filter_field import FilterField

_BEAT = 0.1
"""Seconds between two repaints of films that changed, as in lbtui itself."""
_TICK = 0.005
"""Seconds between two looks at the clock; what comes on top is how late the event loop was."""
_KEY = 0.15
"""Seconds between two keys of somebody who types fast."""
_WORDS = ("river", "the night", "genre:drama", "rating>=4", "decade:1990s", "love")


class TypingApp(App[None]):
    """Shows the library of a store while it is enriched."""

    CSS = "FilterField { dock: top; }"

    def __init__(self, path: Path) -> None:
        super().__init__()
        let_strips_go()
        paint_only_what_changed()
        self.library = Library(path)
        self.lags: list[float] = []
        """Seconds by which each look at the clock came late."""
        self._changed: dict[int, None] = {}

    def compose(self) -> ComposeResult:
        """The filter above the films."""
        yield FilterField()
        yield FilmTable(COLUMNS)

    async def begin(self) -> None:
        """Load the films, then type and watch the clock until the app ends."""
        await self.library.load()
        table, field = self.query_one(FilmTable), self.query_one(FilterField)
        field.index = self.library.index
        table.set_rows(self.library.index)
        while table.reading_ahead:
            await asyncio.sleep(_KEY)
        collect_calmly()
        freeze()
        field.focus()
        self.set_interval(_BEAT, self._beat)
        self.run_worker(self._watch())
        self.run_worker(self._type())

    def changed(self, event: FilmEvent) -> None:
        """Have a film shown anew at the next beat."""
        self._changed[event.film_id] = None

    async def rest(self) -> None:
        """Stop typing, so that no key comes when the screen is gone."""
        self.workers.cancel_all()
        await asyncio.sleep(_KEY)

    async def _beat(self) -> None:
        changed, self._changed = list(self._changed), {}
        if changed:
            places = await self.library.refresh(changed)
            self.query_one(FilmTable).update_rows([self.library.rows[place] for place in places])

    async def _watch(self) -> None:
        while True:
            due = perf_counter() + _TICK
            await asyncio.sleep(_TICK)
            self.lags.append(max(0.0, perf_counter() - due))

    async def _type(self) -> None:
        for word in cycle(_WORDS):
            keys = ["space" if letter == " " else letter for letter in word]
            for key in (*keys, *["backspace"] * len(keys)):
                self.simulate_key(key)
                await asyncio.sleep(_KEY)

    @on(FilterField.Changed)
    def _filter(self, event: FilterField.Changed) -> None:
        self.query_one(FilmTable).show(event.query)
