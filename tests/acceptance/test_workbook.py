"""The workbook of the cases: it is the text's, and pytest-xlsx runs all of it."""

import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from pytest_xlsx.file import XlsxFile  # type: ignore[import-untyped]

from tests.acceptance.build import WORKBOOK, build
from tests.acceptance.cases import read_sheets
from tests.acceptance.scenario import CaseError

DATED = "docProps/core.xml"  # bears the moment of its making


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as package:
        return {name: package.read(name) for name in package.namelist() if name != DATED}


def row(**cells: str) -> SimpleNamespace:
    """A row as pytest-xlsx hands it over, the only one of its case."""
    step = {"Mark": None, "Step": None, "Value": None, **cells}
    return SimpleNamespace(current_step=step, is_first_step=True, is_last_step=True, stash={})


def test_the_committed_workbook_is_what_the_text_gives():
    assert parts(WORKBOOK.read_bytes()) == parts(build()), "run python -m tests.acceptance.build"


def test_pytest_xlsx_collects_every_case_of_the_text_with_all_its_steps(request):
    collected = request.session.genitems(XlsxFile.from_parent(request.session, path=WORKBOOK))
    found = [
        (item.parent.name, item.name, [(s["Step"], s["Value"]) for s in item.xlsx_data.steps])
        for item in collected
    ]
    assert found == [
        (sheet.title, case.name, [(step.phrase, step.value or None) for step in case.steps])
        for sheet in read_sheets()
        for case in sheet.cases
    ]


def test_a_row_that_no_phrase_begins_fails(request):
    with pytest.raises(CaseError, match="No step is called"):
        request.config.hook.pytest_xlsx_run_step(item=row(Step="expect rain"), request=request)


def test_a_row_without_a_step_fails(request):
    with pytest.raises(CaseError, match="No step is called"):
        request.config.hook.pytest_xlsx_run_step(item=row(Value="Ann"), request=request)


def test_a_row_with_a_mark_that_begins_no_case_fails(request):
    with pytest.raises(CaseError, match="marked"):
        request.config.hook.pytest_xlsx_run_step(
            item=row(Mark="nmae", Step="S02: no owner"), request=request
        )
