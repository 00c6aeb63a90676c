import pytest

from okrsheet.books import usualrows
from okrsheet.books.usualrows import Contents, Unusual, UsualRows, contents

ROWS = (
    b'<row r="2" spans="1:3"><c r="A2" s="1"/><c r="C2" t="s"><v>4</v></c></row>'
    b'<row r="3"/><row r="5"></row><row r="9"><c r="B9"><v>7</v></c></row>'
)
TAKEN_APART = [
    (2, (1, 3), (b' s="1"/>', b' t="s"><v>4</v></c>')),
    (3, (), ()),
    (5, (), ()),
    (9, (2,), (b"><v>7</v></c>",)),
]


def rows(markup):
    return UsualRows(b"<sheetData>" + markup, 11, 11 + len(markup), b"")


def test_rows_are_taken_apart_into_places_and_what_stands_there():
    assert list(rows(ROWS)) == TAKEN_APART
    assert list(rows(b"")) == []


def test_many_rows_are_taken_apart_again_each_time(monkeypatch):
    monkeypatch.setattr(usualrows, "KEPT", 10)
    some = rows(ROWS)
    assert list(some) == list(some) == TAKEN_APART


def test_long_rows_are_read_like_others():
    value = b"x" * usualrows.LONGEST_ROW
    cells = b'<c r="A1" t="str"><v>%s</v></c>' % value
    assert list(rows(b'<row r="1">%s</row>' % cells)) == [
        (1, (1,), (b' t="str"><v>%s</v></c>' % value,))
    ]


@pytest.mark.parametrize(
    "markup",
    [
        b'<row r="2"/><row r="2"/>',
        b'<row r="1"><c r="B1"/><c r="A1"/></row>',
        b'<row r="1"><c r="A1"/>',
        b'<row r="1"/></row>',
        b'<row r="1"/><c r="A1"/></row>',
        b'<row r="1"><c r="A1"><c r="B1"/></c></row>',
        b'<row r="1" ht="a > b"/>',
        b' <row r="1"/>',
        b"other",
    ],
)
def test_rows_that_are_not_as_programs_write_them_are_left_to_others(markup):
    with pytest.raises(Unusual):
        rows(markup)


def test_what_a_cell_holds_is_told_by_its_markup():
    known = contents(b"")
    assert known[b' s="3" t="str"><f>A1&amp;""</f><v>x</v></c>'] == (
        3, "str", b'<f>A1&amp;""</f>', b"x", b'<f>A1&amp;""</f>',
    )  # fmt: skip
    assert known[b"/>"] == (0, "n", b"", b"", b"")


def test_no_more_is_kept_of_cells_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(usualrows, "MOST_CELLS", 3)
    known = Contents(usualrows.patterns(b""))
    for number in range(10):
        assert known[b"><v>%d</v></c>" % number][3] == b"%d" % number
    assert known[b"><v>%s</v></c>" % (b"9" * 2000)][3] == b"9" * 2000
    assert len(known) == 1
