"""The people screen as text."""

from lbtui.services.report import bars
from lbtui.services.report.page import FAIR, Page, known
from lbtui.stats.people import PLURALS, People


def people(page: Page, figures: People) -> None:
    """Who made the films."""
    page.head("people")
    for role, found in figures.roles.items():
        name = PLURALS[role]
        page.bars(f"Most watched {name}", bars.of_groups(found.most_watched), known(found.coverage))
        note = f"of {figures.minimum} films and more; {FAIR}"
        page.bars(f"Highest rated {name}", bars.of_fair(found.highest_rated), note, top=5.0)
