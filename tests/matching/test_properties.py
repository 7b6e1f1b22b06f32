"""What holds for whatever names and candidates come."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lbtui.matching.candidates import Outcome, decide, score
from lbtui.matching.limits import MOST_SHOWN
from lbtui.model.enums import Kind
from lbtui.model.metadata import Summary

names = st.one_of(st.sampled_from(["Saw", "The Saw", "Saw: Part", "Solaris", "Солярис", "★"]), st.text(max_size=12))
years = st.none() | st.integers(1999, 2003)
summaries = st.builds(
    Summary,
    kind=st.sampled_from(Kind),
    tmdb_id=st.integers(1, 6),
    title=names,
    original_title=names,
    release_date=st.none() | st.dates(date(1998, 1, 1), date(2005, 12, 31)),
    vote_count=st.integers(0, 20000),
)
rows = st.lists(summaries, max_size=6)  # pages overlap, and may tell one title differently


@given(names, years, summaries, st.lists(names, max_size=2))
def test_a_score_is_between_0_and_1(name: str, year: int | None, summary: Summary, others: list[str]) -> None:
    assert 0 <= score(name, year, summary, others).score <= 1


@given(names, years, rows, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(
    name: str, year: int | None, found: list[Summary], final: bool, random: Random
) -> None:
    shuffled = random.sample(found, len(found))
    assert decide(name, year, found, final=final) == decide(name, year, shuffled, final=final)


@given(names, years, rows)
def test_a_final_decision_is_final_once_nothing_is_left_to_ask(
    name: str, year: int | None, found: list[Summary]
) -> None:
    known = {(one.kind, one.tmdb_id): () for one in found}
    decision = decide(name, year, found, final=True, alternatives=known)
    assert decision.outcome not in (Outcome.SEARCH_ON, Outcome.NEEDS_DETAILS)
    assert len(decision.candidates) <= MOST_SHOWN
    assert bool(decision.candidates) == (decision.outcome is not Outcome.NOT_FOUND)
