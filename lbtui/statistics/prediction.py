"""What a member would give a film: a Gaussian model of their ratings over what TMDB tells of the films.

    rating = mean of the member + known numbers of the film (TMDB's average, votes, year …) · weights
             + a weight for each of its people, genres, countries, studios … + noise

All weights are Gaussian with mean 0 and a variance of their group, in units of the variance of the member's ratings;
the variances were pooled over 27 real members by marginal likelihood. It is the same as ridge regression with one
penalty a group. Additive, so that each prediction says what it is made of. With numpy alone; for a thread.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lbtui.films.prediction import LEAST, too_few
from lbtui.model.enums import Role
from lbtui.statistics.frames import Flags, Floats, Frames, Ints, Links
from lbtui.statistics.measures import decades

MOST = 3_000
"""Ratings that are learnt from at most, those of the films watched last: time grows with the cube."""
FOLDS = 5
"""Parts that the ratings are cut into, each held back once, to see how far off predictions are."""
LEVEL = 1.2816
"""Standard deviations on both sides that hold 80 % of a Gaussian."""

NUMBERS = {
    "tmdb": 0.450, "tmdb²": 0.008, "votes": 0.009, "year": 0.036, "year²": 0.003, "runtime": 0.003, "popularity": 0.002
}  # fmt: skip
"""Variance of the weight of each number, as scaled by `_numbers`."""
TOKENS = {
    "director": 0.037, "language": 0.027, "studio": 0.015, "genre": 0.0125, "decade": 0.010, "country": 0.007,
    "actor": 0.003,
}  # fmt: skip
"""Variance of the weight of each token by its group."""
NOISE = 0.573
"""Variance of the ratings around all this."""
ACTORS = 10
"""Actors of a film that count, in the order of billing."""
_SCALES, _NOISES = (0.25, 0.5, 1.0, 2.0), (0.7, 1.0, 1.4)
"""Factors on all variances, and on the noise, of which each member gets the likeliest."""
_CHOSEN_ON = 800
"""Ratings on which those factors are chosen."""
_AT_ONCE = 500
"""Films whose uncertainty is reckoned together: memory grows with them times the ratings."""
_BLOCK = 128
_RARE = 48
"""A token of more films than this on both sides is a dense column: its pairs of films would be too many."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the model knows of films: `numbers` (films × NUMBERS) and the tokens of each group as links."""

    numbers: Floats
    tokens: Mapping[str, Links]

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, rows: Ints) -> "Features":
        """The features of some films, in this order of rows (each at most once)."""
        places = np.full(len(self), -1, dtype=np.int64)
        places[rows] = np.arange(rows.size)
        return Features(self.numbers[rows], {group: links.narrow(places) for group, links in self.tokens.items()})


@dataclass(frozen=True, slots=True)
class Part:
    """What one thing adds to a prediction: `director`, "Agnès Varda", +0.31 stars."""

    group: str
    name: str
    stars: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What the member makes of something beyond what TMDB's numbers tell: stars, give or take `sd`, seen in `films`."""

    group: str
    name: str
    stars: float
    sd: float
    films: int


def features(frames: Frames) -> Features:
    """The features of all films of the frames."""
    cast = frames.credits[Role.ACTOR]
    return Features(
        _numbers(frames),
        {
            "director": frames.credits[Role.DIRECTOR],
            "language": frames.languages,
            "studio": frames.companies,
            "genre": frames.genres,
            "decade": decades(frames),
            "country": frames.countries,
            "actor": _first(cast, ACTORS),
        },
    )


def _numbers(frames: Frames) -> Floats:
    """Each number on a scale of about one; what is not known counts as usual."""
    average, votes = frames.numbers("tmdb_rating"), np.nan_to_num(frames.numbers("votes"))
    # Votes without a mean are none: taken for a mean of 0 they would be the most unusual of all films.
    average, votes = np.nan_to_num(average), np.where(np.isnan(average), 0, votes)
    # A mean of few votes says little: thirty votes of 6.4 are added to it.
    tmdb = (average * votes + 6.4 * 30) / (votes + 30) - 6.5
    year = np.nan_to_num((frames.numbers("year") - 2000) / 25)
    runtime = np.nan_to_num((np.minimum(frames.numbers("runtime"), 240) - 105) / 30)
    popularity = np.log1p(np.maximum(np.nan_to_num(frames.numbers("popularity")), 0))
    columns = (tmdb, tmdb**2, np.where(votes > 0, np.log1p(votes) - 6, 0.0), year, year**2, runtime, popularity)
    return np.stack(columns, axis=1)


def _first(links: Links, most: int) -> Links:
    """The first links of each row."""
    order = np.argsort(links.row, kind="stable")
    rows = links.row[order]
    starts = np.searchsorted(rows, rows)
    kept = np.sort(order[np.arange(rows.size) - starts < most])
    return Links(links.row[kept], links.label[kept], links.ids, links.names)


class Model:
    """The model fitted to a member's ratings.

    `numbers` and `tokens` are the weights in stars: one for each of NUMBERS, and for each group one a label.
    """

    def __init__(self, known: Features, ratings: Floats) -> None:
        """Fit to the ratings of the films of `known`, with the likeliest factors on all variances and on the noise."""
        self.ratings = ratings.size
        self.mean, self.spread = _mean_and_spread(ratings)
        self._known = known
        some = known.of(_some(ratings.size))
        self._scale, self._noise = _likeliest(_covariance(some, some), ratings[_some(ratings.size)])
        self._lower = Triangle.of(_strips_of(known, self._scale), self._noise)
        self.numbers, self.tokens = self._weights((ratings - self.mean) / self.spread)

    def _weights(self, z: Floats) -> tuple[Floats, dict[str, Floats]]:
        """The expected weights, in stars, where the standardised ratings are `z`."""
        alpha = self._lower.back(self._lower.forward(z)) * self.spread * self._scale
        numbers = (self._known.numbers.T @ alpha) * np.array(list(NUMBERS.values()))
        return numbers, {group: TOKENS[group] * links.counts(alpha) for group, links in self._known.tokens.items()}

    def predict(self, films: Features) -> Floats:
        """The expected ratings of films, in stars; not held to the scale of 0.5 to 5."""
        return self.mean + _total(films, self.numbers, self.tokens)

    def deviations(self, films: Features) -> Floats:
        """The standard deviation of each rating around what `predict` expects: noise, and what is not known yet."""
        starts = range(0, len(films), _AT_ONCE)
        blocks = (films.of(np.arange(start, min(start + _AT_ONCE, len(films)))) for start in starts)
        return np.concatenate([np.empty(0), *map(self._deviations, blocks)])

    def _deviations(self, films: Features) -> Floats:
        across = _covariance(self._known, films)
        across *= self._scale
        return self.spread * self._lower.deviations(across, self._scale * _own_variance(films), self._noise)

    def draw(self, films: Features, dice: np.random.Generator) -> Floats:
        """One way that the member's taste might be, by what is known of it: expected ratings under drawn weights.

        Matheron's rule: weights drawn from the prior, corrected by what they get wrong of the known ratings.
        """
        spread, root = self.spread, np.sqrt(self._scale)
        numbers = spread * root * np.sqrt(list(NUMBERS.values())) * dice.standard_normal(len(NUMBERS))
        tokens = {
            group: spread * root * np.sqrt(TOKENS[group]) * dice.standard_normal(len(links.ids))
            for group, links in self._known.tokens.items()
        }
        wrong = _total(self._known, numbers, tokens) / spread
        wrong += np.sqrt(self._noise) * dice.standard_normal(self.ratings)
        numbers_back, tokens_back = self._weights(-wrong)
        both = {group: tokens[group] + tokens_back[group] for group in tokens}
        return self.predict(films) + _total(films, numbers + numbers_back, both)

    def parts(self, films: Features, row: int) -> list[Part]:
        """What the prediction of one film is made of, beside the member's mean; the largest first."""
        own = self.numbers * films.numbers[row]
        names = list(NUMBERS)
        found = [
            Part("tmdb", "TMDB", float(own[:2].sum())),
            *(Part(names[at].removesuffix("²"), names[at], float(own[at])) for at in (2, 5, 6)),
            Part("year", "year", float(own[3:5].sum())),
        ]
        for group, links in films.tokens.items():
            labels = links.label[links.row == row]
            found += [Part(group, links.name(int(at)), float(self.tokens[group][at])) for at in labels]
        return sorted(found, key=lambda part: -abs(part.stars))

    def effects(self, group: str, least: int = 3) -> list[Effect]:
        """What the member makes of the labels of a group that at least so many rated films have, the largest first."""
        links, weights = self._known.tokens[group], self.tokens[group]
        films = links.counts()
        chosen = np.flatnonzero(films >= least)
        variance = self._scale * TOKENS[group]
        solved = self._lower.forward(variance * _columns(links, films >= least, self.ratings))
        left = np.maximum(variance - np.einsum("ij,ij->j", solved, solved), 0)
        found = [
            Effect(group, links.name(int(at)), float(weights[at]), float(self.spread * np.sqrt(rest)), int(films[at]))
            for at, rest in zip(chosen, left, strict=True)
        ]
        return sorted(found, key=lambda effect: -abs(effect.stars))


Reals: TypeAlias = NDArray[np.floating[Any]]
"""Numbers in double or in single precision."""


@dataclass(frozen=True, slots=True)
class Triangle:
    """The lower triangle L of a covariance L Lᵀ with noise, in strips of `_BLOCK` rows: half the memory of the square.

    numpy alone has no solver for triangles, and its Cholesky needs three times the square.
    """

    strips: Sequence[tuple[Reals, Reals]]
    """Of each strip what is left of its square on the diagonal, and the inverse of that square."""

    @classmethod
    def of(cls, covariance: Iterable[Reals], noise: float) -> "Triangle":
        """The triangle of a covariance with `noise` on its diagonal, from strips of that, each up to the diagonal."""
        strips: list[tuple[Reals, Reals]] = []
        for strip in covariance:
            start = strip.shape[1] - len(strip)
            left = np.ascontiguousarray(cls(strips).forward(strip[:, :start].T).T)
            square = strip[:, start:] - left @ left.T
            square.reshape(-1)[:: len(strip) + 1] += noise  # the diagonal
            strips.append((left, np.linalg.inv(np.linalg.cholesky(square))))
        return cls(strips)

    def forward(self, right: Reals) -> Reals:
        """L⁻¹ `right`, of a vector or of columns."""
        found = np.array(right)
        for left, inverse in self.strips:
            start = left.shape[1]
            here = slice(start, start + len(left))
            found[here] = inverse @ (found[here] - left @ found[:start])
        return found

    def back(self, right: Reals) -> Reals:
        """L⁻ᵀ `right`."""
        found = np.array(right)
        for left, inverse in reversed(self.strips):
            start = left.shape[1]
            here = slice(start, start + len(left))
            found[here] = inverse.T @ found[here]
            found[:start] -= left.T @ found[here]
        return found

    def deviations(self, across: Reals, own: Floats, noise: float) -> Floats:
        """Standard deviations of new films: `across` is their covariance with the known ones, `own` their variance."""
        solved = self.forward(across)
        found: Floats = np.sqrt(np.maximum(own - np.einsum("ij,ij->j", solved, solved), 0) + noise)
        return found


Weights: TypeAlias = Mapping[str, Sequence[Effect]]
"""Effects by the plural of their group."""
PLURALS = {
    "director": "directors", "genre": "genres", "decade": "decades", "country": "countries", "language": "languages",
    "studio": "studios",
}  # fmt: skip
"""The groups whose effects are shown."""


def what_weighs(model: Model) -> Weights:
    """What the member makes of things beyond TMDB's numbers: the effects that are larger than their uncertainty."""
    return {
        plural: [effect for effect in model.effects(group) if abs(effect.stars) > effect.sd]
        for group, plural in PLURALS.items()
    }


class TooFewRatings(ValueError):
    """There is too little to learn from; the text is a sentence that says how many ratings are missing."""

    def __init__(self, ratings: int) -> None:
        super().__init__(too_few(ratings))


def learnt(frames: Frames) -> tuple[Features, Floats]:
    """The films that the member has rated and TMDB knows, and the ratings; those watched last come last."""
    rating = frames.numbers("rating")
    rows = np.flatnonzero(~np.isnan(rating) & ~np.isnan(frames.numbers("tmdb_rating")))
    last = np.full(len(frames), np.iinfo(np.int64).min)
    np.maximum.at(last, frames.viewed, frames.watched_on.astype(np.int64))
    rows = rows[np.argsort(last[rows], kind="stable")]
    return features(frames).of(rows), rating[rows]


def fit(known: Features, ratings: Floats) -> Model:
    """The model of a member; `known` and `ratings` with the newest last. Raises TooFewRatings below `LEAST`."""
    return Model(*newest(known, ratings))


def newest(known: Features, ratings: Floats) -> tuple[Features, Floats]:
    """The ratings that are learnt from. Raises TooFewRatings."""
    if ratings.size < LEAST:
        raise TooFewRatings(ratings.size)
    newest = np.arange(max(ratings.size - MOST, 0), ratings.size)
    return known.of(newest), ratings[newest]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How far off predictions are of ratings that were held back, in stars, beside what is simpler.

    The line is the straight one on TMDB's average, the mean that of the member. A lift is how much better than the
    member's mean the tenth of the films is rated that was expected to be the best.
    """

    ratings: int
    rmse: float
    line_rmse: float
    mean_rmse: float
    lift: float
    line_lift: float
    interval80: float
    """Share of the ratings that lie within their 80 % interval."""

    @property
    def better(self) -> bool:
        """Whether predictions are nearer than the line, as far as two decimals tell."""
        return round(self.rmse, 2) < round(self.line_rmse, 2)

    @property
    def sentence(self) -> str:
        """What a person is told of it."""
        line = f"TMDB alone by {self.line_rmse:.2f}"
        if self.better:
            return f"Off by {self.rmse:.2f} stars on average, {line}."
        return f"No better than TMDB alone: off by {self.rmse:.2f} stars on average, {line}."


def held_out(known: Features, ratings: Floats) -> HeldOut:
    """What the ratings of each of `FOLDS` parts would have been expected to be from the others.

    The same ratings always fall into the same parts. Raises TooFewRatings below `LEAST`.
    """
    known, ratings = newest(known, ratings)
    # In single precision, which is half the time: errors are told to hundredths.
    covariance, own = _covariance(known, known, np.float32), _own_variance(known)
    parts = np.random.default_rng(0).permutation(ratings.size) % FOLDS
    ours, line, mean, deviations = np.empty((4, ratings.size))
    for part in range(FOLDS):
        out, rest = np.flatnonzero(parts == part), np.flatnonzero(parts != part)
        middle, spread = _mean_and_spread(ratings[rest])
        some = rest[_some(rest.size)]
        scale, noise = _likeliest(covariance[np.ix_(some, some)], ratings[some])
        ends = ((start, start + _BLOCK) for start in range(0, rest.size, _BLOCK))
        lower = Triangle.of((scale * covariance[np.ix_(rest[a:b], rest[:b])] for a, b in ends), noise)
        across = scale * covariance[np.ix_(rest, out)]
        z = ((ratings[rest] - middle) / spread).astype(np.float32)
        mean[out], ours[out] = middle, middle + spread * (across.T @ lower.back(lower.forward(z)))
        deviations[out] = spread * lower.deviations(across, scale * own[out], noise)
        tmdb = known.numbers[:, 0]
        line[out] = middle + _slope(tmdb[rest], ratings[rest]) * (tmdb[out] - tmdb[rest].mean())
    return HeldOut(
        ratings=ratings.size,
        rmse=_rmse(ours, ratings),
        line_rmse=_rmse(line, ratings),
        mean_rmse=_rmse(mean, ratings),
        lift=_lift(ours, ratings),
        line_lift=_lift(line, ratings),
        interval80=float((np.abs(ours - ratings) <= LEVEL * deviations).mean()),
    )


def _slope(x: Floats, y: Floats) -> float:
    """The slope of the straight line through points, level where all stand on one x."""
    apart = x - x.mean()
    return float(apart @ y / (apart @ apart)) if apart.any() else 0.0


def _rmse(expected: Floats, ratings: Floats) -> float:
    return float(np.sqrt(((np.clip(expected, 0.5, 5) - ratings) ** 2).mean()))


def _lift(expected: Floats, ratings: Floats) -> float:
    best = np.argsort(-expected, kind="stable")[: ratings.size // 10]
    return float(ratings[best].mean() - ratings.mean())


def _mean_and_spread(ratings: Floats) -> tuple[float, float]:
    return float(ratings.mean()), float(ratings.std()) or 1.0


def _some(ratings: int) -> Ints:
    """The places of the ratings on which the factors are chosen, `_CHOSEN_ON` at most."""
    return np.linspace(0, ratings - 1, min(ratings, _CHOSEN_ON)).astype(np.int64)


def _likeliest(covariance: Reals, ratings: Floats) -> tuple[float, float]:
    """The factor on variances, and the variance of the noise, under which these ratings are the likeliest."""
    mean, spread = _mean_and_spread(ratings)
    z = (ratings - mean) / spread
    # Along the eigenvectors ratings are independent, whatever the factors.
    values, vectors = np.linalg.eigh(covariance)
    squares = (vectors.T @ z) ** 2

    def likelihood(scale: float, noise: float) -> float:
        variances = scale * values + noise
        return -0.5 * float((squares / variances + np.log(variances)).sum())

    pairs = ((scale, noise * NOISE) for scale in _SCALES for noise in _NOISES)
    return max(pairs, key=lambda pair: likelihood(*pair))


def _total(films: Features, numbers: Floats, tokens: Mapping[str, Floats]) -> Floats:
    """For each film the sum of its numbers by their weights and of the weights of its tokens."""
    total: Floats = films.numbers @ numbers
    for group, links in films.tokens.items():
        total += np.bincount(links.row, weights=tokens[group][links.label], minlength=len(films))
    return total


def _own_variance(films: Features) -> Floats:
    """The prior variance of each film's rating, without noise."""
    own: Floats = (films.numbers**2) @ np.array(list(NUMBERS.values()))
    for group, links in films.tokens.items():
        own += TOKENS[group] * np.bincount(links.row, minlength=len(films))
    return own


def _covariance(left: Features, right: Features, kind: type[np.floating[Any]] = np.float64) -> Reals:
    """The prior covariance of every film of `left` with every one of `right`: what they have in common."""
    dense = [(left.numbers * np.array(list(NUMBERS.values())), right.numbers)]
    rest = []
    for group, variance in TOKENS.items():
        a, b = left.tokens[group], right.tokens[group]
        frequent = a.counts() * b.counts() > _RARE**2
        dense.append((variance * _columns(a, frequent, len(left)), _columns(b, frequent, len(right))))
        rest.append((variance, *_pairs(a, b, ~frequent)))
    ours, theirs = (np.hstack(columns) for columns in zip(*dense, strict=True))
    found: Reals = ours.astype(kind, copy=False) @ theirs.T.astype(kind, copy=False)
    flat = found.reshape(-1)
    for variance, rows, others in rest:
        # A pair of films may share several tokens: `add.at` counts each, where indexing would count one.
        np.add.at(flat, rows * len(right) + others, variance)
    return found


def _strips_of(known: Features, scale: float) -> Iterator[Reals]:
    """The covariance of films with one another times `scale`, strip by strip, each up to the diagonal."""
    for start in range(0, len(known), _BLOCK):
        before = np.arange(min(start + _BLOCK, len(known)))
        yield scale * _covariance(known.of(before[start:]), known.of(before))


def _columns(links: Links, chosen: Flags, rows: int) -> Floats:
    """The chosen labels as columns of noughts and ones."""
    place = np.cumsum(chosen) - 1
    kept = chosen[links.label]
    columns = np.zeros((rows, int(chosen.sum())))
    columns[links.row[kept], place[links.label[kept]]] = 1.0
    return columns


def _pairs(a: Links, b: Links, chosen: Flags) -> tuple[Ints, Ints]:
    """All pairs of a row of `a` and a row of `b` that share one of the chosen labels, as two columns."""
    kept_a, kept_b = chosen[a.label], chosen[b.label]
    order_a, order_b = np.argsort(a.label[kept_a], kind="stable"), np.argsort(b.label[kept_b], kind="stable")
    rows_a, rows_b = a.row[kept_a][order_a], b.row[kept_b][order_b]
    labels_a, labels_b = a.label[kept_a][order_a], b.label[kept_b][order_b]
    first = np.searchsorted(labels_b, labels_a, side="left")
    many = np.searchsorted(labels_b, labels_a, side="right") - first
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    # 64 bits, because the place of a pair among all pairs may need them.
    return np.repeat(rows_a, many).astype(np.int64), rows_b[np.repeat(first, many) + within].astype(np.int64)
