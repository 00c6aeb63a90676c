import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from tests.judges.livelint import formula_faults, functions, live_faults


@pytest.fixture
def workbook(tmp_path):
    """Call it with a formula of a sheet beside the table T."""

    def make(formula):
        book = Workbook()
        entered = book.active
        entered.title = "T"
        for row in ("ID", "Value"), ("a", 1):
            entered.append(row)
        entered.add_table(Table(displayName="T", ref="A1:B2"))
        book.create_sheet("Sums")["A1"] = formula
        path = tmp_path / "made.xlsx"
        book.save(path)
        return path

    return make


def test_a_reference_by_table_and_column_passes(workbook):
    assert list(live_faults(workbook("=SUM(T[Value])+B2"))) == []


def test_a_cell_of_an_entered_table_by_its_place_is_named(workbook):
    (fault,) = live_faults(workbook("=T!B2"))
    assert fault.startswith("Sums!A1: a cell of T by its place")


@pytest.mark.parametrize("sound", ("_xlfn.IFS(A1,1)", '"TEXT("&A1', "SUM(T[Value (net)])"))
def test_a_sound_formula_passes(sound):
    assert list(formula_faults(sound)) == []


@pytest.mark.parametrize(
    "formula, fault",
    (
        ('TEXT(A1,"yyyy")', "the function TEXT"),
        ("NOW()", "the function NOW"),
        ("IFS(A1,1)", "IFS without _xlfn."),
        ("_xlfn.XLOOKUP(A1,B1,C1)", "the function _xlfn.XLOOKUP"),
        ("T[@Value]", "@ instead of #This Row"),
        ("SUM(1" + "+1" * 4096 + ")", "8198 characters"),
        ("N(" * 65 + "1" + ")" * 65, "more than 64 levels"),
    ),
    ids=("text", "volatile", "bare", "too new", "at", "long", "deep"),
)
def test_what_some_engine_does_not_calculate_is_named(formula, fault):
    assert list(formula_faults(formula)) == [fault]


def test_the_functions_of_a_workbook_are_told(workbook):
    assert functions(workbook("=MAX(SUM(T[Value]),1)")) == {"MAX", "SUM"}
