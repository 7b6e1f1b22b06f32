"""What a feed changes in a library: a further table, which only adds; that an entry is not in it says nothing.

A rating or like counts where its entry is newer than the export that told the library's; what the exports have told
of an entry stays, what earlier feeds have told of it gives way to a newer one.
"""

from datetime import datetime

from lbtui.model.enums import Kind, Part
from lbtui.model.exports import Export, ExportFilm, ExportReview, ExportViewing
from lbtui.storage.ages import Authorities, Authority, KnownAge
from lbtui.storage.comparison import Addresses, Changes, Held, day_text, find_viewings, joined, tables_of, told_by_logs
from lbtui.storage.feed_state import Fed, FeedState, Gap, later
from lbtui.storage.identity import FilmFields, KnownFilms, contradict
from lbtui.storage.sessions import now


def compare_feed(feed: Export, held: Held) -> Changes:
    """What the feed changes in the library."""
    seen = _utc(feed.exported_at)
    diary = held.ages.get(Part.DIARY)
    in_time = later(seen, diary.whole if diary else None)
    newest = seen >= held.feed.seen
    exported = max((log for log in held.logged if log not in held.feed.entries), default=0)
    authority = Authority.DECIDES if newest and in_time else Authority.ADDS
    changes = Changes(Authorities({Part.FEED: authority}, False), held.ages, feed=held.feed)
    for log, moment in feed.logged_at.items():
        fed = log in held.feed.entries or _since(moment, log, diary, exported)
        changes.by_log[log] = (authority if fed else Authority.ADDS) if in_time else Authority.SILENT
    _films(changes, feed, held, exported)
    find_viewings(changes, feed, held.viewings)
    if in_time:
        changes.feed = _state(feed, held, max(seen, held.feed.seen), seen)
    return changes


def _utc(moment: datetime | None) -> str:
    """The moment of a feed as a text that can be compared; one in the future is a mistake."""
    return min(moment, now()).astimezone(now().tzinfo).isoformat() if moment else now().isoformat()


def _since(moment: datetime | None, log: int, told: KnownAge | None, exported: int) -> bool:
    """Whether an entry was logged since the table was exported: log ids grow, `exported` is the last in an export."""
    return told is None or log > exported or (moment is not None and later(moment.isoformat(), told.latest))


def _films(changes: Changes, feed: Export, held: Held, exported: int) -> None:
    known = KnownFilms(held.films)
    addresses = Addresses(known)
    newest = {film: log for log, film in sorted(_logs(feed))}
    first_id = max(held.films, default=0) + 1
    for film, id_ in zip(feed.films, _find(feed, known, held), strict=True):
        log = newest.get(len(changes.film_ids), 0)
        if id_ is None:
            id_ = first_id + len(changes.new_films)
            new = FilmFields(film.name, film.year, rating=film.rating, watched=True, logged_on=day_text(film.logged_on))
            changes.new_films[id_] = addresses.of(id_, _told(new, film, log, held, exported))
        else:
            old = changes.changed_films.get(id_, held.films[id_])
            new = addresses.of(id_, _told(old, film, log, held, exported))
            if new != old:
                changes.changed_films[id_] = new
            if new[:-1] != old[:-1]:
                changes.renewed.add(id_)
        changes.film_ids.append(id_)
        if film.tmdb:
            changes.on_tmdb[id_] = film.tmdb


def _told(old: FilmFields, film: ExportFilm, log: int, held: Held, exported: int) -> FilmFields:
    """The film with its addresses, and with its rating and like where the feed's are newer."""
    tables, rating = tables_of(old.tables), old.rating
    if film.rating is not None and _since(film.rated_at, log, held.ages.get(Part.RATINGS), exported):
        tables, rating = tables | {Part.RATINGS}, film.rating
    if film.liked is not None and _since(film.liked_at, log, held.ages.get(Part.LIKES), exported):
        tables = tables | {Part.LIKES} if film.liked else tables - {Part.LIKES}
    fresh = old.letterboxd_id is None and film.letterboxd_id is not None
    return old._replace(
        letterboxd_id=film.letterboxd_id if fresh else old.letterboxd_id,
        slug=old.slug or film.slug,
        uri=film.uri if fresh else old.uri,
        rating=rating,
        tables=joined(tables),
    )


def _logs(feed: Export) -> list[tuple[int, int]]:
    """The log ids, each with the index of its film."""
    return [(row.log_id, row.film) for row in _entries(feed) if row.log_id is not None]


def _entries(feed: Export) -> tuple[ExportViewing | ExportReview, ...]:
    return (*feed.viewings, *feed.reviews)


def _find(feed: Export, known: KnownFilms, held: Held) -> list[int | None]:
    """The stored film of each: by its id, by an entry, by TMDB's id, by name and year, and last by its slug."""
    logged = told_by_logs(feed, held)
    return [_of(film, logged.get(index), known, held) for index, film in enumerate(feed.films)]


def _of(film: ExportFilm, logged: int | None, known: KnownFilms, held: Held) -> int | None:
    if film.letterboxd_id is not None and film.letterboxd_id in known.by_id:
        return known.by_id[film.letterboxd_id]
    if logged is not None:
        return logged
    for found, contradicts in (
        (_on_tmdb(film.tmdb, held), _other_id),
        (known.called(film.name, film.year), contradict),
        ([known.by_slug[film.slug]] if film.slug in known.by_slug else [], _other_id),
    ):
        fitting = [id_ for id_ in found if not contradicts(known.films[id_], film)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _other_id(old: FilmFields, film: ExportFilm) -> bool:
    return old.letterboxd_id is not None and film.letterboxd_id is not None


def _on_tmdb(key: tuple[Kind, int] | None, held: Held) -> list[int]:
    return held.on_tmdb.get(key, []) if key else []


def _state(feed: Export, held: Held, newest: str, seen: str) -> FeedState:
    """What is known by the feed alone from now on. Entries that an export has told are not among it."""
    told = held.logged.keys() - held.feed.entries.keys()
    says = {row.log_id: joined(_tells(row, feed)) for row in _entries(feed)}
    fed = {log: Fed(seen, at.isoformat(), says.get(log, "")) for log, at in feed.logged_at.items() if log not in told}
    return FeedState(newest, {**held.feed.entries, **fed}, _gap(feed, held) or held.feed.gap)


def _tells(entry: ExportViewing | ExportReview, feed: Export) -> frozenset[Part]:
    """Whether the entry tells the film's rating and like."""
    film = feed.films[entry.film]
    liked = film.liked_at is not None and film.liked_at == feed.logged_at.get(entry.log_id or 0)
    return frozenset(part for part, tells in ((Part.RATINGS, entry.rating is not None), (Part.LIKES, liked)) if tells)


def _gap(feed: Export, held: Held) -> Gap | None:
    """The days between the newest entry known and the oldest of the feed, where the two do not meet."""
    if not feed.logged_at or not held.viewings:
        return None
    oldest = min(feed.logged_at)
    first = feed.logged_at[oldest].date().isoformat()
    last = max(viewing.logged_on or viewing.watched_on for viewing in held.viewings.values())
    if held.logged:
        newest = max(held.logged)
        days = [v.logged_on or v.watched_on for v in held.viewings.values() if v.log_id == newest]
        return Gap(days[0] if days else last, first) if newest < oldest else None
    return Gap(last, first) if last < first else None
