"""Which films are worth a second look."""

from dataclasses import replace

from lbtui.services.unmatched import ReviewFilter, films_of
from tests.services.rows import CLEO


def test_the_least_certain_are_all_whose_match_rests_on_less_than_title_and_year() -> None:
    nearly = [replace(CLEO, id=number, match_score=0.9 + number / 10000) for number in range(300, 0, -1)]
    without_year = replace(CLEO, id=901, year=None)
    decided = replace(CLEO, id=902, match_score=0.5, decided_by="person")

    found = [row.id for row in films_of(ReviewFilter.LEAST_CERTAIN, [CLEO, without_year, decided, *nearly])]

    assert found == [*range(1, 301), 901]
