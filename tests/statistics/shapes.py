"""Short forms of figures, to compare them with what was counted."""

from collections.abc import Iterable

from lbtui.statistics.records import Counts, FilmRef, Group


def counted(groups: Iterable[Group]) -> list[tuple[str, int]]:
    """Name and films."""
    return [(group.name, group.films) for group in groups]


def rated(groups: Iterable[Group]) -> list[tuple[str, float | None]]:
    """Name and mean, to three places."""
    return [(group.name, None if group.mean is None else round(group.mean, 3)) for group in groups]


def bars(chart: Counts) -> dict[str, int]:
    """The bars that count anything."""
    return {bar.label: int(bar.value) for bar in chart if bar.value}


def ids(films: Iterable[FilmRef]) -> list[int]:
    """The films."""
    return [film.id for film in films]


def valued(films: Iterable[FilmRef]) -> list[tuple[int, float | None]]:
    """The films with their numbers."""
    return [(film.id, film.value) for film in films]
