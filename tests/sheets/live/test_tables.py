"""How formulas name the tables of a workbook: as that workbook spells them."""

from dataclasses import replace
from datetime import datetime

import pytest

from okrsheet.books.book import CellError, Snapshot
from okrsheet.departments.sent import Rows
from okrsheet.plan.model import Kpi
from okrsheet.sheets.live.expression import ROW
from okrsheet.sheets.live.grid import Block, Grid
from okrsheet.sheets.live.tables import CONTEXT_NEEDED, NEEDED, Tables, missing
from tests.sheets.live.departments import SALES, departments
from tests.workbooks import snapshot


def renamed(book: Snapshot, table: str, old: str, new: str) -> Snapshot:
    """The workbook with another header in a table."""
    tables = [
        replace(one, headers=tuple(new if header == old else header for header in one.headers))
        if one.name == table
        else one
        for one in book.tables
    ]
    return replace(book, tables=tuple(tables))


def of_four_kpis() -> Block[Kpi]:
    """The block of a table of four KPIs."""
    return Block(Grid(), "KPIs", 4, (tuple(Kpi(row=at) for at in range(4)),))


def test_a_column_is_said_as_a_structured_reference():
    assert Tables(snapshot({})).column("KPIs", "New value") == "KPIs[New value]"


def test_a_header_is_spelt_as_the_workbook_has_it():
    book = renamed(snapshot({}), "KPIs", "Target", "TARGET")
    assert Tables(book).column("KPIs", "Target") == "KPIs[TARGET]"


def test_a_table_is_spelt_as_the_workbook_has_it():
    book = snapshot({})
    tables = tuple(replace(one, name=one.name.lower()) for one in book.tables)
    assert Tables(replace(book, tables=tables)).column("KPIs", "Target") == "kpis[Target]"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Target]", "KPIs[Target']]"),
        ("[Target", "KPIs['[Target]"),
        ("#Target", "KPIs['#Target]"),
        ("Target's", "KPIs[Target''s]"),
        ("@Target", "KPIs['@Target]"),
    ],
)
def test_special_signs_of_a_header_are_escaped(header, said):
    book = renamed(snapshot({}), "KPIs", "Target", header)
    assert Tables(book).column("KPIs", header) == said


def test_a_column_that_the_workbook_lacks_has_its_name_all_the_same():
    tables = Tables(snapshot({}, {"Units", "KPIs/Target"}))
    assert tables.column("Units", "ID") == "Units[ID]"
    assert tables.column("KPIs", "Target") == "KPIs[Target]"
    assert (tables.rows("Units"), tables.cells("Units", "ID")) == (0, [[]])
    block = Block(Grid(), "KPIs", 1, ((Kpi(),),))
    assert (tables.texts(block, "Target"), tables.said(block, "Target")) == ([""], [""])


def test_the_cell_of_a_row_is_found_by_the_number_of_the_row():
    assert Tables(snapshot({})).cell("KPIs", "Target") == f"INDEX(KPIs[Target],$A{ROW})"


def test_rows_count_with_the_blank_ones():
    assert Tables(snapshot({"Units": [{"ID": "IT"}, {}, {}]})).rows("Units") == 3


def test_a_cell_is_read_as_text_and_an_error_as_what_it_says():
    rows = [{"ID": 7}, {"ID": CellError("#N/A")}, {"ID": datetime(2026, 1, 1)}, {"ID": "K-1"}]
    tables = Tables(snapshot({"KPIs": rows}))
    assert tables.texts(of_four_kpis(), "ID") == ["7", "#N/A", "2026-01-01", "K-1"]


def test_a_formula_takes_a_date_for_its_serial_number_and_an_error_for_nothing():
    rows = [{"ID": 7}, {"ID": CellError("#N/A")}, {"ID": datetime(2026, 1, 1)}, {"ID": "K-1"}]
    tables = Tables(snapshot({"KPIs": rows}))
    assert tables.said(of_four_kpis(), "ID") == ["7", "", "46023", "K-1"]


def test_nothing_is_missing_in_a_whole_workbook():
    assert missing(snapshot({})) is None


@pytest.mark.parametrize("table", NEEDED)
def test_a_missing_table_is_named(table):
    assert missing(snapshot({}, {table})) == f"the table {table}"


@pytest.mark.parametrize(
    ("table", "header"), [(name, header) for name, headers in NEEDED.items() for header in headers]
)
def test_a_missing_column_is_named(table, header):
    lacking = snapshot({}, {f"{table}/{header}"})
    assert missing(lacking) == f"the column {header} of the table {table}"


def test_a_header_with_an_outer_space_is_missing_to_a_formula():
    book = renamed(snapshot({}), "KPIs", "Target", "Target ")
    assert missing(book) == "the column Target of the table KPIs"


def test_a_table_that_no_formula_needs_may_be_missing():
    assert missing(snapshot({}, {"Drivers"})) is None


def test_a_department_needs_its_context_and_no_pillars():
    whole = next(departments(SALES)).snapshot
    assert whole.table("Pillars") is None
    assert missing(whole, department=True) is None
    assert missing(whole) == "the table Pillars"
    bare = replace(whole, tables=tuple(one for one in whole.tables if one.name != "Context"))
    assert missing(bare, department=True) == "the table Context"


@pytest.mark.parametrize("header", CONTEXT_NEEDED)
def test_a_column_missing_in_the_context_is_named(header):
    whole = renamed(next(departments(SALES)).snapshot, "Context", header, "Other")
    told = f"the column {header} of the table Context"
    assert missing(whole, department=True) == told


def test_each_workbook_of_a_stack_has_its_own_cells():
    entered = [{"KPIs": Rows(("ID",), ((id,),))} for id in ("K-1", "K-2")]
    tables = Tables(snapshot({}), entered)
    block = Block(Grid(stack=(2,)), "KPIs", 1, ((Kpi(),), (Kpi(),)))
    assert tables.said(block, "ID") == ["K-1", "K-2"]
    assert tables.said(block, "Owner") == ["", ""]
