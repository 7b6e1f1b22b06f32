"""What an import read, what it changed, and what it left out, in words."""

from textual.content import Content

from lbtui.model.exports import Skipped
from lbtui.storage.imports import ImportSummary
from lbtui.text import counted

_MOST_SKIPPED = 50
_OF_FILMS = ("watched", "rated", "liked", "on the watchlist")

_KEY = (
    "[$text-accent]K[/] adds a TMDB key: then genres, people, runtimes and posters come by themselves. "
    "[$foreground 70%]It is free, and all that your export tells works without one.[/]"
)
_AGAIN = "Your library is as it was. Choose another export, or get a fresh one: letterboxd.com → Settings → Data."


def failure(sentence: str) -> Content:
    """Why nothing was imported, and what now."""
    return Content.from_markup("[b $text-error]$sentence[/]\n\n$again", sentence=sentence, again=_AGAIN)


def report(summary: ImportSummary, *, waits_for_key: bool = False) -> Content:
    """The summary as a few paragraphs; with a word on the key where films wait for one."""
    wanted = Content.from_markup(_KEY) if waits_for_key else Content("")
    parts = [_head(summary), wanted, _counts(summary), _changes(summary), *map(_note, summary.notes)]
    if summary.skipped:
        rows = [_skipped(row) for row in summary.skipped[:_MOST_SKIPPED]]
        more = len(summary.skipped) - len(rows)
        number = counted(len(summary.skipped), "entry")
        title = Content.from_markup("\n[b $text-warning]$number left out[/]", number=number)
        parts += [title, *rows, *([Content(f"  and {more:,} more")] if more else [])]
    return Content("\n").join([part for part in parts if part.plain])


def in_short(summary: ImportSummary) -> str:
    """What was read, on one line."""
    parts = ((summary.films, "film"), (summary.viewings, "viewing"), (summary.watchlist, "on the watchlist"))
    read = ", ".join(_told(number, what) for number, what in parts if number)
    left_out = f" {counted(len(summary.skipped), 'entry')} left out: 5 says why." if summary.skipped else ""
    return f"{read}.{left_out}"


def _head(summary: ImportSummary) -> Content:
    if summary.unchanged:
        return Content.from_markup("[b $text-success]Nothing new:[/] your library already holds exactly this export.")
    older = " It is older than what you have, so it only filled gaps." if summary.older else ""
    return Content.from_markup(
        "[b $text-success]Imported.[/]$older [$foreground 60%]1 shows the library, 3 the enrichment.[/]", older=older
    )


def _counts(summary: ImportSummary) -> Content:
    told = (
        (summary.films, "film"),
        (summary.watched, "watched"),
        (summary.rated, "rated"),
        (summary.liked, "liked"),
        (summary.viewings, "viewing"),
        (summary.reviews, "review"),
        (summary.watchlist, "on the watchlist"),
        (summary.lists, "list"),
        (summary.orphaned, "orphaned viewing"),
    )
    parts = (_told(n, what).partition(" ") for n, what in told if n)
    return Content(" · ").join(Content.assemble((number, "b"), " ", words) for number, _, words in parts)


def _changes(summary: ImportSummary) -> Content:
    if summary.unchanged:
        return Content("")
    changed = (
        (summary.new, "new film"),
        (summary.updated, "changed film"),
        (summary.new_viewings, "new viewing"),
    )
    parts = [counted(n, what) for n, what in changed if n]
    if summary.removed:
        gone = "no longer in your export, kept out of sight (filter: removed)"
        parts.append(f"{counted(summary.removed, 'film')} {gone}")
    return Content.styled(", ".join(parts), "$foreground 80%")


def _note(note: str) -> Content:
    return Content.from_markup("[$text-warning]•[/] $note", note=note)


def _skipped(row: Skipped) -> Content:
    place = f"{row.file}, line {row.line}" if row.line is not None else row.file
    return Content.from_markup("  [$foreground 60%]$place:[/] $reason", place=place, reason=row.reason)


def _told(number: int, what: str) -> str:
    """A number with what is counted, a noun or what is said of films."""
    return f"{number:,} {what}" if what in _OF_FILMS else counted(number, what)
