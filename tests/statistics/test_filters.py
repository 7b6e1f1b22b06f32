from datetime import date

from lbtui.statistics.measures import between, named


def test_any_name_is_quoted() -> None:
    assert named("genre", "Science Fiction") == 'genre="Science Fiction"'
    assert named("collection", 'The "Red" \\ Star') == 'collection="The \\"Red\\" \\\\ Star"'


def test_days_are_written_as_short_as_they_can_be() -> None:
    assert between(date(2024, 5, 1), date(2024, 5, 1)) == "watched:2024-05-01"
    assert between(date(2024, 1, 1), date(2024, 12, 31)) == "watched:2024"
    assert between(date(2023, 1, 1), date(2024, 12, 31)) == "watched:2023-01-01..2024-12-31"
