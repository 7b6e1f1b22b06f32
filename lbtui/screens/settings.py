"""The settings: what may be chosen, changed at once and kept in the settings file; and where the data lies."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, HorizontalGroup, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static, Switch
from textual.widgets.option_list import Option

from lbtui.config import KEY_VARIABLE, POSTERS
from lbtui.screens.api_key import KeyScreen
from lbtui.screens.base import Page
from lbtui.screens.dialog import Dialog
from lbtui.screens.streaming import Chosen, StreamingDialog
from lbtui.services import api_key, places
from lbtui.services.api_key import Source
from lbtui.text import counted, path_line
from lbtui.widgets.inputs import KeyedList

_WORD = "delete"


class DeleteScreen(Dialog[bool]):
    """True once the word is typed."""

    HEADING = "Delete the library"
    AUTO_FOCUS = "#word"

    def body(self) -> ComposeResult:
        films = len(self.session.library.rows)
        what = counted(films, "film") if films else "Your library"
        yield Static(
            Content.from_markup(
                "[b]$what[/] with everything that TMDB told of it, your matches and saved filters go. "
                "Your export, your settings and your key stay, and lbtui begins anew.\n\n"
                "Type [b $text-error]$word[/] to go on.",
                what=what,
                word=_WORD,
            )
        )
        yield Input(id="word", placeholder=_WORD)
        with Horizontal(classes="dialog--buttons"):
            yield Button("Delete", id="sure", variant="error", disabled=True)
            yield Button("Keep it", id="keep")

    @on(Input.Changed, "#word")
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#sure", Button).disabled = event.value.strip().lower() != _WORD

    @on(Input.Submitted, "#word")
    @on(Button.Pressed, "#sure")
    def _sure(self) -> None:
        if not self.query_one("#sure", Button).disabled:
            self.dismiss(True)

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.dismiss(False)


_SAID = {
    "rate": "0.5 to 50 requests/s",
    "language": "en-US, fr …, from now on",
    "count_series": "count in statistics",
    "member": "your name on Letterboxd, all that is sent there",
    "sync": "at each start; R any time",
    "streaming": "your region and services",
    "posters": f"{', '.join(POSTERS[:-1])} or {POSTERS[-1]}",
    "key": "",
}
"""What is said beside a setting; the first 24 cells are all that a narrow terminal shows."""


class SettingsScreen(Page):
    """Themes on the left, seen as the cursor moves; all else on the right."""

    HEADING = "Settings"
    MODE = "settings"
    AUTO_FOCUS = None
    CSS = """
    SettingsScreen {
        #settings { height: 1fr; }
        #themes { width: 26; height: 1fr; padding: 0 1; }
        #right { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
        #choices, #data { height: auto; padding: 1 2; }
        .row { height: auto; margin-bottom: 1; }
        .name { width: 12; text-style: bold; }
        .quiet { width: 1fr; color: $foreground 70%; }
        #choices Input { width: 11; margin-right: 2; background: $foreground 12%; padding: 0 1; }
        #choices Switch { width: 11; height: 1; padding: 0; margin-right: 2; border: none; }
        #choices Switch { background: $foreground 12%; }
        #choices Switch > .switch--slider { color: $foreground 40%; background: $foreground 12%; }
        #choices Switch.-on > .switch--slider { color: $success; }
        #choices Switch:focus, #choices Input:focus { background: $accent 30%; }
        &.-low .quiet { text-wrap: nowrap; text-overflow: ellipsis; }
        &.-low #posters-said, &.-low #member-said, &.-low .quiet.-wrong { text-wrap: wrap; }
        .quiet.-wrong { color: $text-error; }
        #choices Button { width: 11; padding: 0; margin-right: 2; }
        #choices Switch:ansi > .switch--slider { background: ansi_bright_black; }
        #choices Switch:ansi:focus > .switch--slider { background: $primary; }
        #choices Button:ansi { text-align: left; content-align: left middle; }
        #choices Input:ansi { padding: 0; border-left: outer ansi_bright_black; border-right: outer ansi_bright_black; }
        #choices Input:ansi:focus { border-left: outer $accent; border-right: outer $accent; }
        #paths { text-wrap: nowrap; text-overflow: ellipsis; }
        #data HorizontalGroup { margin-top: 1; }
        #data Button { margin-right: 1; }
        &.-low #choices, &.-low #data { padding: 0 1; }
        &.-low .row { margin-bottom: 0; }
        &.-low #choices Input, &.-low #choices Switch, &.-low #choices Button { margin-right: 1; }
        &.-low #key-row { margin-top: 1; }
        &.-huge #themes { width: 40; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="settings.back"),
        Binding("o", "folder", "Open the data folder", show=False, id="settings.folder"),
    ]

    def __init__(self, focus: str = "themes") -> None:
        super().__init__()
        self._first = focus
        """The setting that has the cursor first."""
        self._told = False
        """Whether the list of themes knows which one is worn."""
        self._offered = ""
        """What is said of a name that an export tells."""

    def body(self) -> ComposeResult:
        now = self.session.settings
        themes = (Option(name, id=name) for name in sorted(self.app.available_themes))
        with Horizontal(id="settings"):
            yield KeyedList(*themes, id="themes", classes="pane", markup=False)
            with VerticalScroll(id="right", can_focus=False):
                with VerticalScroll(id="choices", classes="pane", can_focus=False):
                    yield from _row("Rate", Input(f"{now.rate:g}", id="rate", compact=True))
                    yield from _row("Language", Input(now.language, id="language", compact=True))
                    yield from _row("Series", Switch(now.count_series, id="count_series", animate=False))
                    yield from _row("Posters", Input(now.posters, id="posters", compact=True))
                    yield from _row("Letterboxd", Input(now.member, id="member", compact=True))
                    yield from _row("Sync", Switch(now.sync, id="sync", animate=False))
                    yield from _row("Streaming", Button("Choose", id="streaming"))
                    yield from _row("TMDB key", Button("Change", id="key"))
                with VerticalScroll(id="data", classes="pane", can_focus=False):
                    yield Static(id="paths", markup=False)
                    with HorizontalGroup():
                        yield Button("Open folder", id="folder")
                        yield Button("Clear posters", id="clear")
                        yield Button("Delete…", id="delete", variant="error")

    def on_mount(self) -> None:
        self.query_one("#themes").border_title = "Theme"
        self.query_one("#choices").border_title = "Choices"
        self.query_one("#data").border_title = "Your data"
        themes = self.query_one("#themes", OptionList)
        themes.highlighted = themes.get_option_index(self.app.theme)
        self._told = True
        self.query_one(f"#{self._first}").focus()
        self.run_worker(self._offer_name())

    async def _offer_name(self) -> None:
        """Say which name an export tells: it is for the member to type. The demo's member has no feed."""
        if self.session.settings.member or self.session.options.demo:
            return
        if name := await self.session.load_value("username"):
            self._offered = f"{name}, says your export: type it to use it"
            self.query_one("#member-said", Static).update(self._offered)

    def on_screen_resume(self) -> None:
        self.query_one("#paths", Static).update(self._data())
        self.query_one("#key-said", Static).update(self._key())
        self.query_one("#streaming-said", Static).update(self._streaming())

    def _streaming(self) -> str:
        now = self.session.settings
        if not now.region:
            return _SAID["streaming"]
        return f"{now.region}: {', '.join(now.services) or 'no services chosen'}"

    def _key(self) -> str:
        match api_key.source(self.session.options.environment, self.session.paths):
            case Source.ENVIRONMENT:
                return f"{KEY_VARIABLE} of your environment"
            case Source.FILE:
                return f"in {places.shown(self.session.paths.key)}"
        return "none yet, free from TMDB"

    def _data(self) -> Content:
        """Each place with its size."""
        paths = self.session.paths
        named = (("Library", paths.data), ("Posters", paths.posters), ("Log", paths.logs), ("Settings", paths.settings))
        lines = [
            Content.assemble(
                (f"{name:12}", "b"),
                f"{places.human(places.size_of(path)):>8}  ",
                (places.shown(path), "$foreground 70%"),
            )
            for name, path in named
        ]
        return Content("\n").join(lines)

    @on(OptionList.OptionHighlighted, "#themes")
    def _theme(self, event: OptionList.OptionHighlighted) -> None:
        """Wear it at once; the app remembers the theme however it was changed."""
        # The list stands on its first theme for a moment, before it is told which one is worn.
        if event.option.id and self._told and event.option_list.highlighted == event.option_index:
            self.app.theme = event.option.id

    @on(Input.Blurred)
    @on(Input.Submitted)
    def _typed(self, event: Input.Blurred | Input.Submitted) -> None:
        field, text = event.input, event.value.strip()
        said = self.query_one(f"#{field.id}-said", Static)
        try:
            self.session.change_setting(field.id or "", _number(text) if field.id == "rate" else text)
        except ValueError as error:
            said.update(str(error))
            said.add_class("-wrong")
        else:
            offered = self._offered if field.id == "member" and not text else ""
            said.update(offered or _SAID[field.id or ""])
            said.remove_class("-wrong")

    @on(Switch.Changed)
    def _switched(self, event: Switch.Changed) -> None:
        self.session.change_setting(event.switch.id or "", event.value)

    @on(Button.Pressed, "#key")
    def _change_key(self) -> None:
        self.app.push_screen(KeyScreen())

    @on(Button.Pressed, "#streaming")
    def _choose_streaming(self) -> None:
        now = self.session.settings
        self.app.push_screen(StreamingDialog(now.region, now.services), self._stream)

    def _stream(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            for name, value in zip(("services", "region"), reversed(chosen), strict=True):
                self.session.change_setting(name, value)
            self.query_one("#streaming-said", Static).update(self._streaming())

    @on(Button.Pressed, "#folder")
    def action_folder(self) -> None:
        if not places.open_folder(self.session.paths.data, self.session.options.environment):
            self.notify(f"There is no desktop to open it on: {path_line(self.session.paths.data)}", markup=False)

    @on(Button.Pressed, "#clear")
    def _clear(self) -> None:
        freed = places.clear_posters(self.session.paths)
        self.notify(f"Freed {places.human(freed)}. Posters come again when they are shown.", markup=False)
        self.query_one("#paths", Static).update(self._data())

    @on(Button.Pressed, "#delete")
    def _delete(self) -> None:
        if self.session.writable is None:
            self.notify("Another lbtui writes to this library: quit it first.", severity="warning", markup=False)
            return
        self.app.push_screen(DeleteScreen(), lambda sure: self.app.delete_library() if sure else None)


def _row(name: str, control: Input | Switch | Button) -> ComposeResult:
    """A name, its control, and what it does or what is wrong with it."""
    with HorizontalGroup(classes="row"):
        yield Static(name, classes="name", markup=False)
        yield control
        yield Static(_SAID[control.id or ""], classes="quiet", markup=False, id=f"{control.id}-said")


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"rate wants a number, not {text!r}") from None
