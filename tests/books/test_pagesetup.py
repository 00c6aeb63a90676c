"""How sheets of ours are set out, by hand."""

from okrsheet.books.book import ColumnLook, SheetLook, Style
from okrsheet.books.pagesetup import pages_wide, print_titles, title_columns, top_heights

PLAIN = Style("plain")


def look(*widths, title="Test", note="", header_row=4, freeze=0, landscape=True, hidden=()):
    columns = (
        ColumnLook(str(at), width, PLAIN, hidden=at in hidden) for at, width in enumerate(widths)
    )
    return SheetLook(
        title,
        title,
        note,
        tuple(columns),
        header_row,
        freeze_columns=freeze,
        landscape=landscape,
    )


def test_a_sheet_takes_as_many_pages_across_as_it_has_readable_lines():
    # A landscape line holds 200 characters, a portrait one 135.
    assert pages_wide(look(100, 100)) == 1
    assert pages_wide(look(100, 101)) == 2
    assert pages_wide(look(100, 36, landscape=False)) == 2


def test_frozen_columns_take_their_room_on_every_page():
    # 300 characters beside 50 frozen ones, 150 of them on each page: two; 301 take three.
    assert pages_wide(look(50, 150, 150, freeze=1)) == 2
    assert pages_wide(look(50, 150, 151, freeze=1)) == 3


def test_hidden_columns_take_no_room():
    assert pages_wide(look(100, 100, 100, hidden=(1,))) == 1


def test_owner_header_and_frozen_columns_stand_on_every_page():
    assert print_titles(look(9, 9, freeze=2)) == "'Test'!$3:$4,'Test'!$A:$B"


def test_a_sheet_without_frozen_columns_repeats_rows_only():
    assert title_columns(look(9)) is None
    assert print_titles(look(9, title="Bob's")) == "'Bob''s'!$3:$4"


def test_the_heading_the_owner_and_the_header_are_taller():
    assert top_heights(look(9, note="One line.")) == {1: 30, 3: 22, 4: 32}


def test_steps_stand_farther_apart_than_a_note():
    assert top_heights(look(9, note="1\n2\n3", header_row=6)) == {
        **{1: 30, 2: 19, 3: 19, 4: 19},
        **{5: 22, 6: 32},
    }
