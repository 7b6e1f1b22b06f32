"""The people of a film by role, each of whom can be chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from lbtui.cells import cut
from lbtui.model.enums import Role

if TYPE_CHECKING:
    from lbtui.model.metadata import Credit

HEADINGS = {
    Role.DIRECTOR: "Directed by",
    Role.CREATOR: "Created by",
    Role.WRITER: "Written by",
    Role.ACTOR: "Cast",
    Role.CINEMATOGRAPHER: "Camera",
    Role.COMPOSER: "Music",
    Role.EDITOR: "Edited by",
    Role.PRODUCER: "Produced by",
}
"""The roles in the order in which a film page tells them."""

_HEADING = 13
"""Cells of the column of headings."""
_CARD = 34
"""Cells that an actor with a character wants."""
_CAST_SHOWN = 18


class Entry(NamedTuple):
    """A person in their place: cell, line, and how much of the line is theirs."""

    person: int
    name: str
    note: str
    x: int
    y: int
    width: int
    after_comma: bool = False


def by_role(credits: Sequence["Credit"]) -> dict[Role, list["Credit"]]:
    """The credits of each role in the order of `HEADINGS`, each person once a role."""
    found: dict[Role, dict[int, Credit]] = {role: {} for role in HEADINGS}
    for credit in credits:
        found[credit.role].setdefault(credit.person_id, credit)
    return {role: list(people.values()) for role, people in found.items() if people}


def arrange(credits: Sequence["Credit"], width: int) -> tuple[dict[int, str], list[Entry], int]:
    """Headings by line, people in their places, and the number of lines."""
    headings: dict[int, str] = {}
    entries: list[Entry] = []
    y = 0
    for role, people in by_role(credits).items():
        headings[y] = HEADINGS[role]
        room = max(8, width - _HEADING)
        placed = list(_cast(people, room, y) if role is Role.ACTOR else _flow(people, room, y))
        entries += placed
        y = placed[-1].y + 1
    return headings, entries, y


def _flow(people: Sequence["Credit"], room: int, y: int) -> Iterator[Entry]:
    """Names one after the other, with room for a comma."""
    x = 0
    for person in people:
        name = cut(person.name, room - 1)
        width = cell_len(name)
        if x and x + width + 1 > room:
            x, y = 0, y + 1
        yield Entry(person.person_id, name, "", _HEADING + x, y, width, after_comma=x > 0)
        x += width + 2


def _cast(people: Sequence["Credit"], room: int, y: int) -> Iterator[Entry]:
    """Actors with their characters, in as many columns as there is room for."""
    columns = max(1, room // _CARD)
    width = room // columns
    for number, person in enumerate(people[:_CAST_SHOWN]):
        row, column = divmod(number, columns)
        name = cut(person.name, width - 2)
        note = cut(person.character, width - cell_len(name) - 4) if cell_len(name) < width - 8 else ""
        yield Entry(person.person_id, name, note, _HEADING + column * width, y + row, cell_len(name))


class People(Widget, can_focus=True):
    """Directors, writers, cast and crew; arrows walk from person to person, enter or a click chooses."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Their films", tooltip="The films of the person", id="people.choose"),
        Binding("right,l", "step(1)", "Next person", show=False, id="people.next"),
        Binding("left,h", "step(-1)", "Previous person", show=False, id="people.previous"),
        Binding("down,j", "line(1)", "Line down", show=False, id="people.down"),
        Binding("up,k", "line(-1)", "Line up", show=False, id="people.up"),
    ]
    DEFAULT_CSS = """
    People { height: auto; border-top: solid $primary 40%; border-title-color: $foreground 80%; margin-top: 1; }
    People:focus { border-top: solid $accent; }
    """

    @dataclass
    class Chosen(Message):
        """A person was chosen, by TMDB id."""

        person: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._credits: Sequence[Credit] = ()
        self._cursor = 0
        self._arranged: tuple[dict[int, str], list[Entry], int] = ({}, [], 0)
        self._arranged_for = -1

    @property
    def person(self) -> int | None:
        """The person under the cursor."""
        entries = self._arranged[1]
        return entries[self._cursor].person if self._cursor < len(entries) else None

    def show(self, credits: Sequence["Credit"]) -> None:
        """Show these people; nothing at all without any."""
        self._credits, self._cursor, self._arranged_for = credits, 0, -1
        self.display = bool(credits)
        cast = sum(credit.role is Role.ACTOR for credit in credits)
        more = f"{len({credit.person_id for credit in credits})} in all, p lists them" if cast > _CAST_SHOWN else ""
        self.border_title, self.border_subtitle = "People", more
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._arrange(width)[2]

    def render(self) -> RenderResult:
        headings, entries, height = self._arrange(self.content_size.width)
        parts: list[str | Content | tuple[str, str]] = []
        for y in range(height):
            numbers = [number for number, entry in enumerate(entries) if entry.y == y]
            parts += self._line(headings.get(y, ""), entries, numbers)
        return Content.assemble(*parts[:-1])

    def _line(
        self, heading: str, entries: Sequence[Entry], numbers: Sequence[int]
    ) -> Iterator[str | Content | tuple[str, str]]:
        """One line: the heading, then each person with what belongs to them."""
        yield (heading.ljust(_HEADING), "$foreground 60%")
        x = _HEADING
        for number in numbers:
            entry = entries[number]
            yield (", ", "$foreground 60%") if entry.after_comma else " " * (entry.x - x)
            here = number == self._cursor and self.has_focus
            yield (entry.name, "$block-cursor-foreground on $block-cursor-background" if here else "$text-primary")
            x = entry.x + entry.width
            if entry.note:
                yield (f"  {entry.note}", "$foreground 60%")
                x += 2 + cell_len(entry.note)
        yield "\n"

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        for number, entry in enumerate(self._arranged[1]):
            if at and at.y == entry.y and entry.x <= at.x < entry.x + entry.width:
                self._go(number)
                self.action_choose()

    def action_choose(self) -> None:
        if self.person is not None:
            self.post_message(self.Chosen(self.person))

    def action_step(self, people: int) -> None:
        self._go(max(0, min(self._cursor + people, len(self._arranged[1]) - 1)))

    def action_line(self, lines: int) -> None:
        """Go to the nearest person on the next line that has any."""
        entries = self._arranged[1]
        if not entries:
            return
        here = entries[self._cursor]
        beyond = [entry.y for entry in entries if (entry.y - here.y) * lines > 0]
        if beyond:
            y = min(beyond, key=lambda line: abs(line - here.y))
            line = [number for number, entry in enumerate(entries) if entry.y == y]
            self._go(min(line, key=lambda number: abs(entries[number].x - here.x)))
        elif isinstance(self.parent, Widget):
            self.parent.scroll_relative(y=lines, animate=False)

    def _go(self, number: int) -> None:
        entries = self._arranged[1]
        if not 0 <= number < len(entries):
            return
        self._cursor = number
        self.refresh()
        entry, inside = entries[number], self.gutter
        if isinstance(self.parent, Widget):
            x, y = self.virtual_region.x + inside.left, self.virtual_region.y + inside.top + entry.y
            self.parent.scroll_to_region(Region(x, y, 1, 1), animate=False)

    def _arrange(self, width: int) -> tuple[dict[int, str], list[Entry], int]:
        if width != self._arranged_for:
            self._arranged, self._arranged_for = arrange(self._credits, width), width
        return self._arranged
