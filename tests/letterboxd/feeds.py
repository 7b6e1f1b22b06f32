"""Feeds as Letterboxd serves them."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

_POSTER = '<p><img src="https://a.ltrbxd.com/resized/film-poster/{path}/{n}-{slug}-0-600-0-900-crop.jpg?v=1"/></p> '


def item(
    log: int,
    name: str,
    year: object = 1962,
    *,
    film: int | None = None,
    tmdb: int | None = None,
    tv: int | None = None,
    day: str = "2026-09-26",
    logged: str = "Sun, 27 Sep 2026 10:00:00 +1300",
    rating: object = "",
    like: str = "",
    rewatch: str = "No",
    review: str = "",
    slug: str = "",
) -> str:
    """One entry; `film` is the number in its poster's name, `review` HTML."""
    slug = slug or name.lower().replace(" ", "-")
    told = {
        "letterboxd:watchedDate": day,
        "letterboxd:rewatch": rewatch if day else "",
        "letterboxd:filmTitle": name,
        "letterboxd:filmYear": year,
        "letterboxd:memberRating": rating,
        "letterboxd:memberLike": like,
        "tmdb:movieId": tmdb or "",
        "tmdb:tvId": tv or "",
        "link": f"https://letterboxd.com/sample/film/{slug}/",
        "guid": f"letterboxd-{'review' if review else 'watch'}-{log}",
        "pubDate": logged,
        "title": f"{name}, {year}",
    }
    elements = "".join(f"<{tag}>{escape(str(value))}</{tag}>" for tag, value in told.items() if value != "")
    poster = _POSTER.format(path="/".join(str(film)), n=film, slug=slug) if film else ""
    words = review or f"<p>Watched on {day}.</p>"
    return f"<item>{elements}<description><![CDATA[ {poster}{words} ]]></description></item>"


LIST = (
    "<item><title>All-time</title><link>https://letterboxd.com/sample/list/all-time/</link>"
    "<guid>letterboxd-list-77</guid><description><![CDATA[<ul></ul>]]></description></item>"
)


def feed(items: Iterable[str] = (), *, title: str = "Letterboxd - sample") -> bytes:
    """A feed of these entries, as Letterboxd writes it."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:letterboxd="https://letterboxd.com" '
        'xmlns:tmdb="https://themoviedb.org" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f'<title>{title}</title><atom:link rel="self" href="https://letterboxd.com/sample/rss/"/>'
        f"{''.join(items)}</channel></rss>"
    ).encode()
