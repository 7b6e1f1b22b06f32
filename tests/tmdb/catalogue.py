"""Films in TMDB's JSON, for servers that play TMDB in tests."""

from dataclasses import dataclass

from lbtui.model.enums import Kind

Json = dict[str, object]
_GENRES = {18: "Drama", 35: "Comedy", 878: "Science Fiction"}


@dataclass(frozen=True, slots=True)
class Film:
    """What a test wants TMDB to know of a title; the rest is made up alike for all."""

    tmdb_id: int
    title: str
    year: int | None = 2000
    kind: Kind = Kind.MOVIE
    original_title: str = ""
    votes: int = 100
    runtime: int = 100
    genres: tuple[int, ...] = (18,)
    directors: tuple[tuple[int, str], ...] = ((9001, "Agnès Varda"),)
    cast: tuple[tuple[int, str], ...] = ((9002, "Corinne Marchand"),)
    imdb_id: str | None = None

    @property
    def titles(self) -> tuple[str, str]:
        """Title and original title, folded for the search."""
        return self.title.casefold(), (self.original_title or self.title).casefold()


def row(film: Film) -> Json:
    """A film as search, discover and find give it."""
    movie = film.kind is Kind.MOVIE
    released = f"{film.year}-06-15" if film.year else ""
    return {
        "adult": False,
        "id": film.tmdb_id,
        "title" if movie else "name": film.title,
        "original_title" if movie else "original_name": film.original_title or film.title,
        "release_date" if movie else "first_air_date": released,
        "original_language": "fr",
        "genre_ids": list(film.genres),
        "overview": f"The story of {film.title}.",
        "poster_path": f"/poster{film.tmdb_id}.jpg",
        "vote_average": 7.5 if film.votes else 0.0,
        "vote_count": film.votes,
        "popularity": film.votes / 10,
    }


def details(film: Film) -> Json:
    """A film as /movie/{id} and /tv/{id} give it, with all that can be appended."""
    answer = row(film)
    del answer["genre_ids"]
    movie = film.kind is Kind.MOVIE
    people = {
        "cast": [{"id": i, "name": name, "character": "Herself"} for i, name in film.cast],
        "crew": [{"id": i, "name": name, "job": "Director"} for i, name in film.directors],
    }
    answer |= {
        "genres": [{"id": i, "name": _GENRES[i]} for i in film.genres],
        "production_countries": [{"iso_3166_1": "FR", "name": "France"}],
        "spoken_languages": [{"iso_639_1": "fr", "english_name": "French", "name": "Français"}],
        "production_companies": [{"id": 7, "name": "Ciné-Tamaris"}],
        "belongs_to_collection": None,
        "tagline": "",
        "homepage": "",
        "credits" if movie else "aggregate_credits": people,
        "keywords": {"keywords" if movie else "results": [{"id": 1, "name": "paris"}]},
        "external_ids": {"imdb_id": film.imdb_id},
        "alternative_titles": {"titles" if movie else "results": []},
    }
    if movie:
        return answer | {"imdb_id": film.imdb_id, "runtime": film.runtime, "budget": 0, "revenue": 0}
    return answer | {"number_of_episodes": 5, "number_of_seasons": 1, "episode_run_time": [film.runtime]}
