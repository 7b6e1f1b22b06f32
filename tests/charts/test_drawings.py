"""Charts of small data, checked cell by cell."""

from collections.abc import Iterator
from datetime import date

import pytest

from lbtui.cells import cut, label_width
from lbtui.charts.lines import plain
from lbtui.charts.model import Bar, Bars, Drawing, Grid, Look, Pair, Panel, View, YearDays
from tests.charts.drawing import (
    BarRows,
    Calendar,
    Cards,
    Columns,
    Deviations,
    Pairs,
    Ranked,
    Share,
    Steps,
    YearGrid,
    draw,
)


def rows(*lines: str) -> str:
    return "\n".join(lines)


PLAIN = Look(colours=False)
CONSOLE = Look(fine=False)


def test_bars_are_as_long_as_their_values() -> None:
    data = [Bar("Drama", 8, note="3.5"), Bar("Horror", 4, note="3.1"), Bar("Western", 0), Bar("Noir", 0.01)]
    assert plain(draw(BarRows(), data, 30)) == rows(
        "  Drama ▄▄▄▄▄▄▄▄▄▄▄     8  3.5",
        " Horror ▄▄▄▄▄▖          4  3.1",
        "Western                 0",
        "   Noir ▖            0.01",
    )


def test_further_columns_stand_below_their_names_and_give_way_from_the_right() -> None:
    data = [Bar("Varda", 9, cells=("4.50", "28")), Bar("Kubrick", 8, cells=("3.94", ""))]
    heads = ("films", "mean", "hours")
    assert plain(draw(BarRows(heads=heads), data, 40)) == rows(
        "                      films  mean  hours",
        "  Varda ▄▄▄▄▄▄▄▄▄▄▄▄      9  4.50     28",
        "Kubrick ▄▄▄▄▄▄▄▄▄▄▄       8  3.94",
    )
    assert plain(draw(BarRows(heads=heads), data, 24)).split("\n")[0].split() == ["films"]


def test_deviations_stand_to_both_sides_of_the_mean_on_one_scale() -> None:
    data = [Bar("Japan", 0.5, "+0.50"), Bar("France", -0.25, "−0.25"), Bar("Peru", 0, "0.00")]
    assert plain(draw(Deviations(centre="your mean 3.54"), data, 33)) == rows(
        "         your mean 3.54",
        " Japan          │▄▄▄▄▄▄▄▄▄  +0.50",
        "France     ▗▄▄▄▄│           −0.25",
        "  Peru          │            0.00",
    )


def test_small_deviations_look_small() -> None:
    assert plain(draw(Deviations(), [Bar("a", 0.05, "+0.05")], 30)).count("▄") <= 1
    few = [Bar("first watch", -0.29, "−0.29", cells=("3.54", "241"))]
    assert "first watch" in plain(draw(Deviations(heads=("", "mean", "viewings")), few, 44)), "before longer bars"


def test_bars_that_have_no_room_are_counted() -> None:
    data = [Bar(str(number), number) for number in range(1, 10)]
    assert plain(draw(BarRows(), data, 12, 3)).endswith("and 7 more")
    assert "3 above, 4 below" in plain(draw(BarRows(), data, 20, 3, first=3))
    assert "7 more above" in plain(draw(BarRows(), data, 20, 3, first=99))


@pytest.mark.parametrize("kind", [BarRows(), Deviations(), Ranked()])
def test_a_list_that_was_cut_does_not_say_how_many_there_are(kind: Drawing[Bars]) -> None:
    data = [Bar(f"a name that is long {number}", number) for number in range(1, 10)]
    last = plain(Panel("cut", "", kind, data, limit=9).draw(View(38, 4))).splitlines()[-1]
    assert last.strip() in ("and 6 more of the first 9", "and 7 more of the first 9")
    assert "first" not in plain(Panel("whole", "", kind, data, limit=10).draw(View(38, 4)))


def test_bars_with_height_to_spare_stand_apart() -> None:
    assert plain(draw(BarRows(), [Bar("a", 2), Bar("b", 1)], 13, 4)) == rows("a ▄▄▄▄▄▄▄▄  2", "", "b ▄▄▄▄      1", "")


def test_a_scale_that_is_given_is_kept() -> None:
    assert plain(draw(BarRows(top=5), [Bar("a", 2.5)], 17)) == "a ▄▄▄▄▖      2.50"


def test_labels_are_cut_at_the_end_and_stay_different() -> None:
    assert cut("七人の侍", 6) == "七人…"
    labels = ["The Lord of the Rings: The Fellowship", "The Lord of the Rings: The Two Towers"]
    assert label_width(labels, 10, 40) == len("The Lord of the Rings: The F…")
    assert label_width(labels, 10, 20) == 10
    assert label_width(["Drama"], 10, 40) == 5


def test_columns_show_values_above_and_labels_below() -> None:
    assert plain(draw(Columns(), [Bar("½", 1), Bar("1", 2), Bar("1½", 3)], 14, 5)) == rows(
        "          3",
        "      2  ███",
        "  1  ███ ███",
        " ███ ███ ███",
        "  ½   1  1½",
    )


def test_columns_without_room_for_every_value_show_none() -> None:
    assert "7" not in plain(draw(Columns(), [Bar("a", 1234567), Bar("b", 777)], 9, 5))


def test_long_values_above_columns_are_shortened_before_they_are_left_out() -> None:
    assert "1.2M" in plain(draw(Columns(), [Bar("a", 1234567), Bar("b", 777)], 11, 5))


def test_columns_look_through_their_data_a_few_times_and_not_once_for_each() -> None:
    class Counting(list[Bar]):
        looks = 0

        def __iter__(self) -> Iterator[Bar]:
            self.looks += 1
            return super().__iter__()

    data = Counting(Bar(str(year), 1) for year in range(500))
    draw(Columns(), data, 60, 5)
    assert data.looks < 20


def test_labels_below_columns_are_left_out_rather_than_cut() -> None:
    decades = [Bar(str(year), 1) for year in range(1900, 2030, 10)]
    below = plain(draw(Columns(), decades, 40, 3)).split("\n")[-1]
    assert below.split() == ["1900", "1920", "1940", "1960", "1980", "2000", "2020"]


def test_steps_have_round_values_at_their_side_and_round_years_below() -> None:
    data = [Bar(str(year), year - 1913) for year in range(1913, 2014)]
    lines = plain(draw(Steps(), data, 60, 9)).split("\n")
    assert [line[:3].strip() for line in lines[:-1] if line[:3].strip()] == ["100", "50", "0"]
    assert lines[-1].split() == ["1920", "1930", "1940", "1950", "1960", "1970", "1980", "1990", "2000", "2010"]


@pytest.mark.parametrize("width", [14, 30, 80])
def test_counts_are_not_smoothed(width: int) -> None:
    data = [Bar(str(year), 12 if year % 3 else 0) for year in range(2000, 2020)]
    *lines, _ = (line[3:] for line in plain(draw(Steps(), data, width, 4)).split("\n"))
    tall = lines[0]
    assert all(line == tall for line in lines)
    assert set(tall) <= set(" █⣿⡇⢸")


def test_without_braille_more_steps_than_cells_are_scrolled() -> None:
    data = [Bar(str(year), 5) for year in range(1900, 2000)]
    text = plain(draw(Steps(), data, 40, 5, look=CONSOLE))
    assert set(text) & set("⣿⡇⢸") == set()
    assert "‹" in text
    assert "1990" in text
    assert "›" in plain(draw(Steps(), data, 40, 5, cursor=3, look=CONSOLE))


def test_more_steps_than_dots_are_scrolled_to_the_cursor() -> None:
    data = [Bar(str(day), 0) for day in range(1000)]
    data[517] = Bar("517", 9)
    assert "⡇" in plain(draw(Steps(), data, 20, 4, cursor=510)) or "⢸" in plain(draw(Steps(), data, 20, 4, cursor=510))


def test_months_are_read_year_by_year() -> None:
    years = [[Bar(f"{year}-{month:02}", month) for month in range(1, 13)] for year in (2026, 2025)]
    months: list[list[Bar | None]] = [[*years[0][:3], *[None] * 9], [*years[1]]]
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    assert plain(draw(YearGrid(), Grid(names, ("2026", "2025"), months, sums=True), 58)) == rows(
        "     Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "2026  1   2   3                                         6",
        "2025  1   2   3   4   5   6   7   8   9  10  11  12    78",
    )


def test_weeks_without_room_for_figures_are_shaded_from_none_to_most() -> None:
    weeks = [[Bar(f"2025-W{week:02}", week % 5) for week in range(1, 54)]]
    text = plain(draw(YearGrid(), Grid([""] * 53, ["2025"], weeks), 60, look=PLAIN)).split("\n")[1]
    assert text.startswith("2025 ░▒▓█·░▒▓█·")


def test_the_calendar_begins_its_weeks_on_monday() -> None:
    data = YearDays(2024, {date(2024, 1, 1): 1, date(2024, 1, 7): 2, date(2024, 12, 31): 9})
    lines = plain(draw(Calendar(), data, 70, look=PLAIN)).split("\n")
    assert lines[0].startswith("    Jan")
    assert lines[1].startswith("Mon ░····")
    assert lines[7].startswith("Sun ▒····")
    assert lines[2].endswith("·█")
    assert len(lines) == 9


def test_a_calendar_that_does_not_fit_shows_the_weeks_around_the_cursor() -> None:
    data = YearDays(2023, {date(2023, 7, 4): 4})
    latest = plain(draw(Calendar(), data, 28, look=PLAIN))
    assert "Jun" in latest
    assert "█" in latest.split("\n")[2]
    assert "█" not in plain(draw(Calendar(), data, 24, 7, cursor=0, look=PLAIN))


@pytest.mark.parametrize(("look", "missed", "to_come"), [(Look(), "■", "·"), (PLAIN, "·", " ")])
def test_days_to_come_are_unlike_missed_ones(look: Look, missed: str, to_come: str) -> None:
    data = YearDays(2026, {date(2026, 1, 5): 1, date(2026, 12, 7): 1}, today=date(2026, 6, 17))
    monday = plain(draw(Calendar(), data, 59, 7, look=look)).split("\n")[0].ljust(57)
    assert monday[5 + 10] == missed
    assert monday[5 + 30] == to_come
    # A viewing that is planned is shown.
    assert monday.rstrip()[4 + 49] != to_come


def test_every_day_of_the_year_can_be_opened() -> None:
    days = Calendar().bars(YearDays(2024, {date(2024, 2, 29): 2}))
    assert len(days) == 366
    assert days[59] == Bar("Thu 29 Feb 2024", 2, query="watched:2024-02-29")


def test_cards_stand_in_one_row_and_shrink_before_they_are_cut() -> None:
    data = [Bar("Films", 2417, note="412 this year"), Bar("Mean rating", 3.61)]
    assert plain(draw(Cards(), data, 100)).split("\n")[1].strip(" │").startswith("╶─╮ ╷ ╷╶╮ ╶─╮")
    assert plain(draw(Cards(), data, 40)) == rows(
        "╭─ Films ──────────╮ ╭─ Mean rating ───╮",
        "│      2,417       │ │      3.61       │",
        "╰─ 412 this year ──╯ ╰─────────────────╯",
    )
    assert plain(draw(Cards(), data, 30)) == rows(
        "     2,417       3.61",
        "     Films    Mean rating",
        "     Films: 412 this year",
    )
    assert plain(draw(Cards(), data, 16)) == rows(
        "2,417     3.61",
        "Films     Mean",
        "         rating",
        "Films: 412 this…",
    )
    assert plain(draw(Cards(), data, 12, 2)) == rows("Fil… 2,417…", "Mea…  3.61")


def test_two_series_grow_from_the_middle_on_one_scale() -> None:
    data = [Pair("May", Bar("May 2024", 4), Bar("May 2025", 2)), Pair("June", Bar("", 1), Bar("", 0))]
    assert plain(draw(Pairs(names=("2024", "2025")), data, 22)) == rows(
        "    2024      2025",
        "4 ▄▄▄▄▄▄ May  ▄▄▄    2",
        "1     ▗▄ June        0",
    )


def test_a_ranked_list_cuts_the_title_and_keeps_the_year() -> None:
    films = [Bar("Jeanne Dielman, 23, quai du Commerce", 202, note="1975"), Bar("[REC]", 78, note="2007")]
    assert plain(draw(Ranked(), films, 42)) == rows(
        "1 Jeanne Dielman, 23,… 1975  ▄▄▄▄▄▄▄▄  202",
        "2 [REC] 2007                 ▄▄▄▖       78",
    )


def test_rows_in_no_order_have_no_numbers() -> None:
    films = [Bar("Cléo from 5 to 7", 5, "5 ★", cells=("rated best",)), Bar("[REC]", 5, "78 min", cells=("shortest",))]
    assert plain(draw(Ranked(ranks=False), films, 42)) == rows(
        "Cléo from 5 to 7        rated best     5 ★",
        "[REC]                   shortest    78 min",
    )


def test_the_columns_of_a_ranked_list_stand_below_one_another() -> None:
    films = [
        Bar("The Big Lebowski", 1, "★ 4", note="1998", cells=("Coen, Bridges",)),
        Bar("[REC]", 1, "★ 3", cells=("Plaza",)),
    ]
    assert plain(draw(Ranked(), films, 50)) == rows(
        "1 The Big Lebowski 1998         Coen, Bridges  ★ 4",
        "2 [REC]                         Plaza          ★ 3",
    )


def test_shares_are_named_and_add_up() -> None:
    data = [Bar("liked", 1), Bar("not", 1), Bar("unrated", 1)]
    assert plain(draw(Share(), data, 30, look=PLAIN)) == rows(
        "██████████▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓",
        "",
        "■ liked   1  34%",
        "▒ not     1  33%",
        "▓ unrated 1  33%",
    )


def test_parts_that_the_legend_has_no_line_for_are_counted() -> None:
    data = [Bar("liked", 1), Bar("not", 1), Bar("unrated", 1)]
    assert plain(draw(Share(), data, 30, 2, look=PLAIN)).split("\n")[1] == "■ liked 34%  and 2 more"
    assert "more" not in plain(draw(Share(), data, 60, 2, look=PLAIN))
    assert plain(draw(Share(), data, 24, 2, look=PLAIN)).split("\n")[1] == "■ liked 34%  and 2 more"
    assert plain(draw(Share(), data, 22, 2, look=PLAIN)).split("\n")[1] == "and 3 more"


def test_a_part_too_small_for_a_cell_is_seen() -> None:
    data = [Bar("enriched", 1995), Bar("not found", 2), Bar("failed", 1), Bar("pending", 0)]
    assert plain(draw(Share(), data, 30, 2, look=PLAIN)).split("\n")[0] == "█" * 28 + "▒▓"
    assert len(plain(draw(Share(), data, 2, 2, look=PLAIN)).split("\n")[0]) == 2


def test_a_big_figure_leaves_its_unit_to_its_note() -> None:
    told, untold = (plain(draw(Cards(), [Bar("Streak", 72, "72 weeks", note=note)], 120)) for note in ("weeks", ""))
    assert "╶─╮╶─╮" in told
    assert "72 weeks" not in told
    assert "72 weeks" in untold


def test_a_share_that_is_there_is_not_none_and_one_beside_it_not_all() -> None:
    text = plain(draw(Share(), [Bar("enriched", 1995), Bar("not found", 2)], 60))
    assert ">99%" in text
    assert "<1%" in text


def test_a_narrow_ranked_list_does_without_bars() -> None:
    films = [Bar("La Flor", 808, "13 h 28", note="2018")]
    assert plain(draw(Ranked(), films, 28)) == "1 La Flor 2018       13 h 28"


def test_years_below_narrow_steps_are_round_ones() -> None:
    years = [Bar(str(year), 1) for year in range(1915, 2027)]
    assert plain(draw(Steps(), years, 60, 4)).split("\n")[-1].split() == [str(year) for year in range(1920, 2030, 10)]
    assert plain(draw(Steps(), years, 26, 4)).split("\n")[-1].split() == ["‹", "1980", "2000", "2020"]
