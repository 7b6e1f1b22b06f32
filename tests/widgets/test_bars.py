"""The lines of things to choose from."""

from textual.app import App, ComposeResult

from lbtui.widgets.bars import Choice, Choices, Option
from tests.widgets.snapshot import screen_text


class ChoicesApp(App[None]):
    """Three choices."""

    def compose(self) -> ComposeResult:
        """The line of them."""
        yield Choices()

    def on_mount(self) -> None:
        """Show them."""
        options = (Option("one", "a"), Option("another", "b", True))
        self.query_one(Choices).show([Choice(name, "k", options) for name in ("Time", "Mood", "On")])


async def test_lines_of_choices_break_between_them() -> None:
    app = ChoicesApp()
    async with app.run_test(size=(62, 5)):
        lines = [line.strip() for line in screen_text(app).splitlines() if line.strip()]
        assert lines == ["Time k  one   another     Mood k  one   another", "On k  one   another"]
