"""Rows of films as a test wants them, those of their fields too that are kept in columns."""

from dataclasses import fields
from typing import Any

from lbtui.model.columns import NameLists, TitleColumns
from lbtui.model.films import FilmRow

_IN_ROWS = {field.name for field in fields(FilmRow)}


def film_row(
    id: int, name: str, year: int | None = None, *, columns: TitleColumns | None = None, **told: Any
) -> FilmRow:
    """A film of which this is known, in columns of its own or in those that other rows have."""
    columns = TitleColumns() if columns is None else columns
    for field, column in vars(columns).items():
        if isinstance(column, NameLists):
            names = told.get(field, ())
            column.append(range(len(column.names), len(column.names) + len(names)))
            column.names.extend(names)
    columns.poster_path.append(told.get("poster_path") or "")
    columns.people.append(told.get("people", ()))
    columns.popularity.append(told.get("popularity", 0.0))
    columns.put([id], [len(columns) - 1])
    return FilmRow(id, name, year, **{key: value for key, value in told.items() if key in _IN_ROWS}, columns=columns)
