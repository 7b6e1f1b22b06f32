"""The way of one film from its name to a decision: steps that say what to ask TMDB for next, and send nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lbtui.matching.candidates import Decision, Key, Outcome, decide, is_clear
from lbtui.matching.queries import Search, searches
from lbtui.model.enums import Kind
from lbtui.model.metadata import Summary


@dataclass(slots=True)
class Walk:
    """Asks for the fewest requests that lead to a decision.

    Call `step`. While it says `SEARCH_ON` send `decision.search` and hand the answer to `add_results`; while it says
    `NEEDS_DETAILS` fetch each of `decision.ask` and hand the titles to `add_titles`; any other outcome is the end.
    """

    name: str
    year: int | None
    _left: list[Search] = field(init=False)
    _summaries: list[Summary] = field(default_factory=list, init=False)
    _alternatives: dict[Key, Sequence[str]] = field(default_factory=dict, init=False)
    _by_part: set[Key] = field(default_factory=set, init=False)
    """What only a part of the name has found: a search for all of it looks through alternative titles as well."""
    _series_searched: bool = field(init=False)
    _years_searched: bool = field(default=False, init=False)
    _page: Search | None = field(default=None, init=False)
    """The second page of the last search, where there is one."""
    _first_own_year: bool = field(default=True, init=False)
    """Whether the last search was sent for what it finds in the film's own year."""
    _held: tuple[Search, list[Summary], bool] | None = field(default=None, init=False)
    """A search of all years, what it found in other years, which is looked at once the film's own does not do, and
    whether there is more."""

    def __post_init__(self) -> None:
        self._left = list(searches(self.name, self.year))
        self._series_searched = all(one.kind is not Kind.TV for one in self._left)

    def step(self) -> Decision:
        """What to do next, or the final decision. Without an answer in between it says the same again."""
        if not self._summaries and self._held is None and self._left:
            return Decision(Outcome.SEARCH_ON, search=self._next(None))
        decision = decide(
            self.name,
            self.year,
            self._summaries,
            final=not self._left and self._page is None and self._held is None,
            alternatives=self._alternatives,
            by_part=self._by_part,
            series_searched=self._series_searched,
            years_searched=self._years_searched,
        )
        if self._page and not is_clear(decision):
            return replace(decision, outcome=Outcome.SEARCH_ON, search=self._page, ask=(), kind=None)
        if decision.outcome is not Outcome.SEARCH_ON:
            return decision
        if self._held and self._is_next(self._held[0], decision.kind):
            self._look_at_other_years(*self._held)
            return self.step()
        return replace(decision, search=self._next(decision.kind))

    def _next(self, kind: Kind | None) -> Search:
        """The next search of all; of one kind the widest, which shows namesakes of the years around as well."""
        self._first_own_year = kind is None
        if kind is not None:
            return min((one for one in self._left if one.kind is kind), key=lambda search: search.year is not None)
        first = self._left[0]
        if first.year is None:
            return first
        return next((one for one in self._left if one.year is None and one.covers(first)), first)

    def _is_next(self, held: Search, kind: Kind | None) -> bool:
        """Whether nothing comes before what a search found in other years: no search that is wanted instead of it."""
        own_year = any(one.year == self.year for one in self._covered(held))
        return kind is held.kind or (kind is None and not own_year)

    def _covered(self, search: Search) -> list[Search]:
        """The searches left that would tell nothing new, unless there is more than a page of this one."""
        return [one for one in self._left if search.covers(one)]

    def add_results(self, search: Search, summaries: Iterable[Summary], *, more: bool = False) -> None:
        """Take the answer to a search; `more` says that its page is full and not the last."""
        if search.page == 1:
            self._left.remove(search)
        self._series_searched |= search.kind is Kind.TV
        covered = self._covered(search)
        if covered and search.year is None and self._first_own_year:
            found = list(summaries)
            own = [] if more else [one for one in found if one.year == self.year]
            self._summaries.extend(own)
            self._held = search, [one for one in found if one not in own], more
        else:
            self._look_at(search, summaries, more)
        if not more:
            self._left = [one for one in self._left if one not in covered]

    def _look_at_other_years(self, search: Search, summaries: list[Summary], more: bool) -> None:
        self._held = None
        self._look_at(search, summaries, more)

    def _look_at(self, search: Search, summaries: Iterable[Summary], more: bool) -> None:
        turn = more and search.page == 1 and search.year == self.year and not search.part
        self._page = replace(search, page=2, why=f"{search.why}, page 2") if turn else None
        self._years_searched |= search.kind is Kind.MOVIE and search.year is None
        found = list(summaries)
        if search.part:
            known = {(one.kind, one.tmdb_id) for one in self._summaries}
            self._by_part |= {(one.kind, one.tmdb_id) for one in found} - known
        self._summaries.extend(found)

    def add_titles(self, key: Key, titles: Sequence[str]) -> None:
        """Take the alternative titles of a candidate; none where there are none, or it no longer exists."""
        self._alternatives[key] = titles
