"""The settings file: the member's own comments and order stay when one value is changed."""

from pathlib import Path

import pytest

from lbtui.config import Settings, load_settings, save_setting


def test_a_new_file_explains_every_setting_and_sets_one(tmp_path: Path) -> None:
    path = tmp_path / "lbtui" / "config.toml"
    save_setting(path, "theme", "nord")
    text = path.read_text()
    assert load_settings(path) == (Settings(theme="nord"), ())
    assert "# rate = 38" in text
    assert "# Language of titles" in text


def test_hand_written_lines_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# my own\nrate = 20   # slow line\ntheme = "nord"\n\n# later\n')
    save_setting(path, "rate", 5.5)
    assert path.read_text() == '# my own\nrate = 5.5   # slow line\ntheme = "nord"\n\n# later\n'


def test_a_list_over_several_lines_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('columns = [\n  "title",\n  "year",\n]\nrate = 20\n')
    save_setting(path, "columns", ("title", "rating"))
    assert load_settings(path)[0] == Settings(columns=("title", "rating"), rate=20)


def test_a_setting_that_the_file_lacks_is_added_outside_of_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[other]\nx = 1\n")
    save_setting(path, "language", "fr")
    assert load_settings(path)[0].language == "fr"


@pytest.mark.parametrize("text", ["theme = [broken\n", 'rate = """\n20"""\n'])
def test_a_file_that_cannot_be_changed_safely_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"config\.toml"):
        save_setting(path, "rate", 5.0)
    assert path.read_text() == text


def test_quotes_and_backslashes_in_a_text_survive(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    save_setting(path, "theme", 'a"b\\c')
    assert load_settings(path)[0].theme == 'a"b\\c'
