"""Whatever exports contradict themselves or one another in, an import ends without an error, and with sound rows."""

import random
from datetime import date

import pytest

from lbtui.model.enums import Part
from lbtui.model.exports import Export, ExportFilm, ExportList, ExportReview, ExportViewing, ListEntry
from lbtui.storage.database import Database
from tests.storage.member import Member

DAY = date(2024, 1, 1)
TABLES = frozenset({Part.WATCHED})
ALL = frozenset(Part)


def seen(name: str, year: int | None = 2000, number: int | None = None, slug: str | None = None) -> ExportFilm:
    uri = f"https://boxd.it/{number}" if number else f"https://letterboxd.com/film/{slug}/" if slug else None
    return ExportFilm(name, year, number, slug, uri, watched=True, tables=TABLES)


def export(*films: ExportFilm, parts: frozenset[Part] = ALL, **more: object) -> Export:
    return Export("export.zip", str(random.random()), films, parts=parts, **more)  # type: ignore[arg-type]


async def films(database: Database) -> list[tuple[str, int | None, str | None]]:
    rows = await database.fetch("SELECT name, letterboxd_id, slug FROM film WHERE removed = 0 ORDER BY id")
    return [(row["name"], row["letterboxd_id"], row["slug"]) for row in rows]


async def test_two_lists_of_one_id(member: Member) -> None:
    one, two = (ExportList(name, (ListEntry(1, 0),), 7) for name in ("Best", "Best of all"))
    for lists in ((one, two), (two, one), (one,), (two, one)):
        await member.store(export(seen("Heat", number=1), lists=lists))
    assert [row[0] for row in await member.database.fetch("SELECT list_id FROM list WHERE list_id IS NOT NULL")] == [7]


async def test_a_list_that_takes_the_name_of_another_and_one_that_takes_its_id(member: Member) -> None:
    heat = seen("Heat", number=1)
    await member.store(export(heat, lists=(ExportList("Best", (ListEntry(1, 0),), 7),)))
    swapped = (ExportList("Best", (ListEntry(1, 0),)), ExportList("Other", (ListEntry(1, 0),), 7))
    await member.store(export(heat, lists=swapped))
    rows = await member.database.fetch("SELECT name, list_id FROM list ORDER BY name")
    assert [tuple(row) for row in rows] == [("Best", None), ("Other", 7)]


async def test_films_at_one_place_of_a_list_are_all_kept(member: Member) -> None:
    entries = tuple(ListEntry(1, film) for film in range(3))
    trio = [seen(name, number=number) for number, name in enumerate("ABC", 1)]
    await member.store(export(*trio, lists=(ExportList("Best", entries, 7),)))
    rows = await member.database.fetch("SELECT position, film FROM list_entry ORDER BY position")
    assert [tuple(row) for row in rows] == [(1, 1), (2, 2), (3, 3)]


async def test_two_viewings_of_one_log_id_are_one(member: Member) -> None:
    twice = [ExportViewing(0, DAY, 5, "https://boxd.it/x", review=text) for text in ("One.", "Two.")]
    for _ in range(2):
        await member.store(export(seen("Heat", number=1), viewings=twice))
    assert len(await member.database.fetch("SELECT 1 FROM viewing")) == 1
    assert len(await member.database.fetch("SELECT 1 FROM review")) == 1


async def test_an_entry_without_an_address_does_not_take_the_place_of_one_with(member: Member) -> None:
    await member.store(export(seen("Heat", number=1), viewings=(ExportViewing(0, DAY, 5),)))
    await member.store(export(seen("Heat", number=1), viewings=(ExportViewing(0, DAY), ExportViewing(0, DAY, 5))))
    rows = await member.database.fetch("SELECT log_id FROM viewing ORDER BY id")
    assert [row[0] for row in rows] == [5, None]


async def test_an_address_of_both_kinds_joins_the_films_that_had_one_each(member: Member) -> None:
    await member.store(export(seen("Heat", number=1), seen("Heat (Michael Mann)", 1995, slug="heat")))
    await member.store(export(seen("Heat", 1995, 1, "heat")))
    assert await films(member.database) == [("Heat", 1, "heat")]


async def test_a_slug_that_two_ids_claim_stays_with_the_first(member: Member) -> None:
    await member.store(export(seen("Heat", 1995, 1, "heat"), seen("Other", 1990, 2)))
    await member.store(export(seen("Heat", 1986, 3, "heat"), seen("Other", 1990, 2, "heat")))
    rows = await member.database.fetch("SELECT letterboxd_id, slug FROM film ORDER BY id")
    assert [tuple(row) for row in rows] == [(1, "heat"), (2, None), (3, None)]


@pytest.mark.parametrize("seed", range(60))
async def test_any_contradiction_of_addresses_and_days_is_taken(member: Member, seed: int) -> None:
    """Every UNIQUE of the tables that an export fills, met by chance from both sides, several exports in a row."""
    chance = random.Random(seed)
    for _ in range(4):
        await member.store(_any_export(chance))
        assert await member.database.fetch("PRAGMA foreign_key_check") == []
        live = await member.database.fetch(
            "SELECT 1 FROM film f WHERE f.removed = 1 AND EXISTS "
            "(SELECT 1 FROM viewing v WHERE v.film = f.id AND v.removed = 0)"
        )
        assert live == []


def _any_export(chance: random.Random) -> Export:
    count = chance.randrange(1, 6)

    def film() -> int:
        return chance.randrange(count)

    def maybe(values: range) -> int | None:
        drawn: int = chance.randrange(-1, len(values))
        return values[drawn] if drawn >= 0 else None

    made = []
    for _ in range(count):
        number, slug = maybe(range(1, 4)), chance.choice([None, "a", "b", "c"])
        made.append(seen(chance.choice(["Rain", "rain", "Ráin!"]), chance.choice([None, 2000, 2001]), number, slug))
    parts = frozenset(chance.sample(list(Part), chance.randrange(1, len(Part)))) | TABLES
    return export(
        *made,
        parts=parts,
        viewings=[
            ExportViewing(film(), DAY, maybe(range(1, 4)), chance.choice([None, "u", "v"]), tags=("a", "a"), review="x")
            for _ in range(chance.randrange(5))
        ],
        reviews=[ExportReview(film(), chance.choice("xy"), maybe(range(1, 4))) for _ in range(chance.randrange(3))],
        lists=[
            ExportList(
                chance.choice("LM"),
                tuple(ListEntry(chance.randrange(3), film()) for _ in range(3)),
                maybe(range(1, 3)),
                chance.choice([None, "l", "m"]),
            )
            for _ in range(chance.randrange(4))
        ],
    )
