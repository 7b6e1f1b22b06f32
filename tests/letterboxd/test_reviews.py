"""Reviews as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbtui.letterboxd.reviews import StyledText, plain, spans


def test_italics_bold_and_links() -> None:
    assert spans('A <i>b <strong>c</strong></i> <a href="https://x.org/?a=1&amp;b">d</a>.') == [
        StyledText("A "),
        StyledText("b ", italic=True),
        StyledText("c", italic=True, bold=True),
        StyledText(" "),
        StyledText("d", link="https://x.org/?a=1&b"),
        StyledText("."),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one\n\ntwo", "one\n\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>\nthree", "one\ntwo\n\nthree"),
        ("one\n\n\n\n\ntwo\n", "one\n\ntwo"),
        ("<blockquote>to be\nor</blockquote>yes", "> to be\n> or\n\nyes"),
        ("it&#39;s &lt;i&gt; &amp;amp;", "it's <i> &amp;"),
        ("I <3 this, 1 < 2 > 0", "I <3 this, 1 < 2 > 0"),
        ("[/b] not bold [red]", "[/b] not bold [red]"),
        ("</i></b></blockquote>x<i>y", "xy"),
        ("<u>x</u><!-- y -->", "x"),
        ("<![CDATA[ x ]]>", "<![CDATA[ x ]]>"),
        ("", ""),
    ],
)
def test_text(html: str, text: str) -> None:
    assert plain(html) == text


def test_entities_bring_no_control_characters_in() -> None:
    assert plain("&#27;[2Ja&#x202e;b&#0;") == "[2Jab\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "", "//x.org"])
def test_only_web_addresses_are_links(href: str) -> None:
    assert spans(f'<a href="{href}">x</a>') == [StyledText("x")]


pieces = st.sampled_from(["<i>", "</i>", "<a href='", "<blockquote>", "<p", ">", "&lt;", "&#x1b;", "\n", "x ", "<!["])


@given(st.lists(pieces | st.text(max_size=5)).map("".join))
def test_any_html_gives_clean_text(html: str) -> None:
    text = plain(html)
    assert "\x1b" not in text
    assert "\n\n\n" not in text


def test_tags_that_never_end_take_no_time() -> None:
    assert plain("<a " * 200_000).startswith("<a <a")
