"""The line that says whose plan it is."""

from dataclasses import replace
from datetime import datetime

import pytest

from okrsheet.books.book import LayTable, Table
from okrsheet.sheets.generated import CASCADE, FINDINGS
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.parse import parse
from okrsheet.sheets.scores import relay_edits
from okrsheet.sheets.settings import ORGANISATION
from tests.workbooks import snapshot


def line(*values, name="Organisation"):
    return owner_line(snapshot({"Settings": [{"Setting": name, "Value": one} for one in values]}))


def test_it_is_a_formula_with_the_organisations_name():
    assert (line("Bean & Co").text, line("Bean & Co").value) == (ORGANISATION, "Bean & Co")


@pytest.mark.parametrize(
    ("held", "said"),
    [(None, ""), (1.0, "1"), (datetime(2026, 1, 1), "46023"), (" Bean ", " Bean ")],
)
def test_it_says_what_the_formula_gives(held, said):
    assert line(held).value == said


def test_of_two_organisations_the_first_counts():
    assert line("First", "Second").value == "First"


def test_a_name_counts_without_regard_to_case_but_not_with_outer_spaces():
    assert line("Bean", name="organisation").value == "Bean"
    assert line("Bean", name=" Organisation").value == ""


@pytest.mark.parametrize("missing", ["Settings", "Settings/Value", "Settings/Setting"])
def test_without_settings_there_is_no_line(missing):
    assert owner_line(snapshot({}, {missing})) is None


def test_every_sheet_but_the_plan_says_whose_it_is():
    own, *others = [table.sheet for table in TABLES]
    assert own.owner is None
    assert {look.owner.text for look in (*others, FINDINGS.sheet, CASCADE)} == {ORGANISATION}


def test_a_roll_up_refreshes_the_line_of_the_findings_too():
    book = snapshot({"Settings": [{"Setting": "Organisation", "Value": "Bean"}]})
    findings = Table("Findings", "Findings", 4, 1, ("Code",), ())
    book = replace(book, tables=(*book.tables, findings))
    laid = {
        edit.table: edit
        for edit in relay_edits(parse(book), book, ())
        if isinstance(edit, LayTable)
    }
    assert laid["Findings"].owner.value == laid["KPIs"].owner.value == "Bean"
