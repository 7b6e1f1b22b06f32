"""The demo's own day: its streaks and its current year look the same whenever it is opened."""

from datetime import timedelta
from pathlib import Path

from lbtui.options import DEMO_DAY, as_own, read_options
from tests.demo.maker.member import LAST_DAY


def test_the_demo_lives_on_the_day_after_its_last_entry_and_nobody_else_does(tmp_path: Path) -> None:
    demo = read_options(data_dir=tmp_path, demo=True, environment={})
    assert demo.today() == LAST_DAY + timedelta(days=1)
    assert as_own(demo).today() != DEMO_DAY
