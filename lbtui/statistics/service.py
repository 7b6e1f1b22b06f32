"""The statistics as the screen and the shell ask for them: which films count, the figures, and the films behind a bar.

Nothing here loads numpy before something is counted, and counting is for a thread.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.layout import Panels
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.gc_tuning import give_back
from lbtui.model.enums import FilmStatus, Kind
from lbtui.query import Index, Query, parse
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.records import Figures
from lbtui.statistics.request import Scope, StatisticsRequest
from lbtui.text import counted

if TYPE_CHECKING:
    from lbtui.statistics.checked import Checked
    from lbtui.statistics.frames import Frames

SAY_WHETHER_SEEN = frozenset(("watched", "-watched", "unseen", "-unseen", "watchlist"))
"""Flags by which a filter itself says whether the films are seen."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A dashboard's panels and the figures that they show."""

    request: StatisticsRequest
    panels: Panels
    figures: Figures
    films: int
    """Films that were counted: on the watchlist, of the days in review, elsewhere all of the scope."""


@dataclass(slots=True)
class Counting:
    """The frames of a store and what was narrowed last of them; for one thread at a time."""

    path: Path
    removed: bool = False
    """Whether films that newer exports no longer hold are counted too."""
    loaded: int = -1
    """Which generation of the library the frames are of."""
    seconds: float = 0.0
    """How long the last loading took."""
    checks: bool = False
    """Whether the dashboard of taste tells how well ratings can be predicted, once `check` has seen to it."""
    checked: int = -1
    """Which generation of the library was checked last."""
    _checked: "Checked | None" = field(default=None, repr=False)
    _frames: "Frames | None" = field(default=None, repr=False)
    _narrowed: "tuple[tuple[object, ...], Frames, Frames] | None" = field(default=None, repr=False)

    def load(self, generation: int) -> None:
        """Read the frames; blocks, about a second for 50,000 films. Raises StorageError with a sentence."""
        from lbtui.statistics.reading import load

        began = time.perf_counter()
        self._frames = load(self.path, removed=self.removed)
        self._narrowed = None
        give_back()
        self.loaded, self.seconds = generation, time.perf_counter() - began

    def check(self, *, series: bool) -> None:
        """See how well all ratings can be predicted; blocks, some seconds for 2,600, and may run while others count."""
        from lbtui.statistics.checked import check

        if (frames := self._frames) is not None:
            generation = self.loaded
            self._checked = check(frames if series else frames.where(~frames.flags("series")))
            self.checked = generation
            give_back()

    def count(self, request: StatisticsRequest) -> Counted:
        """Count one dashboard from the frames that are loaded; bare panels are left out.

        One panel, in the place of the first of them, stands for all that wait for TMDB.
        """
        frames, _ = self._frames_of(request)
        figures = self.figures(request)
        films = len(frames) if figures.counted is None else figures.counted
        panels = tuple(figures.panels(request))
        if self.checks and request.dashboard is Dashboard.TASTE:
            from lbtui.statistics import checked

            # Below the genres and countries: they come later than the rest, and what is in sight stays where it is.
            panels = (*panels[:4], *checked.panels(self._checked), *panels[4:])
        give_back()
        return Counted(request, _without_bare(panels, self._more_to_come(request)), figures, films)

    def figures(self, request: StatisticsRequest) -> Figures:
        """The figures of one dashboard alone."""
        module = import_module(f"lbtui.statistics.{request.dashboard.value}")
        figures: Figures = module.measure(*self._frames_of(request), request)
        return figures

    def _frames_of(self, request: StatisticsRequest) -> "tuple[Frames, Frames]":
        """The films of the scope, and all that pass the filter; kept for the next dashboard."""
        if self._frames is None:
            self.load(self.loaded)
        assert self._frames is not None
        asked = (request.films, request.series, request.scope)
        if self._narrowed is None or self._narrowed[0] != asked:
            library = self._frames if request.films is None else self._frames.narrow(request.films)
            library = library if request.series else library.where(~library.flags("series"))
            self._narrowed = (asked, library if request.scope is Scope.ALL else library.seen(), library)
        return self._narrowed[1:]

    def _more_to_come(self, request: StatisticsRequest) -> bool:
        """Whether TMDB has not told of all films yet."""
        _, library = self._frames_of(request)
        found = set(library.films["status"].tolist())
        return any(number in found for number, status in enumerate(FilmStatus) if not status.ended)


def _without_bare(panels: Panels, more_to_come: bool) -> Panels:
    waiting = [panel for panel in panels if panel.bare and panel.needs_tmdb and more_to_come]
    shown: list[Panel[Any]] = []
    for panel in panels:
        if not panel.bare or panel.data is None:
            shown.append(panel)
        elif panel in waiting[:1]:
            shown.append(_to_come(waiting))
    return tuple(shown)


def _to_come(waiting: Panels) -> Panel[Sequence[Bar]]:
    titles = ", ".join(dict.fromkeys(panel.title for panel in waiting))
    empty = "these need what TMDB tells of the films"
    return Panel("to-come", "To come", BarRows(), [], titles, empty, height=3, span=FULL, needs_tmdb=True)


def scope_of(query: Query) -> Scope:
    """Seen films, unless the filter itself says whether the films are seen."""
    return Scope.ALL if query.flags & SAY_WHETHER_SEEN else Scope.SEEN


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
        counts = [index.count(one) for one in closer]
        if closer and counts[-1] != index.count(found):
            found = closer[counts.index(counts[-1])]
    return str(found)


def waits_for(status: EnrichmentStatus, counts: Mapping[FilmStatus, int]) -> str:
    """What charts that need TMDB wait for, as a few words; empty where nothing more will come."""
    left = sum(number for state, number in counts.items() if not state.ended)
    if not left:
        return ""
    films = counted(left, "film")
    match status.state:
        case State.NO_KEY:
            return f"needs a TMDB key: K adds one ({films} to enrich)"
        case State.PAUSED:
            return f"waits for {films} to be enriched; the enrichment is paused"
        case State.RUNNING:
            return f"waits for {films} to be enriched"
    return f"waits for {films} to be enriched"
