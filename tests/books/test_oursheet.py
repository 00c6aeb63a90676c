"""A sheet of ours that is there already is found, kept right, and grown from older versions."""

from dataclasses import replace

import openpyxl
import pytest

from okrsheet.books.book import (
    BlockRow,
    BookError,
    ColumnLook,
    FillBlock,
    Formula,
    SheetLook,
    Style,
)
from tests.books.plain import plan, write

PLAIN = Style("plain")
COLUMNS = tuple(ColumnLook(header, 20, PLAIN) for header in ("Node", "Score", "Due"))
TREE = SheetLook("Tree", "The tree", "All of it", COLUMNS, protected=True)
OLD = replace(TREE, heading="Old", note="Before", columns=(COLUMNS[0], COLUMNS[2]))


def block(look, *names):
    rows = (((name, PLAIN), *((0.5, PLAIN) for _ in look.columns[1:])) for name in names)
    return FillBlock(look, tuple(BlockRow(row) for row in rows))


def tree(path):
    return openpyxl.load_workbook(path)["Tree"]


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def changed(path, work):
    """Let openpyxl change the workbook as somebody else would."""
    book = openpyxl.load_workbook(path)
    work(book["Tree"])
    book.save(path)


def test_a_sheet_of_an_older_version_gets_all_columns_and_says_so(path, judge):
    write(path, block(OLD, "a", "b"))
    write(path, block(TREE, "a"))
    judge(path)
    sheet = tree(path)
    assert [cell.value for cell in sheet[4]] == ["Node", "Score", "Due"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("The tree", "All of it")
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [20, 20, 20]


def test_the_widths_beside_ours_stay(path):
    write(path, block(OLD, "a"))
    changed(path, lambda sheet: setattr(sheet.column_dimensions["E"], "width", 33))
    write(path, block(TREE, "a"))
    assert tree(path).column_dimensions["E"].width == 33


def test_widths_that_a_user_chose_stay_while_the_columns_are_the_same(path):
    write(path, block(TREE, "a"))
    changed(path, lambda sheet: setattr(sheet.column_dimensions["B"], "width", 33))
    write(path, block(TREE, "b"))
    assert tree(path).column_dimensions["B"].width == 33


def test_a_sheet_with_other_headers_is_not_ours(path):
    write(path, block(TREE, "a"))
    changed(path, lambda sheet: sheet.__setitem__("B4", "My notes"))
    before = path.read_bytes()
    with pytest.raises(BookError, match="its headers are others"):
        write(path, block(TREE, "b"))
    assert path.read_bytes() == before


def test_a_sheet_without_print_titles_gets_them(path):
    write(path, block(TREE, "a"))
    changed(path, lambda sheet: setattr(sheet, "print_title_rows", None))
    write(path, block(TREE, "b"))
    assert tree(path).print_title_rows == "$3:$4"


def test_print_titles_that_a_user_chose_stay(path):
    write(path, block(TREE, "a"))
    changed(path, lambda sheet: setattr(sheet, "print_title_rows", "1:4"))
    write(path, block(TREE, "b"))
    assert tree(path).print_title_rows == "$1:$4"


def test_whose_plan_it_is_is_said_anew_at_every_write(path):
    for name in ("Tidewell", "Harbour"):
        write(path, block(replace(TREE, owner=Formula(f'"{name}"', name)), "a"))
    assert tree(path)["A3"].value == '="Harbour"'


def test_the_steps_on_a_hidden_sheet_may_be_other_ones(path):
    hidden = replace(TREE, is_hidden=True)
    steps = (COLUMNS[0], *(ColumnLook(header, 12, PLAIN) for header in ("Weight", "Depth")))
    write(path, block(hidden, "a"))
    write(path, block(replace(hidden, columns=steps), "a"))
    assert [cell.value for cell in tree(path)[4]] == ["Node", "Weight", "Depth"]


@pytest.mark.parametrize("names", [("a",), ("a", "b", "c"), ()])
def test_the_filter_follows_the_block(path, judge, names):
    look = replace(TREE, filtered=True)
    write(path, block(look, "a", "b"))
    write(path, block(look, *names))
    area = f"A4:C{4 + max(1, len(names))}"
    judge(path)
    book = openpyxl.load_workbook(path)
    assert book["Tree"].auto_filter.ref == area
    hidden = book["Tree"].defined_names.get("_xlnm._FilterDatabase")
    assert hidden is None or hidden.hidden


def test_what_is_filtered_stays_so(path):
    look = replace(TREE, filtered=True)
    write(path, block(look, "a", "b"))
    changed(path, lambda sheet: sheet.auto_filter.add_filter_column(0, ["a"]))
    write(path, block(look, "a", "b", "c"))
    sheet = tree(path)
    assert sheet.auto_filter.ref == "A4:C7"
    assert sheet.auto_filter.filterColumn[0].filters.filter == ["a"]


def test_the_same_block_again_changes_nothing(path):
    look = replace(TREE, filtered=True, owner=Formula('"Tidewell"', "Tidewell"))
    write(path, block(look, "a", "b"))
    assert not write(path, block(look, "a", "b"))


def test_a_sheet_without_headers_is_told_by_its_heading_and_note(path):
    bare = replace(TREE, columns=())
    write(path, FillBlock(bare, ()))
    assert not write(path, FillBlock(bare, ()))
    with pytest.raises(BookError, match="not okrsheet's own sheet"):
        write(path, FillBlock(replace(bare, note="Something else"), ()))


def printed(path):
    return tree(path).print_area.replace("$", "").split("!")[-1]


def test_a_block_prints_from_its_heading_to_its_last_row_without_hidden_columns(path):
    hidden = replace(TREE, columns=(*COLUMNS, ColumnLook("Place", 9, PLAIN, hidden=True)))
    write(path, block(hidden, "One", "Two", "Three"))
    assert printed(path) == "A1:C7"


def test_what_a_block_prints_follows_its_rows(path):
    write(path, block(TREE, "One"))
    write(path, block(TREE, "One", "Two"))
    assert printed(path) == "A1:C6"


def test_an_area_that_somebody_chose_to_print_stays(path):
    write(path, block(TREE, "One"))

    def choose(sheet):
        sheet.print_area = "A1:A3"

    changed(path, choose)
    write(path, block(TREE, "One", "Two"))
    assert printed(path) == "A1:A3"
