"""D: what the reader could not read is reported where it stands."""

from datetime import date

import pytest

from okrsheet.books.book import CellError, Formula
from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Misfit, Plan, Unfit
from okrsheet.smart.registry import lint
from tests.smart.linting import found

AS_OF = date(2026, 6, 30)
KPI = {"ID": "K-1", "KPI": "Response time", "Direction": "Decrease"}


def messages(findings):
    return [finding.message for finding in findings]


def test_each_missing_table_is_an_error_of_the_whole_table():
    [pillars, kpis] = found("D01", {}, missing={"KPIs", "Pillars"})
    assert (pillars.message, kpis.message) == (
        "The table Pillars is missing.",
        "The table KPIs is missing.",
    )
    assert (pillars.row, pillars.id, pillars.field) == (None, None, None)


def test_a_missing_column_is_an_error_at_its_header():
    [finding] = found("D02", {}, missing={"KPIs/Target"})
    assert (finding.severity, finding.table, finding.field) == (Severity.ERROR, "KPIs", "Target")
    assert finding.row is None
    assert finding.message == "The table KPIs has no column Target."


def test_a_missing_table_has_no_missing_columns():
    assert not found("D02", {}, missing={"KPIs"})


@pytest.mark.parametrize(
    ("header", "cell", "message"),
    [
        ("Target", "12 h", 'Target of K-1 holds "12 h" where a number is expected.'),
        ("Due", "soon", 'Due of K-1 holds "soon" where a date is expected.'),
        (
            "Type",
            "Laging",
            'Type of K-1 holds "Laging" where one of Leading, Lagging is expected.',
        ),
    ],
)
def test_what_is_no_number_date_or_choice_is_quoted(header, cell, message):
    [finding] = found("D03", {"KPIs": [{**KPI, header: cell}]})
    assert (finding.id, finding.field, finding.message) == ("K-1", header, message)


def test_a_reading_without_a_date_is_told_to_be_blank_where_a_date_is_expected():
    tables = {"KPIs": [KPI], "Readings": [{"KPI": "K-1", "Value": 20}]}
    assert messages(found("D03", tables)) == ["Date is blank where a date is expected."]


def test_an_excel_error_is_named():
    [finding] = found("D04", {"KPIs": [{**KPI, "Baseline": CellError("#REF!")}]})
    assert (finding.severity, finding.field) == (Severity.ERROR, "Baseline")
    assert finding.message == "Baseline of K-1 holds the error #REF!."


def test_a_number_stored_as_text_is_told_how_to_be_typed_again():
    [finding] = found("D08", {"KPIs": [{**KPI, "Target": "12"}]})
    assert finding.message == 'Target of K-1 holds "12" as text, so it is not read.'
    assert finding.fix == (
        "Set the cell's format to General and type 12 again, or let okrsheet check --fix do it."
    )


def test_a_date_stored_as_text_is_not_read():
    [finding] = found("D08", {"KPIs": [{**KPI, "Due": "2026-12-31"}]})
    assert finding.field == "Due"


def test_an_id_with_outer_spaces_is_to_be_typed_without_them():
    [finding] = found("D08", {"KPIs": [{**KPI, "ID": " K-1"}]})
    assert finding.message == 'ID holds " K-1" with outer spaces, so it is not read.'
    assert finding.fix == (
        "Type K-1 again without spaces around it, or let okrsheet check --fix do it."
    )


def test_a_reference_with_outer_spaces_is_not_told_to_be_unknown_too():
    tables = {"Objectives": [{"ID": "O-1"}], "KPIs": [{**KPI, "Objective": "O-1 "}]}
    assert len(found("D08", tables)) == 1
    assert not found("D06", tables)


def test_a_value_typed_over_a_formula_is_a_warning_that_quotes_it():
    rows = [
        {**KPI, "Status": Formula("1", "On track")},
        {**KPI, "ID": "K-2", "Status": "Great"},
    ]
    [finding] = found("D10", {"KPIs": rows})
    assert (finding.severity, finding.row, finding.field) == (Severity.WARNING, 1, "Status")
    assert finding.message == 'Status of K-2 holds "Great", typed over its formula.'


@pytest.mark.parametrize("id", ["12", "May-26", "O 1", "O*1", "O?", "O~1", "O" * 65, "1O"])
def test_what_engines_read_differently_is_no_id(id):
    [finding] = found("D11", {"Objectives": [{"ID": id, "Objective": "Grow"}]})
    assert (finding.severity, finding.field) == (Severity.ERROR, "ID")
    assert finding.message == f'ID holds "{id}", which is not usable as an ID.'


@pytest.mark.parametrize("id", ["O1", "O-IT.1_b", "Ö1", "O" * 64])
def test_a_letter_and_then_letters_digits_and_marks_are_an_id(id):
    assert not found("D11", {"Objectives": [{"ID": id, "Objective": "Grow"}]})


def test_each_misfit_is_reported_by_one_rule_only():
    misfits = tuple(Misfit(unfit, "KPIs", 0, "K-1", "Target", "x", "a number") for unfit in Unfit)
    findings = lint(Plan(as_of=AS_OF, misfits=misfits))
    assert sorted(finding.code for finding in findings) == [
        "D01",
        "D02",
        "D03",
        "D04",
        "D08",
        "D10",
        "D11",
    ]
