"""Feeds as Letterboxd serves them."""

import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
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


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Whoever asked may have left meanwhile."""


class Feeds:
    """A server that answers every path with a feed, on a thread of its own."""

    def __init__(self, body: bytes) -> None:
        self.body, self.status, self.paths = body, 200, list[str]()
        self.hang = threading.Event()
        """Cleared, nobody gets an answer."""
        self.hang.set()
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told.paths.append(self.path)
                told.hang.wait(30)
                known = self.headers.get("If-None-Match") == '"a"'
                self.send_response(304 if known and told.status == 200 else told.status)
                self.send_header("ETag", '"a"')
                self.end_headers()
                if not known:
                    self.wfile.write(told.body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=lambda: self.server.serve_forever(0.01), daemon=True)

    def __enter__(self) -> "Feeds":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join(10)
