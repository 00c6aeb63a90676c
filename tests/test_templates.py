"""The template workbooks as they are given out: alive, reproducible, and what is committed."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import openpyxl
import pytest

from okrsheet import resources, templates
from okrsheet.books.file import FileBook
from okrsheet.file_commands import roll_up_workbook
from okrsheet.sheets.generated import BLOCKS, CALCULATION, FINDINGS
from okrsheet.sheets.layout import TABLES
from tests.judges import libreoffice
from tests.judges.libreoffice import Job
from tests.judges.package import Package
from tests.live.plans import generated
from tests.live.workbook import rolled_up, type_into

KINDS = ("company", "department")
SCORED = ("Pillars", "Units", "Objectives", "KPIs", "Actions")
SEEN = [*dict.fromkeys(look.title for look in (*(one.sheet for one in TABLES), FINDINGS.sheet))]
SEEN += [look.title for look in BLOCKS]


@pytest.fixture(scope="module")
def built():
    """Both templates, built once."""
    return {kind: templates.build(kind) for kind in KINDS}


@pytest.fixture(scope="module", params=KINDS)
def package(request, built, tmp_path_factory):
    path = tmp_path_factory.mktemp("templates") / f"{request.param}.xlsx"
    path.write_bytes(built[request.param])
    return Package.open(path)


def formula_cells(package):
    """The formula cells of a workbook, each with the name of its sheet."""
    return [
        (sheet.name, cell)
        for sheet in package.sheets
        for cell in sheet.cells()
        if cell.formula is not None
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_template_is_what_the_code_builds_today(kind, built):
    committed, today = (
        zipfile.ZipFile(io.BytesIO(content)) for content in (resources.template(kind), built[kind])
    )
    assert committed.namelist() == today.namelist(), "run 'make templates'"
    for part in today.namelist():
        theirs, ours = committed.read(part).decode(), today.read(part).decode()
        assert canonicalize(theirs) == canonicalize(ours), f"{part}: run 'make templates'"


@pytest.mark.parametrize("kind", KINDS)
def test_two_builds_are_byte_equal(kind, built):
    assert templates.build(kind) == built[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheets_stand_in_the_order_of_the_work_and_calculation_is_hidden(kind, built):
    book = openpyxl.load_workbook(io.BytesIO(built[kind]))
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == SEEN
    assert book[CALCULATION.title].sheet_state == "hidden"


def test_every_formula_cell_has_a_cached_value(package):
    cells = formula_cells(package)
    assert len(cells) > 1_000
    assert [(sheet, cell.row) for sheet, cell in cells if cell.element.find("{*}v") is None] == []


def test_every_computed_column_of_the_roll_up_is_a_formula_before_anything_is_typed(package):
    found = {sheet for sheet, _ in formula_cells(package)}
    assert {*SCORED, "Calculation"} <= found


def test_a_template_shows_no_score_of_nothing(package):
    cells = formula_cells(package)
    assert {cell.element.findtext("{*}v") for sheet, cell in cells if sheet in SCORED} == {""}


@pytest.mark.judge("libreoffice")
def test_every_sheet_says_whose_plan_it_is(built, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(built["company"]))
    book["Plan"]["B9"] = "Tidewell Coffee"
    path = tmp_path / "named.xlsx"
    book.save(path)
    sheets = libreoffice.read([path], recalculate=True)[path].sheets
    seen = [sheet for sheet in sheets[1:] if sheet.name != CALCULATION.title]
    said = {sheet.name: sheet.values.get((3, 1), "")[:15] for sheet in seen}
    assert said == dict.fromkeys(SEEN[1:], "Tidewell Coffee")


@pytest.mark.judge("libreoffice")
def test_libreoffice_opens_a_template_whose_pages_repeat_their_titles(built, tmp_path):
    path = tmp_path / "company.xlsx"
    path.write_bytes(built["company"])
    assert b"Print_Titles" in zipfile.ZipFile(path).read("xl/workbook.xml")
    titled, untitled = libreoffice.do([Job(path, repeated_titles=True), Job(path)])
    assert titled.sheets == untitled.sheets
    assert not titled.fault


def test_the_command_writes_both_templates_whole(built, tmp_path):
    command = [sys.executable, "-m", "okrsheet.templates", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["company.xlsx", "department.xlsx"]
    assert (tmp_path / "company.xlsx").read_bytes() == built["company"]


def test_a_failed_build_leaves_the_old_template_and_no_draft(tmp_path, monkeypatch):
    (tmp_path / "company.xlsx").write_bytes(b"old")
    monkeypatch.setattr(templates, "build", lambda kind: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        templates.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["company.xlsx"]
    assert (tmp_path / "company.xlsx").read_bytes() == b"old"


def cell_of(path: Path, table: str, header: str, row: int) -> object:
    found = FileBook(path).read().table(table)
    assert found is not None
    return found.rows[row][found.headers.index(header)]


def test_a_value_typed_over_a_computed_cell_is_listed_and_replaced_at_the_next_roll_up(tmp_path):
    path = rolled_up(generated(1), tmp_path / "plan.xlsx")
    right = cell_of(path, "KPIs", "Status", 0)
    type_into(path, [("KPIs", 0, "Status", "Splendid")])
    rolled, _ = roll_up_workbook(path, None, None, write=True)
    id = cell_of(path, "KPIs", "ID", 0)
    told = f"Status of {id} is calculated again; 'Splendid' was typed over it."
    assert [change.message for change in rolled.changes] == [told]
    assert "D10" in [one.finding.code for one in rolled.findings]
    assert cell_of(path, "KPIs", "Status", 0) == right
    again, written = roll_up_workbook(path, None, None, write=True)
    assert (again.changes, written) == ((), None)
