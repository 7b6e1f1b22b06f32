"""Keys are recognised as people paste them, and never shown."""

import pytest

from lbtui.tmdb.api_key import Key, KeyForm

V3 = "0123456789abcdef0123456789abcdef"
V4 = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.a-b_c"


@pytest.mark.parametrize(
    "text",
    [
        V3,
        f" {V3}\r\n",
        f'"{V3}"',
        f"“{V3}”",
        f"api_key={V3}",
        f"https://api.themoviedb.org/3/movie/550?api_key={V3}&language=en-US",
    ],
)
def test_an_api_key_is_found_in_what_was_pasted(text: str) -> None:
    key = Key.parse(text)
    assert (key.form, key.reveal()) == (KeyForm.V3, V3)


@pytest.mark.parametrize("text", [V4, f"Bearer {V4}", f"'bearer  {V4}'", f"Authorization: Bearer {V4}", f"{V4}=="])
def test_a_token_is_found_in_what_was_pasted(text: str) -> None:
    key = Key.parse(text)
    assert key.form is KeyForm.V4
    assert key.reveal().rstrip("=") == V4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ('  ""  ', "is empty"),
        ("Bearer ", "is empty"),
        (V3[:-1], "this one has 31"),
        (V3 * 2, "this one has 64"),
        ("my key", "not a TMDB key"),
        ("my long secret key", "not a TMDB key"),
        (f"{V4}\n{V4}", "not a TMDB key"),
        ("schlüsselschlüssel", "not a TMDB key"),
        ("short.one", "not a TMDB key"),
    ],
)
def test_what_can_be_no_key_is_refused_with_a_sentence_that_does_not_quote_it(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as raised:
        Key.parse(text)
    assert not text.strip(' "') or text.strip(' "') not in str(raised.value)


@pytest.mark.parametrize("text", [V3, V4])
def test_a_key_does_not_show_itself(text: str) -> None:
    key = Key.parse(text)
    assert text not in f"{key} {key!r} {key.form}"
    assert key == Key.parse(f" {text}")
