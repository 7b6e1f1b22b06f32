"""What a film page says, as text: every part a function from the page to styled text, empty where there is nothing."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from textual.content import Content

from lbtui.films.columns import STATUS_MARKS, stars
from lbtui.films.prediction import sentence
from lbtui.letterboxd.reviews import spans
from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Metadata
from lbtui.services.streaming import CREDIT, region_name
from lbtui.storage.pages import Entry, FilmPage
from lbtui.text import counted

_QUIET = "$foreground 60%"
_LABEL = 6
"""Cells before the ratings."""

Lines = list[Content]


def heading(page: FilmPage) -> Content:
    """Title and year, where they differ the original title and TMDB's own, and who made it."""
    row = page.row
    year = f" {row.year}" if row.year else ""
    lines = [Content.assemble((row.name, "bold $text-primary"), (year, _QUIET))]
    if page.metadata:
        others = dict.fromkeys((page.metadata.original_title, page.metadata.title))
        lines += [Content.styled(title, "italic") for title in others if title and title != row.name]
        if makers := [one.name for one in page.metadata.credits if one.role in (Role.DIRECTOR, Role.CREATOR)]:
            lines.append(Content.styled(", ".join(dict.fromkeys(makers)), "$text-accent"))
    return _lines(lines)


def summary(page: FilmPage) -> Content:
    """Runtime and genres, the tagline, and the ratings."""
    lines: Lines = []
    if metadata := page.metadata:
        kind = ["Series"] if metadata.kind is Kind.TV else []
        lines += _joined([*kind, *_length(metadata), ", ".join(page.row.genres)])
        if metadata.tagline:
            lines.append(Content.styled(metadata.tagline, f"italic {_QUIET}"))
    return _lines([*lines, Content(""), *_ratings(page.row)])


def duration(minutes: int) -> str:
    """`1 h 39 min`; minutes alone below an hour."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def _length(metadata: Metadata) -> list[str]:
    parts = [duration(metadata.runtime)] if metadata.runtime else []
    if metadata.seasons:
        parts.append(counted(metadata.seasons, "season"))
    if metadata.episodes:
        parts.append(counted(metadata.episodes, "episode"))
    return parts


def _ratings(row: FilmRow) -> Lines:
    """Mine above TMDB's, both as stars."""
    mine = [(stars(row.rating).ljust(7), "$text-warning"), (f"{row.rating:g} of 5", "")] if row.rating else []
    lines = [_labelled("You", *(mine or [("not rated", _QUIET)]), *([(" ♥", "$error")] if row.liked else []))]
    if row.prediction is not None:
        lines.append(Content.styled(sentence(row.prediction), f"italic {_QUIET}"))
    if row.tmdb_rating is not None:
        halves = (stars(round(row.tmdb_rating) / 2).ljust(7), "$foreground 70%")
        lines.append(_labelled("TMDB", halves, (f"{row.tmdb_rating:.1f} of 10", "")))
        # A line of their own: beside the table they would be broken off in the middle of one.
        lines.append(_labelled("", (counted(row.tmdb_votes, "vote"), _QUIET)))
    return lines


def status(page: FilmPage) -> Content:
    """Where the film stands, why, and what can be done; for an enriched film how it was matched."""
    row = page.row
    lines: Lines = []
    if row.status is not FilmStatus.ENRICHED:
        style = "$text-error" if row.status is FilmStatus.FAILED else "$text-warning"
        said = f"{STATUS_MARKS[row.status]} {row.status.words}"
        lines.append(Content.assemble((said, f"bold {style}"), (f"  {row.reason}" if row.reason else "", "")))
        lines.append(Content.styled(_to_do(page), _QUIET))
    if row.tmdb_id is not None and row.kind:
        lines.append(_matched(row))
    if row.orphaned:
        lines.append(Content("Letterboxd has removed this film; what you logged is kept here."))
    if row.removed:
        lines.append(Content("Not in your newest export any more; shown only by the filter `removed`."))
    return _lines(lines)


def _to_do(page: FilmPage) -> str:
    match page.row.status:
        case FilmStatus.PENDING:
            return "TMDB has not been asked yet. It is, film by film, while you browse; that needs a key (K)."
        case FilmStatus.MATCHED:
            return "Found on TMDB; its details come next."
        case FilmStatus.NEEDS_REVIEW:
            return f"Press m to choose among {counted(len(page.candidates), 'candidate')} or to search TMDB."
        case FilmStatus.NOT_FOUND:
            return "Press m to search TMDB yourself, or to give its TMDB address."
        case FilmStatus.FAILED:
            return "Press r to try again; it is also tried at the next start."
    return ""


def _matched(row: FilmRow) -> Content:
    who = "Chosen by you" if row.decided_by == "person" else "Matched"
    sure = f", score {row.match_score:.2f}" if row.match_score is not None and row.decided_by == "auto" else ""
    reason = f": {row.match_reason}" if row.match_reason and row.decided_by != "person" else ""
    return Content.styled(f"{who}{sure}{reason} · TMDB {row.kind} {row.tmdb_id}; m changes the match", _QUIET)


def offers(page: FilmPage, today: date) -> Content:
    """Who streams, rents and sells the film in the member's region, and how old that is on a day (UTC).

    Without a region it is said where to choose one, of films on the watchlist alone.
    """
    told, row = page.metadata.offers if page.metadata else None, page.row
    if not page.region:
        hint = "Choose your region in the settings (,) to see where it streams."
        return Content.styled(hint if row.watchlist and row.tmdb_id else "", _QUIET)
    if row.tmdb_id is None:
        return Content("")
    here = region_name(page.region)
    if told is None or told.region != page.region or told.asked_at is None or told.streams_at is None:
        old = f"; what is known is of {region_name(told.region)}" if told else ""
        when = "the enrichment does" if row.watchlist else "each start asks for some, those you rate highest first"
        return Content.styled(f"Not asked yet for {here}: {when}{old}.", _QUIET)
    lines = [_services("Stream", row.streaming, page.services)] if row.streaming else []
    lines += [_services(label, names, ()) for label, names in (("Rent", row.rent), ("Buy", row.buy)) if names]
    known = f"as of {_age(today, told.streams_at)}"
    if told.asked_at < told.streams_at:
        known = f"streams {known}, all else as of {_age(today, told.asked_at)}"
    return _lines([*(lines or [Content("Nobody offers it.")]), Content.styled(f"{CREDIT} · {here}, {known}", _QUIET)])


def _age(today: date, moment: datetime) -> str:
    """`today`, `yesterday`, `3 days ago`."""
    days = max(0, (today - moment.date()).days)
    return f"{days:,} days ago" if days > 1 else "yesterday" if days else "today"


def _services(label: str, names: Sequence[str], mine: Collection[str]) -> Content:
    """Names of services, the member's own marked."""
    parts = [(f"✓ {name}", "$text-success") if name in mine else (name, "") for name in names]
    between = [part for one in parts for part in (one, (", ", _QUIET))][:-1]
    return Content.assemble((label.ljust(7), _QUIET), *between)


def diary(viewings: Sequence[Entry]) -> Content:
    """One line a viewing, newest first."""
    return _lines(_viewing(viewing) for viewing in viewings)


def _viewing(viewing: Entry) -> Content:
    again = "↻ rewatch" if viewing.rewatch else ""
    tags = "  ".join(f"#{tag}" for tag in viewing.tags)
    gone = "  removed from Letterboxd" if viewing.orphaned else ""
    return Content.assemble(
        (f"{viewing.watched_on:%Y-%m-%d %a}  ", ""),
        (f"{stars(viewing.rating):<7}", "$text-warning"),
        (f"{again:<11}", "$text-primary"),
        (tags, "$text-accent"),
        (gone, _QUIET),
    )


def review(entry: Entry) -> Content:
    """The day and the rating, then the review with its italics, bold and links."""
    day = f"{entry.watched_on:%Y-%m-%d}" if entry.watched_on else "Without a date"
    tags = "".join(f"  #{tag}" for tag in entry.tags)
    head = Content.assemble((day, "bold"), (f"  {stars(entry.rating)}", "$text-warning"), (tags, "$text-accent"))
    body = [
        (span.text, _style(span.italic, span.bold, bool(span.link), span.quote)) for span in spans(entry.review or "")
    ]
    return Content.assemble(head, "\n", *body)


def _style(italic: bool, bold: bool, link: bool, quote: bool) -> str:
    names = {"italic": italic or quote, "bold": bold, "underline $text-accent": link, _QUIET: quote and not link}
    return " ".join(name for name, on in names.items() if on)


def reviews(texts: Sequence[Entry]) -> Content:
    """All reviews, a blank line between two."""
    return Content("\n\n").join(review(text) for text in texts)


def story(page: FilmPage) -> Content:
    return Content(page.metadata.overview if page.metadata else "")


def _labelled(label: str, *parts: tuple[str, str]) -> Content:
    return Content.assemble((label.ljust(_LABEL), _QUIET), *parts)


def _joined(parts: Iterable[str]) -> Lines:
    text = " · ".join(part for part in parts if part)
    return [Content(text)] if text else []


def _lines(lines: Iterable[Content]) -> Content:
    return Content("\n").join(lines)
