"""Finding the film that a person names."""

import pytest

from lbtui.commands.match import named
from tests.services.rows import ALL, BLADE, CLEO, LATER_SOLARIS, OLD_BLADE, SOLARIS, STALKER


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("https://boxd.it/29qU", [CLEO.id]),
        ("boxd.it/29qU", [CLEO.id]),
        ("https://boxd.it/29qV", []),
        ("cleo from 5 to 7", [CLEO.id]),
        ("CLÉO DE 5 À 7", [CLEO.id]),
        ("Cléo from 5 to 7 (1962)", [CLEO.id]),
        ("Blade Runner 2049", [BLADE.id]),
        ("Blade Runner", [OLD_BLADE.id]),
        ("Blade Runner 2049 2017", [BLADE.id]),
        ("Solaris", [SOLARIS.id, LATER_SOLARIS.id]),
        ("solaris 2002", [LATER_SOLARIS.id]),
        ("Solaris (1972)", [SOLARIS.id]),
        ("Solaris (1950)", []),
        ("stalker", [STALKER.id]),
        ("blade", [BLADE.id, OLD_BLADE.id]),
        ("blade 1982", [OLD_BLADE.id]),
        ("nothing of the sort", []),
    ],
)
def test_a_film_is_named(text: str, ids: list[int]) -> None:
    assert [row.id for row in named(ALL, text)] == ids


def test_a_full_name_is_found_again() -> None:
    for row in ALL:
        assert named(ALL, row.full_name) == [row]
