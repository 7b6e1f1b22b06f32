"""Days of the diary as a member types them."""

from datetime import date

import pytest

from lbtui.statistics.request import DateRange, read_date_range, read_date_ranges


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        (" 2020..2024 ", date(2020, 1, 1), date(2024, 12, 31)),
        ("2020-2024", date(2020, 1, 1), date(2024, 12, 31)),
        ("2020 – 2024", date(2020, 1, 1), date(2024, 12, 31)),
        ("2020 to 2024", date(2020, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-03..2024-05", date(2024, 3, 1), date(2024, 5, 31)),
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
        ("2023-12-24..2024", date(2023, 12, 24), date(2024, 12, 31)),
    ],
)
def test_years_months_and_days_stand_for_all_of_their_days(text: str, first: date, last: date) -> None:
    assert read_date_range(text) == DateRange(first, last)


@pytest.mark.parametrize("text", ["2023 vs 2024", "2023, 2024", "2023 and 2024", "2023 against 2024"])
def test_two_spans_are_compared(text: str) -> None:
    assert read_date_ranges(text) == (DateRange.years(2023), DateRange.years(2024))


@pytest.mark.parametrize("text", ["", "last year", "2024-13", "2024-02-30", "2024..2023", "1,2,3", "0000", "24"])
def test_what_is_no_span_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_date_ranges(text)


@pytest.mark.parametrize(
    "dates", [DateRange.years(2024), DateRange.years(2020, 2024), DateRange(date(2024, 3, 5), date(2024, 4, 1))]
)
def test_the_name_of_a_range_is_read_back(dates: DateRange) -> None:
    assert read_date_range(dates.name) == dates
