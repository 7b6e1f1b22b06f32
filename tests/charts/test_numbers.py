"""Figures, ticks and shares."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbtui.charts.scale import figure, shares, short, ticks


@pytest.mark.parametrize(
    ("value", "text"), [(2417, "2,417"), (3.61, "3.61"), (4.0, "4"), (0, "0"), (-1.5, "-1.50"), (math.nan, "–")]
)
def test_a_figure_in_full(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(980, "980"), (1204, "1.2k"), (1000, "1k"), (9_960, "10k"), (34_400, "34k"), (999_700, "1M"), (5.6e6, "5.6M")],
)
def test_a_figure_in_short(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 151, 4, [0, 50, 100, 150]),
        (0, 151, 3, [0, 100]),
        (2.7, 3.9, 4, [3, 3.5]),
        (2.7, 3.9, 6, [2.8, 3, 3.2, 3.4, 3.6, 3.8]),
        (0, 110, 5, [0, 25, 50, 75, 100]),
        (0, 0, 4, [0]),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, expected: list[float]) -> None:
    assert ticks(low, high, most) == expected


def test_there_is_no_half_film_on_an_axis() -> None:
    assert ticks(0, 1, 4) == [0, 0.5, 1]
    assert ticks(0, 1, 4, whole=True) == [0, 1]


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(1, 12))
def test_there_are_never_more_ticks_than_asked_for_and_none_outside(low: float, span: float, most: int) -> None:
    values = ticks(low, low + span, most)
    assert 1 <= len(values) <= most
    hair = 1e-6 * (1 + abs(low) + span)
    assert all(low - hair <= value <= low + span + hair for value in values)


def test_shares_add_up_and_the_largest_remainder_gains() -> None:
    assert shares([1, 1, 1], 100) == [34, 33, 33]
    assert shares([310, 1220, 560, 120, 45], 100) == [14, 54, 25, 5, 2]
    assert shares([0, math.nan, -3], 100) == [0, 0, 0]


@given(st.lists(st.floats(0, 1e9), max_size=30), st.integers(0, 300))
def test_shares_always_add_up(values: list[float], total: int) -> None:
    assert sum(shares(values, total)) == (total if any(values) else 0)
