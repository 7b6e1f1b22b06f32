import pytest

from lbtui.model.enums import Role
from lbtui.statistics.frames import Frames
from lbtui.statistics.people import People, measure, ranking
from lbtui.statistics.records import Coverage
from lbtui.statistics.request import Order
from tests.statistics.library import request
from tests.statistics.shapes import counted


@pytest.fixture(scope="module")
def figures(seen: Frames, library: Frames) -> People:
    return measure(seen, library, request(minimum=3))


def test_people_of_one_name_are_told_apart(figures: People) -> None:
    directors = figures.roles[Role.DIRECTOR].most_watched

    assert [(row.id, row.films, row.mean) for row in directors if row.name == "Sam Woo"] == [(4, 2, 3.0), (5, 2, 2.75)]


def test_a_director_has_films_likes_hours_and_a_watchlist(figures: People) -> None:
    kubrick, varda, *_ = figures.roles[Role.DIRECTOR].most_watched

    assert (kubrick.name, kubrick.films, kubrick.rated, kubrick.liked, kubrick.watchlist) == (
        "Stanley Kubrick", 10, 8, 1, 0,
    )  # fmt: skip
    # 25 x 120 minutes of the diary and 4 x 100 beside it.
    assert kubrick.hours == pytest.approx(3400 / 60)
    assert kubrick.filter == "person:2"
    # Film 6, seen and back on the watchlist, and 32 to 34.
    assert (varda.name, varda.watchlist) == ("Agnès Varda", 4)


def test_the_highest_rated_need_the_minimum_number_of_films(figures: People) -> None:
    ranked = figures.roles[Role.DIRECTOR].highest_rated
    prior = 5 * 88 / 26

    assert [row.name for row in ranked] == ["Agnès Varda", "Stanley Kubrick", "Claire Denis"]
    assert [row.fair for row in ranked] == pytest.approx([(prior + 22) / 10, (prior + 27) / 13, (prior + 15.5) / 11])


def test_each_role_has_its_people_and_its_coverage(figures: People) -> None:
    roles = figures.roles

    assert counted(roles[Role.ACTOR].most_watched) == [("Ann Lee", 4), ("Bo Ray", 2)]
    assert counted(roles[Role.WRITER].most_watched) == [("Agnès Varda", 3)]
    assert counted(roles[Role.CINEMATOGRAPHER].most_watched) == [("Cam", 3)]
    assert counted(roles[Role.COMPOSER].most_watched) == [("Tune", 2)]
    assert roles[Role.ACTOR].coverage == Coverage(4, 34)
    assert roles[Role.DIRECTOR].people == 6


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.FILMS, ["Stanley Kubrick", "Agnès Varda", "Claire Denis"]),
        (Order.RATING, ["Agnès Varda", "Ida Ek", "Stanley Kubrick"]),
        (Order.LIKES, ["Claire Denis", "Agnès Varda", "Stanley Kubrick"]),
        (Order.HOURS, ["Stanley Kubrick", "Claire Denis", "Agnès Varda"]),
    ],
)
def test_people_can_be_ranked_by_films_rating_likes_or_hours(
    seen: Frames, library: Frames, order: Order, names: list[str]
) -> None:
    assert [row.name for row in ranking(seen, library, Role.DIRECTOR, order, limit=3)] == names


def test_a_limit_keeps_the_best_of_a_long_tail(seen: Frames, library: Frames) -> None:
    assert counted(ranking(seen, library, Role.DIRECTOR, Order.FILMS, limit=1)) == [("Stanley Kubrick", 10)]
    assert counted(ranking(seen, library, Role.DIRECTOR, Order.FILMS, minimum=2, limit=50))[-1] == ("Sam Woo", 2)
