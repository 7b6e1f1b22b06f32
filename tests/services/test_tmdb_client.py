"""Finding the key, and the client that it opens."""

from pathlib import Path

import pytest

from lbtui.config import Paths, Settings, find_paths, save_key
from lbtui.model.enums import Kind
from lbtui.services.tmdb_client import find_key, open_client
from lbtui.tmdb.api_key import Key
from tests.tmdb.catalogue import Film
from tests.tmdb.server import KEY, FakeTmdb

OTHER = KEY[::-1]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths(tmp_path)._replace(config=tmp_path / "config")


def test_the_environment_goes_before_the_key_file(paths: Paths) -> None:
    assert find_key({}, paths) is None
    save_key(paths, OTHER)
    assert find_key({}, paths) == Key.parse(OTHER)
    assert find_key({"TMDB_API_KEY": KEY}, paths) == Key.parse(KEY)


def test_text_that_is_no_key_is_told_with_its_place_and_not_quoted(paths: Paths) -> None:
    with pytest.raises(ValueError, match=r"^TMDB_API_KEY: ") as error:
        find_key({"TMDB_API_KEY": "abcdef"}, paths)
    assert "abcdef" not in str(error.value)

    save_key(paths, "abcdef")
    with pytest.raises(ValueError, match="tmdb-key: "):
        find_key({}, paths)


async def test_a_client_asks_where_the_settings_say() -> None:
    async with FakeTmdb([Film(7, "Cléo")]) as tmdb:
        async with open_client(Settings(tmdb_url=tmdb.url, language="fr"), Key.parse(KEY)) as client:
            assert (await client.details(Kind.MOVIE, 7)).title == "Cléo"
        assert "language=fr" in next(iter(tmdb.answered))


async def test_the_demo_asks_nobody_on_the_network() -> None:
    async with FakeTmdb() as tmdb:
        async with open_client(Settings(tmdb_url=tmdb.url), None, demo=True) as client:
            await client.check_key()
            assert (await client.search(Kind.MOVIE, "Stalker")).results
        assert not tmdb.count


def test_without_a_key_there_is_no_client() -> None:
    with pytest.raises(ValueError, match="no TMDB key"):
        open_client(Settings(), None)
