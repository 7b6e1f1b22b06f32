"""Members made from known effects: what the best possible prediction of their ratings is, is known too."""

from dataclasses import dataclass

import numpy as np

from lbtui.statistics.frames import Floats, Links
from lbtui.statistics.prediction import NOISE, NUMBERS, TOKENS, Features

SPREAD, MEAN = 0.9, 3.3


@dataclass(frozen=True, slots=True)
class Member:
    """Films, what the member gives them (halves from 0.5 to 5), and what is expected by whoever knows the taste."""

    films: Features
    ratings: Floats
    expected: Floats

    def part(self, start: int, end: int) -> tuple[Features, Floats]:
        """Some of the films and their ratings."""
        return self.films.of(np.arange(start, end)), self.ratings[start:end]


def member(films: int, seed: int = 0) -> Member:
    """A member of a taste that is drawn from the variances of the model."""
    dice = np.random.default_rng(seed)
    numbers = dice.normal(size=(films, len(NUMBERS))) * 0.6
    numbers[:, 2] *= 2
    tokens = {group: _tokens(group, films, dice) for group in TOKENS}
    weights = dice.normal(size=len(NUMBERS)) * np.sqrt(list(NUMBERS.values()))
    weights[0] = np.sqrt(NUMBERS["tmdb"])  # everybody likes rather more what others like
    expected = numbers @ weights
    for group, links in tokens.items():
        weights = dice.normal(size=len(links.ids)) * np.sqrt(TOKENS[group])
        expected += np.bincount(links.row, weights=weights[links.label], minlength=films)
    expected = MEAN + SPREAD * (expected - expected.mean())
    given = expected + SPREAD * np.sqrt(NOISE) * dice.normal(size=films)
    return Member(Features(numbers, tokens), np.clip(np.round(given * 2) / 2, 0.5, 5), expected)


def _tokens(group: str, films: int, dice: np.random.Generator) -> Links:
    """Labels of each film, a few of them much more frequent than the others."""
    width, most = {
        "director": (max(20, films // 3), 1), "language": (30, 1), "studio": (films // 4 + 5, 3), "genre": (19, 4),
        "decade": (12, 1), "country": (40, 2), "actor": (films * 3, 10),
    }[group]  # fmt: skip
    rows = np.repeat(np.arange(films), dice.integers(1, most + 1, films))
    labels = (width * dice.random(rows.size) ** 2.2).astype(np.int64)
    pairs = np.unique(rows * width + labels)
    return Links(pairs // width, pairs % width, tuple(range(width)), {})
