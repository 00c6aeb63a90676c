"""Errors by the department whose rows they stand on."""

from okrsheet.departments.errors import errors_by_unit
from okrsheet.plan.finding import Finding, Severity, Waiver
from tests.workbooks import plan_of

PLAN = plan_of(
    {
        "Units": [{"ID": "IT"}, {"ID": "NET", "Parent": "IT"}, {"ID": "HR"}],
        "Objectives": [{"ID": "O-1", "Unit": "it"}, {"ID": "O-2", "Unit": "NET"}, {"ID": "O-3"}],
        "KPIs": [{"ID": "K-1", "Objective": "O-1"}, {"ID": "K-2", "Objective": "O-2"}],
        "Readings": [{"KPI": "K-2", "Value": 1}],
        "Actions": [{"ID": "A-1", "Objective": "O-1"}],
        "Drivers": [{"Driver": "K-1", "Outcome": "K-2"}],
        "Pillars": [{"ID": "P"}],
    }
)


def error(table, row=0, severity=Severity.ERROR, waiver=None):
    return Finding("M03", severity, table, row, None, None, "", "", waiver)


def errors(*findings, sent_to=("it", "net", "hr")):
    return dict(errors_by_unit(PLAN, findings, sent_to))


def test_an_error_is_of_the_unit_that_its_row_leads_to():
    tables = ("Units", "Objectives", "KPIs", "Actions", "Drivers")
    assert errors(*(error(table) for table in tables)) == {"it": 5}
    assert errors(error("Readings"), error("KPIs", 1)) == {"net": 2}


def test_a_unit_without_a_workbook_is_in_that_of_the_unit_above_it():
    assert errors(error("KPIs", 1), sent_to=("it", "hr")) == {"it": 1}


def test_what_leads_to_no_unit_counts_nowhere():
    assert errors(error("Objectives", 2), error("Pillars"), error("KPIs", None)) == {}


def test_warnings_and_waived_errors_do_not_count():
    waived = error("KPIs", waiver=Waiver("M03", "agreed"))
    assert errors(error("KPIs", severity=Severity.WARNING), waived) == {}
