"""What a filter says before any film is looked at."""

import pytest

from lbtui.query import parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", set()),
        ("watched:2024 solaris", set()),
        ("unseen", {"unseen"}),
        ("genre:horror -watchlist", {"-watchlist"}),
        ("-(liked or -watched)", {"-liked", "watched"}),
        ("liked or (rated genre:drama)", {"liked", "rated"}),
    ],
)
def test_flags_are_found_wherever_they_stand(text: str, found: set[str]) -> None:
    assert parse(text).flags == found
