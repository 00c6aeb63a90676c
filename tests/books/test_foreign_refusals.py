"""What cannot be read or written safely is refused in one clear sentence, and nothing changes."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from okrsheet.books.book import (
    AppendRows,
    BookError,
    CellChange,
    ColumnLook,
    Edit,
    FillTable,
    SetCells,
    SetColumn,
)
from okrsheet.books.file import FileBook
from tests.books.foreign import DRIVERS, READINGS, Grid, tables_only
from tests.books.foreign_compare import cells, part
from tests.books.foreign_edits import APPEND, FINDINGS, FOUND, KPI_NAME, PLAIN, ROLL_UP, apply
from tests.books.foreign_package import Package, sheet_part, table_part
from tests.books.foreign_parts import plain_package, rich_package
from tests.books.foreign_refused import UNREADABLE, signed


def everything(folder: Path) -> dict[str, bytes | None]:
    """All files below a folder with their bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def assert_is_clear(error: BookError, *words: str, path: Path) -> None:
    """What, where and what to do, in one line that a planner understands."""
    for said in (error.what, error.where, error.fix):
        assert said.strip() == said != ""
        assert "\n" not in said
        assert not any(jargon in said for jargon in ("Traceback", "Error(", "Exception", "0x"))
    assert error.fix.endswith(".")
    assert path.name in str(error)
    for word in words:
        assert word in str(error)


def refusal(path: Path, edits: tuple[Edit, ...]) -> BookError:
    """The error of applying edits, with a proof that it changed nothing."""
    before = everything(path.parent)
    book = FileBook(path)
    book.read()
    with pytest.raises(BookError) as caught:
        book.apply(edits)
    assert everything(path.parent) == before
    return caught.value


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_no_readable_workbook_is_refused_in_a_sentence(kind, tmp_path):
    path = tmp_path / "plan.xlsx"
    UNREADABLE[kind](path)
    before = everything(tmp_path)
    with pytest.raises(BookError) as caught:
        FileBook(path).read()
    assert_is_clear(caught.value, path=path)
    assert everything(tmp_path) == before


def test_what_is_refused_tells_an_old_workbook_from_an_encrypted_one(tmp_path):
    said = {}
    for kind in ("an old .xls renamed", "an encrypted workbook"):
        path = tmp_path / "plan.xlsx"
        UNREADABLE[kind](path)
        with pytest.raises(BookError) as caught:
            FileBook(path).read()
        said[kind] = str(caught.value).lower()
    assert "password" in said["an encrypted workbook"]
    assert ".xls" in said["an old .xls renamed"]
    assert "password" not in said["an old .xls renamed"]


def test_the_unreadable_files_are_what_they_say(tmp_path):
    path = tmp_path / "plan.xlsx"
    UNREADABLE["a member that stands twice"](path)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.namelist().count(sheet_part("Readings")) == 2
    UNREADABLE["an encrypted workbook"](path)
    assert "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def test_a_signed_workbook_is_read_but_not_written(tmp_path):
    path = signed().save(tmp_path / "plan.xlsx")
    assert len(FileBook(path).read().tables) == 8
    assert_is_clear(refusal(path, ROLL_UP), "sign", path=path)


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_not_written(lock, tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    (tmp_path / lock).write_bytes(b"\x03Ann")
    assert_is_clear(refusal(path, ROLL_UP), "open", path=path)


def test_the_lock_that_counts_is_that_of_the_file_written_to(tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    out = tmp_path / "out.xlsx"
    (tmp_path / "~$out.xlsx").write_bytes(b"\x03Ann")
    book = FileBook(path, out)
    book.read()
    with pytest.raises(BookError):
        book.apply(ROLL_UP)
    assert not out.exists()


def test_a_file_that_changed_since_it_was_read_is_not_written(tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    book = FileBook(path)
    book.read()
    rich_package().save(path)
    before = everything(tmp_path)
    with pytest.raises(BookError) as caught:
        book.apply(ROLL_UP)
    assert_is_clear(caught.value, path=path)
    assert everything(tmp_path) == before


def test_a_cell_that_does_not_hold_what_was_read_is_not_changed(tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    change = CellChange(1, "K2", "New value", 14.0, None)
    assert_is_clear(refusal(path, (SetCells("KPIs", (change,)),)), "U7", path=path)


BELOW = {
    "text": ('<c r="C12" t="inlineStr"><is><t>Sources</t></is></c>', "C12"),
    "a formula without a value": ('<c r="G13"><f>NA()</f></c>', "G13"),
}


def with_row(package: Package, cell: str, row: int) -> Package:
    """The package with one more row below the readings."""
    added = f'<row r="{row}">{cell}</row></sheetData>'
    package.edit(sheet_part("Readings"), "</sheetData>", added)
    return package


@pytest.mark.parametrize("what", BELOW)
def test_a_table_does_not_grow_over_what_stands_below(what, tmp_path):
    cell, place = BELOW[what]
    path = with_row(plain_package(), cell, int(place[1:])).save(tmp_path / "plan.xlsx")
    assert_is_clear(refusal(path, (APPEND,)), place, "Readings", path=path)


def test_a_table_does_not_grow_into_merged_cells(tmp_path):
    package = plain_package()
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="B12:C12"/></mergeCells>'
    package.edit(sheet_part("Readings"), "</sheetData>", merged)
    path = package.save(tmp_path / "plan.xlsx")
    assert_is_clear(refusal(path, (APPEND,)), "B12", path=path)


def test_a_table_does_not_grow_into_another(tmp_path):
    below = Grid("Drivers", "Readings", 12, 3, DRIVERS.headers, DRIVERS.rows)
    path = Package(tables_only(READINGS, below)).save(tmp_path / "plan.xlsx")
    assert_is_clear(refusal(path, (APPEND,)), "Readings", path=path)


def test_a_table_does_not_grow_over_its_totals(tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    edit = AppendRows("Actions", ("ID", "Action"), (("A3", "Hire a barista"),))
    assert_is_clear(refusal(path, (edit,)), "Actions", path=path)


def test_a_table_does_not_grow_off_the_sheet(tmp_path):
    package = plain_package()
    shift = 1_048_576 - READINGS.last_row
    text = package.parts[sheet_part("Readings")].decode()
    for row in range(READINGS.last_row, READINGS.row - 1, -1):
        text = text.replace(f'<row r="{row}"', f'<row r="{row + shift}"')
        for letter in "ABCDEFG":
            text = text.replace(f'"{letter}{row}"', f'"{letter}{row + shift}"')
    package.parts[sheet_part("Readings")] = text.encode()
    moved = f"A{READINGS.row + shift}:G1048576"
    package.edit(table_part("Readings"), READINGS.ref, moved, count=2)
    path = package.save(tmp_path / "plan.xlsx")
    assert_is_clear(refusal(path, (APPEND,)), "Readings", path=path)


def test_cells_of_ours_that_are_merged_are_not_written(tmp_path):
    package = plain_package()
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="G6:G7"/></mergeCells>'
    package.edit(sheet_part("Readings"), "</sheetData>", merged)
    path = package.save(tmp_path / "plan.xlsx")
    error = refusal(path, (SetColumn("Readings", KPI_NAME, ("x",) * 6),))
    assert_is_clear(error, "G6", path=path)


def array_in_ours(package: Package) -> Package:
    """An array formula over two cells of a column of ours."""
    array = '<c r="G6"><f t="array" ref="G6:G7">C5:C6*2</f><v>48</v></c>'
    text = package.parts[sheet_part("Readings")].decode()
    start = text.index('<c r="G6"')
    end = text.index("</c>", start) + len("</c>")
    package.parts[sheet_part("Readings")] = (text[:start] + array + text[end:]).encode()
    return package


def test_an_array_formula_over_cells_of_ours_is_refused_or_goes_as_a_whole(tmp_path):
    path = array_in_ours(plain_package()).save(tmp_path / "plan.xlsx")
    before = everything(tmp_path)
    book = FileBook(path)
    book.read()
    try:
        book.apply([SetColumn("Readings", ColumnLook("KPI name", 9, PLAIN), ("x",) * 6)])
    except BookError as error:
        assert_is_clear(error, "G6", path=path)
        assert everything(tmp_path) == before
    else:
        assert b't="array"' not in part(path, sheet_part("Readings"))


def test_an_array_formula_in_one_cell_of_ours_goes_with_its_marks(tmp_path, judge):
    package = rich_package()
    text = package.parts[sheet_part("Readings")].decode()
    array = '<c r="G5" cm="1" t="str"><f t="array" ref="G5">_xlfn.UNIQUE(A5:A6)</f><v>K1</v></c>'
    text = re.sub(r'<c r="G5" t="s"><v>\d+</v></c>', array, text)
    package.parts[sheet_part("Readings")] = text.encode()
    path = package.save(tmp_path / "plan.xlsx")
    assert b'<c r="G5" cm="1"' in part(path, sheet_part("Readings"))
    apply(path, SetColumn("Readings", ColumnLook("KPI name", 9, PLAIN), ("x",) * 6))
    written = cells(part(judge(path), sheet_part("Readings")))["G5"]
    assert b"cm=" not in written
    assert b"array" not in written


def test_an_array_formula_that_only_begins_in_ours_is_never_cut(tmp_path):
    package = array_in_ours(plain_package())
    package.edit(sheet_part("Readings"), 'ref="G6:G7"', 'ref="G6:H7"')
    path = package.save(tmp_path / "plan.xlsx")
    edit = SetColumn("Readings", ColumnLook("KPI name", 9, PLAIN), ("x",) * 6)
    assert_is_clear(refusal(path, (edit,)), "G6", path=path)


def test_a_users_sheet_of_the_same_name_is_not_written_over(tmp_path):
    package = rich_package()
    package.edit("xl/workbook.xml", 'name="Mein Blatt"', 'name="findings"')
    path = package.save(tmp_path / "plan.xlsx")
    before = cells(part(path, "xl/worksheets/sheet6.xml"))
    book = FileBook(path)
    book.read()
    try:
        book.apply([FillTable(FINDINGS, FOUND, ("Code", "Message"))])
    except BookError as error:
        assert_is_clear(error, path=path)
    assert before.items() <= cells(part(path, "xl/worksheets/sheet6.xml")).items()


def test_after_a_refusal_the_same_book_still_writes_what_it_can(tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    wrong = SetCells("KPIs", (CellChange(1, "K2", "New value", 14.0, None),))
    refusal(path, (wrong,))
    book = FileBook(path)
    book.read()
    rows = (("K1", datetime(2026, 6, 30), 17.0),)
    book.apply([AppendRows("Readings", ("KPI", "Date", "Value"), rows)])
    assert book.changed
