"""A film's candidates, and what they come to: accepted, needs review, not found, or more to ask first.

A candidate's score is of its titles and its year. Votes say nothing there, they only part namesakes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.fuzz import ratio

from lbtui.matching import limits
from lbtui.matching.queries import Search
from lbtui.matching.titles import first_part, fold, loosen, variants, words
from lbtui.model.enums import Kind
from lbtui.model.metadata import Candidate, Summary

Key = tuple[Kind, int]
"""What TMDB knows a title by."""


@dataclass(frozen=True, slots=True)
class Scored(Candidate):
    """A candidate with its score (1 is an equal title in the same year) and what that is made of."""

    score: float
    likeness: float
    """0 to 1, of the best of its titles alone."""
    year: int | None
    """Of the film."""
    years_apart: int | None
    """TMDB's year minus the film's; None where either is unknown."""


class Outcome(Enum):
    """What to do with a film now."""

    ACCEPTED = "accepted"
    SEARCH_ON = "search on"
    NEEDS_DETAILS = "needs details"
    NEEDS_REVIEW = "needs review"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with its candidates, best first: one when accepted, at most `limits.MOST_SHOWN` otherwise."""

    outcome: Outcome
    candidates: tuple[Scored, ...] = ()
    reason: str = ""
    """For a person: "title equal, year +1, next best 0.61"."""
    ask: tuple[Key, ...] = ()
    """Whose alternative titles to fetch before deciding again; only with `NEEDS_DETAILS`."""
    kind: Kind | None = None
    """With `SEARCH_ON`: the only kind of search that can still change something; None for all."""
    search: Search | None = None
    """With `SEARCH_ON`, set by `Walk`: the search to send next."""
    others: tuple[Scored, ...] = ()
    """When accepted, what else it may be, should another film of the library be this title with better reason."""

    @property
    def best(self) -> Scored | None:
        """The accepted candidate, or the one to suggest first."""
        return self.candidates[0] if self.candidates else None


def decide(
    name: str,
    year: int | None,
    summaries: Iterable[Summary],
    *,
    final: bool,
    alternatives: Mapping[Key, Sequence[str]] | None = None,
    by_part: Collection[Key] = (),
    series_searched: bool = True,
    years_searched: bool = True,
) -> Decision:
    """Decide on all candidates that the searches so far have found, in whatever order.

    `final` says that no search is left; before that the answer may be `SEARCH_ON`. `alternatives` holds the
    alternative titles of candidates whose details have been fetched, with an empty sequence for those that have
    none (or no longer exist): what is in it is not asked for again, nor are those of `by_part`, which a search for
    the whole name has not found. An equal but little known movie is not accepted before a search for series, as it may
    be an old record of one, and, where its title is short, before a search in all years, as a far better known film of
    the next year may be meant: `series_searched` and `years_searched` say whether there was one.
    """
    known = alternatives or {}
    unique = {(s.kind, s.tmdb_id): s for s in sorted(summaries, key=repr)}
    scored = sorted((score(name, year, s, known.get(key, ())) for key, s in unique.items()), key=_order)
    if (settled := _settle(scored, final)) is not None:
        if final or settled.outcome is not Outcome.ACCEPTED or is_clear(settled):
            return settled
        if not years_searched and words(name) <= limits.SHORT_TITLE:
            return Decision(Outcome.SEARCH_ON, settled.candidates, kind=Kind.MOVIE)
        if not series_searched:
            return Decision(Outcome.SEARCH_ON, settled.candidates, kind=Kind.TV)
        return settled
    if ask := _worth_asking(name, [one for one in scored if one.key not in by_part], known, final):
        return Decision(Outcome.NEEDS_DETAILS, tuple(scored[: limits.MOST_SHOWN]), ask=ask)
    if not final:
        return Decision(Outcome.SEARCH_ON, tuple(scored[: limits.MOST_SHOWN]))
    return _review(scored, "no equal title in the right year")


def is_clear(decision: Decision) -> bool:
    """Whether the film is found, and so well known that no other of its name can be meant."""
    return decision.outcome is Outcome.ACCEPTED and not any(map(_little_known, decision.candidates))


def _order(one: Scored) -> tuple[float, int, float, str, int]:
    summary = one.summary
    return (-one.score, -summary.vote_count, -summary.popularity, summary.kind, summary.tmdb_id)


def _settle(scored: list[Scored], final: bool) -> Decision | None:
    """Accept the likeliest candidate if it may be accepted, or end in a review if a namesake is too near to it."""
    likely = sorted((one for one in scored if likelihood(one)), key=lambda one: -likelihood(one))
    if not likely or not _acceptable(likely[0], final):
        return None
    best, *others = likely
    odds = limits.CLEAR_ODDS_WITHOUT_YEAR if best.year is None else limits.CLEAR_ODDS
    rival = max(others, key=rivalry, default=None)
    if rival and rivalry(rival) * odds > likelihood(best):
        return _review(scored, _clash(best, rival))
    rest = tuple(one for one in scored if one is not best and _worth_showing(one))[: limits.MOST_SHOWN - 1]
    return Decision(Outcome.ACCEPTED, (best,), f"{best.reason}, {_distance(best, likely, scored)}", others=rest)


def _clash(best: Scored, rival: Scored) -> str:
    """Why a person has to tell the two apart."""
    if rival.summary.kind is not best.summary.kind:
        return "a film and a series of one name"
    two = "two films" if best.summary.kind is Kind.MOVIE else "two series"
    dated = best.summary.year is not None and best.summary.year == rival.summary.year
    return f"{two} share this title and year" if dated else f"{two} share this title"


def _distance(best: Scored, likely: list[Scored], scored: list[Scored]) -> str:
    """How far the next candidate is from the best."""
    if len(likely) > 1:
        return f"{best.summary.vote_count:,} votes, next namesake {likely[1].summary.vote_count:,}"
    others = [one.score for one in scored if one is not best]
    return f"next best {max(others):.2f}" if others else "no other candidate"


def _acceptable(one: Scored, final: bool) -> bool:
    """Whether a candidate may be accepted if nothing rivals it; the less equal, the more must have been searched."""
    if one.year is None:
        return one.likeness >= limits.EQUAL
    if one.likeness >= limits.EQUAL and one.years_apart in limits.ACCEPTED_YEARS:
        return True
    if one.likeness >= limits.ALTERNATIVE_EQUAL and one.years_apart == 0:
        return True
    undated_series = one.years_apart is None and one.summary.kind is Kind.TV and one.likeness >= limits.EQUAL
    loose = one.likeness >= limits.LOOSELY_EQUAL and one.years_apart in limits.ACCEPTED_YEARS
    first_part = one.likeness >= limits.FIRST_PART_EQUAL and one.years_apart == 0
    return final and (undated_series or loose or first_part)


def _little_known(one: Scored) -> bool:
    """Whether a movie is so little known that a series of its name, or another film, may be meant."""
    return one.summary.kind is Kind.MOVIE and one.year is not None and renown(one) < limits.SURELY_A_MOVIE


def _worth_asking(name: str, scored: list[Scored], known: Mapping[Key, Sequence[str]], final: bool) -> tuple[Key, ...]:
    """Of the candidates in the right year, those whose alternative titles could settle it.

    A search looks through those titles too, so one of few finds may have nothing else in common with the name. What it
    finds by a title that has all words of the name, and is not like it, is another film.
    """
    near = [one for one in scored if one.years_apart in limits.ACCEPTED_YEARS and one.likeness < limits.LOOSELY_EQUAL]
    may = [one for one in near if one.likeness >= limits.WORTH_ASKING or not _has_words(one.summary, name)]
    few = final or len(near) <= limits.MOST_ASKED
    worth = [one.key for one in may if few or one.likeness >= limits.WORTH_ASKING]
    return tuple(key for key in worth if key not in known)[: max(0, limits.MOST_ASKED - len(known))]


def _has_words(summary: Summary, name: str) -> bool:
    """Whether one of its titles has all words of the name."""
    ours = set(fold(name).split())
    return any(ours <= set(fold(title).split()) for title in (summary.title, summary.original_title))


def _review(scored: list[Scored], why: str) -> Decision:
    shown = tuple(one for one in scored if _worth_showing(one))[: limits.MOST_SHOWN]
    # As it is shown: what reads "0.60 alike" is 0.6 alike.
    if max((round(one.likeness, 2) for one in shown), default=0.0) < limits.WORTH_REVIEW:
        return Decision(Outcome.NOT_FOUND, reason="no candidate with a similar title and year")
    return Decision(Outcome.NEEDS_REVIEW, shown, f"{why}; best: {shown[0].reason}")


def _worth_showing(one: Scored) -> bool:
    """Whether a person might recognise the film in it: near its year under any title, else with an equal one."""
    if one.years_apart in limits.YEAR_SHARE:
        return True
    near = one.years_apart is None or abs(one.years_apart) <= limits.FARTHEST_SHOWN
    return near and one.likeness >= limits.FIRST_PART_EQUAL


def score(name: str, year: int | None, summary: Summary, alternatives: Sequence[str] = ()) -> Scored:
    """Score a candidate; `alternatives` are TMDB's alternative titles where they have been fetched."""
    likeness, title_reason = max(_likenesses(name, summary, alternatives), key=lambda found: found[0])
    apart = None if year is None or summary.year is None else summary.year - year
    value = max(0.0, likeness - _penalty(year, apart))
    return Scored(summary, value, f"{title_reason}, {_year_reason(year, apart)}", likeness, year, apart)


def likelihood(one: Scored) -> float:
    """How likely this is the film, to compare namesakes by; 0 where title or year speak against it."""
    return renown(one) * _title_share(one)


def rivalry(one: Scored) -> float:
    """As `likelihood`, of a namesake of the one that would be accepted."""
    if one.summary.kind is Kind.MOVIE or one.years_apart is None:
        return likelihood(one)
    return max(likelihood(one), limits.SERIES_VOTES * _year_share(one) * _title_share(one))


def renown(one: Scored) -> float:
    """Votes, weighed by how often the years of a film and its entry are so far apart."""
    return (one.summary.vote_count + limits.UNSEEN_VOTES) * _year_share(one)


def _title_share(one: Scored) -> float:
    """How many of the films are named as alike as this; 0 for what is only similar."""
    if one.likeness >= limits.EQUAL:
        return 1.0
    if one.likeness >= limits.LOOSELY_EQUAL:
        return limits.LOOSE_SHARE
    return limits.FIRST_PART_SHARE if one.likeness >= limits.FIRST_PART_EQUAL else 0.0


def _year_share(one: Scored) -> float:
    if one.year is None:
        return 1.0
    if one.years_apart is not None:
        return limits.YEAR_SHARE.get(one.years_apart, 0.0)
    return limits.UNKNOWN_SERIES_YEAR_SHARE if one.summary.kind is Kind.TV else limits.UNKNOWN_YEAR_SHARE


def _likenesses(name: str, summary: Summary, alternatives: Sequence[str]) -> Iterator[tuple[float, str]]:
    yield _liken(name, summary.title, "title")
    yield _liken(name, summary.original_title, "original title")
    for title in alternatives:
        likeness, reason = _liken(name, title, "alternative title")
        # Only equality counts: among dozens of alternative titles one is always a little alike.
        if likeness >= limits.LOOSELY_EQUAL:
            yield min(likeness, limits.ALTERNATIVE_EQUAL), reason


def _liken(name: str, title: str, what: str) -> tuple[float, str]:
    ours, theirs = fold(name), fold(title)
    if not theirs:
        return 0.0, f"no {what}"
    if ours == theirs:
        return limits.EQUAL, f"{what} equal"
    if any(loosen(one) == loosen(title) for one in variants(name)):
        return limits.LOOSELY_EQUAL, f"{what} nearly equal"
    if ours == fold(first_part(title)):
        return limits.FIRST_PART_EQUAL, f"{what} equal before the colon"
    if f"{ours} ".startswith(f"{theirs} ") or f"{theirs} ".startswith(f"{ours} "):
        return limits.BEGINS_ALIKE, f"{what} begins alike"
    alike = limits.ALIKE * max(ratio(ours, theirs), ratio(loosen(name), loosen(title))) / 100
    return alike, f"{what} {alike:.2f} alike"


def _penalty(year: int | None, apart: int | None) -> float:
    if year is None:
        return 0.0
    if apart is None:
        return limits.UNKNOWN_YEAR_PENALTY
    return limits.YEAR_PENALTY.get(apart, limits.FAR_YEAR_PENALTY)


def _year_reason(year: int | None, apart: int | None) -> str:
    if year is None:
        return "film without a year"
    if apart is None:
        return "TMDB has no year"
    return f"year {apart:+d}" if apart else "same year"
