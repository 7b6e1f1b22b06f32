"""The dashboards as panels: what they count, what they say of missing data, and the films behind every bar."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.layout import draw_page, place
from lbtui.charts.lines import plain
from lbtui.charts.model import FILMS, Bar, Grid, Look, Pair, Panel
from lbtui.model.enums import FilmStatus, Role
from lbtui.query import Index, Query, parse
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.overview import Overview
from lbtui.statistics.panels import DEVIATION
from lbtui.statistics.ratings import Ratings
from lbtui.statistics.request import DateRange, Order, Scope, StatisticsRequest
from lbtui.statistics.service import Counted, Counting, films_behind, scope_of, waits_for
from lbtui.statistics.time import Timeline
from lbtui.statistics.watchlist import Watchlist
from lbtui.storage.rows import load_rows
from tests.statistics.library import TODAY, build

FILTERS = ("", "genre:drama", "year>=1900", "unseen", "watchlist", "-watched liked", "film or person:1")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dashboards") / "library.db")


@pytest.fixture(scope="module")
def index(path: Path) -> Index:
    return Index(load_rows(path))


@pytest.fixture(scope="module")
def counting(path: Path) -> Counting:
    return Counting(path)


def ask(counting: Counting, index: Index, screen: Dashboard, text: str = "", **options: object) -> Counted:
    query = parse(text)
    films = [row.id for row in index.filter(query)] if query else None
    return counting.count(StatisticsRequest(screen, TODAY, films, scope_of(query), **options))  # type: ignore[arg-type]


def panel(counted: Counted, key: str) -> Panel[Any]:
    return next(panel for panel in counted.panels if panel.key == key)


def counts_of_films(counted: Counted) -> Iterator[tuple[Panel[Any], Bar]]:
    """The bars whose length is a number of films, and that open some. People open their own page."""
    for shown in counted.panels:
        data = shown.data if isinstance(shown.data, list) else []
        bars = [bar for item in data for bar in ((item.left, item.right) if isinstance(item, Pair) else (item,))]
        for bar in bars:
            if shown.unit == FILMS and bar.query is not None and not bar.shown and bar.person is None:
                yield from [] if shown.key in CARDS or bar.label == ALIAS else [(shown, bar)]


CARDS = ("totals", "figures", "records")
"""Some of them count viewings, hours or countries."""
ALIAS = "USA"
"""Short for what TMDB spells out, which this library does not."""


@pytest.mark.parametrize("text", FILTERS)
@pytest.mark.parametrize("screen", [screen for screen in Dashboard if screen not in (Dashboard.TIME, Dashboard.YEARS)])
def test_every_bar_opens_as_many_films_as_it_counts(
    counting: Counting, index: Index, screen: Dashboard, text: str
) -> None:
    for series in (False, True):
        for shown, bar in counts_of_films(ask(counting, index, screen, text, series=series)):
            opened = films_behind(index, parse(text), bar.query or "", series=series)
            assert len(index.filter(parse(opened))) == bar.value, (shown.key, bar.label, opened)


def test_the_way_to_the_films_says_no_more_than_it_must(index: Index) -> None:
    def opened(text: str, bar: str, *, series: bool = False) -> str:
        return films_behind(index, parse(text), bar, series=series)

    assert opened("genre:horror", "decade:2020s") == "genre:horror decade:2020s"
    assert opened("", 'genre="Drama"') == "genre=Drama watched -kind:tv"
    assert opened("", 'genre="Drama"', series=True) == "genre=Drama watched"
    assert opened("unseen", 'genre="Drama"') == "unseen genre=Drama"
    # Film 30 is known by an orphaned viewing alone: it has been seen, but is not among the watched.
    assert opened("", "year:2021") == "year:2021"
    assert opened("", "") == "(watched or viewings>=1) -kind:tv"


def test_a_filter_that_says_whether_films_are_seen_is_taken_at_its_word() -> None:
    said = {text: scope_of(parse(text)) for text in ("", "rating>=4", "unseen", "-watched", "watchlist", "-watchlist")}

    assert [text for text, scope in said.items() if scope is Scope.ALL] == ["unseen", "-watched", "watchlist"]


def bars(shown: Panel[Any]) -> list[Bar]:
    assert isinstance(shown.data, list)
    return [bar for bar in shown.data if isinstance(bar, Bar)]


@pytest.mark.parametrize("width", [24, 60, 80, 100, 160])
@pytest.mark.parametrize("screen", Dashboard)
def test_every_page_fits_its_width(counting: Counting, index: Index, screen: Dashboard, width: int) -> None:
    other = ask(counting, index, screen, other=DateRange.years(2020), order=Order.RATING, role=Role.ACTOR)
    for counted in (ask(counting, index, screen), other):
        lines = draw_page(counted.panels, width, look=Look(colours=False))
        assert {sum(cell_len(span.text) for span in line) for line in lines} == {width}


def test_missing_data_is_told_beside_the_figures(counting: Counting, index: Index) -> None:
    taste = ask(counting, index, Dashboard.TASTE, series=True)

    assert panel(taste, "runtimes").note == "minutes · runtime known for 31 of 34 films"
    assert panel(taste, "keywords").note == "keywords known for 5 of 34 films"


def test_what_the_export_alone_tells_is_there_before_tmdb_is_asked(tmp_path: Path) -> None:
    counting = Counting(build(tmp_path / "bare.db", enriched=False))
    panels = [shown for screen in Dashboard for shown in counting.count(StatisticsRequest(screen, TODAY)).panels]

    assert {"ratings", "release-years", "by-decade", "calendar", "months", "decades", "waiting"} <= {
        shown.key for shown in panels
    }
    # What waits for TMDB is named in one panel of its screen.
    waiting = [shown for shown in panels if shown.bare]
    assert {shown.key for shown in waiting} == {"to-come"}
    assert waiting[0].note == "Top genres, Top directors"


@pytest.mark.parametrize("screen", Dashboard)
def test_an_empty_chart_goes_away(counting: Counting, index: Index, screen: Dashboard) -> None:
    for text in ("", "year:1850", "genre:horror"):
        assert not [
            shown.key for shown in ask(counting, index, screen, text).panels if shown.bare and shown.key != "to-come"
        ]


def rows_of_choices(screen: Dashboard) -> int:
    """Lines above the charts where the screen offers choices, at 80 cells."""
    return {Dashboard.PEOPLE: 2, Dashboard.YEARS: 1, Dashboard.WATCHLIST: 1}.get(screen, 0)


@pytest.mark.parametrize("screen", Dashboard)
def test_at_80x24_a_dashboard_opens_on_a_whole_chart_below_one_row_of_figures(
    counting: Counting, index: Index, screen: Dashboard
) -> None:
    # Of 24 lines five are bars, and a column is the scrollbar's.
    left = 24 - 5 - rows_of_choices(screen)
    for other in (None, DateRange.years(2020)):
        panels = ask(counting, index, screen, other=other).panels
        spots = place(panels, 79)
        first = next(at for at, shown in enumerate(panels) if shown.kind.framed)
        assert spots[first].y + spots[first].height <= left
        assert spots[first].y <= 4


def test_calendars_share_one_legend(counting: Counting, index: Index) -> None:
    text = plain(draw_page(ask(counting, index, Dashboard.TIME).panels, 160))
    assert text.count("or more a day") == 1


def test_every_cell_of_the_months_opens_the_viewings_that_it_counts(counting: Counting, index: Index) -> None:
    time = ask(counting, index, Dashboard.TIME, series=True)
    figures = time.figures
    assert isinstance(figures, Timeline)
    for key, counts in (("months", figures.by_month), ("weeks", figures.by_week)):
        grid = panel(time, key).data
        assert isinstance(grid, Grid)
        shown = {bar.label: (bar.value, bar.query) for bar in grid.bars if bar.query}
        assert shown == {bar.label: (bar.value, bar.query) for bar in counts if bar.value or bar.label in shown}


def test_months_are_empty_until_today_and_unknown_after_it(counting: Counting, index: Index) -> None:
    grid = panel(ask(counting, index, Dashboard.TIME), "months").data
    assert isinstance(grid, Grid)
    year = dict(zip(grid.names, grid.rows, strict=True))[str(TODAY.year)]

    assert all(year[: TODAY.month])
    # One viewing is planned for December.
    assert [place for place, bar in enumerate(year, 1) if bar and place > TODAY.month] == [12]


def test_means_stand_as_deviations_from_the_members_own(counting: Counting, index: Index) -> None:
    counted = ask(counting, index, Dashboard.RATINGS)
    ratings = counted.figures
    assert isinstance(ratings, Ratings)
    assert ratings.mean
    for key in ("by-genre", "by-decade", "by-country", "by-language", "by-director"):
        assert panel(counted, key).kind == Deviations(f"your mean {ratings.mean:.2f}", DEVIATION)
    shown = {bar.label: bar.value for bar in bars(panel(counted, "by-genre"))}
    assert shown == {row.name: round(row.fair - ratings.mean, 2) for row in ratings.by_genre if row.fair}


def test_ratings_are_set_against_tmdb_in_stars(counting: Counting, index: Index) -> None:
    counted = ask(counting, index, Dashboard.RATINGS)
    assert [bar.text for bar in bars(panel(counted, "harsher"))][:3] == ["−2.5 ★", "−2.0 ★", "−1.0 ★"]
    assert bars(panel(counted, "kinder"))[0].text == "+2.0 ★"
    assert next(bar.text for bar in bars(panel(counted, "figures")) if bar.label == "Against TMDB") == "−0.06 ★"


def test_what_means_are_of_is_said_to_be_rated_films(counting: Counting, index: Index) -> None:
    """A director of three films may have two that are rated."""
    shown = panel(ask(counting, index, Dashboard.RATINGS, minimum=3), "by-director")
    assert shown.note.startswith("3+ films")
    kubrick = next(bar for bar in bars(shown) if bar.label == "Stanley Kubrick")
    assert (kubrick.cells, kubrick.note) == (("3.38", "8"), "★ 3.38 of 8 rated films")
    assert getattr(shown.kind, "heads", ()) == ("", "mean", "rated")


def test_days_weeks_and_years_say_that_they_are(counting: Counting, index: Index) -> None:
    shown = panel(ask(counting, index, Dashboard.TIME), "records")
    units = {bar.label: bar.text.split()[1:] for bar in bars(shown)}
    assert (units["Longest streak"], units["Longest gap"]) == (["weeks"], ["days"])
    assert units["After release"] in (["days"], ["years"])


def test_the_watchlist_names_a_film_once_with_its_people(counting: Counting, index: Index) -> None:
    films = [bar.film for bar in bars(panel(ask(counting, index, Dashboard.WATCHLIST, minimum=1), "promising"))]
    assert len(films) == len(set(films)) > 3


def test_unknown_totals_are_no_zeros(tmp_path: Path) -> None:
    overview = Counting(build(tmp_path / "bare.db", enriched=False)).count(StatisticsRequest(Dashboard.OVERVIEW, TODAY))
    cards = {bar.label: (bar.text, bar.note) for bar in bars(panel(overview, "totals"))}

    assert cards["Hours"] == cards["Countries"] == ("–", "0 of 34")
    assert cards["Films"] == ("34", "watched")


def test_people_are_told_in_the_order_asked_for(counting: Counting, index: Index) -> None:
    def names(order: Order) -> list[str]:
        counted = ask(counting, index, Dashboard.PEOPLE, order=order, minimum=1)
        return [bar.label for bar in bars(panel(counted, "people"))]

    assert {order: names(order)[0] for order in (Order.FILMS, Order.RATING, Order.LIKES)} == {
        Order.FILMS: "Stanley Kubrick",
        Order.RATING: "Agnès Varda",
        Order.LIKES: "Claire Denis",
    }


def test_lists_of_people_tell_that_there_are_others_behind_the_last(
    path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lbtui.statistics.people.SHOWN", 3)
    counted = ask(Counting(path), index, Dashboard.PEOPLE)
    assert [shown.cut for shown in counted.panels if len(shown.bars) == 3] == [True]
    assert not any(shown.cut for shown in counted.panels if len(shown.bars) < 3)


def test_a_person_of_a_list_is_known_by_id(counting: Counting, index: Index) -> None:
    main = panel(ask(counting, index, Dashboard.PEOPLE), "people")

    assert [bar.person for bar in bars(main)][:3] == [2, 1, 3]


def test_two_years_stand_side_by_side_the_earlier_to_the_left(counting: Counting, index: Index) -> None:
    both = ask(counting, index, Dashboard.YEARS, series=True, dates=DateRange.years(2025), other=DateRange.years(2024))
    totals = panel(both, "pair-totals")
    assert isinstance(totals.data, list)
    pairs = [pair for pair in totals.data if isinstance(pair, Pair)]

    assert getattr(totals.kind, "names", None) == ("2024", "2025")
    assert (pairs[0].label, pairs[0].left.text, pairs[0].right.text) == ("viewings", "13", "12")


def test_a_genre_outside_the_top_of_one_year_has_its_films_there_too(tmp_path: Path) -> None:
    path = build(tmp_path / "library.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        # The one film of 2020 gets so many genres that Drama is not among the first ten of that year.
        for more in range(900, 912):
            connection.execute("INSERT INTO genre VALUES (?, ?)", (more, f"A {more}"))
            connection.execute(
                "INSERT INTO metadata_genre SELECT DISTINCT metadata.id, ?, ? FROM metadata JOIN film USING (tmdb_id)"
                " JOIN viewing ON viewing.film = film.id WHERE watched_on LIKE '2020%'",
                (more, more),
            )
    both = Counting(path).count(
        StatisticsRequest(Dashboard.YEARS, TODAY, dates=DateRange.years(2024), other=DateRange.years(2020))
    )
    shown = panel(both, "pair-genres").data
    assert isinstance(shown, list)
    drama = next(pair for pair in shown if isinstance(pair, Pair) and pair.label == "Drama")

    assert (drama.left.text, drama.right.text) == ("1", "8")
    assert drama.left.query == 'genre="Drama" watched:2020'
    assert next(pair for pair in shown if isinstance(pair, Pair) and pair.label == "Horror").left.text == "·"


def test_another_number_picks_another_film_for_tonight(counting: Counting, index: Index) -> None:
    def tonight(seed: int) -> int | None:
        figures = ask(counting, index, Dashboard.WATCHLIST, seed=seed).figures
        assert isinstance(figures, Watchlist)
        return figures.tonight.id if figures.tonight else None

    assert len({tonight(seed) for seed in range(20)}) > 3
    assert tonight(7) == tonight(7)


@pytest.mark.parametrize(
    ("state", "left", "words"),
    [
        (State.NO_KEY, 1204, "needs a TMDB key: K adds one (1,204 films to enrich)"),
        (State.RUNNING, 1, "waits for 1 film to be enriched"),
        (State.PAUSED, 3, "waits for 3 films to be enriched; the enrichment is paused"),
        (State.IDLE, 0, ""),
    ],
)
def test_empty_charts_say_what_they_wait_for(state: State, left: int, words: str) -> None:
    counts = {FilmStatus.PENDING: left, FilmStatus.ENRICHED: 7, FilmStatus.FAILED: 2}

    assert waits_for(EnrichmentStatus(state), counts) == words


def test_the_frames_are_read_once_for_all_dashboards(path: Path, index: Index) -> None:
    counting = Counting(path)
    counting.load(1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE film SET rating = 0.5 WHERE id = 41")
    try:
        before = ask(counting, index, Dashboard.OVERVIEW).figures
        counting.load(2)
        after = ask(counting, index, Dashboard.OVERVIEW).figures
    finally:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE film SET rating = 3 WHERE id = 41")
    assert isinstance(before, Overview)
    assert isinstance(after, Overview)
    assert (before.histogram.bars[0].value, after.histogram.bars[0].value) == (1, 2)


def test_an_empty_filter_is_all_films(counting: Counting, index: Index) -> None:
    assert ask(counting, index, Dashboard.OVERVIEW, series=True).films == 34
    assert ask(counting, index, Dashboard.OVERVIEW, "year>=1900 -watched", series=True).films == 9
    assert not Query()
