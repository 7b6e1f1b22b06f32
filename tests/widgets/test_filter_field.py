"""The filter field: what it tells the screen, what it offers, and what it says about errors."""

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button

from lbtui.query import Index, Query, parse
from lbtui.widgets.filter_field import FilterField
from tests.query.films import FILMS
from tests.widgets.snapshot import widget_lines


class FieldApp(App[None]):
    """A filter field and what it said."""

    def __init__(self) -> None:
        super().__init__()
        self.queries: list[Query] = []
        self.left = 0

    def compose(self) -> ComposeResult:
        yield FilterField(Index(FILMS))
        yield Button("Films")

    def on_mount(self) -> None:
        self.field.focus()

    @property
    def field(self) -> FilterField:
        return self.query_one(FilterField)

    def on_filter_field_changed(self, message: FilterField.Changed) -> None:
        self.queries.append(message.query)

    def on_filter_field_left(self) -> None:
        self.left += 1

    @property
    def lines(self) -> list[str]:
        return widget_lines(self.field)


async def enter(app: FieldApp, pilot: Pilot[None], text: str) -> None:
    app.field.text = text
    await pilot.pause()


async def test_each_filter_that_differs_is_told() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await pilot.press(*"cle", "space")
        assert app.queries[-1] == parse("cle")
        await enter(app, pilot, "cle liked")
        assert app.queries[-1] == parse("cle liked")
        assert len(app.queries) == len(set(app.queries))


async def test_an_error_points_at_its_place_and_the_last_good_filter_stays() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await enter(app, pilot, "liked")
        await enter(app, pilot, "liked yaer:1970 cleo")
        assert app.queries == [parse("liked")] == [app.field.query_now]
        typed, said = app.lines
        assert said.index("^^^^") == typed.index("yaer")
        assert "There is no field “yaer”. Did you mean year?" in said
        await enter(app, pilot, "liked year:1970 cleo")
        assert "^" not in "".join(app.lines)


async def test_an_error_far_right_is_said_left_of_its_mark() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await enter(app, pilot, "a rather long filter that goes on and on until year:1980..1970")
        typed, said = app.lines
        assert "The range is empty: 1980 comes after 1970. ^^^^" in said
        assert said.index("^") == typed.index("1980..")


async def test_the_mark_follows_a_text_that_has_scrolled() -> None:
    app = FieldApp()
    async with app.run_test(size=(30, 6)) as pilot:
        await enter(app, pilot, "a filter that is much longer than the line year:74 x")
        await pilot.pause()
        typed, mark = app.lines[:2]
        assert mark.index("^^") == typed.index("74")


async def test_tab_takes_the_first_offer_and_then_the_next() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await pilot.press(*"dir", "tab")
        assert app.field.text == "director:"
        assert "Agnès Varda 1 film" in app.lines[1]
        await pilot.press("tab")
        assert app.field.text == 'director:"Agnès Varda" '
        await pilot.press("tab")
        assert app.field.text == 'director:"David Lynch" '
        assert app.queries[-1] == parse('director:"David Lynch"')
        await pilot.press(*"li", "tab")
        assert app.field.text == 'director:"David Lynch" list:'


async def test_an_offer_can_be_clicked() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await enter(app, pilot, "director:")
        await pilot.click("#filter-hint", offset=(app.lines[1].index("David"), 0))
        await pilot.pause()
        assert app.field.text == 'director:"David Lynch" '


async def test_tab_leaves_where_there_is_nothing_to_complete() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await pilot.press("tab")
        assert isinstance(app.focused, Button)


async def test_escape_clears_and_then_leaves_and_enter_and_down_leave() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await enter(app, pilot, "cleo")
        await pilot.press("escape")
        assert (app.field.text, app.left) == ("", 0)
        assert app.queries[-1] == parse("")
        await pilot.press("escape", "enter", "down")
        assert app.left == 3


async def test_foreign_text_is_shown_as_it_is() -> None:
    app = FieldApp()
    async with app.run_test(size=(80, 6)) as pilot:
        app.field.entry.value = 'tag:"[/b][@click=app.quit]x\x1b[2J" foo:[REC]'
        await pilot.pause()
        assert app.field.text == 'tag:"[/b][@click=app.quit]x[2J" foo:[REC]'
        assert "[/b][@click=app.quit]x" in app.lines[0]
        assert app.lines[2].strip() == 'There is no field “foo”. As text it is written "foo:[REC]".', "no room beside"
        app.field.note("[/] of 2 films")
        await pilot.pause()
        assert app.lines[0].endswith("[/] of 2 films")
