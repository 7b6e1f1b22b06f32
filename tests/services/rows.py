"""Rows of films for tests."""

from datetime import date

from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.films import FilmRow
from tests.film_rows import film_row

CLEO = film_row(
    1, "Cléo from 5 to 7", 1962, uri="https://boxd.it/29qU", rating=5.0, liked=True, watched=True,
    status=FilmStatus.ENRICHED, kind=Kind.MOVIE, tmdb_id=499, match_score=1.0, match_reason="title equal",
    decided_by="auto", title="Cléo from 5 to 7", original_title="Cléo de 5 à 7", language="French", runtime=90,
    release_date=date(1962, 4, 11), tmdb_rating=7.6, tmdb_votes=500, popularity=9.5, genres=("Drama", "Comedy"),
    countries=("France",), languages=("French",), directors=("Agnès Varda",), cast=("Corinne Marchand",),
    dates=(date(2020, 5, 1), date(2024, 2, 3)), rewatches=1, tags=("cinema", "with dad"),
)  # fmt: skip
BLADE = FilmRow(2, "Blade Runner 2049", 2017, watched=True)
OLD_BLADE = FilmRow(3, "Blade Runner", 1982, watched=True)
SOLARIS = FilmRow(4, "Solaris", 1972)
LATER_SOLARIS = FilmRow(5, "Solaris", 2002)
STALKER = FilmRow(6, "Сталкер", 1979, title="Stalker")
ALL = [CLEO, BLADE, OLD_BLADE, SOLARIS, LATER_SOLARIS, STALKER]
