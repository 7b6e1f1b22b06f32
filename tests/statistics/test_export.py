"""A dashboard as text, JSON and CSV."""

import csv
import io
import json
from dataclasses import replace

import pytest

from lbtui.query import parse
from lbtui.statistics import export as out
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.export import Form
from lbtui.statistics.request import DateRange, StatisticsRequest
from lbtui.statistics.service import Counted, Counting
from tests.statistics.library import TODAY, build


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Counting:
    return Counting(build(tmp_path_factory.mktemp("out") / "library.db"))


@pytest.fixture
def review(counting: Counting) -> Counted:
    return counting.count(StatisticsRequest(Dashboard.YEARS, TODAY, series=True, dates=DateRange.years(2024)))


def test_text_begins_with_what_is_shown_and_of_what(review: Counted) -> None:
    text = out.text_of(review, parse("genre:drama"))

    assert text.splitlines()[0].split("  ") == [" 2024 in review", f"genre:drama · {review.films} films · {TODAY}"]
    assert "Activity 2024" in text
    assert max(map(len, text.splitlines())) <= 100


def test_figures_are_those_of_the_shell(review: Counted) -> None:
    rows = list(csv.reader(io.StringIO(out.csv_of(review))))

    assert json.loads(out.json_of(review))["years"]["review"]["viewings"] == 13
    assert ["years", "review", "", "viewings", "13"] in rows


def test_files_are_named_after_what_they_show(counting: Counting, review: Counted) -> None:
    both = counting.count(replace(review.request, other=DateRange(TODAY, TODAY)))
    overview = counting.count(StatisticsRequest(Dashboard.OVERVIEW, TODAY))

    assert out.file_name(review, Form.PNG) == "lbtui-2024-in-review.png"
    assert out.file_name(both, Form.TEXT) == "lbtui-2024-and-2026-06-17-2026-06-17.txt"
    assert out.file_name(overview, Form.SVG) == "lbtui-overview.svg"


def test_the_year_in_review_is_one_tall_picture(counting: Counting, review: Counted) -> None:
    overview = counting.count(StatisticsRequest(Dashboard.OVERVIEW, TODAY))
    tall, wide = out.picture_width(review), out.picture_width(overview)

    assert len(out.page(review, parse(""), tall)) > tall
    assert len(out.page(overview, parse(""), wide)) < wide
