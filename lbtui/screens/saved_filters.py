"""Filters kept by name, in the command palette: save the present one, show one, forget one."""

from collections.abc import Callable
from functools import partial
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input, Static

from lbtui.screens.dialog import Dialog
from lbtui.screens.host import Host
from lbtui.storage.settings import filters, save_filter
from lbtui.text import clean_line

Command = tuple[str, str, Callable[[], None]]
"""Name, help, and what it does."""


class SavedFilters(Provider):
    """The commands around saved filters."""

    @property
    def _host(self) -> Host:
        return cast(Host, self.app)

    async def _commands(self) -> list[Command]:
        host, database = self._host, self._host.database
        if database is None:
            return []
        kept = await filters(database)
        found: list[Command] = [
            (f"Filter: {name}", text, partial(host.show_films, text)) for name, text in kept.items()
        ]
        if host.query_now and not database.read_only:
            found.append(("Save this filter", str(host.query_now), self._save))
        if not database.read_only:
            found += [(f"Forget filter: {name}", text, partial(self._forget, name)) for name, text in kept.items()]
        return found

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, said, run in await self._commands():
            yield DiscoveryHit(Content(name), run, text=name, help=_literal(said))

    async def search(self, query: str) -> Hits:
        """Those whose name is like what is typed."""
        matcher = self.matcher(query)
        for name, said, run in await self._commands():
            score, offsets = matcher.fuzzy_search.match(query, name)
            if score > 0:
                shown = Content(name)
                # Not matcher.highlight, which takes the name for markup.
                for at in offsets:
                    shown = shown.stylize(matcher.match_style, at, at + 1)
                yield Hit(score, shown, run, text=name, help=_literal(said))

    def _save(self) -> None:
        text = str(self._host.query_now)
        self._host.push_screen(NameDialog(text), partial(self._keep, text))

    def _keep(self, text: str, name: str | None) -> None:
        if name:
            self._put(name, text)
            self._host.notify(f"Saved: ctrl+p, “{name}” shows it again.", markup=False)

    def _forget(self, name: str) -> None:
        self._put(name, None)
        self._host.notify(f"Forgotten: {name}", markup=False)

    def _put(self, name: str, text: str | None) -> None:
        if database := self._host.database:
            self._host.run_worker(save_filter(database, name, text), group="remember")


def _literal(text: str) -> str:
    """Text that the palette shows as it is: it parses what is a `str`, and takes `Content` as well."""
    return cast(str, Content(text))


class NameDialog(Dialog[str | None]):
    """Asks for a name."""

    HEADING = "Save this filter"
    AUTO_FOCUS = "Input"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> ComposeResult:
        """The filter above the line for its name."""
        yield Static(self._text, classes="quiet", markup=False)
        entry = Input(placeholder="a name, then enter", max_length=60)
        entry.border_title = "Name"
        yield entry

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        if name := clean_line(event.value):
            self.dismiss(name)
