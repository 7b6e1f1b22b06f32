"""Charts of small data, checked cell by cell."""

import math
from datetime import date

from lbtui.cells import cut, label_width
from lbtui.charts import (
    Bar,
    Pair,
    YearDays,
    draw_area,
    draw_bars,
    draw_calendar,
    draw_cards,
    draw_columns,
    draw_pairs,
    draw_ranked,
    draw_share,
    plain,
    year_bars,
)


def rows(*lines: str) -> str:
    return "\n".join(lines)


def test_bars_are_as_long_as_their_values() -> None:
    data = [Bar("Drama", 8, note="3.5"), Bar("Horror", 4, note="3.1"), Bar("Western", 0), Bar("Noir", 0.01)]
    assert plain(draw_bars(data, 30)) == rows(
        "  Drama █████████████    8 3.5",
        " Horror ██████▌          4 3.1",
        "Western                  0",
        "   Noir ▏             0.01",
    )


def test_bars_that_have_no_room_are_counted() -> None:
    data = [Bar(str(number), number) for number in range(1, 10)]
    assert plain(draw_bars(data, 12, 3)).endswith("and 7 more")
    assert "3 above, 4 below" in plain(draw_bars(data, 20, 3, first=3))
    assert "7 more above" in plain(draw_bars(data, 20, 3, first=99))


def test_bars_with_height_to_spare_stand_apart() -> None:
    assert plain(draw_bars([Bar("a", 2), Bar("b", 1)], 13, 4)) == rows("a █████████ 2", "", "b ████▌     1", "")


def test_a_scale_that_is_given_is_kept() -> None:
    assert plain(draw_bars([Bar("a", 2.5)], 16, top=5)) == "a ████▌     2.50"


def test_labels_are_cut_at_the_end_and_stay_different() -> None:
    assert cut("七人の侍", 6) == "七人…"
    labels = ["The Lord of the Rings: The Fellowship", "The Lord of the Rings: The Two Towers"]
    assert label_width(labels, 10, 40) == len("The Lord of the Rings: The F…")
    assert label_width(labels, 10, 20) == 10
    assert label_width(["Drama"], 10, 40) == 5


def test_columns_show_values_above_and_labels_below() -> None:
    assert plain(draw_columns([Bar("½", 1), Bar("1", 2), Bar("1½", 3)], 14, 5)) == rows(
        "          3",
        "      2  ███",
        "  1  ███ ███",
        " ███ ███ ███",
        "  ½   1  1½",
    )


def test_columns_without_room_for_every_value_show_none() -> None:
    assert "7" not in plain(draw_columns([Bar("a", 1234567), Bar("b", 777)], 9, 5))


def test_long_values_above_columns_are_shortened_before_they_are_left_out() -> None:
    assert "1.2M" in plain(draw_columns([Bar("a", 1234567), Bar("b", 777)], 11, 5))


def test_labels_below_columns_are_left_out_rather_than_cut() -> None:
    decades = [Bar(str(year), 1) for year in range(1900, 2030, 10)]
    below = plain(draw_columns(decades, 40, 3)).split("\n")[-1]
    assert below.split() == ["1900", "1920", "1940", "1960", "1980", "2000", "2020"]


def test_an_area_has_round_values_at_its_side_and_round_years_below() -> None:
    data = [Bar(str(year), year - 1913) for year in range(1913, 2014)]
    lines = plain(draw_area(data, 60, 9)).split("\n")
    assert [line[:3].strip() for line in lines[:-1] if line[:3].strip()] == ["100", "50", "0"]
    assert lines[-1].split() == ["1920", "1930", "1940", "1950", "1960", "1970", "1980", "1990", "2000", "2010"]


def test_a_line_breaks_where_nothing_is_known() -> None:
    data = [Bar("a", 3), Bar("b", 3), Bar("c", math.nan), Bar("d", 3), Bar("e", 3)]
    assert plain(draw_area(data, 14, 1, low=2, fill=False)).strip() == "3 ⠉⠉⠉⠉⠁  ⠈⠉⠉⠉⠉"


def test_more_points_than_dots_show_the_largest_of_each() -> None:
    data = [Bar(str(day), 0) for day in range(1000)]
    data[517] = Bar("517", 9)
    assert "⡇" in plain(draw_area(data, 20, 4)) or "⢸" in plain(draw_area(data, 20, 4))


def test_the_calendar_begins_its_weeks_on_monday() -> None:
    data = YearDays(2024, {date(2024, 1, 1): 1, date(2024, 1, 7): 2, date(2024, 12, 31): 9})
    lines = plain(draw_calendar(data, 70)).split("\n")
    assert lines[0].startswith("    Jan")
    assert lines[1].startswith("Mon ░····")
    assert lines[7].startswith("Sun ▒····")
    assert lines[2].endswith("·█")
    assert len(lines) == 9


def test_a_calendar_that_does_not_fit_shows_the_weeks_around_the_cursor() -> None:
    data = YearDays(2023, {date(2023, 7, 4): 4})
    latest = plain(draw_calendar(data, 28))
    assert "Jun" in latest
    assert "█" in latest.split("\n")[2]
    assert "█" not in plain(draw_calendar(data, 24, 7, cursor=0))


def test_every_day_of_the_year_can_be_opened() -> None:
    days = year_bars(YearDays(2024, {date(2024, 2, 29): 2}))
    assert len(days) == 366
    assert days[59] == Bar("Thu 29 Feb 2024", 2, query="watched:2024-02-29")


def test_cards_shrink_before_they_are_cut() -> None:
    data = [Bar("Films", 2417, note="412 this year"), Bar("Mean rating", 3.61)]
    assert plain(draw_cards(data, 40)) == rows(
        "╭─ Films ─────────╮ ╭─ Mean rating ────╮",
        "│  ╶─╮ ╷ ╷╶╮ ╶─╮  │ │    ╶─╮ ╭─╴╶╮     │",
        "│  ╭─╯ ╰─┤ │   │  │ │     ─┤ ├─╮ │     │",
        "│  ╰─╴,  ╵╶┴╴  ╵  │ │    ╶─╯.╰─╯╶┴╴    │",
        "╰─ 412 this year ─╯ ╰──────────────────╯",
    )
    assert plain(draw_cards(data, 40, 3)).split("\n")[1] == "│      2,417      │ │       3.61       │"
    assert plain(draw_cards(data, 40, 2)) == rows("Films       2,417 412 this year", "Mean rating  3.61")


def test_two_series_grow_from_the_middle_on_one_scale() -> None:
    data = [Pair("May", Bar("May 2024", 4), Bar("May 2025", 2)), Pair("June", Bar("", 1), Bar("", 0))]
    assert plain(draw_pairs(data, 22, names=("2024", "2025"))) == rows(
        "    2024      2025",
        "4 ██████ May  ███    2",
        "1     ▐█ June        0",
    )


def test_a_ranked_list_cuts_the_title_and_keeps_the_year() -> None:
    films = [Bar("Jeanne Dielman, 23, quai du Commerce", 202, note="1975"), Bar("[REC]", 78, note="2007")]
    assert plain(draw_ranked(films, 40)) == rows(
        "1 Jeanne Dielman, 23,… 1975 ████████ 202",
        "2 [REC] 2007                ███▏      78",
    )


def test_shares_are_named_and_add_up() -> None:
    data = [Bar("liked", 1), Bar("not", 1), Bar("unrated", 1)]
    assert plain(draw_share(data, 30)) == rows(
        "██████████▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓",
        "",
        "█ liked   1  34%",
        "▒ not     1  33%",
        "▓ unrated 1  33%",
    )


def test_parts_that_the_legend_has_no_line_for_are_counted() -> None:
    data = [Bar("liked", 1), Bar("not", 1), Bar("unrated", 1)]
    assert plain(draw_share(data, 30, 2)).split("\n")[1] == "█ liked 34%  and 2 more"
    assert "more" not in plain(draw_share(data, 60, 2))
    assert plain(draw_share(data, 24, 2)).split("\n")[1] == "█ liked 34%  and 2 more"
    assert plain(draw_share(data, 22, 2)).split("\n")[1] == "and 3 more"


def test_a_narrow_ranked_list_does_without_bars() -> None:
    films = [Bar("La Flor", 808, "13 h 28", note="2018")]
    assert plain(draw_ranked(films, 28)) == "1 La Flor 2018       13 h 28"


def test_years_below_a_narrow_area_are_round_ones() -> None:
    years = [Bar(str(year), 1) for year in range(1915, 2027)]
    assert plain(draw_area(years, 26, 4)).split("\n")[-1].split() == ["1950", "2000"]
