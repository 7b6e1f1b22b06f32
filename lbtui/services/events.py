"""What a session tells of itself while it works, for whoever shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lbtui.enrichment.events import FilmEvent
from lbtui.model import FilmRow, SessionStatus
from lbtui.services.enrichment_status import EnrichmentStatus

if TYPE_CHECKING:
    from lbtui.storage.imports import ImportSummary


@dataclass(frozen=True, slots=True)
class NotOpened:
    """The store cannot be opened, with a sentence that says why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Empty:
    """The library is open; it has no films, and there is nothing to go on with."""


@dataclass(frozen=True, slots=True)
class FirstFilms:
    """The first films of a great library by title, which is not loaded yet."""

    rows: Sequence[FilmRow]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All films have been read anew."""


@dataclass(frozen=True, slots=True)
class FilmsChanged:
    """These films have changed; at most ten times a second."""

    rows: Sequence[FilmRow]


@dataclass(frozen=True, slots=True)
class Predicted:
    """There are other predictions, or it is known that there are none."""


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """How the enrichment stands has changed."""

    status: EnrichmentStatus


@dataclass(frozen=True, slots=True)
class Logged:
    """Films that the enrichment has just dealt with."""

    films: Sequence[FilmEvent]


@dataclass(frozen=True, slots=True)
class ImportStep:
    """Where a running import stands, with words for it; the sentence of the error where it failed."""

    status: SessionStatus
    words: str


@dataclass(frozen=True, slots=True)
class Imported:
    """An import has ended; `first` where the library held no film before."""

    summary: "ImportSummary"
    first: bool


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """The setting of this name has another value."""

    name: str


@dataclass(frozen=True, slots=True)
class Notice:
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
