"""Reviews and lists through several imports."""

from datetime import date

from lbtui.storage.pages import MemberList, member_lists
from tests.letterboxd.maker import film_uri, list_text, list_uri
from tests.storage.member import Member, Row, entry, film, review

CLEO = film(1, "Cléo from 5 to 7", 1962)
SOLARIS = film(2, "Solaris", 1972)
DIARY = [entry(11, "Cléo from 5 to 7", 1962, "2023-05-01")]


def note(text: str, log: int = 15) -> Row:
    """A review without a day."""
    return review(log, "Cléo from 5 to 7", 1962, text, tags="essay")


async def texts(member: Member) -> list[tuple[str, str]]:
    """The reviews of the film, with their days."""
    page = await member.page("Cléo from 5 to 7")
    return [(str(one.watched_on or ""), one.review or "") for one in page.reviews]


async def test_an_edited_review_replaces_the_one_before(member: Member) -> None:
    dated = review(11, "Cléo from 5 to 7", 1962, "First.", day="2023-05-01")
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY, reviews=[dated, note("A note.")])
    assert await texts(member) == [("", "A note."), ("2023-05-01", "First.")]

    edited = review(11, "Cléo from 5 to 7", 1962, "Second.", day="2023-05-01")
    await member.bring("2024-02-01", watched=[CLEO], diary=DIARY, reviews=[edited, note("A better note.")])
    assert await texts(member) == [("", "A better note."), ("2023-05-01", "Second.")]


async def test_reviews_that_a_newer_export_lacks_are_gone(member: Member) -> None:
    dated = review(11, "Cléo from 5 to 7", 1962, "First.", day="2023-05-01")
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY, reviews=[dated, note("A note.")])
    await member.bring("2024-02-01", watched=[CLEO], diary=DIARY)

    assert await texts(member) == []
    assert not member.row("Cléo from 5 to 7").reviewed


async def test_reviews_stay_where_the_newer_export_has_none_or_could_not_be_read(member: Member) -> None:
    dated = review(11, "Cléo from 5 to 7", 1962, "First.", day="2023-05-01")
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY, reviews=[dated, note("A note.")])
    held = await texts(member)

    await member.bring("2024-02-01", watched=[CLEO], diary=DIARY, edit=lambda files: files.pop("reviews.csv"))
    assert await texts(member) == held

    torn = review(12, "Solaris", 1972, "Lost.", day="2023-13-13")
    await member.bring("2024-03-01", watched=[CLEO], diary=DIARY, reviews=[torn, note("A better note.")])
    assert await texts(member) == [("", "A better note."), ("2023-05-01", "First.")]


async def test_an_older_export_does_not_bring_back_an_earlier_text(member: Member) -> None:
    dated = review(11, "Cléo from 5 to 7", 1962, "Second.", day="2023-05-01")
    await member.bring("2024-02-01", watched=[CLEO], diary=DIARY, reviews=[dated, note("A better note.")])
    held = await texts(member)
    earlier = review(11, "Cléo from 5 to 7", 1962, "First.", day="2023-05-01")
    await member.bring("2024-01-01", watched=[CLEO], diary=DIARY, reviews=[earlier, note("A note."), note("More.", 16)])

    assert await texts(member) == held


async def test_tags_of_notes_are_tags_of_the_film(member: Member) -> None:
    tagged = entry(11, "Cléo from 5 to 7", 1962, "2023-05-01", tags="cinema, 35mm")
    await member.bring("2024-01-01", watched=[CLEO], diary=[tagged], reviews=[note("A note.")])

    assert sorted(member.row("Cléo from 5 to 7").tags) == ["35mm", "cinema", "essay"]
    assert (await member.page("Cléo from 5 to 7")).reviews[0].tags == ("essay",)


def best(*numbers: int, number: int = 71, name: str = "Best of all") -> str:
    """A list of Cléo and Solaris in some order."""
    films = {1: CLEO, 2: SOLARIS}
    about = ("2024-01-01", name, "fun, long", list_uri(number), "Two\n\nparagraphs")
    return list_text(about, [(n, *films[film][1:3], film_uri(film), "") for n, film in enumerate(numbers, 1)])


async def lists(member: Member) -> dict[str, MemberList]:
    """The lists by name."""
    return {one.name: one for one in await member_lists(member.database)}


async def test_a_list_has_its_films_in_order_and_how_many_are_seen(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], watchlist=[SOLARIS], lists={"best": best(2, 1)})

    found = (await lists(member))["Best of all"]
    assert found.films == (member.row("Solaris").id, member.row("Cléo from 5 to 7").id)
    assert (found.seen, found.tags, found.uri) == (1, ("fun", "long"), list_uri(71))
    assert (found.description, found.created_on) == ("Two\n\nparagraphs", date(2024, 1, 1))
    assert member.row("Solaris").lists == ("Best of all",)


async def test_a_list_that_changed_keeps_its_id_and_one_that_is_gone_goes(member: Member) -> None:
    both = {"best": best(1), "worst": best(2, number=72, name="Worst")}
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], lists=both)
    before = (await lists(member))["Best of all"]
    await member.bring("2024-02-01", watched=[CLEO, SOLARIS], lists={"best": best(2, 1, name="The best")})

    after = await lists(member)
    assert list(after) == ["The best"]
    assert (after["The best"].id, len(after["The best"].films)) == (before.id, 2)

    await member.bring("2024-03-01", watched=[CLEO, SOLARIS])
    assert await lists(member) == {}


async def test_a_list_on_its_own_leaves_the_other_lists(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], lists={"best": best(1)})
    worst = best(2, number=72, name="Worst")
    summary = await member.store(member.export_files("2024-02-01", {"lists/worst.csv": worst}))

    assert sorted(await lists(member)) == ["Best of all", "Worst"]
    assert summary.removed == 0


async def test_an_older_export_neither_changes_lists_nor_brings_back_deleted_ones(member: Member) -> None:
    await member.bring("2024-02-01", watched=[CLEO, SOLARIS], lists={"best": best(2, 1)})
    both = {"best": best(1), "worst": best(2, number=72, name="Worst")}
    await member.bring("2024-01-01", watched=[CLEO, SOLARIS], lists=both)

    assert {name: len(one.films) for name, one in (await lists(member)).items()} == {"Best of all": 2}


async def test_a_film_known_from_a_list_alone_goes_with_it(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], lists={"best": best(2, 1)})
    assert member.names() == ["Cléo from 5 to 7", "Solaris"]
    assert not member.row("Solaris").watched

    await member.bring("2024-02-01", watched=[CLEO])
    assert member.names() == ["Cléo from 5 to 7"]


async def test_a_film_that_is_only_liked_goes_when_the_like_is_taken_back(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO], likes=[SOLARIS])
    await member.bring("2024-02-01", watched=[CLEO], edit=lambda files: files.pop("likes/films.csv"))
    assert member.names() == ["Cléo from 5 to 7", "Solaris"]
    assert member.row("Solaris").liked

    await member.bring("2024-03-01", watched=[CLEO])
    assert member.names() == ["Cléo from 5 to 7"]
