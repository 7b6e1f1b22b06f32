"""The way of one film from its name to a decision: steps that say what to ask TMDB for next, and send nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lbtui.matching.candidates import Decision, Key, Outcome, decide, is_clear
from lbtui.matching.queries import Search, searches
from lbtui.model import Kind, Summary


@dataclass(slots=True)
class Walk:
    """Asks for the fewest requests that lead to a decision.

    Call `step`. While it says `SEARCH_ON` send `decision.search` and hand the answer to `found`; while it says
    `NEEDS_DETAILS` fetch each of `decision.ask` and hand the titles to `told`; any other outcome is the end.
    """

    name: str
    year: int | None
    _left: list[Search] = field(init=False)
    _summaries: list[Summary] = field(default_factory=list, init=False)
    _alternatives: dict[Key, Sequence[str]] = field(default_factory=dict, init=False)
    _series_searched: bool = field(default=False, init=False)
    _years_searched: bool = field(default=False, init=False)
    _page: Search | None = field(default=None, init=False)
    """The second page of the last search, where there is one."""

    def __post_init__(self) -> None:
        self._left = list(searches(self.name, self.year))

    def step(self) -> Decision:
        """What to do next, or the final decision. Without an answer in between it says the same again."""
        if not self._summaries and self._left:
            return Decision(Outcome.SEARCH_ON, search=self._left[0])
        decision = decide(
            self.name,
            self.year,
            self._summaries,
            final=not self._left and self._page is None,
            alternatives=self._alternatives,
            series_searched=self._series_searched,
            years_searched=self._years_searched,
        )
        if self._page and not is_clear(decision):
            return replace(decision, outcome=Outcome.SEARCH_ON, search=self._page, ask=(), kind=None)
        if decision.outcome is not Outcome.SEARCH_ON:
            return decision
        return replace(decision, search=self._next(decision.kind))

    def _next(self, kind: Kind | None) -> Search:
        """The next search of all; of one kind the widest, which shows namesakes of the years around as well."""
        if kind is None:
            return self._left[0]
        return min((search for search in self._left if search.kind is kind), key=lambda search: search.year is not None)

    def found(self, search: Search, summaries: Iterable[Summary], *, more: bool = False) -> None:
        """Take the answer to a search; `more` says that its page is full and not the last."""
        if search.page == 1:
            self._left.remove(search)
        self._page = replace(search, page=2, why=f"{search.why}, page 2") if more and search.page == 1 else None
        self._series_searched |= search.kind is Kind.TV
        self._years_searched |= search.kind is Kind.MOVIE and search.year is None
        self._summaries.extend(summaries)

    def told(self, key: Key, titles: Sequence[str]) -> None:
        """Take the alternative titles of a candidate; none where there are none, or it no longer exists."""
        self._alternatives[key] = titles
