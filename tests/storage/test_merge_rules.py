"""What identifies films and viewings over several exports, and what each table of an export may take away."""

import os

from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.storage import decisions, matches, sessions
from lbtui.storage.pages import member_lists
from tests.letterboxd.maker import DIARY as DIARY_HEADER
from tests.letterboxd.maker import (
    FILM,
    RATING,
    export_texts,
    film_uri,
    list_text,
    list_uri,
    log_uri,
    table,
    write_folder,
)
from tests.letterboxd.reading import read_export
from tests.storage.facts import match, metadata
from tests.storage.member import Member, Row, entry, film
from tests.stored import execute

CLEO = film(1, "Cléo from 5 to 7", 1962)
SOLARIS = film(2, "Solaris", 1972)
GHOST = film(3, "Ghost in the Shell", 1995)
LOST = entry(None, "Soulmates", 2020, "2021-01-01")
DIARY = [entry(11, "Cléo from 5 to 7", 1962, "2023-05-01", rating=4, tags="cinema, 35mm")]


async def test_rows_without_addresses_leave_the_addresses_that_are_known(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY)
    bare = [("2024-01-01", "Cléo from 5 to 7", 1962, "")]
    by_hand = [entry(None, "Cléo from 5 to 7", 1962, "2023-05-01", rating=5)]
    await member.bring("2024-02-01", watched=bare, diary=by_hand)

    (viewing,) = (await member.page("Cléo from 5 to 7")).viewings
    assert (viewing.uri, viewing.rating) == (log_uri(11), 5)
    renamed = [film(1, "Cleo", 1962)]
    summary = await member.bring("2024-03-01", watched=renamed, diary=[entry(11, "Cleo", 1962, "2023-05-02")])
    assert (summary.new, summary.new_viewings, member.names()) == (0, 0, ["Cleo"])


async def test_the_watchlist_or_the_ratings_alone_leave_the_rest_of_a_film(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], watchlist=[GHOST], ratings=[(*CLEO, "4")])
    await member.store(member.export_files("2024-02-01", {"watchlist.csv": table(FILM, [CLEO])}))
    assert (member.row("Cléo from 5 to 7").watched, member.row("Cléo from 5 to 7").watchlist) == (True, True)
    assert member.names() == ["Cléo from 5 to 7"]

    await member.store(member.export_files("2024-03-01", {"ratings.csv": table(RATING, [(*CLEO, "4.5")])}))
    row = member.row("Cléo from 5 to 7")
    assert (row.watchlist, row.rating, str(row.listed_on)) == (True, 4.5, "2024-01-01")


async def test_a_rating_that_cannot_be_read_does_not_take_the_rating_away(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], ratings=[(*CLEO, "4"), (*SOLARIS, "3")])
    await member.bring("2024-02-01", watched=[CLEO, SOLARIS], ratings=[(*CLEO, "9"), (*SOLARIS, "2")])

    assert (member.row("Cléo from 5 to 7").rating, member.row("Solaris").rating) == (4, 2)


async def test_damage_in_one_table_does_not_hide_what_another_tells(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], likes=[CLEO], orphaned=[LOST], diary=DIARY)
    broken = ("2024-01-01", "", "", "no address")
    lost = ("2024-01-01", "", "", "", "", "", "", "no day")
    summary = await member.bring(
        "2024-02-01",
        watched=[CLEO],
        likes=[broken],
        orphaned=[lost],
        edit=lambda files: files.update({"deleted/diary.csv": b"\0" * 100}),
    )

    assert summary.removed == 1
    assert member.names() == ["Cléo from 5 to 7", "Soulmates"]
    assert (member.row("Cléo from 5 to 7").liked, member.row("Cléo from 5 to 7").viewings) == (True, 0)
    assert member.row("Soulmates").viewings == 1


async def test_films_that_letterboxd_removed_stay_where_an_export_does_not_tell_of_them(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], orphaned=[LOST])

    def without(files: dict[str, object]) -> None:
        for name in [name for name in files if name.startswith("orphaned/")]:
            del files[name]

    await member.bring("2024-02-01", watched=[CLEO], edit=without)
    assert (member.names(), member.row("Soulmates").viewings) == (["Cléo from 5 to 7", "Soulmates"], 1)

    await member.bring("2024-03-01", watched=[CLEO])
    assert (member.names(), member.row("Soulmates").viewings) == (["Cléo from 5 to 7"], 0)


async def test_two_viewings_of_one_day_without_addresses_stay_two(member: Member) -> None:
    first = await member.bring("2024-01-01", orphaned=[LOST, LOST])
    assert (first.viewings, first.new_viewings, first.orphaned) == (0, 0, 2)
    await member.bring("2024-02-01", orphaned=[LOST, LOST])
    assert member.row("Soulmates").viewings == 2


async def test_a_second_viewing_of_a_day_does_not_take_the_place_of_the_first(member: Member) -> None:
    first, second = entry(21, "Solaris", 1972, "2023-05-01", rating=2), entry(22, "Solaris", 1972, "2023-05-01")
    await member.bring("2024-01-01", watched=[SOLARIS], diary=[first])
    await member.bring("2024-02-01", watched=[SOLARIS], diary=[second, first])

    viewings = (await member.page("Solaris")).viewings
    assert [(viewing.uri, viewing.rating) for viewing in viewings] == [(log_uri(22), None), (log_uri(21), 2)]
    ids = await member.database.fetch("SELECT log_id FROM viewing ORDER BY id")
    assert [row["log_id"] for row in ids] == [21, 22]


def of_slugs(slug: str, *days: tuple[str, int]) -> dict[str, list[Row]]:
    """An export until 2020: a film and its viewings are known by addresses with a name in them."""
    film_row = ("2019-01-02", "Solaris", "1972", f"https://letterboxd.com/film/{slug}/")
    log = f"https://letterboxd.com/sample/film/{slug}/"
    diary: list[Row] = [("2019-01-02", "Solaris", "1972", f"{log}{number}/", "", "", "", day) for day, number in days]
    return {"watched": [film_row], "diary": diary}


async def test_an_edited_viewing_of_the_years_of_slugs_is_known_by_its_address(member: Member) -> None:
    await member.bring("2019-02-01", **of_slugs("solaris", ("2019-01-01", 1), ("2019-02-01", 2)))
    summary = await member.bring("2019-03-01", **of_slugs("solaris", ("2019-01-05", 1), ("2019-02-01", 2)))

    assert summary.new_viewings == 0
    assert [str(day) for day in member.row("Solaris").dates] == ["2019-01-05", "2019-02-01"]


async def test_a_slug_is_remembered_when_a_film_has_a_new_address_and_a_new_name(member: Member) -> None:
    await member.bring("2019-02-01", **of_slugs("solaris"))
    await member.bring("2022-02-01", watched=[SOLARIS])
    await member.bring("2024-02-01", watched=[film(2, "Solyaris", 1972)])
    summary = await member.bring("2019-02-01", **of_slugs("solaris"))

    assert (summary.new, member.names()) == (0, ["Solyaris"])


async def test_two_films_of_one_name_and_year_with_slugs_are_two(member: Member) -> None:
    await member.bring("2019-02-01", **of_slugs("solaris"))
    summary = await member.bring("2019-03-01", **of_slugs("solaris-1972-1"))
    assert (summary.new, summary.removed) == (1, 1)


async def test_the_newest_export_stays_the_measure_after_an_older_one(member: Member) -> None:
    await member.bring("2024-03-01", watched=[CLEO])
    await member.bring("2024-01-01", watched=[CLEO])
    assert (await member.bring("2024-02-01", watched=[SOLARIS])).older
    assert not (await member.bring("2024-04-01", watched=[SOLARIS])).older


async def test_an_export_without_a_day_in_its_name_is_as_old_as_its_last_click(member: Member) -> None:
    await member.bring("2024-03-01", watched=[CLEO])
    files = export_texts(watched=[film(2, "Solaris", 1972, on="2024-02-01")])
    assert (await member.store(read_export(write_folder(member.folder / "old", files)))).older

    files = export_texts(watched=[film(3, "Ghost in the Shell", 1995, on="2024-03-02")])
    assert not (await member.store(read_export(write_folder(member.folder / "new", files)))).older


def film_of_slugs(name: str, year: int | None, slug: str, on: str = "2019-01-02") -> Row:
    """A row of watched until 2020."""
    return (on, name, year or "", f"https://letterboxd.com/film/{slug}/")


OLD_NAMES = [
    film_of_slugs("Once Upon a Time… in Hollywood", 2019, "once-upon"),
    film_of_slugs("erased", 2016, "erased"),
    film_of_slugs("Ex Machina", 2014, "ex-machina"),
    film_of_slugs("Solaris", 1972, "solaris"),
]
NEW_NAMES = [
    film(1, "Once Upon a Time... in Hollywood", 2019),
    film(2, "ERASED", 2016),
    film(3, "Ex Machina", 2015),
    film(4, "Solaris", 1972),
]


async def test_films_of_slugs_are_known_again_by_id_though_case_punctuation_or_year_changed(member: Member) -> None:
    await member.bring("2019-02-01", watched=OLD_NAMES)
    row = member.row("Ex Machina")
    await decisions.none(member.database, row.id)
    summary = await member.bring("2024-02-01", watched=NEW_NAMES)

    assert (summary.new, summary.removed, len(member.rows(removed=True))) == (0, 0, 4)
    kept = member.row("Ex Machina")
    assert (kept.id, kept.year, kept.uri, kept.decided_by) == (row.id, 2015, film_uri(3), "person")

    again = await member.bring("2019-02-01", watched=OLD_NAMES)
    assert (again.new, len(member.rows(removed=True))) == (0, 4)


async def test_an_export_of_slugs_after_one_of_ids_doubles_nothing(member: Member) -> None:
    await member.bring("2024-02-01", watched=NEW_NAMES)
    summary = await member.bring("2019-02-01", watched=OLD_NAMES)
    assert (summary.new, len(member.rows(removed=True))) == (0, 4)


async def test_titles_that_two_films_are_like_are_not_guessed(member: Member) -> None:
    await member.bring("2019-02-01", watched=[film_of_slugs("rain!", 2001, "rain")])
    await member.bring("2024-02-01", watched=[film(1, "rain", 2001), film(2, "Rain", 2001)])
    assert member.names() == ["rain", "Rain"]


async def test_a_film_that_was_doubled_is_joined_and_its_decision_follows(member: Member) -> None:
    """As libraries are that met the change of addresses under an earlier lbtui."""
    await member.bring("2024-02-01", watched=NEW_NAMES)
    await execute(
        member.database,
        "INSERT INTO film (slug, name, year, removed, watched, status, decided_by) "
        "VALUES ('ex-machina', 'Ex Machina', 2014, 1, 1, 'not_found', 'person')",
    )
    await member.bring("2024-03-01", watched=NEW_NAMES)

    (row,) = [row for row in member.rows(removed=True) if row.name == "Ex Machina"]
    assert (row.uri, row.status, row.decided_by) == (film_uri(3), FilmStatus.NOT_FOUND, "person")


async def test_an_export_unpacked_over_an_older_one_keeps_the_newer_file_of_a_renamed_list(member: Member) -> None:
    folder = write_folder(member.folder / "both", export_texts(watched=[CLEO, SOLARIS]))
    for slug, name, rows in (("top", "Top", [CLEO]), ("all-time", "All time", [SOLARIS, CLEO])):
        about = ("2024-01-01", name, "", list_uri(7), "")
        entries = [(place, *row[1:], "") for place, row in enumerate(rows, 1)]
        write_folder(folder, {f"lists/{slug}.csv": list_text(about, entries)})
    os.utime(folder / "lists" / "all-time.csv", (1_600_000_000, 1_600_000_000))
    os.utime(folder / "lists" / "top.csv", (1_700_000_000, 1_700_000_000))
    summary = await member.store(read_export(folder))
    assert summary.notes == ("Left out lists/all-time.csv ('All time'): lists/top.csv is the same list, and newer.",)
    assert [one.name for one in await member_lists(member.database)] == ["Top"]

    os.utime(folder / "lists" / "top.csv", (1_600_000_000, 1_600_000_000))
    summary = await member.store(read_export(folder))
    assert [one.name for one in await member_lists(member.database)] == ["All time"]


async def test_an_import_that_leaves_nothing_to_enrich_ends_its_session(member: Member) -> None:
    first = await member.bring("2024-01-01", watched=[CLEO])
    assert first.status is SessionStatus.ENRICHING
    await matches.store_details(member.database, metadata(499), [match(member.row("Cléo from 5 to 7").id)])
    summary = await member.bring("2024-02-01", watched=[CLEO], ratings=[(*CLEO, "4")])

    assert summary.status is SessionStatus.COMPLETED
    assert [one.status for one in await sessions.all_sessions(member.database)] == [SessionStatus.COMPLETED] * 2


async def test_a_diary_alone_is_not_guessed_into_a_film_of_a_like_title(member: Member) -> None:
    await member.store(member.export_files("2024-01-01", {"watchlist.csv": table(FILM, [film(1, "Carrie", 2013)])}))
    seen = entry(11, "Carrie", 2014, "2023-05-01")
    await member.store(member.export_files("2024-01-01", {"diary.csv": table(DIARY_HEADER, [seen])}))
    assert [(row.year, row.watched) for row in member.rows()] == [(2013, False), (2014, True)]
