"""What is sent is what the workbook says, and what the file host would have written."""

from dataclasses import replace
from itertools import zip_longest

import pytest

from okrsheet.books.book import AppendRows, CellChange, FillBlock, Formula, SetCells, SetColumn
from okrsheet.books.file import FileBook
from okrsheet.books.package import Package
from okrsheet.books.properties import properties
from okrsheet.books.reader import Reader
from okrsheet.exchange.moulds import TABLES, Kind, blank_workbook
from okrsheet.exchange.render import render
from okrsheet.file_commands import roll_up_workbook
from okrsheet.sheets.layout import KPIS
from okrsheet.sheets.live.department import calculate, department_edits
from okrsheet.sheets.parse import parse
from tests.books.moulded import cells_of, edited
from tests.departments.split_plan import TABLES as MASTER_ROWS
from tests.departments.split_plan import sent, with_row
from tests.workbooks import snapshot


@pytest.fixture(scope="module")
def sendings():
    return sent(with_row("Readings", KPI="K2", Date="soon", Value="+1", Note=" a\nb "))


@pytest.fixture(scope="module")
def rendered(sendings):
    return dict(zip(sendings, render(list(sendings.values())), strict=True))


def read(content):
    return Reader(Package(content, "x.xlsx")).snapshot()


def entered(table, headers):
    """The used rows of a table under these headers."""
    places = [table.headers.index(header) for header in headers]
    return tuple(tuple(row[at] for at in places) for row in table.rows[: table.used])


@pytest.mark.parametrize("unit", ["SALES", "EAST", "IT"])
def test_a_workbook_reads_back_as_what_was_sent(unit, sendings, rendered):
    sending, book = sendings[unit], read(rendered[unit])
    for name, rows in sending.sent.tables.items():
        assert entered(book.table(name), rows.headers) == rows.rows
    context = sending.sent.context
    assert entered(book.table("Context"), context.headers) == context.rows


@pytest.mark.parametrize("unit", ["SALES", "EAST", "IT"])
def test_a_workbook_parses_to_the_plan_that_was_sent(unit, sendings, rendered):
    plan = parse(read(rendered[unit]))
    assert replace(plan, misfits=()) == replace(sendings[unit].plan, misfits=())
    assert set(plan.misfits) == set(sendings[unit].plan.misfits)


def test_a_workbook_says_whose_it_is_in_its_document_properties(sendings, rendered):
    told = sendings["IT"].sent
    assert properties(Package(rendered["IT"], "x")) == {
        "okrsheet plan": "a-plan", "okrsheet unit": "IT", "okrsheet sending": told.sending,
    }  # fmt: skip


def test_a_workbook_holds_no_row_of_another_unit(rendered):
    package = Package(rendered["IT"], "x")
    text = b"".join(package.content(name) for name in package.archive.members)
    assert b"New here" in text
    assert not any(told in text for told in (b"Sell", b">K1<", b">K2<", b"East", b"LINK("))


def test_the_order_and_company_of_sendings_change_no_byte(sendings, rendered):
    backwards = list(reversed(sendings.values()))
    assert list(render(backwards)) == list(reversed(rendered.values()))
    assert list(render([sendings["EAST"]])) == [rendered["EAST"]]


def test_nothing_to_send_gives_nothing():
    assert list(render([])) == []


def by_edits(sending):
    """The same workbook as the file host writes it: rows appended, columns and block filled."""
    kind = Kind.of(sending)
    content = blank_workbook(kind)
    tables = sending.sent.tables
    made = calculate([sending.plan], [sending.scores], kind.shape, [tables])
    return edited(content, *_rows(sending), *_formulas(content, kind, made), *_names(sending, kind))


def _rows(sending):
    settings = sending.sent.tables["Settings"].rows
    changes = (CellChange(at, None, "Value", None, value) for at, (_, value) in enumerate(settings))
    yield SetCells("Settings", tuple(changes))
    for name, rows in sending.sent.tables.items():
        if name != "Settings":
            yield AppendRows(name, rows.headers, rows.rows)


def _formulas(content, kind, made):
    shown = made.shown(0)
    for edit in department_edits(kind.shape, read(content)):
        if isinstance(edit, SetColumn):
            yield replace(edit, values=tuple(shown[edit.table][edit.column.header]))
        elif isinstance(edit, FillBlock):
            columns = zip_longest(*made.columns(0))
            rows = (
                replace(row, cells=(row.cells[0], *map(_valued, row.cells[1:], values)))
                for row, values in zip(edit.rows, columns, strict=True)
            )
            yield replace(edit, rows=tuple(rows))


def _valued(cell, value):
    content, style = cell
    return (replace(content, value=value) if isinstance(content, Formula) else content), style


def _names(sending, kind):
    """The columns that are not the sheet Calculation's: checks, names and the context."""
    tables, heights = sending.sent.tables, dict(kind.shape.rows)
    context = zip(*sending.sent.context.rows, strict=True)
    shown = [("Context", h, v) for h, v in zip(sending.sent.context.headers, context, strict=True)]
    shown += [(table, "Check", checks) for table, checks in sending.checks.items()]
    names = {row[0]: row[1] for table in ("Objectives", "KPIs") for row in tables[table].rows}
    kpis = [names[row[KPIS.entered.index(KPIS.column("Objective"))]] for row in tables["KPIs"].rows]
    readings = [names[row[0]] for row in tables["Readings"].rows]
    shown += [("KPIs", "Objective name", kpis), ("Readings", "KPI name", readings)]
    looks = {(one.name, look.header): look for one in TABLES for look in one.sheet.columns}
    for table, header, values in shown:
        look = looks[table, header]
        blank = ("" if look.formula else None,) * (heights[table] - len(values))
        yield SetColumn(table, look, (*values, *blank))


def test_a_workbook_is_cell_by_cell_what_the_file_host_would_have_written(sendings, rendered):
    ours, theirs = cells_of(rendered["EAST"]), cells_of(by_edits(sendings["EAST"]))
    lines = {key for key in ours if ours[key] != theirs.get(key)}
    assert ours.keys() == theirs.keys()
    assert lines <= {"Plan A1", *(f"{one.sheet.title} A3" for one in TABLES)}  # title and owner
    assert ours["Readings A3"][1] == "Tidewell"
    assert ours["Plan A1"][0] == "Department plan: East"


def test_every_judge_passes_the_workbooks(rendered, tmp_path, judge):
    for unit, content in rendered.items():
        path = tmp_path / f"{unit}.xlsx"
        path.write_bytes(content)
        judge(path)


@pytest.fixture(scope="module")
def unliving():
    """The departments of a plan that wants no formulas, and their workbooks."""
    settings = [*MASTER_ROWS["Settings"], {"Setting": "Live formulas", "Value": "No"}]
    kpi = {**MASTER_ROWS["KPIs"][1], "Baseline": 0, "Target": 6}  # of which 3 is half
    kpis = [MASTER_ROWS["KPIs"][0], kpi]
    made = sent(snapshot({**MASTER_ROWS, "Settings": settings, "KPIs": kpis}))
    return made, dict(zip(made, render(list(made.values())), strict=True))


def test_where_the_plan_wants_no_formulas_a_workbook_shows_values(unliving):
    _, contents = unliving
    kpis = read(contents["EAST"]).table("KPIs")
    assert "Calculation A5" not in cells_of(contents["EAST"])  # where formulas would begin
    assert not kpis.formulas.keys() & {"Attainment", "Status"}
    assert kpis.rows[0][kpis.headers.index("Attainment")] == 0.5


def test_a_roll_up_of_such_a_workbook_changes_no_value(unliving, tmp_path):
    path = tmp_path / "EAST.xlsx"
    path.write_bytes(unliving[1]["EAST"])
    before = read(unliving[1]["EAST"])
    roll_up_workbook(path, None, None, True)
    after = FileBook(path).read()
    for name in ("Units", "Objectives", "KPIs", "Actions"):
        one, other = before.table(name), after.table(name)
        assert one.rows[: one.used] == other.rows[: other.used], name


def test_every_judge_passes_such_a_workbook(unliving, tmp_path, judge):
    path = tmp_path / "EAST.xlsx"
    path.write_bytes(unliving[1]["EAST"])
    judge(path)
