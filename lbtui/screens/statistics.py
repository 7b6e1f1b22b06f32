"""The dashboards: one filter on top, seven pages of charts below, and a way from every bar to its films."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import ContentSwitcher

from lbtui.model.enums import Role
from lbtui.query import Query
from lbtui.screens.base import Page
from lbtui.screens.navigation import naming
from lbtui.screens.statistics_choices import (
    KEYS,
    MOST_FILMS,
    ONLY_ON,
    ORDERS,
    TABS,
    DateRangeDialog,
    DateRanges,
    choices,
    compared,
    dates_of,
    turned,
)
from lbtui.screens.statistics_counter import Counter
from lbtui.services import events
from lbtui.services.enrichment_status import without_films
from lbtui.services.events import Event
from lbtui.services.film_export import save
from lbtui.services.places import free_path, shown, start_folder
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.records import Figures
from lbtui.statistics.request import Order, StatisticsRequest
from lbtui.statistics.service import Counted, Counting, films_behind, waits_for
from lbtui.storage.database import StorageError
from lbtui.widgets.bars import TabBar
from lbtui.widgets.chart import Chart
from lbtui.widgets.dashboard import DashboardView
from lbtui.widgets.filter_field import FilterField
from lbtui.widgets.poster_chart import FilmPosters

_IDS = [tab.id for tab in TABS]


class StatisticsScreen(Page):
    """Seven dashboards, counted when they are looked at."""

    MODE = "statistics"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self) -> None:
        super().__init__()
        self._request = StatisticsRequest(Dashboard.OVERVIEW, date.today())
        self._counted: dict[Dashboard, Counted] = {}
        """What was counted last for each dashboard."""
        self._years: tuple[int, ...] = ()
        """Years with viewings."""
        self._posters = FilmPosters(self.session.posters, self._poster_of, self._can_fetch)
        self._turn = asyncio.Lock()
        """Held while a dashboard is made: keys may come faster, and ask for the same one twice."""

    def body(self) -> ComposeResult:
        yield FilterField(id="filter")
        yield TabBar(TABS, "dashboard", id="tabs")
        with ContentSwitcher(id="dashboards", initial=None):
            pass

    def on_mount(self) -> None:
        app = self.app
        counting = Counting(self.session.paths.database, checks=True)
        self._counter = Counter(app, counting, self._show, self.set_timer, self._changed)
        self.watch(app, "query_now", self._filtered, init=False)
        self._loaded()
        self.call_after_refresh(self._open, "overview")

    def handle(self, event: Event) -> None:
        """Count again when the films have changed; what was read anew is read by the charts at once."""
        super().handle(event)
        match event:
            case events.Loaded():
                self._loaded()
            case events.FilmsChanged():
                self._changed()
            case events.Predicted() if self.app.query_now.asks_for("predicted"):
                self._counter.forget()
                self._changed()

    def _poster_of(self, film: int) -> str | None:
        row = self.session.library.by_id(film)
        return row.poster_path if row else None

    def _can_fetch(self) -> bool:
        return self.session.options.demo or self.session.has_key()

    @property
    def field(self) -> FilterField:
        return self.query_one(FilterField)

    @property
    def dashboard(self) -> DashboardView | None:
        current = self.query_one(ContentSwitcher).current
        return self.query_one(f"#{current}", DashboardView) if current else None

    def on_screen_resume(self) -> None:
        self._filtered(self.app.query_now)
        self._dress()

    def _dress(self) -> None:
        """Show posters where that is wanted by now, and no others."""
        if self.dashboard:
            self.dashboard.grid.dress()

    def show_enrichment_status(self) -> None:
        """Bring the bars and what empty charts wait for up to date."""
        super().show_enrichment_status()
        if self.is_current and (dashboard := self.dashboard):
            dashboard.grid.wait_for(self._waiting)

    @property
    def _waiting(self) -> str:
        return waits_for(self.session.enrichment_status, self.session.library.counts)

    def _loaded(self) -> None:
        """The library was read anew: so are the frames, at once."""
        self.field.index = self.session.library.index
        self._counter.expire()
        self._filtered(self.app.query_now)

    def _filtered(self, query: Query) -> None:
        if query != self.field.query_now:
            self.field.text = str(query)
        self._changed()

    def _changed(self) -> None:
        if self.is_current and self.dashboard is not None:
            self.want()

    def _open(self, name: str) -> None:
        self.run_worker(self._go(name), group="go")

    async def _go(self, name: str) -> None:
        """Show a dashboard, made when it is shown for the first time."""
        switcher = self.query_one(ContentSwitcher)
        async with self._turn:
            if not switcher.query_children(f"#{name}"):
                await switcher.add_content(DashboardView(self._posters, id=name))
        switcher.current = name
        self._dress()
        self.query_one(TabBar).active = name
        self._request = replace(self._request, dashboard=Dashboard(name))
        self.refresh_bindings()
        if not self.field.entry.has_focus:
            self._focus_first()
        self._show_choices()
        self.want()

    def _focus_first(self) -> None:
        if self.dashboard and (charts := list(self.dashboard.grid.query_children(Chart))):
            charts[0].focus(scroll_visible=False)

    def want(self) -> None:
        """Count the dashboard in sight, unless it shows what would be counted."""
        if self.dashboard is not None:
            films = len(self.session.library.rows)
            self.dashboard.grid.words = (
                f"Counting {films:,} films…" if films else without_films(self.session.enrichment_status)
            )
        if self.is_attached:
            self.run_worker(self._counter.count(self._request), group="count")

    async def _show(self, counted: Counted) -> None:
        before = self._counted.get(counted.request.dashboard)
        fresh = before is not None and _asks(before) != _asks(counted)
        self._counted[counted.request.dashboard] = counted
        name = counted.request.dashboard.value
        dashboard = self.query_one(f"#{name}", DashboardView)
        lost = not dashboard.grid.panels
        if counted.figures.years:
            self._years = counted.figures.years
            self._show_choices()
        held = self.focused
        await dashboard.grid.show(counted.panels, self._waiting, fresh=fresh)
        # What they wait for may have changed while they were mounted.
        dashboard.grid.wait_for(self._waiting)
        lost = lost or (isinstance(held, Chart) and not held.is_attached)
        if self.dashboard is dashboard:
            self.field.note(f"{counted.films:,} of {len(self.session.library.rows):,} films counted")
        if counted.request.dashboard is Dashboard.TASTE:
            self.run_worker(self._counter.check(), group="check")
        if lost and self.dashboard is dashboard and not (held and held is self.field.entry):
            self._focus_first()

    @on(Chart.Selected)
    def _selected(self, event: Chart.Selected) -> None:
        bar = event.bar
        if bar.film is not None:
            self.app.open_film(bar.film, _films(event.chart))
        elif bar.person is not None:
            self.app.open_person(bar.person)
        elif bar.query is not None:
            index, series = self.session.library.index, self.session.settings.count_series
            self.app.show_films(films_behind(index, self.app.query_now, bar.query, series=series))

    def action_posters(self) -> None:
        """Show the films behind the bar at the cursor, or those that the chart lists, as a wall of posters."""
        chart = self.focused
        if isinstance(chart, Chart) and (text := self._filter_of(chart)):
            index, series = self.session.library.index, self.session.settings.count_series
            self.app.show_films(films_behind(index, self.app.query_now, text, series=series), as_posters=True)
        else:
            self.notify("There are no films behind this.")

    def _filter_of(self, chart: Chart) -> str:
        """What finds the films of a bar, of a person, or of a list of films; empty where nothing does."""
        by_id, panel, bar = self.session.library.by_id, chart.panel, chart.bar
        if bar is None or bar.person is not None:
            return f"person:{bar.person}" if bar else ""
        return bar.query or panel.query or naming(row for film in _films(chart) if (row := by_id(film)))

    @on(FilterField.Changed)
    def _typed(self, event: FilterField.Changed) -> None:
        self.app.query_now = event.query

    @on(FilterField.Left)
    def _left(self) -> None:
        self._focus_first()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        offered = self._request.dashboard in ONLY_ON[action] if action in ONLY_ON else True
        return offered and super().check_action(action, parameters)

    def _ask(self, request: StatisticsRequest) -> None:
        self._request = request
        self._show_choices()
        self.want()

    def _show_choices(self) -> None:
        if self.dashboard is not None:
            self.dashboard.choices.show(choices(self._request, self._years))

    def action_turn(self, steps: int) -> None:
        self._ask(turned(self._request, self._years, steps))

    def action_role(self, role: str) -> None:
        self._ask(replace(self._request, role=Role(role)))

    def action_order(self, order: str) -> None:
        self._ask(replace(self._request, order=Order(order)))

    def action_sort(self) -> None:
        order = ORDERS[(ORDERS.index(self._request.order) + 1) % len(ORDERS)]
        self._ask(replace(self._request, order=order))

    def action_minimum(self, steps: int) -> None:
        self._ask(replace(self._request, minimum=max(1, min(self._request.minimum + steps, MOST_FILMS))))

    def action_compare(self) -> None:
        self._ask(compared(self._request, self._years))

    def action_days(self) -> None:
        text = dates_of(self._request, self._years).name
        self.app.push_screen(DateRangeDialog(text), self._typed_days)

    def _typed_days(self, ranges: DateRanges | None) -> None:
        if ranges is not None:
            self._ask(replace(self._request, dates=ranges[0], other=ranges[1]))

    def action_tonight(self) -> None:
        self.app.action_tonight()

    def action_dashboard(self, name: str) -> None:
        self._open(name)

    def action_step(self, steps: int) -> None:
        self._open(_IDS[(_IDS.index(self._request.dashboard) + steps) % len(_IDS)])

    def action_export(self) -> None:
        from lbtui.screens.export import dashboard_dialog

        dashboard = self.dashboard
        counted = self._counted.get(self._request.dashboard)
        if counted is not None and dashboard and dashboard.grid.panels:
            self.app.push_screen(dashboard_dialog(counted, self.app.query_now, self.app.current_theme, self.session))
        elif dashboard:
            self.notify(dashboard.grid.words)

    def action_picture(self) -> None:
        counted = self._counted.get(Dashboard.YEARS)
        if counted is None or not counted.films:
            self.notify("There is nothing in the diary to draw.")
        else:
            self.run_worker(self._draw_picture(counted.figures), group="picture", exclusive=True)

    async def _draw_picture(self, figures: Figures) -> None:
        # With numpy behind it, which no screen may load while the first frame waits.
        from lbtui.sharing.year_picture import Size, file_name, render_year
        from lbtui.statistics.years import Years
        from lbtui.theme import colours_of

        assert isinstance(figures, Years)
        colours = colours_of(self.app.current_theme)
        try:
            picture = await render_year(figures, self.session, ".png", Size.PORTRAIT, colours)
            path = free_path(start_folder() / file_name(figures.review, Size.PORTRAIT, ".png"))
            await asyncio.to_thread(save, path, picture)
        except (OSError, StorageError) as error:
            self.notify(str(error), title="The picture is not written", severity="error", markup=False)
        else:
            self.notify(shown(path), title="Written to", markup=False, timeout=8)

    def action_filter(self) -> None:
        self.field.focus()

    def action_clear(self) -> None:
        self.field.text = ""


def _asks(counted: Counted) -> StatisticsRequest:
    """What was asked for, whatever the films are that pass the filter by now."""
    return replace(counted.request, films=None)


def _films(chart: Chart) -> list[int]:
    """The films of a ranked list, for the next and previous keys of a film's page."""
    return [bar.film for bar in chart.panel.bars if bar.film is not None]
