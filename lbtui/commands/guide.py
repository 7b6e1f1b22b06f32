"""The words of `lbtui --help` and of the help of each command."""

from lbtui.statistics.dashboards import Dashboard

_DASHBOARDS = f"{', '.join(list(Dashboard)[:-1])} or {list(Dashboard)[-1]}"


class Page:
    """The help of one command: a line for the list of commands, what follows its name, a text, examples with notes."""

    # A plain class: dataclasses and typing would take a fifth of the time that help and version take.
    __slots__ = ("examples", "summary", "text", "usage")

    def __init__(self, summary: str, usage: str, text: str, examples: tuple[tuple[str, str], ...]) -> None:
        self.summary, self.usage, self.text, self.examples = summary, usage, text, examples


COMMANDS: dict[str, Page] = {
    "import": Page(
        "read a Letterboxd export into the library",
        "EXPORT …",
        "Reads a Letterboxd export: the ZIP as it was downloaded, its folder, or CSV files from it. A newer export\n"
        "updates the library and the same one twice changes nothing; what TMDB has told is never lost.\n"
        "Get an export at letterboxd.com: Settings, Data, Export your data.",
        (
            ("lbtui import ~/Downloads/letterboxd-me-2026-11-01-10-00-utc.zip", "the whole export"),
            ("lbtui import watched.csv ratings.csv", "some tables of it"),
            ("lbtui import rss.xml", "the feed letterboxd.com/NAME/rss/ as a browser saved it"),
            ("lbtui import export.zip --json | jq .skipped", "what could not be read, and why"),
        ),
    ),
    "sync": Page(
        "bring your newest diary entries from letterboxd.com",
        "[MEMBER]",
        "Asks Letterboxd for a member's feed, the newest 50 diary entries and reviews, and adds what the library\n"
        "lacks; an export is still the way to the rest. Only the name is sent. Where a web page answers, open\n"
        "letterboxd.com/NAME/rss/ in a browser, save it, and import the file.",
        (
            ("lbtui sync yourname", "the diary of this member"),
            ("lbtui sync", "of the member named in the app's settings"),
            ("lbtui sync --json | jq .new_viewings", "how many are new"),
        ),
    ),
    "enrich": Page(
        "fetch what TMDB knows of every film",
        "",
        "Finds each film on TMDB and fetches its details, watched films first. Stop it at any time: it goes on where\n"
        "it was. Films that failed are tried again each time. The key comes from TMDB_API_KEY or, once entered in the\n"
        "app, from its own file; themoviedb.org/settings/api gives you one.",
        (
            ("TMDB_API_KEY=… lbtui enrich", "fetch what is missing"),
            ("lbtui enrich --rate 10", "ask TMDB at most ten times a second"),
            ("lbtui --demo enrich", "see it at work without a key"),
        ),
    ),
    "films": Page(
        "list films, filtered",
        "[FILTER]",
        "Lists the films that a filter finds: a table on a terminal, tab-separated lines with a header into a pipe.",
        (
            ("lbtui films director:varda", "films of one director"),
            ("lbtui films genre:horror decade:1970s 'rating>=4'", "all terms must hold; quote < and > for the shell"),
            ("lbtui films --sort rating --limit 10 liked", "the ten best of those you like"),
            ("lbtui films liked sort:-runtime", "the shortest first: a minus turns an order round"),
            ("lbtui films -watched watchlist 'runtime<90'", "a minus says not"),
            ("lbtui films unseen sort:predicted", "what you might like best; --predicted adds it to any list or JSON"),
            ("lbtui films watchlist streaming", "what your services have of it; on:mubi asks for any one"),
            ("lbtui films country:japan | cut -f1,2", "name and year, for other programs"),
        ),
    ),
    "stats": Page(
        "print the dashboards",
        "[SCREEN] [FILTER]",
        f"Prints the figures and charts of a dashboard: {_DASHBOARDS};\n"
        "without its name all of them as JSON, CSV, page or picture, else the overview. Watched films are counted,\n"
        "unless the filter itself says watched, unseen or watchlist.",
        (
            ("lbtui stats", "the overview"),
            ("lbtui stats ratings genre:horror", "one dashboard over some films"),
            ("lbtui stats years --year 2024 --against 2023", "two years side by side"),
            ("lbtui stats --html films.html", "all dashboards as a page for whoever has no terminal"),
            ("lbtui stats --json | jq .overview.hours", "one figure for a script"),
        ),
    ),
    "share": Page(
        "draw a year as a picture",
        "[DAYS]",
        "Draws the diary's year as a picture to be shown: films, hours, ratings, months, directors and genres, and\n"
        "the five best films with their posters. Posters not seen yet are fetched where there is a TMDB key.",
        (
            ("lbtui share", "the latest year, upright, as lbtui-YEAR.png"),
            ("lbtui share 2025 -o year.svg", "another year, sharp at any size"),
            ("lbtui share 2020..2024 --wide --theme nord", "several years, lying, in the colours of a theme"),
        ),
    ),
    "serve": Page(
        "open the app in a browser of this machine",
        "",
        "Answers a browser with the app, at 127.0.0.1 and nowhere else, until ctrl+c. Each tab is an app of its own,\n"
        "with the options that are given here. It needs textual-serve: pip install 'lbtui[web]'.",
        (
            ("lbtui serve", "at http://127.0.0.1:8000"),
            ("lbtui serve --port 9000 --demo", "the demo, elsewhere"),
        ),
    ),
    "tonight": Page(
        "five films for this evening, by what you might give them",
        "[FILTER]",
        "Draws five films of your watchlist that you would probably like, with the stars that you might give each,\n"
        "what holds these in 80 of 100 cases, and why. The same day draws the same; --roll draws others as good. With\n"
        "fewer than 50 ratings TMDB's averages decide. JustWatch tells where films stream.",
        (
            ("lbtui tonight", "for this evening"),
            ("lbtui tonight 'runtime<100' genre:comedy", "short, and funny"),
            ("lbtui tonight --streaming --roll 1", "on your services, and other ones"),
            ("lbtui tonight --json | jq '.[].name'", "in the shape of lbtui films --json"),
        ),
    ),
    "taste": Page(
        "how well your ratings can be predicted, and what weighs with you",
        "",
        "Learns from your ratings and what TMDB tells of the films, and predicts ratings that it was not shown: how\n"
        "far off it is, beside a straight line on TMDB's average. Then the directors, genres, decades, countries,\n"
        "languages and studios that you rate otherwise than TMDB's numbers say. It needs 50 ratings of films that\n"
        "TMDB knows.",
        (
            ("lbtui taste", "in words"),
            ("lbtui taste --json | jq .held_out.rmse", "how far off it is, in stars"),
            ("lbtui taste --json | jq .effects.directors", "each with films, stars, and give or take how many"),
        ),
    ),
    "export": Page(
        "write films as CSV, JSON or for Letterboxd",
        "[FILTER]",
        "Writes the films that a filter finds. The format letterboxd is the CSV that letterboxd.com/import takes: one\n"
        "row a viewing, in files below 1 MB, with TMDB's ids.",
        (
            ("lbtui export -o films.csv", "everything, for a spreadsheet"),
            ("lbtui export --format json tag:cinema", "some films as JSON"),
            ("lbtui export --format letterboxd -o import.csv watched:2024", "a year of the diary, to import elsewhere"),
        ),
    ),
    "match": Page(
        "show or put right what a film is on TMDB",
        "FILM [--tmdb ID|URL | --none | --undo]",
        "Shows what a film is matched with, and its candidates; with an option, decides it. FILM is a Letterboxd\n"
        "address, a name, or a name with its year. What you decide outlives every later import.",
        (
            ("lbtui match 'Solaris (1972)'", "the match and why"),
            ("lbtui match Solaris 1972 --tmdb 593", "this film of TMDB"),
            ("lbtui match chernobyl --tmdb https://www.themoviedb.org/tv/87108", "this series"),
            ("lbtui match 'Super Bowl LIX' --none", "not on TMDB"),
            ("lbtui match Solaris 1972 --undo", "forget the decision; enrich matches it anew"),
        ),
    ),
    "misses": Page(
        "list films without a match, and doubtful matches",
        "[FILTER]",
        "Lists the films that were not found, need review or failed, each with the reason. With --lowest also those\n"
        "whose accepted match has the lowest score.",
        (
            ("lbtui misses", "what is left to put right"),
            ("lbtui misses -o misses.csv", "the same as a CSV with the reasons"),
            ("lbtui misses --lowest 20", "and the twenty least certain matches"),
        ),
    ),
    "sessions": Page(
        "list import sessions and their states",
        "[SESSION]",
        "Lists the import sessions, newest first. With the first letters of an id: its log.",
        (("lbtui sessions", "all of them"), ("lbtui sessions 3f2a", "the log of one")),
    ),
    "completion": Page(
        "print a completion script for your shell",
        "bash|zsh|fish",
        "Prints a script that completes commands, options and fields of the filter.",
        (
            ("lbtui completion bash > ~/.local/share/bash-completion/completions/lbtui", "bash"),
            ('lbtui completion zsh > "${fpath[1]}/_lbtui"', "zsh"),
            ("lbtui completion fish > ~/.config/fish/completions/lbtui.fish", "fish"),
        ),
    ),
}

ABOUT = """Your Letterboxd library in the terminal: every film enriched from TMDB, a fast browser and statistics.

Without a command the app opens: with your library, or with EXPORT imported at once."""

EXAMPLES = (
    ("lbtui", "open the app"),
    ("lbtui ~/Downloads/letterboxd-me-2026-11-01-10-00-utc.zip", "open the app with this export"),
    ("lbtui --demo", "try it without an export and a key"),
    ("lbtui import export.zip && lbtui enrich && lbtui stats", "the same way without the app"),
)

FILTER = """filter:
  Words look in titles, people and tags; fields ask for one thing; a minus before a term says not; "or" between terms.
    director:varda  actor:huppert  genre:horror  country:france  language:korean  tag:cinema  list:"Top 100"
    year:1968..1975  decade:1970s  rating>=4  tmdb>7  runtime<90  watched:2024-05  viewings>=2  status:review
    liked  rated  unrated  watched  unseen  watchlist  rewatched  reviewed"""

SURROUNDINGS = """environment:
  TMDB_API_KEY     a v3 API key or a v4 read access token from themoviedb.org/settings/api
  LBTUI_DATA_DIR   as --data-dir
  LBTUI_TMDB_URL   as --tmdb-url; LBTUI_ALLOW_HTTP=1 as --allow-http
  LBTUI_LETTERBOXD_URL  where letterboxd.com's feeds are, for tests
  HTTPS_PROXY      a proxy on the way to TMDB; SSL_CERT_FILE a certificate to trust, as a company's network may need
  Where a network or a country blocks TMDB, --tmdb-url https://api.tmdb.org/3 may get through: it is TMDB's too.
  NO_COLOR         no colours in the app
  An option goes before the environment, the environment before the config file.

exit codes:
  0 done   1 an error, told in one line   2 wrong usage   3 done, but some films failed   4 no TMDB key, or refused

Results go to standard output, progress and errors to standard error. --json gives every result to scripts."""
