"""A dialog in which the member chooses the region and then the streaming services that they have."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from lbtui.films.folding import fold
from lbtui.screens.dialog import Dialog
from lbtui.services import streaming
from lbtui.tmdb.errors import TmdbError

Chosen = tuple[str, tuple[str, ...]]

_NOWHERE = "No region: nobody is asked where films stream"


class StreamingDialog(Dialog[Chosen | None]):
    """First the region, then ticks at its services, both out of TMDB's lists; the answer is both, or None."""

    HEADING = "Where you watch"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, priority=True, id="streaming.down"),
        Binding("up", "move(-1)", "Up", show=False, priority=True, id="streaming.up"),
    ]
    DEFAULT_CSS = """
    StreamingDialog OptionList { height: auto; max-height: 16; border: none; padding: 0; background: $surface; }
    StreamingDialog OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    StreamingDialog OptionList:focus { border: none; }
    StreamingDialog #streaming-said { margin-bottom: 1; }
    """

    def __init__(self, region: str, services: Sequence[str]) -> None:
        super().__init__()
        self._region, self._ticked = region, list(services)
        self._names: dict[str, str] = {}
        """What can be chosen now and how it is called: regions, later services."""
        self._of_services = False

    def body(self) -> ComposeResult:
        """What to do, the line to type in above the list, and the way out."""
        yield Static("Asking TMDB for its regions…", id="streaming-said", classes="quiet", markup=False)
        yield Input(placeholder="type a part of a name")
        yield OptionList(markup=False)
        with HorizontalGroup(classes="dialog--buttons"):
            yield Button("Take over", id="streaming-done", variant="primary", disabled=True)

    def on_mount(self) -> None:
        """Ask for the regions."""
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
        self._show({"": _NOWHERE, **found}, at=self._region or region)

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
        self._say("Which services do you have? Enter ticks one; tab and enter takes over.")
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._show({name: name for name in found})

    def _say(self, words: str) -> None:
        self.query_one("#streaming-said", Static).update(f"{words}\n{streaming.CREDIT}.")

    def _show(self, names: Mapping[str, str], at: str = "") -> None:
        self._names = dict(names)
        self._offer("", at)

    def _offer(self, wanted: str, at: str = "") -> None:
        options, shown = self.query_one(OptionList), [key for key, name in self._names.items() if wanted in fold(name)]
        options.set_options(Option(self._line(key), id=f"-{key}") for key in shown)
        options.highlighted = shown.index(at) if at in shown else 0 if shown else None

    def _line(self, key: str) -> Content:
        if not self._of_services:
            return Content.assemble(self._names[key], (f"  {key}", "dim"))
        return Content.assemble(("✓ " if key in self._ticked else "  ", "$success"), self._names[key])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(fold(event.value.strip()))

    def action_move(self, lines: int) -> None:
        """Go through the list while the cursor stays in the line to type in."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if lines > 0 else options.action_cursor_up()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        key = (event.option.id or "-")[1:]
        if self._of_services:
            self._ticked.remove(key) if key in self._ticked else self._ticked.append(key)
            event.option_list.replace_option_prompt_at_index(event.option_index, self._line(key))
        elif not key:
            self.dismiss(("", ()))
        else:
            self._region = key
            self.run_worker(self._load_services(), exclusive=True)

    @on(Button.Pressed)
    def _done(self) -> None:
        self.dismiss((self._region, tuple(self._ticked)))
