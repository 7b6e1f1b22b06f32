"""What the sessions screen says of a session."""

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text
from textual.content import Content

from lbtui.cells import cut
from lbtui.model import SessionStatus
from lbtui.services.enrichment_status import duration
from lbtui.storage.sessions import Change, Session

_STYLES = {
    SessionStatus.COMPLETED: "$text-success",
    SessionStatus.FAILED: "$text-error",
    SessionStatus.PAUSED: "$text-warning",
}
_COUNTED = {
    "films": "films",
    "new": "new",
    "updated": "changed",
    "removed": "no longer in the export",
    "watched": "watched",
    "rated": "rated",
    "liked": "liked",
    "viewings": "viewings",
    "reviews": "reviews",
    "watchlist": "on the watchlist",
    "lists": "lists",
    "orphaned": "orphaned viewings",
}
_NOT_WORKING = (SessionStatus.PAUSED, SessionStatus.COMPLETED, SessionStatus.FAILED)

_OTHERS, _SOURCE = 64, 40
"""Cells of the other columns together, and of the name of an export at most."""
HEADINGS = ("Started", "Status", "Films", "New", "Took", "Export", "Reason")


def cells(session: Session, changes: Sequence[Change], now: datetime, width: int) -> list[Text]:
    """A line of the table, by its `HEADINGS`, for a table of `width` cells; the reason may have no room."""
    films, new = (session.counts.get(name) for name in ("films", "new"))
    numbers = [f"{number:,}" if isinstance(number, int) else "" for number in (films, new)]
    took = duration(worked(changes, now))
    started = session.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    room = max(8, width - _OTHERS)
    source = cut(session.source, min(_SOURCE, room))
    texts = [started, session.status.value, *numbers, took, source, cut(session.reason, room - _SOURCE)]
    return [Text(text, justify="right" if place in (2, 3, 4) else "left") for place, text in enumerate(texts)]


def worked(changes: Sequence[Change], now: datetime) -> float:
    """Seconds that a session was at work: neither paused nor ended."""
    ends = [change.at for change in changes[1:]] + [now]
    spans = zip(changes, ends, strict=True)
    return sum((end - change.at).total_seconds() for change, end in spans if change.status not in _NOT_WORKING)


def story(session: Session, changes: Sequence[Change], now: datetime) -> Content:
    """Which export, what was read, and each state with its time and how long it lasted."""
    head = Content.from_markup(
        "[b]$source[/]\n[$foreground 60%]session $id · trace $trace[/]",
        source=session.source, id=session.id[:8], trace=session.trace,
    )  # fmt: skip
    return Content("\n").join([head, _counts(session), Content(""), *_lines(changes, now)])


def _counts(session: Session) -> Content:
    numbers = ((session.counts.get(name), words) for name, words in _COUNTED.items())
    said = [f"{number:,} {_plural(number, words)}" for number, words in numbers if isinstance(number, int) and number]
    skipped = session.counts.get("skipped")
    if isinstance(skipped, list) and skipped:
        said.append(f"{len(skipped):,} rows left out")
    return Content(" · ".join(said) or ("Nothing was read." if session.status.ended else ""))


def _plural(number: int, words: str) -> str:
    return words.removesuffix("s") if number == 1 else words


def _lines(changes: Sequence[Change], now: datetime) -> list[Content]:
    ends: list[datetime | None] = [change.at for change in changes[1:]]
    last = changes[-1].status if changes else None
    ends.append(None if last in _NOT_WORKING else now)
    return [_line(change, end) for change, end in zip(changes, ends, strict=False)]


def _line(change: Change, end: datetime | None) -> Content:
    lasted = (end - change.at).total_seconds() if end else None
    said = "" if lasted is None else f"{lasted * 1000:.0f} ms" if lasted < 1 else duration(lasted)
    style = _STYLES.get(change.status, "$text-primary")
    return Content.from_markup(
        f"[$foreground 60%]$at[/]  [b {style}]$status[/]  $lasted  $note",
        at=change.at.astimezone().strftime("%d %b %H:%M:%S"), status=f"{change.status.value:<10}", lasted=f"{said:>10}",
        note=change.note,
    )  # fmt: skip
