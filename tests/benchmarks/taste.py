"""How near predictions come to the best possible, for members made from known effects; and what they take.

    OPENBLAS_NUM_THREADS=1 python -m tests.benchmarks.taste

Each member is drawn from the model's variances, their ratings are halves from 0.5 to 5, and 2,000 films more are held
back. The errors are root mean squares in stars over those films: of the model, of whoever knows the taste (the best
possible), of the straight line on TMDB's average and of the member's mean. Time is CPU for the fit, and for expected
ratings with intervals of the 2,000 films; memory is the highest of the process so far.
"""

import argparse
import resource
import time

import numpy as np

from lbtui.statistics.frames import Floats
from lbtui.statistics.prediction import LEVEL, Features, fit, held_out
from tests.statistics.members import member

_HELD_BACK = 2_000


def measure(ratings: int, members: int) -> None:
    """Print the means over some members of so many ratings."""
    rows = []
    for seed in range(members):
        someone = member(ratings + _HELD_BACK, seed)
        known, given = someone.part(0, ratings)
        films, real = someone.part(ratings, ratings + _HELD_BACK)
        began = time.process_time()
        model = fit(known, given)
        fitted = time.process_time()
        expected, deviations = model.predict(films), model.deviations(films)
        ended = time.process_time()
        inside = (np.abs(expected - real) <= LEVEL * deviations).mean()
        line = np.polynomial.Polynomial.fit(known.numbers[:, 0], given, 1)(films.numbers[:, 0])
        simple = (someone.expected[ratings:], line, np.full(_HELD_BACK, given.mean()))
        errors = [_rmse(one, real) for one in (expected, *simple)]
        rows.append([*errors, inside, fitted - began, ended - fitted, *_checked(known, given)])
    ours, best, line_error, mean, inside, fitting, predicting, own, checking = np.mean(rows, axis=0)
    print(f"{ratings:>7,}{ours:>8.3f}{best:>8.3f}{line_error:>8.3f}{mean:>8.3f}{inside:>8.0%}{fitting:>8.2f}"
          f"{predicting:>8.2f}{own:>10.3f}{checking:>8.2f}{_megabytes():>8.0f}")  # fmt: skip


def _checked(known: Features, given: Floats) -> tuple[float, float]:
    """The error that the member is shown, and the CPU time that it takes."""
    began = time.process_time()
    found = held_out(known, given)
    return found.rmse, time.process_time() - began


def _rmse(expected: Floats, real: Floats) -> float:
    return float(np.sqrt(((np.clip(expected, 0.5, 5) - real) ** 2).mean()))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure members of 100 to 10,000 ratings."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--members", type=int, default=3, help="how many of each size")
    options = parser.parse_args()
    print("ratings   model    best    line    mean  inside   fit s predict  held out  took s      MB")
    for ratings in (100, 500, 2_600, 10_000):
        measure(ratings, options.members)


if __name__ == "__main__":
    main()
