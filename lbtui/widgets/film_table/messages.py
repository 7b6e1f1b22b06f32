"""What the film table tells its screen; handled as `FilmTable.Opened` or `on_film_table_opened`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from lbtui.model import FilmRow

if TYPE_CHECKING:
    from lbtui.widgets.film_table.table import FilmTable


@dataclass
class _TableMessage(Message):
    table: "FilmTable"

    @property
    def control(self) -> "FilmTable":
        """The table that speaks."""
        return self.table


@dataclass
class Highlighted(_TableMessage, namespace="film_table"):
    """The cursor came to a film; a later one takes the place of one that still waits."""

    row: FilmRow

    def can_replace(self, message: Message) -> bool:
        """Only the latest one matters."""
        return isinstance(message, Highlighted) and message.table is self.table


@dataclass
class Opened(_TableMessage, namespace="film_table"):
    """A film was chosen by enter or double click."""

    row: FilmRow


@dataclass
class SortAsked(_TableMessage, namespace="film_table"):
    """The member wants to choose what to sort by."""


@dataclass
class Sorted(_TableMessage, namespace="film_table"):
    """The member sorted, which the screen may want to remember."""

    name: str
    descending: bool


@dataclass
class Filtered(_TableMessage, namespace="film_table"):
    """Which films are shown has changed, by a filter or because films changed."""

    shown: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Only the latest one matters."""
        return isinstance(message, Filtered) and message.table is self.table
