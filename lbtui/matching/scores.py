"""How well one candidate fits a film: its titles and its year. Votes say nothing here, they only part namesakes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from lbtui.matching import limits
from lbtui.matching.titles import first_part, fold, loosen, variants
from lbtui.model import Kind, Summary


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score."""

    summary: Summary
    score: float
    """0 to 1; 1 is an equal title in the same year."""
    reason: str
    """What the score rests on: "title equal, year +1"."""
    likeness: float
    """0 to 1, of the best of its titles alone."""
    year: int | None
    """Of the film."""
    years_apart: int | None
    """TMDB's year minus the film's; None where either is unknown."""

    @property
    def key(self) -> tuple[Kind, int]:
        """What TMDB knows it by."""
        return self.summary.kind, self.summary.tmdb_id


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
