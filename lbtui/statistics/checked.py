"""How well a member's ratings can be predicted, checked on ratings that were held back; and what weighs with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.statistics.frames import Frames
from lbtui.statistics.measures import decade_filter, named
from lbtui.statistics.panels import card, signed
from lbtui.statistics.prediction import (
    Effect,
    HeldOut,
    TooFewRatings,
    Weights,
    fit,
    held_out,
    learnt,
    newest,
    what_weighs,
)
from lbtui.text import counted


@dataclass(frozen=True, slots=True)
class Checked:
    """What was learnt of a member's ratings, or why nothing was."""

    ratings: int
    held_out: HeldOut | None
    weights: Weights
    missing: str = ""
    """A sentence on ratings that are missing."""


def check(frames: Frames) -> Checked:
    """Learn from the ratings of these films, and from four fifths of them five times over; some seconds of 2,600."""
    known, ratings = learnt(frames)
    count = ratings.size
    try:
        # What is known of the others is let go: that of 100,000 films is 15 MB.
        known, ratings = newest(known, ratings)
        return Checked(count, held_out(known, ratings), what_weighs(fit(known, ratings)))
    except TooFewRatings as few:
        return Checked(count, None, {}, str(few))


def panels(checked: Checked | None) -> Iterator[Panel[Any]]:
    """How far off predictions are, and what weighs by its effect; None while that is being learnt."""
    note = checked.held_out.sentence if checked and checked.held_out else "learnt from all that you have rated"
    yield Panel("prediction", "Your ratings, predicted", Cards(), _cards(checked) if checked else None, note, span=FULL)
    if checked is None or checked.held_out is None:
        return
    found = [
        (
            key,
            title,
            sorted((one for group in groups for one in checked.weights[group]), key=lambda one: -abs(one.stars)),
        )
        for key, title, groups in (
            ("liked-directors", "Directors you rate unlike TMDB", ("directors",)),
            ("liked-kinds", "Genres and decades unlike TMDB", ("genres", "decades")),
            ("liked-origins", "Countries and languages unlike TMDB", ("countries", "languages")),
        )
    ]
    height = min(14, max(len(effects) for _, _, effects in found) + 3)
    for key, title, effects in found:
        yield Panel(
            key,
            title,
            Deviations("as TMDB's numbers say", ("", "±", "films")),
            list(map(_bar, effects)),
            note="stars more or less than expected, give or take",
            empty="none weighs more than it is uncertain",
            height=height,
        )


def _cards(checked: Checked) -> Sequence[Bar]:
    if (found := checked.held_out) is None:
        return [card("Predictions", None, note=checked.missing)]
    plainly = "stars on average" if found.better else "no better than TMDB alone"
    return [
        card("Predictions off by", found.rmse, f"{found.rmse:.2f}", note=plainly),
        card("TMDB alone off by", found.line_rmse, f"{found.line_rmse:.2f}", note="stars on average"),
        card("Your mean off by", found.mean_rmse, f"{found.mean_rmse:.2f}", note="stars on average"),
        card(
            "Expected best 10%",
            found.lift,
            f"{signed(found.lift)} ★",
            note=f"over your mean; TMDB {signed(found.line_lift)}",
        ),
        card(
            "In expected range",
            found.interval80,
            f"{found.interval80:.0%}",
            note=f"of {counted(found.ratings, 'rating')}, aim 80%",
        ),
    ]


def _bar(effect: Effect) -> Bar:
    query = decade_filter(None, effect.name) if effect.group == "decade" else named(effect.group, effect.name)
    told = f"± {effect.sd:.2f} of {counted(effect.films, 'film')}"
    cells = (f"±{effect.sd:.2f}", f"{effect.films:,}")
    return Bar(effect.name, round(effect.stars, 2), signed(effect.stars), query, told, cells)
