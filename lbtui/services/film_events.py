"""The log of the enrichment as the library tells it: what became of each film, after a restart too."""

from lbtui.enrichment.events import FilmEvent
from lbtui.model import FilmRow, FilmStatus


def event_of(row: FilmRow) -> FilmEvent:
    """What the log says of a film that was dealt with."""
    said = _details(row) if row.status is FilmStatus.ENRICHED else row.reason or row.match_reason
    return FilmEvent(row.id, row.name, row.year, row.status, said)


def _details(row: FilmRow) -> str:
    """`Agnès Varda · Drama, Comedy · 90 min`."""
    runtime = f"{row.runtime} min" if row.runtime else ""
    return " · ".join(filter(None, (", ".join(row.directors[:2]), ", ".join(row.genres[:3]), runtime)))
