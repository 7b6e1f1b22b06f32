"""Records of a table: what is sound is read as it was written, what is damaged costs itself alone."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbtui.letterboxd.csv_text import LONGEST, encoding_of, records

cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20)
rows = st.lists(st.lists(cells, min_size=2, max_size=4).filter(lambda row: any(cell.strip() for cell in row)))


def read(text: str) -> list[list[str]]:
    return [record.cells for record in records(text.encode(), "utf-8", ",") if not record.damage]


@given(rows, st.sampled_from(["\r\n", "\n"]))
def test_what_csv_writes_is_read_back(written: list[list[str]], newline: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(written)
    assert read(out.getvalue()) == written


marks = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"D\0a\0t\0e\0,\0"])


@given(marks, st.binary(max_size=300), st.sampled_from(",;\t"))
def test_any_bytes_give_records(mark: bytes, rest: bytes, delimiter: str) -> None:
    data = mark + rest
    assert all(record.line > 0 for record in records(data, encoding_of(data).codec, delimiter))


@given(st.text('",\r\n1a', max_size=60))
def test_any_muddle_of_quotes_gives_records(text: str) -> None:
    read(text)


def test_lines_are_counted_through_cells_of_several_lines() -> None:
    found = list(records(b'a,b\r\n"1\r\n\r\n2",x\r\nc,d\r\n', "utf-8", ","))
    assert [record.line for record in found] == [1, 2, 5]


def test_a_quote_that_is_never_closed_costs_its_own_row() -> None:
    text = 'h,i\n2024-01-01,"oops\n2024-01-02,b\n2024-01-03,c\n'
    found = list(records(text.encode(), "utf-8", ","))
    assert [record.line for record in found if record.damage] == [2]
    assert [(record.line, record.cells[1]) for record in found if not record.damage] == [(1, "i"), (3, "b"), (4, "c")]


def test_an_endless_cell_costs_its_own_row() -> None:
    for newline in ("", "\n"):
        text = f'a,b\n"{("x" * 100 + newline) * (LONGEST // 50)}",1\nc,d\n'
        found = list(records(text.encode(), "utf-8", ","))
        assert [(record.line, bool(record.damage)) for record in found if record.damage] == [(2, True)]
        assert [record.cells for record in found if not record.damage] == [["a", "b"], ["c", "d"]]


def test_an_endless_table_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lbtui.letterboxd.csv_text.LINES", 3)
    found = list(records(b"a,b\n" * 9, "utf-8", ","))
    assert [(record.line, bool(record.damage)) for record in found] == [(1, False), (2, False), (3, False), (4, True)]


def test_a_quote_inside_a_plain_cell_is_a_letter() -> None:
    assert read('12" vinyl,x\nc,d\n') == [['12" vinyl', "x"], ["c", "d"]]
