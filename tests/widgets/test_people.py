"""The people of a film, by keys and by mouse."""

from rich.cells import cell_len
from textual.app import App, ComposeResult

from lbtui.model.enums import Role
from lbtui.model.metadata import Credit
from lbtui.widgets.people import People, arrange
from tests.widgets.snapshot import screen_text

_CREDITS = (
    Credit(1, "Agnès Varda", Role.DIRECTOR, 0),
    Credit(1, "Agnès Varda", Role.WRITER, 0, job="Screenplay"),
    Credit(1, "Agnès Varda", Role.WRITER, 1, job="Story"),
    Credit(2, "宮崎 駿", Role.WRITER, 2),
    Credit(3, "[/b] Nobody", Role.ACTOR, 0, character="[@click=app.quit]x"),
    Credit(4, "A name that is longer than any line can hold " * 3, Role.ACTOR, 1, character="Long"),
)


class _PeopleApp(App[None]):
    chosen = 0

    def compose(self) -> ComposeResult:
        yield People()

    def on_mount(self) -> None:
        self.query_one(People).show(_CREDITS)
        self.query_one(People).focus()

    def on_people_chosen(self, event: People.Chosen) -> None:
        self.chosen = event.person


async def test_everybody_stands_once_a_role_and_literally() -> None:
    app = _PeopleApp()
    async with app.run_test(size=(80, 20)):
        shown = screen_text(app)
        assert "Written by   Agnès Varda, 宮崎 駿" in shown
        assert "[/b] Nobody  [@click=app.quit]x" in shown
        assert shown.count("Agnès Varda") == 2


def test_nothing_is_wider_than_its_room() -> None:
    for width in (20, 40, 63, 120, 200):
        _, entries, height = arrange(_CREDITS, width)
        assert len(entries) == 5
        for entry in entries:
            note = 2 + cell_len(entry.note) if entry.note else 0
            assert entry.x + entry.width + note <= max(width, 21)
            assert entry.y < height


async def test_arrows_walk_and_enter_chooses() -> None:
    app = _PeopleApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("down", "right", "enter")
        assert app.chosen == 2
        await pilot.press("down", "enter")
        assert app.chosen == 3
        await pilot.press("up", "up", "enter")
        assert app.chosen == 1


async def test_a_click_chooses_the_person_under_it() -> None:
    app = _PeopleApp()
    async with app.run_test(size=(80, 20)) as pilot:
        lines = screen_text(app).split("\n")
        y = next(number for number, line in enumerate(lines) if "Nobody" in line)
        await pilot.click(offset=(lines[y].index("[/b]") + 2, y))
        assert app.chosen == 3
        app.chosen = 0
        await pilot.click(offset=(2, y))
        assert app.chosen == 0
