"""The line of keys: what fits, what a click does, and that it follows the focus."""

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Button, Static

from lbtui.widgets.keys_footer import KeysFooter
from tests.widgets.snapshot import screen_text


class Field(Static, can_focus=True):
    BINDINGS = [Binding("t", "tick", "Tick")]  # noqa: RUF012

    def action_tick(self) -> None:
        self.update("ticked")


class KeysApp(App[None]):
    BINDINGS = [  # noqa: RUF012
        Binding("h", "help", "Help", tooltip="All keys"),
        Binding("x,z", "stop", "Stop"),
        Binding("u", "undo", "Undo"),
    ]

    def compose(self) -> ComposeResult:
        yield Field("field")
        yield Button("button")
        yield KeysFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "undo" else True


def _line(app: App[None]) -> str:
    return screen_text(app).splitlines()[-1].rstrip()


async def test_the_keys_follow_the_focus_and_each_action_stands_once() -> None:
    async with KeysApp().run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        assert _line(pilot.app) == "t Tick h Help x Stop u Undo"
        pilot.app.query_one(Button).focus()
        await pilot.pause()
        assert "Tick" not in _line(pilot.app)
        assert "h Help x Stop" in _line(pilot.app)


async def test_a_narrow_line_leaves_out_the_keys_of_the_widget_first() -> None:
    async with KeysApp().run_test(size=(24, 5)) as pilot:
        await pilot.pause()
        assert _line(pilot.app) == "h Help x Stop u Undo"


async def test_a_click_on_a_key_is_that_key_and_its_tooltip_says_what_it_does() -> None:
    async with KeysApp().run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        footer = pilot.app.query_one(KeysFooter)
        await pilot.hover(footer, offset=(9, 0))
        assert footer.tooltip == "All keys"
        await pilot.click(footer, offset=(3, 0))
        await pilot.pause()
        assert screen_text(pilot.app).startswith("ticked")
        await pilot.hover(footer, offset=(6, 0))  # between two keys
        assert footer.tooltip is None
