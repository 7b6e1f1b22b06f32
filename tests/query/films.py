"""A handful of films that the filter tests ask about."""

from datetime import date

from lbtui.model.enums import FilmStatus, Kind
from tests.film_rows import film_row

CLEO = film_row(
    id=1,
    name="Cléo from 5 to 7",
    title="Cléo from 5 to 7",
    original_title="Cléo de 5 à 7",
    year=1962,
    rating=4.5,
    liked=True,
    watched=True,
    status=FilmStatus.ENRICHED,
    kind=Kind.MOVIE,
    tmdb_id=499,
    language="French",
    runtime=90,
    release_date=date(1962, 4, 11),
    tmdb_rating=7.62,
    tmdb_votes=500,
    genres=("Drama", "Comedy"),
    countries=("France", "Italy"),
    directors=("Agnès Varda",),
    cast=("Corinne Marchand", "Antoine Bourseiller"),
    writers=("Agnès Varda",),
    streaming=("MUBI", "Criterion Channel"),
    rent=("Apple TV",),
    on_services=True,
    dates=(date(2020, 12, 31), date(2024, 5, 12)),
    rewatches=1,
    reviewed=True,
    tags=("cinema", "35mm"),
    lists=("Top 100",),
    keywords=("paris, france", "hypochondriac"),
    studios=("Ciné Tamaris",),
    people=frozenset({6818, 12}),
)
GHOST = film_row(
    id=2,
    name="Ghost in the Shell",
    title="Ghost in the Shell",
    original_title="GHOST IN THE SHELL",
    year=1995,
    rating=3.0,
    watched=True,
    status=FilmStatus.ENRICHED,
    kind=Kind.MOVIE,
    tmdb_id=9323,
    language="Japanese",
    runtime=83,
    tmdb_rating=7.0,
    tmdb_votes=3000,
    genres=("Animation", "Science Fiction"),
    countries=("Japan",),
    directors=("Mamoru Oshii",),
    collection="Ghost in the Shell Collection",
    dates=(date(2024, 1, 1),),
)
PERSONA = film_row(
    id=3,
    name="Persona",
    year=1966,
    watchlist=True,
    status=FilmStatus.NEEDS_REVIEW,
)
TWIN_PEAKS = film_row(
    id=4,
    name="Twin Peaks",
    year=2017,
    rating=0.5,
    watched=True,
    status=FilmStatus.ENRICHED,
    kind=Kind.TV,
    tmdb_id=1920,
    language="English",
    countries=("United States of America",),
    genres=("Drama",),
    directors=("David Lynch",),
    tmdb_rating=8.0,
)
NAMELESS = film_row(id=5, name="[REC]²", orphaned=True, status=FilmStatus.NOT_FOUND)
FILMS = [CLEO, GHOST, PERSONA, TWIN_PEAKS, NAMELESS]
GONE = film_row(id=6, name="Gone with Ghost", removed=True, liked=True, status=FilmStatus.NOT_FOUND)
"""A film that the newest export does not hold any more."""
