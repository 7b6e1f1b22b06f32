"""The statistics as screens and shell ask for them: which films count, the figures, and the films behind a bar.

Nothing here loads pandas before something is counted, and counting is for a thread.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lbtui.charts.layout import Panels
from lbtui.model import FilmStatus, Kind, Role
from lbtui.query import Index, Query, parse
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.services.filters import flags
from lbtui.stats.asked import MINIMUM, Order, Scope, Screen, Span

if TYPE_CHECKING:
    from lbtui.stats.figures import Statistics
    from lbtui.stats.frames import Frames

SAY_WHETHER_SEEN = frozenset(("watched", "-watched", "unseen", "-unseen", "watchlist"))
"""Flags by which a filter itself says whether the films are seen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one dashboard is to show."""

    screen: Screen
    today: date
    films: Sequence[int] | None = None
    """Ids of the films that pass the filter, None for all."""
    scope: Scope = Scope.SEEN
    series: bool = False
    """Whether series count among the films."""
    role: Role = Role.DIRECTOR
    order: Order = Order.FILMS
    minimum: int = MINIMUM
    span: Span | None = None
    other: Span | None = None
    seed: int = 0
    """Of the pick for tonight: another number, another film."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A dashboard's panels and the figures that they show."""

    asked: Asked
    panels: Panels
    figures: "Statistics"
    films: int
    """Films that were counted: on the watchlist, of the days in review, elsewhere all of the scope."""
    years: tuple[int, ...] = ()
    """Years with viewings, where the years screen was asked for."""


@dataclass(slots=True)
class Counting:
    """The frames of a store and what was counted last from them; for one thread at a time."""

    path: Path
    loaded: int = -1
    """Which generation of the library the frames are of."""
    seconds: float = 0.0
    """How long the last loading took."""
    _frames: "Frames | None" = None
    _narrowed: "tuple[Sequence[int] | None, bool, Frames] | None" = field(default=None, repr=False)

    def load(self, generation: int) -> None:
        """Read the frames; blocks, about a second for 50,000 films. Raises StorageError with a sentence."""
        from lbtui.stats.frames import load

        began = time.perf_counter()
        self._frames = load(self.path)
        self._narrowed = None
        self.loaded, self.seconds = generation, time.perf_counter() - began

    def count(self, asked: Asked) -> Counted:
        """Count one dashboard from the frames that are loaded."""
        from lbtui.services.dashboards import build
        from lbtui.stats.figures import compute

        library = self._library(asked)
        figures = compute(
            library,
            today=asked.today,
            screens=[asked.screen],
            scope=asked.scope,
            minimum=asked.minimum,
            span=asked.span,
            other=asked.other,
        )
        panels = build(figures, library, asked)
        years = figures.years.available if figures.years else ()
        return Counted(asked, panels, figures, _films(library, figures, asked.scope), years)

    def _library(self, asked: Asked) -> "Frames":
        """The frames narrowed by the filter, kept for the next dashboard."""
        if self._frames is None:
            self.load(self.loaded)
        assert self._frames is not None
        if self._narrowed is None or self._narrowed[:2] != (asked.films, asked.series):
            frames = self._frames if asked.films is None else self._frames.narrow(asked.films)
            self._narrowed = (asked.films, asked.series, frames if asked.series else frames.without_series())
        return self._narrowed[2]


def _films(library: "Frames", figures: "Statistics", scope: Scope) -> int:
    if figures.watchlist:
        return figures.watchlist.films
    if figures.years:
        return figures.years.review.films
    return len(library) if scope is Scope.ALL else int(library.flags("seen").sum())


def scope_of(query: Query) -> Scope:
    """Seen films, unless the filter itself says whether the films are seen."""
    return Scope.ALL if flags(query) & SAY_WHETHER_SEEN else Scope.SEEN


def films_behind(index: Index, query: Query, text: str, *, series: bool) -> str:
    """The filter that opens what a bar with the filter `text` counts: the filter at hand, the bar's, and the scope.

    What makes no difference to the films is left out. Raises QueryError for a text that is no filter.
    """
    found = query & parse(text)
    # A film of an orphaned viewing is seen without being watched, so "watched" alone may say too little.
    seen = [] if scope_of(found) is Scope.ALL else ["watched", "watched or viewings>=1"]
    films = [] if series else [f"-kind:{Kind.TV.value}"]
    for choices in (seen, films):
        closer = [found & parse(more) for more in choices]
        counts = [len(index.places(one)) for one in closer]
        if closer and counts[-1] != len(index.places(found)):
            found = closer[counts.index(counts[-1])]
    return str(found)


def waits_for(enrichment_status: EnrichmentStatus, counts: Mapping[FilmStatus, int]) -> str:
    """What charts that need TMDB wait for, as a few words; empty where nothing more will come."""
    left = sum(number for status, number in counts.items() if not status.ended)
    if not left:
        return ""
    films = "1 film" if left == 1 else f"{left:,} films"
    match enrichment_status.state:
        case State.NO_KEY:
            return f"needs a TMDB key: K adds one ({films} to enrich)"
        case State.PAUSED:
            return f"waits for {films} to be enriched; the enrichment is paused"
        case State.RUNNING:
            return f"waits for {films} to be enriched"
    return f"waits for {films} to be enriched"
