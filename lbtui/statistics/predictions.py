"""What a member might give the films of their library that they have not rated: learnt from its store, film by film."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow, Prediction
from lbtui.statistics.frames import Ints
from lbtui.statistics.prediction import LEVEL, Features, Model, Part, features, fit, learnt
from lbtui.statistics.reading import load

LOWEST, HIGHEST = 0.5, 5.0
"""The scale of ratings, to which predictions are held."""
MOST = 5_000
"""Films that are explained at once; of the others the stars alone are told."""
_DECIMALS = 4
"""Of stars, as they are told to programs."""
_SMALL = 0.005
"""Parts of fewer stars are told together."""
_STATUSES = list(FilmStatus)


class Taste:
    """What was learnt of a member at one moment. All of it is for a thread; nothing in it changes."""

    def __init__(self, model: Model, films: Features, ids: Ints) -> None:
        """`films` are those without a rating, with their ids in the store."""
        self._model, self._films, self._ids = model, films, ids
        self._places = {film: place for place, film in enumerate(ids.tolist())}
        expected = np.clip(model.predict(films), LOWEST, HIGHEST).round(_DECIMALS)
        self.predictions: Mapping[int, Prediction] = dict(
            zip(self._places, map(Prediction, expected.tolist()), strict=True)
        )
        """By film: the stars alone, which is all that a table needs."""

    def knows(self, row: FilmRow) -> bool:
        """Whether there is a prediction for this film: one that has no rating, and whose metadata were learnt from."""
        return row.rating is None and row.id in self._places

    def explain(self, rows: Iterable[FilmRow]) -> None:
        """Give these films, as far as they have no rating, their predictions in full, the first `MOST` of them.

        Some 10 ms for one film, and a second for `MOST` where 2,600 ratings were learnt from.
        """
        known = list({row.id: row for row in rows if self.knows(row)}.values())
        for row in known[MOST:]:
            row.prediction = self.predictions[row.id]
        rows = known[:MOST]
        films = self._films.of(np.array([self._places[row.id] for row in rows], dtype=np.int64))
        expected, deviations = self._model.predict(films).tolist(), self._model.deviations(films).tolist()
        for place, (row, stars, deviation) in enumerate(zip(rows, expected, deviations, strict=True)):
            interval = _held(stars - LEVEL * deviation), _held(stars + LEVEL * deviation)
            parts = tuple(self._parts(films, place, row, stars))
            row.prediction = Prediction(_held(stars), interval, parts)

    def _parts(self, films: Features, place: int, row: FilmRow, stars: float) -> Iterator[tuple[str, float]]:
        """What the prediction is made of; parts of one name are one, as of somebody who directs and plays."""
        named: dict[str, float] = {}
        for part in self._model.parts(films, place):
            name = _name(part, row)
            named[name] = named.get(name, 0.0) + part.stars
        told = [(name, round(part, _DECIMALS)) for name, part in named.items() if abs(part) >= _SMALL]
        yield "your mean", round(self._model.mean, _DECIMALS)
        yield from sorted(told, key=lambda part: -abs(part[1]))
        if rest := round(sum(part for part in named.values() if abs(part) < _SMALL), _DECIMALS):
            yield "all else", rest
        if abs((held := _held(stars)) - stars) > _SMALL:
            yield "the end of the scale", round(held - stars, _DECIMALS)

    def draw(self, rows: Sequence[FilmRow], seed: int) -> list[float]:
        """One way that the member might like these films, by what is known of their taste; the same seed, the same."""
        films = self._films.of(np.array([self._places[row.id] for row in rows], dtype=np.int64))
        drawn: list[float] = self._model.draw(films, np.random.default_rng(seed)).tolist()
        return drawn


def learn(path: Path, *, series: bool) -> Taste:
    """Learn from the library at `path`; blocks, half a second for 2,600 ratings. Raises TooFewRatings, StorageError.

    `series` says whether these count as films.
    """
    frames = load(path)
    frames = frames if series else frames.where(~frames.flags("series"))
    model = fit(*learnt(frames))
    enriched = frames.films["status"].to_numpy() == _STATUSES.index(FilmStatus.ENRICHED)
    rows = np.flatnonzero(np.isnan(frames.numbers("rating")) & enriched)
    return Taste(model, features(frames).of(rows), frames.films["id"].to_numpy()[rows])


def _held(stars: float) -> float:
    return round(min(max(stars, LOWEST), HIGHEST), _DECIMALS)


def _name(part: Part, row: FilmRow) -> str:
    """What a person is told that a part is: numbers by their value."""
    match part.group:
        case "tmdb" if row.tmdb_rating is not None:
            return f"TMDB {row.tmdb_rating:.1f}"
        case "votes" | "popularity":  # both are how well known it is
            return f"{row.tmdb_votes:,} votes"
        case "runtime" if row.runtime:
            return f"{row.runtime} min"
        case "year" if row.year:
            return f"{row.year}"
    return part.name
