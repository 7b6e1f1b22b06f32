"""What a session tells of itself while it works, for whoever shows it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from lbtui.enrichment.events import FilmEvent
from lbtui.model.enums import SessionStatus
from lbtui.model.films import FilmRow
from lbtui.services.enrichment_status import EnrichmentStatus

if TYPE_CHECKING:
    from lbtui.storage.imports import ImportSummary


class NotOpened(NamedTuple):
    """The store cannot be opened, with a sentence that says why."""

    sentence: str


class Empty(NamedTuple):
    """The library is open; it has no films, and there is nothing to go on with."""


class FirstFilms(NamedTuple):
    """The films watched last, else the first by title, of a library that is still being read."""

    rows: Sequence[FilmRow]


class Loaded(NamedTuple):
    """All films have been read anew."""


class FilmsChanged(NamedTuple):
    """These films have changed; at most ten times a second."""

    rows: Sequence[FilmRow]


class Predicted(NamedTuple):
    """There are other predictions, or it is known that there are none."""


class StatusChanged(NamedTuple):
    """How the enrichment stands has changed."""

    status: EnrichmentStatus


class Logged(NamedTuple):
    """Films that the enrichment has just dealt with."""

    films: Sequence[FilmEvent]


class ImportStep(NamedTuple):
    """Where a running import stands, with words for it; the sentence of the error where it failed."""

    status: SessionStatus
    words: str


class Imported(NamedTuple):
    """An import has ended; `first` where the library held no film before."""

    summary: "ImportSummary"
    first: bool


class SettingChanged(NamedTuple):
    """The setting of this name has another value."""

    name: str


class Notice(NamedTuple):
    """A sentence for the member, mostly about what could not be done."""

    sentence: str
    title: str = ""
    severity: Literal["information", "warning", "error"] = "warning"
    seconds: float | None = None
    """How long it stays on the screen; None: as long as usual."""


Event = (
    NotOpened | Empty | FirstFilms | Loaded | FilmsChanged | Predicted | StatusChanged
    | Logged | ImportStep | Imported | SettingChanged | Notice
)  # fmt: skip
