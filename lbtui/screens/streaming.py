"""A dialog in which the member chooses the region and then the streaming services that they have."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widgets import Button, OptionList, Static

from lbtui.screens.dialog import SearchDialog
from lbtui.services import streaming
from lbtui.tmdb.errors import TmdbError

Chosen = tuple[str, tuple[str, ...]]

_NOWHERE = "No region: nobody is asked where films stream"


class StreamingDialog(SearchDialog[Chosen]):
    """First the region, then ticks at its services, both out of TMDB's lists; the answer is both, or None."""

    HEADING = "Where you watch"
    DEFAULT_CSS = """
    StreamingDialog OptionList { max-height: 40vh; }
    StreamingDialog #streaming-said { margin-bottom: 1; }
    """

    def __init__(self, region: str, services: Sequence[str]) -> None:
        super().__init__()
        self._region, self._ticked = region, list(services)
        self._of_services = False
        """Whether services are offered, no longer regions."""

    def body(self) -> ComposeResult:
        yield Static("Asking TMDB for its regions…", id="streaming-said", classes="quiet", markup=False)
        yield from super().body()
        with HorizontalGroup(classes="dialog--buttons"):
            yield Button("Take over", id="streaming-done", variant="primary", disabled=True)

    def on_mount(self) -> None:
        self.run_worker(self._load_regions(), exclusive=True)

    async def _load_regions(self) -> None:
        try:
            found = await streaming.regions(self.session)
        except (TmdbError, ValueError) as error:
            self._say(str(error))
            return
        region, told_by = streaming.suggestion(self.session.options.environment)
        if self._region or region not in found:
            self._say("Which region do you watch in? Enter goes on to its services.")
        else:
            self._say(f"{told_by} of your system suggests {found[region]}: enter takes it, or choose another region.")
        self.offer({"": _NOWHERE, **found}, at=self._region or region)

    async def _load_services(self) -> None:
        self._say(f"Asking TMDB for the services in {streaming.region_name(self._region)}…")
        try:
            found = await streaming.services(self.session, self._region)
        except (TmdbError, ValueError) as error:
            self._say(str(error))
            return
        self._of_services = True
        self._ticked = [name for name in self._ticked if name in found]
        self.query_one(Button).disabled = False
        self._say("Which services do you have? Enter ticks; tab and enter takes over.")
        self.offer({name: name for name in (*self._ticked, *found)})

    def _say(self, words: str) -> None:
        self.query_one("#streaming-said", Static).update(f"{words}\n{streaming.CREDIT}.")

    def line(self, key: str) -> Content:
        """A region with its letters, or a service with its tick."""
        if not self._of_services:
            return Content.assemble((self.names[key], "bold"), f"  {key}")
        return Content.assemble("✓ " if key in self._ticked else "  ", self.names[key])

    def chosen(self, key: str) -> None:
        """Go on to the services of a region, or tick a service."""
        options = self.query_one(OptionList)
        if self._of_services and options.highlighted is not None:
            self._ticked.remove(key) if key in self._ticked else self._ticked.append(key)
            options.replace_option_prompt_at_index(options.highlighted, self.line(key))
        elif not key:
            self.dismiss(("", ()))
        else:
            self._region = key
            self.run_worker(self._load_services(), exclusive=True)

    @on(Button.Pressed)
    def _done(self) -> None:
        self.dismiss((self._region, tuple(self._ticked)))
