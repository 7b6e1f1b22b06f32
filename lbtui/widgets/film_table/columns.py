"""The columns of the film table in their places: which fit into a width, and how much room each has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lbtui.films.columns import Column
from lbtui.films.fields import COLUMNS

GAP = 2
"""Cells between two columns; a sort mark may stand in them."""
MARGIN = 1
"""Cells left and right of the row."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column in its place: first cell and width."""

    column: Column
    x: int
    width: int


def chosen(keys: Iterable[str], known: Mapping[str, Column] = COLUMNS) -> list[Column]:
    """The columns of these keys, unknown ones left out, and always the title."""
    columns = [known[key] for key in dict.fromkeys(keys) if key in known]
    return columns if any(column.key == "title" for column in columns) else [COLUMNS["title"], *columns]


def fit(columns: list[Column], width: int) -> list[Placed]:
    """Places as many columns as the width holds, the least important left out, and shares out the rest of the room."""
    room = width - 2 * MARGIN
    kept = list(columns)
    while len(kept) > 1 and _needed(kept) > room:
        kept.remove(max(kept, key=lambda column: column.priority))
    widths = {column.key: column.least for column in kept}
    _share(kept, widths, room - _needed(kept))
    placed, x = [], MARGIN
    for column in kept:
        cells = max(1, min(widths[column.key], width - x))
        placed.append(Placed(column, x, cells))
        x += cells + GAP
    return placed


def _needed(columns: list[Column]) -> int:
    return sum(column.least + GAP for column in columns) - GAP


def _share(columns: list[Column], widths: dict[str, int], spare: int) -> None:
    """Lets columns grow towards their ideal by what they lack; title, director and genres take what is left."""
    lacking = {column.key: column.ideal - column.least for column in columns if column.key != "status"}
    total = max(1, sum(lacking.values()))
    grants = {key: min(lack, spare * lack // total) for key, lack in lacking.items()}
    spare -= sum(grants.values())
    wordy = COLUMNS["status"].ideal - COLUMNS["status"].least
    if "status" in widths and spare >= wordy:
        grants["status"] = wordy
        spare -= wordy
    growing: list[str] = [key for key in ("title", "director", "genres") if key in widths] or [columns[0].key]
    for place, key in enumerate(growing):
        grants[key] = grants.get(key, 0) + spare // len(growing) + (place < spare % len(growing))
    for key, grant in grants.items():
        widths[key] += grant
