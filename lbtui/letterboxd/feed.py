"""A member's feed, letterboxd.com/NAME/rss/: the newest 50 diary entries and reviews, as the records of an export.

Its numbers join it to exports without a guess: a log id is the export's, a film's id stands in the name of its
poster, and TMDB's id is there. XML is read without a DOCTYPE, and so without entities and external references.
"""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from xml.parsers import expat

from lbtui.model.enums import Kind, Part
from lbtui.model.exports import Export, ExportFilm, ExportReview, ExportViewing, Skipped
from lbtui.text import clean_line, clean_lines

from .csv_rows import iso_day, quoted, rating_of, year_of, yes_of
from .errors import BadRow, ExportError, because, shown
from .uri import Code, Slug, Target, read

LARGEST = 5 * 2**20
"""Bytes of a feed; real ones have some 100 kB."""
ENTRIES = 50
"""The most entries that a feed holds."""
PAGE = (
    "is a web page, not a feed (Letterboxd at times asks programs to prove that they are people): open {address} in a "
    "browser, save the page, and import that file"
)
"""For what is served, or saved, in a feed's place; to be filled with the address."""
_DEEPEST = 12
"""Elements inside one another; a feed has four."""
_ID = 2**63 // 10
"""Ids stay below it, as codes of ten times as much must fit into SQLite's numbers."""
_OURS, _TMDB = "https://letterboxd.com", "https://themoviedb.org"
_ADDRESS = "letterboxd.com/NAME/rss/"
_ITEM = ["rss", "channel", "item"]
_GUID = re.compile(r"letterboxd-(watch|review)-(\d{1,18})")
_SELF = re.compile(r"https?://(?:www\.)?letterboxd\.com/(\w{1,40})/rss/?", re.ASCII)
_PICTURE = re.compile(r"\s*(?:<p>\s*)?<img\s([^<>]{0,2000})>\s*(?:</p>)?\s*", re.IGNORECASE)
_POSTER = re.compile(r"film-poster/(?:\d/)*(\d{1,18})-")
_SPOILERS = re.compile(r"\s*<p><em>This review may contain spoilers\.</em></p>\s*", re.IGNORECASE)


def is_feed(head: bytes) -> bool:
    """Whether a file that begins with these bytes may be a feed: XML, not HTML."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:500].lower()
    return start.startswith((b"<?xml", b"<rss")) and b"<html" not in start and b"<!doctype html" not in start


def open_feed(path: Path) -> Export:
    """The feed that a member saved, as of when the file was written; raises `ExportError` for what is none."""
    try:
        with path.open("rb") as stream:
            data, written = stream.read(LARGEST + 1), os.fstat(stream.fileno()).st_mtime
    except OSError as error:
        raise because(error, path) from error
    feed = read_feed(data, shown(path))
    moment = datetime.fromtimestamp(written, UTC)
    return replace(feed, exported_at=max(moment, feed.exported_at or moment))


def read_feed(data: bytes, source: str) -> Export:
    """The feed as an export of few films: their viewings, ratings, likes and reviews, the newest entry last.

    `source` names it in sentences. `Part.FEED` is its only part: of what a feed does not hold it says nothing.
    `exported_at` is when its newest entry was logged. Raises ExportError for what is no feed; an entry that cannot be
    read is skipped.
    """
    if len(data) > LARGEST:
        raise ExportError(f"{source} has more than 5 MB, so it is no feed of Letterboxd: get {_ADDRESS} again.")
    page = _Page(source)
    page.read(data)
    return _export(page, source, sha256(data).hexdigest())


@dataclass(slots=True)
class _Page:
    """Collects the items of a feed: their texts, by namespace and name."""

    source: str
    items: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """The line on which each item begins, and what it holds."""
    title: str = ""
    address: str = ""
    """Where the feed says that it is."""
    _root: str = ""
    _path: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def read(self, data: bytes) -> None:
        """Raises ExportError where the data are no feed."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, has: self._start(name, has, parser.CurrentLineNumber)
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise self._unreadable(data, error.lineno) from None
        except (LookupError, ValueError):  # an encoding that nobody has
            raise self._unreadable(data, 1) from None
        if self._root != "rss":
            raise ExportError(f"{self.source} is XML, but no feed: get {_ADDRESS} again.")

    def _unreadable(self, data: bytes, line: int) -> ExportError:
        if b"<html" in data[:1000].lower():
            return self._web_page()
        if self._root:
            return ExportError(f"{self.source} is cut short or damaged at line {line}: get {_ADDRESS} again.")
        return ExportError(f"{self.source} is no feed, for it is no XML: get {_ADDRESS} again.")

    def _web_page(self) -> ExportError:
        return ExportError(f"{self.source} {PAGE.format(address=_ADDRESS)}.")

    def _doctype(self, name: str, *_: object) -> None:
        if name.lower() == "html":
            raise self._web_page()
        raise ExportError(f"{self.source} has a DOCTYPE, which no feed of Letterboxd has, and was not read.")

    def _start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self._root = self._root or name
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise ExportError(f"{self.source} is no feed, for its elements are {_DEEPEST} deep: get {_ADDRESS} again.")
        self._text.clear()
        if self._path == _ITEM:
            self.items.append((line, {}))
        elif name.endswith(" link") and attributes.get("rel") == "self":
            self.address = attributes.get("href", "").strip()

    def _end(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        if self._path[:-1] == _ITEM:
            self.items[-1][1].setdefault(name, text)
        elif self._path == ["rss", "channel", "title"]:
            self.title = text
        self._path.pop()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One item: a viewing, or a review without a day."""

    film: ExportFilm
    log_id: int
    logged_at: datetime
    watched_on: date | None
    rewatch: bool
    review: str | None


def _export(page: _Page, source: str, digest: str) -> Export:
    entries: dict[int, _Entry] = {}
    skipped: list[Skipped] = []
    for line, item in page.items:
        guid = _GUID.fullmatch(item.get("guid", "").strip())
        if guid is None:  # a list that the member published, or what Letterboxd may think of next
            continue
        try:
            entries[int(guid[2])] = _entry(item, int(guid[2]), reviewed=guid[1] == "review")
        except BadRow as reason:
            skipped.append(Skipped(source, line, str(reason)))
    if not entries and not skipped and "letterboxd" not in (page.title + page.address).lower():
        raise ExportError(f"{source} is a feed, but none of Letterboxd's: get {_ADDRESS}.")
    ordered = [entries[log_id] for log_id in sorted(entries)]
    address = _SELF.fullmatch(page.address)
    return replace(
        _joined(ordered),
        source=source,
        digest=digest,
        parts=frozenset({Part.FEED}),
        username=address[1] if address else None,
        exported_at=max((entry.logged_at for entry in ordered), default=None),
        logged_at={entry.log_id: entry.logged_at for entry in ordered},
        skipped=tuple(skipped),
    )


def _joined(entries: Iterable[_Entry]) -> Export:
    """The entries with each film once: the later of two tells its rating and like."""
    films: list[ExportFilm] = []
    viewings: list[ExportViewing] = []
    reviews: list[ExportReview] = []
    for entry in entries:
        place = next((n for n, known in enumerate(films) if _same(known, entry.film)), len(films))
        films[place:] = [_later(films[place], entry.film) if place < len(films) else entry.film, *films[place + 1 :]]
        uri, day, rating = Code(Target.LOG, entry.log_id).uri, entry.logged_at.date(), entry.film.rating
        if entry.watched_on is not None:
            again, review = entry.rewatch, entry.review
            viewings.append(ExportViewing(place, entry.watched_on, entry.log_id, uri, day, rating, again, (), review))
        elif entry.review:
            reviews.append(ExportReview(place, entry.review, entry.log_id, uri, day, rating))
    return Export("", "", tuple(films), tuple(viewings), tuple(reviews))


_ADDRESSES: tuple[Callable[[ExportFilm], object], ...] = (
    lambda film: film.letterboxd_id,
    lambda film: film.tmdb,
    lambda film: film.slug,
)


def _same(one: ExportFilm, other: ExportFilm) -> bool:
    """Whether the first address that both have is one; without any, whether name and year are."""
    for address in _ADDRESSES:
        if address(one) and address(other):
            return address(one) == address(other)
    return (one.name, one.year) == (other.name, other.year)


def _later(known: ExportFilm, newer: ExportFilm) -> ExportFilm:
    rated, told = newer.rating is not None, newer.liked is not None
    return replace(
        newer,
        letterboxd_id=newer.letterboxd_id or known.letterboxd_id,
        uri=newer.uri or known.uri,
        slug=newer.slug or known.slug,
        tmdb=newer.tmdb or known.tmdb,
        rating=newer.rating if rated else known.rating,
        rated_at=newer.rated_at if rated else known.rated_at,
        liked=newer.liked if told else known.liked,
        liked_at=newer.liked_at if told else known.liked_at,
        logged_on=known.logged_on,
    )


def _entry(item: dict[str, str], log_id: int, *, reviewed: bool) -> _Entry:
    """Raises BadRow for an item that cannot be read."""
    told = {name: item.get(f"{_OURS} {name}", "").strip() for name in _NAMES}
    name, logged_at = clean_line(told["filmTitle"]), _moment(item.get("pubDate", ""))
    if not name:
        raise BadRow("it has no name")
    if not 0 < log_id < _ID:
        raise BadRow(f"its number is {log_id}, which no entry has")
    watched_on = iso_day(told["watchedDate"])
    if told["watchedDate"] and watched_on is None:
        raise BadRow(f"it has {quoted(told['watchedDate'])} where a date should be")
    description = item.get("description", "")
    picture = _PICTURE.match(description)
    code = _film_code(picture[1]) if picture else None
    rating, liked = rating_of(told["memberRating"]), {"Yes": True, "No": False}.get(told["memberLike"])
    film = ExportFilm(
        name,
        year_of(told["filmYear"]),
        code.id if code else None,
        _slug(item.get("link", "")),
        code.uri if code else None,
        rating,
        liked,
        watched=True,
        logged_on=logged_at.date(),
        tmdb=_tmdb(item),
        rated_at=None if rating is None else logged_at,
        liked_at=None if liked is None else logged_at,
    )
    review = _review(description[picture.end() if picture else 0 :]) if reviewed else None
    if watched_on is None and not review:
        raise BadRow("it has neither a Watched Date nor a review")
    return _Entry(film, log_id, logged_at, watched_on, yes_of(told["rewatch"]), review or None)


_NAMES = ("filmTitle", "filmYear", "watchedDate", "rewatch", "memberRating", "memberLike")


def _moment(text: str) -> datetime:
    """When an entry was logged, in New Zealand's time, whose day exports tell."""
    try:
        moment = parsedate_to_datetime(text.strip())
        moment.timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadRow(f"it was logged at {quoted(text)}, which is no time")
    return moment


def _tmdb(item: dict[str, str]) -> tuple[Kind, int] | None:
    """The entry at TMDB; feeds of 2022 have none."""
    for name, kind in (("movieId", Kind.MOVIE), ("tvId", Kind.TV)):
        text = item.get(f"{_TMDB} {name}", "").strip()
        if text.isascii() and text.isdigit() and len(text) < 12 and int(text):
            return kind, int(text)
    return None


def _film_code(picture: str) -> Code | None:
    """The film's code by the number in the name of its poster; a poster of the member's own choice has none."""
    found = _POSTER.search(picture)
    return Code(Target.FILM, int(found[1])) if found and 0 < int(found[1]) < _ID else None


def _slug(link: str) -> str | None:
    address = read(link.strip())
    return address.slug if isinstance(address, Slug) and address.kind is Target.LOG else None


def _review(html: str) -> str:
    """The review as exports have it: paragraphs are lines apart, and the warning of spoilers is not the member's."""
    html = _SPOILERS.sub("", html, count=1).strip()
    html = re.sub(r"</p>\s{0,20}<p>", "\n\n", html, flags=re.IGNORECASE)
    html = re.sub(r"<br ?/?>\n?", "\n", html, flags=re.IGNORECASE)
    return clean_lines(re.sub(r"^<p>|</p>$", "", html, flags=re.IGNORECASE))
