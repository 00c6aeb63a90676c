import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from tests.judges.circularity import circular


@pytest.fixture
def workbook(tmp_path):
    """Call it with formulas by cell of the sheet Sums; beside them stand the tables T and U."""

    def make(**formulas):
        book = Workbook()
        book.active.title = "Sums"
        for name, left in (("T", 1), ("U", 6)):
            sheet = book.create_sheet(f"The {name}s")
            for row, cells in enumerate((["ID", "Value", "Sum"], ["a", 1], ["b", 2]), start=1):
                for column, value in enumerate(cells, start=left):
                    sheet.cell(row, column, value)
            reference = {"T": "A1:C3", "U": "F1:H3"}[name]
            sheet.add_table(Table(displayName=name, ref=reference, id=left))
        for place, formula in formulas.items():
            sheet_name, _, cell = place.rpartition("_")
            sheet = book[f"The {sheet_name}s"] if sheet_name else book["Sums"]
            sheet[cell] = formula
        path = tmp_path / "made.xlsx"
        book.save(path)
        return path

    return make


def test_a_chain_of_formulas_is_no_circle(workbook):
    assert circular(workbook(A1="=T[Value]", A2="=A1+1", A3="=A2+A1", B1="=SUM(A1:A3)")) == []


def test_a_running_total_is_no_circle(workbook):
    assert circular(workbook(A1="=1", **{f"A{row}": f"=A{row - 1}+1" for row in range(2, 9)})) == []


def test_two_cells_that_need_each_other_are_named(workbook):
    assert circular(workbook(A1="=B2", B2="=A1")) == [
        "a circular reference: Sums!A1 -> Sums!B2 -> Sums!A1"
    ]


def test_a_cell_in_its_own_range_is_named(workbook):
    assert circular(workbook(A3="=SUM(A1:A9)")) == [
        "a circular reference: Sums!A3 -> Sums!A1:A9 -> Sums!A3"
    ]


def test_a_column_that_sums_over_itself_by_criteria_is_named(workbook):
    rows = {f"T_C{row}": '=SUMIFS(T[Sum],T[ID],T[[#This Row],[Value]]&"")' for row in (2, 3)}
    assert circular(workbook(**rows)) == [
        "a circular reference: The Ts!C2 -> The Ts!C2:C3 -> The Ts!C2"
    ]


def test_a_criteria_range_counts_as_read(workbook):
    made = workbook(T_C2='=SUMIFS(U[Value],U[Sum],"a")', U_H3="=SUM(T[Sum])")
    assert len(circular(made)) == 1


def test_this_row_is_one_cell(workbook):
    assert circular(workbook(T_C2="=T[[#This Row],[Value]]", T_B3="=T[[#This Row],[ID]]")) == []


def test_a_header_is_no_data(workbook):
    assert circular(workbook(T_C2='=T[[#Headers],[Sum]]&"x"')) == []


def test_the_place_of_a_range_is_not_its_content(workbook):
    assert circular(workbook(T_C2="=ROW()-ROW(T[[#All],[Sum]])+ROWS(T[Sum])")) == []


def test_text_that_looks_like_a_reference_is_none(workbook):
    assert circular(workbook(A1='="A1"&"T[Sum]"')) == []


def test_a_reference_to_another_sheet_is_followed(workbook):
    assert len(circular(workbook(A1="='The Ts'!C2", T_C2="=Sums!$A$1:$B$4"))) == 1


def test_a_whole_column_holds_its_formulas(workbook):
    assert len(circular(workbook(A1="=SUM(B:B)", B7="=A1"))) == 1


def test_runs_in_a_circle_whose_cells_form_none_are_no_circle(workbook):
    zigzag = {f"A{row}": f"=B{row - 1}" for row in range(2, 9)}
    zigzag |= {f"B{row}": f"=A{row}" for row in range(2, 9)}
    assert circular(workbook(**zigzag)) == []


def test_thousands_of_formulas_are_quick(workbook):
    rows = range(1, 2_001)
    cells = {f"{letter}{row}": f"=SUM($A${row}:$A${row})" for letter in "BCD" for row in rows}
    assert circular(workbook(**cells)) == []
