"""Films matched from pages of `/discover/movie`, without a search of their own."""

from collections import defaultdict
from collections.abc import Iterable

from lbtui.matching import limits
from lbtui.matching.titles import fold
from lbtui.model.metadata import Summary

_Key = tuple[str, int]


class PageIndex:
    """The films that pages may still match, by folded title and year.

    Only an equal title (or original title) in the same year counts: 18,923 right, 7 wrong in 31 libraries
    (99.96 %), where a year's difference of one was right in 99.4 % only. Whatever is not alone, and whatever is so
    little known that a series of its name may be meant, is left to the search.
    """

    def __init__(self, films: Iterable[tuple[int, str, int | None]]) -> None:
        """Index `(id, name, year)` of the films; films without a year and namesakes in one year are left out."""
        found: defaultdict[_Key, list[int]] = defaultdict(list)
        for film, name, year in films:
            if year is not None:
                found[fold(name), year].append(film)
        self._films = {key: ids[0] for key, ids in found.items() if len(ids) == 1}

    def match(self, summaries: Iterable[Summary]) -> dict[int, Summary]:
        """Take the matches of one page (or of a year's pages, best voted first). A film is matched at most once."""
        wanted: defaultdict[_Key, dict[int, Summary]] = defaultdict(dict)
        for summary in summaries:
            for key in self._keys(summary):
                wanted[key][summary.tmdb_id] = summary
        matches: dict[int, Summary] = {}
        for key, candidates in wanted.items():
            film = self._films.pop(key)
            if (best := _clear(list(candidates.values()))) is not None:
                matches[film] = best
        return _without_shared(matches)

    def _keys(self, summary: Summary) -> set[_Key]:
        if summary.year is None:
            return set()
        titles = (summary.title, summary.original_title)
        return {key for title in titles if (key := (fold(title), summary.year)) in self._films}


def _clear(candidates: list[Summary]) -> Summary | None:
    """The one that is much better known than the others, and known enough to be no series of that name."""
    best, *rest = sorted((summary.vote_count + limits.UNSEEN_VOTES for summary in candidates), reverse=True)
    if best * limits.YEAR_SHARE[0] < limits.SURELY_A_MOVIE or (rest and best < limits.CLEAR_ODDS * rest[0]):
        return None
    return max(candidates, key=lambda summary: summary.vote_count)


def _without_shared(matches: dict[int, Summary]) -> dict[int, Summary]:
    """Two films cannot be one title: both are left to the search."""
    count: defaultdict[int, int] = defaultdict(int)
    for summary in matches.values():
        count[summary.tmdb_id] += 1
    return {film: summary for film, summary in matches.items() if count[summary.tmdb_id] == 1}
