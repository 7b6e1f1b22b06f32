"""Posters: fetched once, kept within a limit, and never in the way of anything else."""

import os
from collections.abc import Mapping
from pathlib import Path

from lbtui.services.posters import Posters, size_for
from lbtui.tmdb.client import Client, handler_transport
from tests.tmdb.clients import client_for

_BASE = "https://images.example/t/p/"


class Images:
    """A TMDB that has these pictures."""

    def __init__(self, **pictures: bytes) -> None:
        self.pictures = pictures
        self.asked: list[str] = []
        self.clients = 0
        self._client = client_for("https://tmdb.example/3", transport=handler_transport(self.answer))

    async def answer(self, path: str, params: Mapping[str, str]) -> tuple[int, object]:
        self.asked.append(path)
        if path.endswith("/configuration"):
            return 200, {"images": {"base_url": _BASE, "secure_base_url": _BASE, "poster_sizes": ["w185"]}}
        picture = self.pictures.get(path.rpartition("/")[2].partition(".")[0])
        return (200, picture) if picture else (404, {})

    async def connect(self) -> Client:
        self.clients += 1
        return self._client


async def _without_key() -> None:
    return None


async def test_a_poster_is_fetched_once_and_then_comes_from_the_folder(tmp_path: Path) -> None:
    images = Images(one=b"jpeg")
    posters = Posters(tmp_path / "posters", images.connect)
    assert posters.kept("/one.jpg") is None
    assert await posters.get("/one.jpg") == b"jpeg"
    assert await posters.get("/one.jpg") == posters.kept("/one.jpg") == b"jpeg"
    assert images.asked == ["/3/configuration", "/t/p/w185/one.jpg"]

    assert await Posters(tmp_path / "posters", _without_key).get("/one.jpg") == b"jpeg"


async def test_a_larger_size_is_another_file_and_where_none_are_wanted_nothing_is_asked(tmp_path: Path) -> None:
    assert [size_for(pixels) for pixels in (28, 185, 256, 342, 576, 2000)] == [
        *("w185", "w185", "w342", "w342", "w500", "w500")
    ]
    images, wanted = Images(one=b"jpeg"), [True]
    posters = Posters(tmp_path / "posters", images.connect, wanted=lambda: wanted[0])
    await posters.get("/one.jpg")
    assert posters.kept("/one.jpg", "w342") is None
    assert await posters.get("/one.jpg", "w342") == posters.kept("/one.jpg", "w342") == b"jpeg"
    assert images.asked[1:] == ["/t/p/w185/one.jpg", "/t/p/w342/one.jpg"]

    wanted[0] = False
    assert await posters.get("/one.jpg") is await posters.get("/two.jpg") is posters.kept("/one.jpg") is None
    assert len(images.asked) == 3
    # A picture to be shared is no picture in the terminal.
    assert await posters.get("/one.jpg", always=True) == b"jpeg"


async def test_without_a_key_or_a_path_there_is_no_poster(tmp_path: Path) -> None:
    posters = Posters(tmp_path, _without_key)
    assert await posters.get("/one.jpg") is None
    assert await posters.get(None) is None


async def test_a_picture_that_tmdb_does_not_have_is_asked_for_once(tmp_path: Path) -> None:
    images = Images()
    posters = Posters(tmp_path, images.connect)
    assert await posters.get("/none.jpg") is None
    assert await posters.get("/none.jpg") is None
    assert images.asked.count("/t/p/w185/none.jpg") == 1


async def test_a_path_that_leads_elsewhere_is_never_opened_nor_asked_for(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"mine")
    images = Images()
    posters = Posters(tmp_path / "posters", images.connect)
    for path in ("/../secret.jpg", "/w185-../secret.jpg", "secret.jpg", "/a/b.jpg", "//x.jpg", "/x.jpg?y", "/x\n.jpg"):
        assert await posters.get(path) is None
    assert images.clients == 0


async def test_the_folder_keeps_within_its_limit_and_the_least_recently_seen_go_first(tmp_path: Path) -> None:
    images = Images(new=b"n" * 400)
    for number, name in enumerate(("old", "older", "seen")):
        file = tmp_path / f"w185-{name}.jpg"
        file.write_bytes(b"x" * 400)
        os.utime(file, (1000 - number, 1000 - number))
    posters = Posters(tmp_path, images.connect, limit=1000)
    assert posters.kept("/seen.jpg")
    await posters.get("/new.jpg")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["w185-new.jpg", "w185-seen.jpg"]


async def test_a_folder_that_cannot_be_written_costs_only_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "posters").write_text("a file in the way")
    posters = Posters(tmp_path / "posters", Images(one=b"jpeg").connect)
    assert await posters.get("/one.jpg") == b"jpeg"
