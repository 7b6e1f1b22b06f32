"""What the review says of a film and of a decision."""

from textual.content import Content

from lbtui.films.columns import stars
from lbtui.model import FilmRow, FilmStatus
from lbtui.services.matching import Candidate
from lbtui.services.naming import full_name


def head(film: FilmRow) -> Content:
    """The film as the member knows it, and how its match stands."""
    title = Content.from_markup(
        "[b]$name[/] [$foreground 60%]$year[/]",
        name=film.name,
        year=f"({film.year})" if film.year else "without a year",
    )
    mine = [stars(film.rating), "♥" if film.liked else "", _seen(film)]
    # What speaks for the best candidate stands on its card.
    reason = (film.reason or film.match_reason).partition("; best:")[0]
    colour = "$text-success" if film.status is FilmStatus.ENRICHED else "$text-warning"
    state = Content.from_markup(
        f"[b {colour}]$status[/] [$foreground 70%]$reason[/]", status=film.status.words, reason=reason
    )
    return Content("\n").join([title + Content.styled("  " + "  ".join(filter(None, mine)), "$foreground 80%"), state])


def _seen(film: FilmRow) -> str:
    if film.last_watched:
        return f"watched {film.last_watched.isoformat()}" + (f", {film.viewings} times" if film.viewings > 1 else "")
    return "watched" if film.watched else "on the watchlist" if film.watchlist else ""


def without(film: FilmRow) -> str:
    """What to say of a film without candidates."""
    if film.status in (FilmStatus.PENDING, FilmStatus.MATCHED):
        return "The enrichment has not come to this film yet. / searches TMDB now."
    return "No candidate. / searches TMDB by other words or takes an id; x says that TMDB does not have it."


def said(film: FilmRow, candidate: Candidate | None) -> str:
    """What was decided, and how to take it back."""
    if candidate is None:
        return f"{full_name(film)}: not on TMDB. u undoes."
    year = f" ({candidate.summary.year})" if candidate.summary.year else ""
    key = f"{candidate.summary.kind}/{candidate.summary.tmdb_id}"
    return f"{full_name(film)} is {candidate.summary.title}{year}, {key}. u undoes."
