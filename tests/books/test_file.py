import shutil
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.table import Table as ExcelTable

from okrsheet.books.book import (
    UNCALCULATED,
    AppendRows,
    BlockRow,
    BookError,
    CellChange,
    ColumnLook,
    FillBlock,
    FillTable,
    Formula,
    SetCells,
    SetColumn,
    SheetLook,
    Style,
    Tell,
)
from okrsheet.books.file import FileBook
from tests.books.plain import LIVE, SCORE, column, plan, rows, snapshot, write

PLAIN = Style("plain")
DAY = datetime(2026, 3, 1, 12)
FINDINGS = SheetLook(
    "Findings",
    "Findings",
    "What was found.\nClick to go there.",
    (ColumnLook("Code", 8, PLAIN, True), ColumnLook("ID", 10, PLAIN, True)),
    table="Findings",
)
CASCADE = SheetLook(
    "Cascade", "Cascade", "", (ColumnLook("Node", 30, PLAIN), ColumnLook("Score", 9, PLAIN))
)


def change(row, header, old, new):
    return SetCells("KPIs", (CellChange(row, None, header, old, new),))


def test_a_workbook_is_read_with_its_tables_sheets_and_values(tmp_path):
    read = snapshot(plan(tmp_path / "plan.xlsx"))
    table = read.table("kpis")
    assert read.name == "plan.xlsx" and read.sheets == ("KPIs", "Notes")
    assert (table.sheet, table.row, table.column) == ("KPIs", 4, 2)
    assert table.rows[0] == ("K1", "Churn", 12.5, datetime(2026, 6, 30), None, "a")
    assert table.rows[3] == (None,) * 6


@pytest.mark.parametrize(
    "value",
    [
        1.25,
        "new",
        " both ends ",
        "=1+1",
        "+49 30",
        "-",
        "@all",
        True,
        datetime(2026, 3, 1, 12),
        None,
    ],
)
def test_a_cell_set_to_a_value_holds_just_that(tmp_path, judge, value):
    path = plan(tmp_path / "plan.xlsx")
    assert write(path, change(0, "KPI", "Churn", value))
    assert column(judge(path), "KPI")[0] == value
    assert not write(path, change(0, "KPI", value, value))


def test_text_that_looks_like_a_formula_is_quoted(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, change(0, "KPI", "Churn", "=1+1"))
    cell = load_workbook(path)["KPIs"]["C5"]
    assert cell.data_type == "s" and cell.quotePrefix


def test_a_number_over_quoted_text_is_no_longer_quoted(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, change(0, "KPI", "Churn", "=1+1"))
    write(path, change(0, "KPI", "=1+1", 2.0))
    assert not load_workbook(path)["KPIs"]["C5"].quotePrefix


def test_a_cell_that_was_changed_meanwhile_is_not_overwritten(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    before = path.read_bytes()
    with pytest.raises(BookError, match=r"cell C5.*'Churn'"):
        write(path, change(0, "KPI", "Other", "new"))
    assert path.read_bytes() == before


def test_rows_are_added_after_the_last_that_holds_something(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx", blank=1)
    new = tuple((f"N{at}", datetime(2026, 2, at)) for at in (1, 2, 3))
    write(path, AppendRows("KPIs", ("ID", "Due"), new), AppendRows("KPIs", ("ID",), (("N9",),)))
    assert column(judge(path), "ID") == ["K1", "K2", "K3", "N1", "N2", "N3", "N9"]
    assert column(path, "Due")[3:6] == [row[1] for row in new]
    assert load_workbook(path)["KPIs"].tables["KPIs"].ref == "B4:G11"


@pytest.mark.parametrize("place", ["B9", "G10"])
def test_rows_are_not_added_over_what_stands_below(tmp_path, place):
    path = plan(tmp_path / "plan.xlsx", blank=1)
    book = load_workbook(path)
    book["KPIs"][place] = "mine"
    book.save(path)
    with pytest.raises(BookError, match=place):
        write(path, AppendRows("KPIs", ("ID",), (("N1",), ("N2",), ("N3",))))


def test_a_computed_column_takes_its_values_and_its_format(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    edit = SetColumn("KPIs", SCORE, (0.5, None, 1.0, None))
    assert write(path, edit)
    assert column(judge(path), "Score") == [0.5, None, 1.0, None]
    assert load_workbook(path)["KPIs"]["F5"].number_format == "0%"
    assert not write(path, edit)


def test_a_live_column_takes_its_formula_in_every_row(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    edit = SetColumn("KPIs", LIVE, (25.0, "", 6.0, ""))
    assert write(path, edit)
    table = snapshot(judge(path)).table("KPIs")
    assert table.formulas == {"Score": frozenset({0, 1, 2, 3})}
    assert [row[4] for row in table.rows] == [25.0, None, 6.0, None]
    assert load_workbook(path)["KPIs"]["F6"].value == "=KPIs[[#This Row],[Target]]*2"
    assert not write(path, edit)


def test_a_column_of_the_wrong_height_is_a_wrong_call(tmp_path):
    with pytest.raises(ValueError, match="has 4 rows, not 1"):
        write(plan(tmp_path / "plan.xlsx"), SetColumn("KPIs", SCORE, (1.0,)))


def test_a_column_or_table_that_is_not_there_is_left_out(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    missing = ColumnLook("Worst", 9, PLAIN)
    assert not write(path, SetColumn("KPIs", missing, (None,) * 4), SetColumn("No", missing, ()))


@pytest.mark.parametrize(
    "edit",
    [
        AppendRows("Readings", ("KPI",), (("K1",),)),
        AppendRows("KPIs", ("Worst",), (("x",),)),
        change(99, "KPI", None, "x"),
    ],
)
def test_an_entered_cell_that_is_not_there_is_named(tmp_path, edit):
    with pytest.raises(BookError, match=r"Readings|Worst|row 100"):
        write(plan(tmp_path / "plan.xlsx"), edit)


def test_the_members_that_no_edit_concerns_keep_their_bytes(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    before = FileBook(shutil.copy(path, tmp_path / "before.xlsx"))
    write(path, change(0, "KPI", "Churn", "new"))
    from okrsheet.books.archive import Archive

    old = Archive(before.path.read_bytes(), "old")
    new = Archive(path.read_bytes(), "new")
    touched = {name for name in old.members if old.raw(name) != new.raw(name)}
    assert touched == {"xl/worksheets/sheet1.xml"}
    assert list(new.members) == list(old.members)


def test_a_table_of_ours_is_made_filled_and_shrunk(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    many = tuple((f"S0{at}", f"K{at}") for at in range(1, 6))
    assert write(path, FillTable(FINDINGS, many, ("Code", "ID")))
    assert not write(path, FillTable(FINDINGS, many, ("Code", "ID")))
    assert rows(judge(path), "Findings") == many
    assert write(path, FillTable(FINDINGS, many[:1], ("Code", "ID")))
    assert rows(judge(path), "Findings") == many[:1]
    assert load_workbook(path)["Findings"]["A6"].value is None
    assert write(path, FillTable(FINDINGS, (), ("Code", "ID")))
    assert rows(path, "Findings") == ((None, None),)


def test_what_a_user_typed_beside_a_finding_that_is_gone_stays_below(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    look = SheetLook("KPIs", "", "", (ColumnLook("ID", 9, PLAIN),), table="KPIs")
    write(path, FillTable(look, (("K3",), ("K9",)), ("ID",)))
    assert [row[0] for row in rows(path)] == ["K3", "K9", None, None]
    assert column(path, "KPI") == ["Price <&>", None, "Churn", " leading blank"]
    assert not write(path, FillTable(look, (("K3",), ("K9",)), ("ID",)))


def test_a_block_of_ours_is_made_and_replaced(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    long = tuple(BlockRow(((f"n{at}", PLAIN), (Formula("1/2", 0.5), PLAIN)), at) for at in range(4))
    assert write(path, FillBlock(CASCADE, long))
    assert not write(path, FillBlock(CASCADE, long))
    sheet = load_workbook(judge(path))["Cascade"]
    assert [sheet.row_dimensions[row].outline_level for row in range(5, 9)] == [0, 1, 2, 3]
    assert sheet.sheet_format.outlineLevelRow == 3
    assert write(path, FillBlock(CASCADE, long[:1]))
    sheet = load_workbook(judge(path))["Cascade"]
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == ["Node", "n0", None, None, None]
    assert sheet.row_dimensions[8].outline_level == 0


def test_merged_cells_where_okrsheet_writes_are_refused(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    book = load_workbook(path)
    book["KPIs"].merge_cells("F5:F6")
    book.save(path)
    with pytest.raises(BookError, match="F5:F6"):
        write(path, SetColumn("KPIs", SCORE, (1.0,) * 4))


def test_telling_changes_nothing(tmp_path):
    assert not write(plan(tmp_path / "plan.xlsx"), Tell("done"))


def test_a_formula_that_nobody_calculated_is_no_blank(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    assert column(path, "Mine") == ["a", None, UNCALCULATED, None]


def test_rows_are_added_below_formulas_that_nobody_calculated(tmp_path):
    path = plan(tmp_path / "plan.xlsx", blank=2)
    book = load_workbook(path)
    book["KPIs"]["D8"] = "=1+2"
    book.save(path)
    write(path, AppendRows("KPIs", ("ID",), (("K4",),)))
    assert column(path, "ID") == ["K1", "K2", "K3", None, "K4"]


def test_a_row_is_not_added_over_a_formula_that_gives_nothing(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, SetCells("KPIs", (CellChange(3, None, "KPI", None, Formula('""', "")),)))
    before = path.read_bytes()
    with pytest.raises(BookError, match="C8"):
        write(path, AppendRows("KPIs", ("ID", "KPI"), (("K4", "New"),)))
    assert path.read_bytes() == before


def test_a_table_of_the_users_that_has_our_name_is_not_filled(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    book = load_workbook(path)
    book["Notes"]["A3"], book["Notes"]["B3"], book["Notes"]["A4"] = "Code", "Note", "mine"
    book["Notes"].add_table(ExcelTable(displayName="Findings", ref="A3:B4"))
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(BookError, match="no column ID"):
        write(path, FillTable(FINDINGS, (("S01", "O1"),), ("Code", "ID")))
    assert path.read_bytes() == before
