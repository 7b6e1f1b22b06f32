"""The taste screen as text."""

from lbtui.services.report import bars
from lbtui.services.report.page import Page, known
from lbtui.stats.taste import Taste


def taste(page: Page, figures: Taste) -> None:
    """What kinds of films."""
    page.head("taste")
    if figures.age is not None:
        page.say(f"Mean age of a film when watched: {figures.age:.1f} years.")
        page.say("")
    page.bars("Genres", bars.of_groups(figures.genres), known(figures.genres_coverage))
    page.bars("Genres that meet", bars.of_groups(figures.pairs))
    page.bars("Countries", bars.of_groups(figures.countries), known(figures.countries_coverage))
    page.bars("Languages", bars.of_groups(figures.languages), known(figures.languages_coverage))
    page.columns("Decades", bars.of_groups(figures.decades), known(figures.decades_coverage))
    page.bars("Runtimes", bars.of_groups(figures.runtimes), known(figures.runtimes_coverage))
    page.bars("Keywords", bars.of_groups(figures.keywords), known(figures.keywords_coverage))
    page.bars("Studios", bars.of_groups(figures.studios), known(figures.studios_coverage))
    page.bars("Collections", bars.of_completions(figures.collections), "films seen of those in the library")
    page.bars("Lists", bars.of_completions(figures.lists), "films seen")
    page.ranked("Longest", bars.of_films(figures.longest, " min"))
    page.ranked("Shortest", bars.of_films(figures.shortest, " min"))
    page.ranked("Most obscure", bars.of_films(figures.obscure), "votes at TMDB")
    page.ranked("Most popular", bars.of_films(figures.popular), "votes at TMDB")
