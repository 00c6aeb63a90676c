"""A workbook that lives, and one that cannot: formulas with their values, or the values alone."""

import pytest

from okrsheet.books.book import DrawCharts, FillBlock, Formula, LayTable, SetColumn, Tell
from okrsheet.books.memory import MemoryBook
from okrsheet.score.scores import score_plan
from okrsheet.sheets.live.whether import why_values
from okrsheet.sheets.living import is_living, living_edits, settled
from okrsheet.sheets.parse import parse
from okrsheet.sheets.scores import relay_edits
from tests.live.plans import generated
from tests.sheets.live.departments import SALES, departments
from tests.workbooks import snapshot

PLAN = generated(2).tables
NO = {"Setting": "Live formulas", "Value": "No"}
FROZEN = {**PLAN, "Settings": [row for row in PLAN["Settings"] if row["Setting"] != NO["Setting"]]}
FROZEN["Settings"] = [*FROZEN["Settings"], NO]
WHY = "Values of the last roll-up, not formulas: the setting Live formulas is No."


def edits_of(tables, book=None):
    """The edits of a write as the workbook can have them."""
    book = book or snapshot(tables)
    plan = parse(book)
    edits = (*relay_edits(plan, book, ()), *living_edits(plan, score_plan(plan), book, ()))
    return list(settled(edits, plan, book))


def blocks(edits):
    return {edit.sheet.title: edit for edit in edits if isinstance(edit, FillBlock)}


def formulas(edits):
    """All formulas in the cells and columns of the edits."""
    cells = [
        content
        for edit in blocks(edits).values()
        for row in edit.rows
        for content, _ in row.cells
        if isinstance(content, Formula)
    ]
    columns = [one.column.formula for one in edits if isinstance(one, SetColumn)]
    return [*cells, *(formula for formula in columns if formula)]


def said(cell):
    """What a cell says; the empty text of a formula is nothing."""
    value = cell.value if isinstance(cell, Formula) else cell
    return None if value == "" else value


def columns(edits):
    found = (edit for edit in edits if isinstance(edit, SetColumn))
    return {(edit.table, edit.column.header): edit.values for edit in found}


@pytest.fixture(scope="module")
def alive():
    return edits_of(PLAN)


@pytest.fixture(scope="module")
def frozen():
    return edits_of(FROZEN)


def test_a_workbook_lives_where_the_sheet_calculation_stands():
    book = MemoryBook(snapshot(PLAN))
    assert not is_living(book.read())
    book.apply(edits_of(PLAN))
    assert is_living(book.read())


def test_a_living_workbook_gets_all_sheets_of_results_calculation_last(alive):
    titles = [one.sheet.title for one in alive if isinstance(one, FillBlock | DrawCharts)]
    assert titles == ["Cascade", "Summary", "Dashboard", "Calculation"]


def test_what_stands_in_a_living_workbook_is_formulas(alive):
    assert len(formulas(alive)) > 1_000
    assert all(one.column.formula for one in alive if isinstance(one, SetColumn))


def test_where_formulas_cannot_be_no_cell_holds_one(frozen):
    assert formulas(frozen) == []


def test_the_values_are_those_that_the_formulas_gave(alive, frozen):
    assert columns(frozen) == {
        place: tuple(map(said, values)) for place, values in columns(alive).items()
    }
    living, dead = blocks(alive)["Cascade"], blocks(frozen)["Cascade"]
    assert [[cell for cell, _ in row.cells] for row in dead.rows] == [
        [said(cell) for cell, _ in row.cells] for row in living.rows
    ]


def test_looks_and_levels_of_rows_stay_where_formulas_go(alive, frozen):
    living, dead = blocks(alive)["Cascade"], blocks(frozen)["Cascade"]
    assert [row.level for row in dead.rows] == [row.level for row in living.rows]
    assert [[style for _, style in row.cells] for row in dead.rows] == [
        [style for _, style in row.cells] for row in living.rows
    ]


def test_the_line_above_each_header_says_why_values_stand(frozen):
    looks = [one.sheet for one in frozen if isinstance(one, FillBlock | DrawCharts)]
    assert [look.title for look in looks] == ["Cascade", "Summary", "Dashboard"]
    for look in looks:
        assert look.owner.value.endswith(f"  ·  {WHY}")
        assert look.owner.text.endswith(f'&"  ·  {WHY}"')


def test_no_line_stands_above_a_living_sheet(alive):
    looks = [one.sheet for one in alive if isinstance(one, FillBlock | DrawCharts)]
    assert not [look for look in looks if look.owner and "not formulas" in look.owner.value]


def test_the_charts_are_drawn_all_the_same(alive, frozen):
    (living,), (dead,) = (
        [one for one in edits if isinstance(one, DrawCharts)] for edits in (alive, frozen)
    )
    assert dead.charts == living.charts


def test_where_no_sheet_calculation_stands_none_is_made_for_values(frozen):
    assert "Calculation" not in blocks(frozen)


def test_a_sheet_calculation_that_stood_is_emptied():
    book = MemoryBook(snapshot(FROZEN))
    book.apply([blocks(edits_of(PLAN))["Calculation"]])
    assert blocks(edits_of(FROZEN, book.read()))["Calculation"].rows == ()


def test_edits_that_hold_no_formulas_pass_as_they_are():
    book = snapshot(FROZEN)
    plan = parse(book)
    passing = [Tell("Done."), LayTable("KPIs", ())]
    assert why_values(plan, book) == WHY
    assert list(settled(passing, plan, book)) == passing


def test_a_workbook_without_settings_has_values_and_cannot_say_whose_plan_it_is():
    book = snapshot(PLAN, {"Settings"})
    edits = edits_of(PLAN, book)
    assert formulas(edits) == []
    assert columns(edits)["KPIs", "Status"]


def test_a_plan_deeper_than_formulas_follow_has_the_values_of_its_scores():
    tables = {
        "Pillars": [{"ID": "P1"}],
        "Objectives": [
            {"ID": f"O{at}", "Pillar": "P1", "Parent": f"O{at - 1}" if at else None}
            for at in range(45)
        ],
        "KPIs": [
            {"ID": "K1", "Objective": "O44", "Direction": "Milestone", "New value": 0.25},
        ],
    }
    edits = edits_of(tables)
    assert formulas(edits) == []
    # One KPI at the end of the line: all above it score as it does.
    assert columns(edits)["Objectives", "Score"] == (0.25,) * 45
    assert columns(edits)["Pillars", "Score"] == (0.25,)


def of_a_department(live="Yes"):
    """The edits of a write in the workbook of the department SALES."""
    settings = [one for one in SALES["Settings"] if one["Setting"] != "Live formulas"]
    tables = {**SALES, "Settings": [*settings, {"Setting": "Live formulas", "Value": live}]}
    found = next(departments(tables))
    edits = living_edits(found.plan, score_plan(found.plan), found.snapshot, ())
    return list(settled(edits, found.plan, found.snapshot))


def test_a_department_has_its_own_columns_and_the_calculation_and_nothing_else():
    edits = of_a_department()
    assert list(blocks(edits)) == ["Calculation"]
    assert {table for table, _ in columns(edits)} == {"Units", "Objectives", "KPIs", "Actions"}
    assert {type(edit) for edit in edits} == {SetColumn, FillBlock}


def test_a_department_that_cannot_live_has_values():
    edits = of_a_department("No")
    assert formulas(edits) == []
    assert columns(edits)["Units", "Score"][0] == pytest.approx(0.35)  # (0.5 + 3 x 0.3) / 4
    assert blocks(edits) == {}


def test_the_drop_downs_of_a_department_offer_its_context():
    found = next(departments(SALES))
    laid = {
        edit.table: edit
        for edit in relay_edits(found.plan, found.snapshot, ())
        if isinstance(edit, LayTable)
    }
    parent = next(look for look in laid["Objectives"].columns if look.header == "Parent")
    assert parent.validation.formula == "okr_Objectives_Parents"
