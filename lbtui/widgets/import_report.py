"""What an import read, what it changed, and what it left out, in words."""

from textual.content import Content

from lbtui.model import Skipped
from lbtui.storage.imports import ImportSummary

_MOST_SKIPPED = 50


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
        title = Content.from_markup(
            "\n[b $text-warning]$number left out[/]", number=_count(len(summary.skipped), "entry")
        )
        parts += [title, *rows, *([Content(f"  and {more:,} more")] if more else [])]
    return Content("\n").join([part for part in parts if part.plain])


def in_short(summary: ImportSummary) -> str:
    """What was read, on one line."""
    counted = ((summary.films, "film"), (summary.viewings, "viewing"), (summary.watchlist, "on the watchlist"))
    read = ", ".join(_count(number, what) for number, what in counted if number)
    left_out = f" {_count(len(summary.skipped), 'entry')} left out: 5 says why." if summary.skipped else ""
    return f"{read}.{left_out}"


def _head(summary: ImportSummary) -> Content:
    if summary.unchanged:
        return Content.from_markup("[b $text-success]Nothing new:[/] your library already holds exactly this export.")
    older = " It is older than what you have, so it only filled gaps." if summary.older else ""
    return Content.from_markup(
        "[b $text-success]Imported.[/]$older [$foreground 60%]1 shows the library, 3 the enrichment.[/]", older=older
    )


def _counts(summary: ImportSummary) -> Content:
    counted = (
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
    parts = [Content.from_markup("[b]$n[/] $what", n=f"{n:,}", what=_plural(n, what)) for n, what in counted if n]
    return Content(" · ").join(parts)


def _changes(summary: ImportSummary) -> Content:
    if summary.unchanged:
        return Content("")
    changed = (
        (summary.new, "new film"),
        (summary.updated, "changed film"),
        (summary.new_viewings, "new viewing"),
        (summary.removed, "film no longer in your export, kept out of sight (filter: removed)"),
    )
    parts = [f"{n:,} {_plural(n, what)}" for n, what in changed if n]
    return Content.styled(", ".join(parts), "$foreground 80%")


def _note(note: str) -> Content:
    return Content.from_markup("[$text-warning]•[/] $note", note=note)


def _skipped(row: Skipped) -> Content:
    place = f"{row.file}, line {row.line}" if row.line is not None else row.file
    return Content.from_markup("  [$foreground 60%]$place:[/] $reason", place=place, reason=row.reason)


def _count(number: int, what: str) -> str:
    return f"{number:,} {_plural(number, what)}"


def _plural(number: int, what: str) -> str:
    """`film` or `films`; words that are no nouns stay."""
    head, _, rest = what.partition(" no longer")
    if number != 1:
        if head.endswith(("film", "viewing", "review", "list")) and not head.endswith("the watchlist"):
            head += "s"
        elif head.endswith("entry"):
            head = head[:-1] + "ies"
    return head + (f" no longer{rest}" if rest else "")
